import Markup
import Sheets

/// `xl/styles.xml`.
struct StylesPart {
    private let styles: [CellStyle]
    private let conditional: [CellStyle]
    private var fonts = Numbered<Font>()
    private var fills = Numbered<Fill>()
    private var borders = Numbered<Borders>()
    private var formats = Numbered<String>()

    /// The first two are fixed: programs take them for none and a grey pattern whatever the file says.
    private enum Fill: Hashable {
        case none, gray125
        case solid(Color)
    }

    /// Formats with a number of their own begin here.
    private static let firstFormat = 164

    /// - Parameter conditional: What conditional formats change to, in the order of their `dxfId`.
    init(_ styles: StyleTable, conditional: [CellStyle]) {
        self.styles = styles.all
        self.conditional = conditional
        _ = fonts.number(of: Units.normalFont)
        _ = fills.number(of: .none)
        _ = fills.number(of: .gray125)
        _ = borders.number(of: Borders())
        for style in self.styles {
            _ = fonts.number(of: Self.plain(style.font))
            _ = fills.number(of: style.fill.map { .solid($0) } ?? .none)
            _ = borders.number(of: style.borders)
            if Self.builtIn(style.numberFormat) == nil { _ = formats.number(of: style.numberFormat.code) }
        }
    }

    mutating func bytes() -> [UInt8] {
        var markup = MarkupText()
        markup.declaration()
        markup.start("styleSheet", ["xmlns": Names.main])
        numberFormats(to: &markup)
        markup.start("fonts", ["count": String(fonts.all.count)])
        for font in fonts.all { FontElement.write(font, as: .font, to: &markup) }
        markup.end()
        markup.start("fills", ["count": String(fills.all.count)])
        for fill in fills.all { Self.fill(fill, to: &markup) }
        markup.end()
        markup.start("borders", ["count": String(borders.all.count)])
        for border in borders.all { Self.borders(border, to: &markup) }
        markup.end()
        normalStyle(to: &markup)
        cellFormats(to: &markup)
        markup.element("cellStyles", ["count": "1"]) {
            $0.empty("cellStyle", ["name": "Normal", "xfId": "0", "builtinId": "0"])
        }
        differences(to: &markup)
        markup.empty(
            "tableStyles",
            ["count": "0", "defaultTableStyle": "TableStyleMedium9", "defaultPivotStyle": "PivotStyleLight16"])
        markup.end()
        return markup.take()
    }

    /// One family only: the format has no list of fallbacks.
    private static func plain(_ font: Font) -> Font {
        var font = font
        font.families = [font.families.first { !$0.isEmpty } ?? "宋体"]
        return font
    }

    private func numberFormats(to markup: inout MarkupText) {
        if formats.all.isEmpty { return }
        markup.start("numFmts", ["count": String(formats.all.count)])
        for (index, code) in formats.all.enumerated() {
            markup.empty("numFmt", ["numFmtId": String(Self.firstFormat + index), "formatCode": Escaping.excel(code)])
        }
        markup.end()
    }

    /// Only those that mean the same in every language of Excel.
    private static func builtIn(_ format: NumberFormat) -> Int? {
        if format.isGeneral { return 0 }
        switch format.code {
        case "0": return 1
        case "0.00": return 2
        case "#,##0": return 3
        case "#,##0.00": return 4
        case "0%": return 9
        case "0.00%": return 10
        case "@": return 49
        default: return nil
        }
    }

    private mutating func formatNumber(_ format: NumberFormat) -> Int {
        Self.builtIn(format) ?? Self.firstFormat + formats.number(of: format.code)
    }

    private func normalStyle(to markup: inout MarkupText) {
        markup.element("cellStyleXfs", ["count": "1"]) {
            $0.empty("xf", ["numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"])
        }
    }

    private mutating func cellFormats(to markup: inout MarkupText) {
        markup.start("cellXfs", ["count": String(styles.count)])
        for style in styles { cellFormat(style, to: &markup) }
        markup.end()
    }

    private mutating func cellFormat(_ style: CellStyle, to markup: inout MarkupText) {
        let fill = fills.number(of: style.fill.map { .solid($0) } ?? .none)
        let border = borders.number(of: style.borders)
        let format = formatNumber(style.numberFormat)
        markup.start(
            "xf",
            [
                "numFmtId": String(format), "fontId": String(fonts.number(of: Self.plain(style.font))),
                "fillId": String(fill), "borderId": String(border), "xfId": "0",
                "applyNumberFormat": format == 0 ? nil : "1", "applyFont": "1", "applyFill": fill == 0 ? nil : "1",
                "applyBorder": border == 0 ? nil : "1", "applyAlignment": "1",
                "applyProtection": style.isLocked ? nil : "1",
            ])
        alignment(style, to: &markup)
        if !style.isLocked { markup.empty("protection", ["locked": "0"]) }
        markup.end()
    }

    private func alignment(_ style: CellStyle, to markup: inout MarkupText) {
        let indent = style.indentInPoints.isFinite ? min(max(style.indentInPoints, 0), 250 * Units.indent) : 0
        markup.empty(
            "alignment",
            [
                "horizontal": Self.horizontal(style.horizontal, isIndented: indent > 0),
                "vertical": Self.vertical(style.vertical),
                "textRotation": Self.rotation(style.rotation),
                "wrapText": style.wraps ? "1" : nil,
                "indent": indent > 0 ? String(max(1, Int((indent / Units.indent).rounded()))) : nil,
                "shrinkToFit": style.shrinksToFit ? "1" : nil,
            ])
    }

    private static func horizontal(_ alignment: HorizontalAlignment, isIndented: Bool) -> String? {
        switch alignment {
        case .general: isIndented ? "left" : nil
        case .left: "left"
        case .center: "center"
        case .right: "right"
        case .justify: "justify"
        case .distributed: "distributed"
        }
    }

    private static func vertical(_ alignment: VerticalAlignment) -> String {
        switch alignment {
        case .top: "top"
        case .middle: "center"
        case .bottom: "bottom"
        }
    }

    /// 0 to 90 anticlockwise, 91 to 180 clockwise, 255 upright characters below each other.
    private static func rotation(_ rotation: TextRotation) -> String? {
        switch rotation {
        case .stacked: return "255"
        case .degrees(let degrees):
            let angle = min(max(degrees, -90), 90)
            return angle == 0 ? nil : String(angle > 0 ? angle : 90 - angle)
        }
    }

    private static func fill(_ fill: Fill, to markup: inout MarkupText) {
        markup.element("fill") { markup in
            switch fill {
            case .none: markup.empty("patternFill", ["patternType": "none"])
            case .gray125: markup.empty("patternFill", ["patternType": "gray125"])
            case .solid(let color):
                markup.element("patternFill", ["patternType": "solid"]) {
                    $0.empty("fgColor", ["rgb": FontElement.argb(color)])
                    $0.empty("bgColor", ["indexed": "64"])
                }
            }
        }
    }

    private static func borders(_ borders: Borders, to markup: inout MarkupText) {
        markup.element("border") { markup in
            border("left", borders.left, to: &markup)
            border("right", borders.right, to: &markup)
            border("top", borders.top, to: &markup)
            border("bottom", borders.bottom, to: &markup)
            markup.empty("diagonal")
        }
    }

    private static func border(_ side: String, _ line: BorderLine?, to markup: inout MarkupText) {
        guard let line else { return markup.empty(side) }
        markup.element(side, ["style": pattern(line)]) { $0.empty("color", ["rgb": FontElement.argb(line.color)]) }
    }

    /// Thin, medium and thick are up to 1, up to 2 and above 2 points; only solid lines are ever thick.
    private static func pattern(_ line: BorderLine) -> String {
        switch line.pattern {
        case .double: "double"
        case .dotted: "dotted"
        case .dashed: line.widthInPoints <= 1 ? "dashed" : "mediumDashed"
        case .solid: line.widthInPoints <= 1 ? "thin" : line.widthInPoints <= 2 ? "medium" : "thick"
        }
    }

    /// What a condition changes: colour, weight, underline, fill, lines. It cannot change a font's name or size.
    private func differences(to markup: inout MarkupText) {
        markup.start("dxfs", ["count": String(conditional.count)])
        for style in conditional {
            markup.start("dxf")
            FontElement.write(style.font, as: .difference, to: &markup)
            if let fill = style.fill {
                markup.element("fill") { markup in
                    // In a difference, unlike in a cell's own fill, the colour of a solid fill is the background's.
                    markup.element("patternFill", ["patternType": "solid"]) {
                        $0.empty("fgColor", ["rgb": FontElement.argb(fill)])
                        $0.empty("bgColor", ["rgb": FontElement.argb(fill)])
                    }
                }
            }
            if style.borders != Borders() { Self.differentBorders(style.borders, to: &markup) }
            markup.end()
        }
        markup.end()
    }

    private static func differentBorders(_ borders: Borders, to markup: inout MarkupText) {
        markup.element("border") { markup in
            if borders.left != nil { border("left", borders.left, to: &markup) }
            if borders.right != nil { border("right", borders.right, to: &markup) }
            if borders.top != nil { border("top", borders.top, to: &markup) }
            if borders.bottom != nil { border("bottom", borders.bottom, to: &markup) }
        }
    }
}

/// Values numbered by first use.
struct Numbered<Value: Hashable> {
    private(set) var all: [Value] = []
    private var numbers: [Value: Int] = [:]

    init(_ values: [Value] = []) {
        for value in values { _ = number(of: value) }
    }

    mutating func number(of value: Value) -> Int {
        if let known = numbers[value] { return known }
        numbers[value] = all.count
        all.append(value)
        return all.count - 1
    }
}
