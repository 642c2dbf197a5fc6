import FileKinds
import Sheets

/// Reads the elements that fonts, fills, borders and alignments are written as.
struct StyleElements {
    let colors: ColorReader
    let log: ReadLog?

    // MARK: Fonts

    func font(_ element: PartElement) -> Font {
        font(element, over: Font(families: [colors.theme.minorFont ?? "宋体"], sizeInPoints: 11))
    }

    /// - Parameter base: Counts where the element says nothing.
    func font(_ element: PartElement, over base: Font) -> Font {
        var font = base
        let scheme = element.child("scheme")?["val"]
        let themed = scheme == "major" ? colors.theme.majorFont : scheme == "minor" ? colors.theme.minorFont : nil
        let name = element.child("name")?["val"] ?? element.child("rFont")?["val"]
        if let family = [name, themed].compactMap({ $0 }).first(where: { !$0.isEmpty }) { font.families = [family] }
        if let size = element.child("sz")?.double("val"), size > 0, size <= 409 { font.sizeInPoints = size }
        font.isBold = Self.toggle(element.child("b")) ?? base.isBold
        font.isItalic = Self.toggle(element.child("i")) ?? base.isItalic
        font.isStruckThrough = Self.toggle(element.child("strike")) ?? base.isStruckThrough
        if let underline = element.child("u") {
            switch underline["val"] {
            case "none": font.underline = .none
            case "double", "doubleAccounting": font.underline = .double
            default: font.underline = .single
            }
        }
        if let color = element.child("color") { font.color = colors.color(color) ?? .black }
        switch element.child("vertAlign")?["val"] {
        case "superscript": font.position = .superscript
        case "subscript": font.position = .subscript
        case "baseline": font.position = .baseline
        default: break
        }
        return font
    }

    /// `<b/>` says yes, `<b val="0"/>` no.
    private static func toggle(_ element: PartElement?) -> Bool? { element.map { $0.flag("val") ?? true } }

    // MARK: Fills

    /// - Parameter isDifference: In a conditional format a plain fill stands in the background's place.
    func fill(_ element: PartElement, isDifference: Bool = false) -> Color? {
        if let gradient = element.child("gradientFill") {
            log?.note("xlsx.fill-simplified", .hint, "渐变或花纹底色按单色读取")
            return colors.color(gradient.child("stop")?.child("color"))
        }
        guard let pattern = element.child("patternFill") else { return nil }
        let foreground = colors.color(pattern.child("fgColor"))
        let background = colors.color(pattern.child("bgColor"))
        switch pattern["patternType"] {
        case "none": return nil
        case nil where !isDifference: return nil
        case nil, "solid": return isDifference ? background ?? foreground : foreground
        case "gray125", "gray0625": return background
        default:
            log?.note("xlsx.fill-simplified", .hint, "渐变或花纹底色按单色读取")
            return background ?? foreground
        }
    }

    // MARK: Borders

    func borders(_ element: PartElement) -> Borders {
        Borders(
            left: line(element.child("left") ?? element.child("start")),
            right: line(element.child("right") ?? element.child("end")),
            top: line(element.child("top")), bottom: line(element.child("bottom")))
    }

    private func line(_ element: PartElement?) -> BorderLine? {
        guard let element, let style = element["style"], let (pattern, width) = Self.lines[style] else { return nil }
        return BorderLine(pattern, widthInPoints: width, color: colors.color(element.child("color")) ?? .black)
    }

    private static let lines: [String: (BorderLine.Pattern, Double)] = [
        "thin": (.solid, 0.75), "medium": (.solid, 1.5), "thick": (.solid, 2.25), "double": (.double, 2.25),
        "hair": (.dotted, 0.5),
        "dotted": (.dotted, 0.75), "dashed": (.dashed, 0.75), "mediumDashed": (.dashed, 1.5),
        "dashDot": (.dashed, 0.75),
        "mediumDashDot": (.dashed, 1.5), "dashDotDot": (.dashed, 0.75), "mediumDashDotDot": (.dashed, 1.5),
        "slantDashDot": (.dashed, 1.5),
    ]

    // MARK: Alignment

    static func align(_ style: inout CellStyle, _ element: PartElement) {
        switch element["horizontal"] {
        case "left", "fill": style.horizontal = .left
        case "center", "centerContinuous": style.horizontal = .center
        case "right": style.horizontal = .right
        case "justify": style.horizontal = .justify
        case "distributed": style.horizontal = .distributed
        default: style.horizontal = .general
        }
        switch element["vertical"] {
        case "top": style.vertical = .top
        case "center", "justify", "distributed": style.vertical = .middle
        default: style.vertical = .bottom
        }
        style.wraps = element.flag("wrapText") ?? false
        style.shrinksToFit = element.flag("shrinkToFit") ?? false
        style.indentInPoints = Double(min(max(element.int("indent") ?? 0, 0), 250)) * Measures.pointsPerIndent
        switch element.int("textRotation") ?? 0 {
        case let angle where (0...90).contains(angle): style.rotation = .degrees(angle)
        case let angle where (91...180).contains(angle): style.rotation = .degrees(90 - angle)
        case 255: style.rotation = .stacked
        default: style.rotation = .degrees(0)
        }
    }

    // MARK: Conditional formats

    func difference(_ element: PartElement, _ numberFormats: [Int: String], _ base: Font) -> StyleDifference {
        let format = element.child("numFmt")
        let code =
            format?["formatCode"] ?? format?.int("numFmtId").flatMap { numberFormats[$0] ?? BuiltinFormats.code($0) }
        return StyleDifference(
            font: element.child("font"), elements: StyleElements(colors: colors, log: nil),
            fill: element.child("fill").map { fill($0, isDifference: true) },
            borders: element.child("border").map(borders),
            numberFormat: code.map { NumberFormat($0) })
    }
}
