import Foundation

/// What of a style matters for the room a cell's text needs.
struct StyleMetrics: Sendable {
    private let font: Font
    private let lineHeight: Double
    /// Points an em takes in the widest case, for the quick answer.
    private let em: Double
    private let wraps: Bool
    private let indent: Double
    private let rotation: TextRotation
    private let format: NumberFormat
    /// True when the number format adds nothing to a text.
    private let showsTextAsIs: Bool

    init(_ style: CellStyle) {
        font = style.font
        lineHeight = TextMeasure.lineHeight(of: style.font)
        em = TextMeasure.size(of: style.font) * (style.font.isBold ? Glyph.boldFactor : 1)
        // Justified text is broken into lines whether the style says so or not.
        wraps = style.wraps || style.horizontal == .justify || style.horizontal == .distributed
        indent = style.indentInPoints.isFinite ? max(style.indentInPoints, 0) : 0
        rotation = style.rotation
        format = style.numberFormat
        showsTextAsIs = format.isGeneral || format.isText || !format.code.contains("@") && !format.code.contains(";")
    }

    /// In points, what is kept free at the edges included.
    func height(of value: CellValue, within width: Double) -> Double {
        let edges = 2 * TextMeasure.edgePadding
        switch value {
        case .empty: return 0
        case .text(let text) where showsTextAsIs: return height(of: text, within: width) + edges
        case .richText(let runs): return height(of: TextMeasure(runs, font: font), within: width) + edges
        case .formula(let formula) where !Self.isFormula(formula.result):
            return height(of: formula.result, within: width)
        case .text: return height(of: format.display(value), within: width) + edges
        default: return heightOfNumber(value) + edges
        }
    }

    /// In points, of any number and any text that fits on one line; `nil` when it takes a look at each.
    var heightOfOneLine: Double? { isLevel && showsTextAsIs ? lineHeight + 2 * TextMeasure.edgePadding : nil }

    /// Hundredths of an em that fit on one line of `width` points.
    func room(within width: Double) -> Double {
        wraps ? (width - 2 * TextMeasure.sidePadding - indent) * 100 / em : .infinity
    }

    private static func isFormula(_ value: CellValue) -> Bool {
        if case .formula = value { return true }
        return false
    }

    /// A number is never broken into lines.
    private func heightOfNumber(_ value: CellValue) -> Double {
        isLevel ? lineHeight : height(of: TextMeasure(format.display(value), font: font), within: .infinity)
    }

    private var isLevel: Bool { rotation == .degrees(0) }

    private func height(of text: String, within width: Double) -> Double {
        if isLevel, isOneLine(text, within: width) { return lineHeight }
        return height(of: TextMeasure(text, font: font), within: width)
    }

    private func height(of measure: TextMeasure, within width: Double) -> Double {
        switch rotation {
        case .stacked: return measure.stackedHeight
        case .degrees(0):
            let room = width - 2 * TextMeasure.sidePadding - indent
            return measure.height(within: wraps ? max(room, 1) : .infinity)
        case .degrees(let degrees):
            let angle = Double(min(max(degrees, -90), 90)) * .pi / 180
            return measure.width * abs(sin(angle)) + measure.height(within: .infinity) * abs(cos(angle))
                + 2 * TextMeasure.sidePadding
        }
    }

    /// The quick answer for most cells, without decoding the text: false when it would take a closer look.
    private func isOneLine(_ text: String, within width: Double) -> Bool {
        var text = text
        let hundredths = text.withUTF8 { bytes in
            var sum = 0
            for byte in bytes {
                if byte < 0x20 && byte != 0x09 { return Int?.none }
                sum += Glyph.upperBound(ofByte: byte)
            }
            return sum
        }
        guard let hundredths else { return false }
        let room = width - 2 * TextMeasure.sidePadding - indent
        return !wraps || Double(hundredths) / 100 * em <= room
    }
}
