import Markup
import Sheets

/// `ss:Styles`. Every style says everything, so that nothing comes in from `Default` unasked.
enum StylesPart {
    static func write(_ styles: StyleTable, to markup: inout MarkupText) {
        markup.start("Styles")
        for (number, style) in inOrder(styles) {
            markup.lineBreak()
            write(style, number: number, to: &markup)
        }
        markup.end()
        markup.lineBreak()
    }

    /// First the standard style, then those with neither fill nor lines, and fills last: LibreOffice up to 7 gives a
    /// style without a fill or lines those of the style before it.
    private static func inOrder(_ styles: StyleTable) -> [(Int, CellStyle)] {
        let later = styles.all.enumerated().dropFirst()
        let ranked = (0...3).flatMap { rank in later.filter { self.rank($0.element) == rank } }
        return [(0, styles.standard)] + ranked.map { ($0.offset, $0.element) }
    }

    private static func rank(_ style: CellStyle) -> Int {
        switch (style.fill != nil, style.borders != Borders()) {
        case (false, false): 0
        case (false, true): 1
        case (true, true): 2
        case (true, false): 3
        }
    }

    private static func write(_ style: CellStyle, number: Int, to markup: inout MarkupText) {
        let isDefault = number == 0
        markup.start("Style", ["ss:ID": isDefault ? "Default" : "s\(number)", "ss:Name": isDefault ? "Normal" : nil])
        alignment(style, to: &markup)
        borders(style.borders, to: &markup)
        font(style.font, to: &markup)
        markup.empty(
            "Interior", ["ss:Color": style.fill.map(hex), "ss:Pattern": style.fill == nil ? nil : "Solid"])
        markup.empty("NumberFormat", ["ss:Format": style.numberFormat.isGeneral ? nil : style.numberFormat.code])
        markup.empty("Protection", ["ss:Protected": style.isLocked ? nil : "0"])
        markup.end()
    }

    private static func alignment(_ style: CellStyle, to markup: inout MarkupText) {
        let indent = style.indentInPoints.isFinite ? min(max(style.indentInPoints, 0), 1000) : 0
        markup.empty(
            "Alignment",
            [
                "ss:Horizontal": horizontal(style.horizontal, isIndented: indent > 0),
                "ss:Indent": indent > 0 ? String(max(1, Int((indent / pointsPerIndent).rounded()))) : nil,
                "ss:Rotate": rotation(style.rotation),
                "ss:ShrinkToFit": style.shrinksToFit ? "1" : nil,
                "ss:Vertical": vertical(style.vertical),
                "ss:VerticalText": style.rotation == .stacked ? "1" : nil,
                "ss:WrapText": style.wraps ? "1" : nil,
            ])
    }

    /// An indent of one is three spaces of the standard font: about nine points.
    private static let pointsPerIndent = 9.0

    private static func horizontal(_ alignment: HorizontalAlignment, isIndented: Bool) -> String? {
        switch alignment {
        case .general: isIndented ? "Left" : nil
        case .left: "Left"
        case .center: "Center"
        case .right: "Right"
        case .justify: "Justify"
        case .distributed: "Distributed"
        }
    }

    private static func vertical(_ alignment: VerticalAlignment) -> String {
        switch alignment {
        case .top: "Top"
        case .middle: "Center"
        case .bottom: "Bottom"
        }
    }

    private static func rotation(_ rotation: TextRotation) -> String? {
        guard case .degrees(let degrees) = rotation, degrees != 0 else { return nil }
        return String(min(max(degrees, -90), 90))
    }

    private static func borders(_ borders: Borders, to markup: inout MarkupText) {
        markup.element("Borders") { markup in
            border("Bottom", borders.bottom, to: &markup)
            border("Left", borders.left, to: &markup)
            border("Right", borders.right, to: &markup)
            border("Top", borders.top, to: &markup)
        }
    }

    private static func border(_ position: String, _ line: BorderLine?, to markup: inout MarkupText) {
        guard let line else { return }
        let (style, weight): (String, Int) =
            switch line.pattern {
            case .double: ("Double", 3)
            case .dashed: ("Dash", self.weight(line))
            case .dotted: ("Dot", self.weight(line))
            case .solid: ("Continuous", self.weight(line))
            }
        markup.empty(
            "Border",
            ["ss:Position": position, "ss:LineStyle": style, "ss:Weight": String(weight), "ss:Color": hex(line.color)])
    }

    /// Thin, medium or thick.
    private static func weight(_ line: BorderLine) -> Int {
        line.widthInPoints <= 1 ? 1 : line.widthInPoints <= 2 ? 2 : 3
    }

    /// One family only: the format has no list of fallbacks.
    private static func font(_ font: Font, to markup: inout MarkupText) {
        let family = font.families.first { !$0.isEmpty } ?? "宋体"
        markup.empty(
            "Font",
            [
                "ss:FontName": family,
                // 134 is GB2312. A Chinese name without it is not found by a Western Windows.
                "x:CharSet": family.utf8.allSatisfy { $0 < 0x80 } ? nil : "134",
                "ss:Size": size(font),
                "ss:Color": hex(font.color),
                "ss:Bold": font.isBold ? "1" : nil,
                "ss:Italic": font.isItalic ? "1" : nil,
                "ss:Underline": underline(font.underline),
                "ss:StrikeThrough": font.isStruckThrough ? "1" : nil,
                "ss:VerticalAlign": position(font.position),
            ])
    }

    /// Excel takes 1 to 409 points.
    static func size(_ font: Font) -> String {
        Decimal.plain(font.sizeInPoints.isFinite ? min(max(font.sizeInPoints, 1), 409) : 10)
    }

    private static func underline(_ underline: Font.Underline) -> String? {
        switch underline {
        case .none: nil
        case .single: "Single"
        case .double: "Double"
        }
    }

    private static func position(_ position: Font.Position) -> String? {
        switch position {
        case .baseline: nil
        case .superscript: "Superscript"
        case .subscript: "Subscript"
        }
    }

    /// `#1F497D`.
    static func hex(_ color: Color) -> String { color.description.uppercased() }
}
