import Markup
import Sheets

/// A font in the style sheet, in a run of text, or as what a condition changes. Excel wants the parts in this order.
enum FontElement {
    enum Kind { case font, run, difference }

    static func write(_ font: Font, as kind: Kind, to markup: inout MarkupText) {
        markup.start(kind == .run ? "rPr" : "font")
        flag("b", font.isBold, kind, to: &markup)
        flag("i", font.isItalic, kind, to: &markup)
        flag("strike", font.isStruckThrough, kind, to: &markup)
        switch font.underline {
        case .none: break
        case .single: markup.empty("u")
        case .double: markup.empty("u", ["val": "double"])
        }
        if kind == .difference {
            markup.empty("color", ["rgb": argb(font.color)])
        } else {
            face(font, kind, to: &markup)
        }
        markup.end()
    }

    /// A condition also takes weight and slant away.
    private static func flag(_ name: String, _ isSet: Bool, _ kind: Kind, to markup: inout MarkupText) {
        if isSet { markup.empty(name) } else if kind == .difference { markup.empty(name, ["val": "0"]) }
    }

    private static func face(_ font: Font, _ kind: Kind, to markup: inout MarkupText) {
        switch font.position {
        case .baseline: break
        case .superscript: markup.empty("vertAlign", ["val": "superscript"])
        case .subscript: markup.empty("vertAlign", ["val": "subscript"])
        }
        markup.empty("sz", ["val": size(font)])
        markup.empty("color", ["rgb": argb(font.color)])
        let name = font.families.first { !$0.isEmpty } ?? "宋体"
        markup.empty(kind == .run ? "rFont" : "name", ["val": Escaping.excel(name)])
        if name.utf8.allSatisfy({ $0 < 0x80 }) {
            markup.empty("family", ["val": "2"])
        } else {
            // 134 is GB2312: a Chinese name without it is not found by a Western Windows.
            markup.empty("family", ["val": "3"])
            markup.empty("charset", ["val": "134"])
        }
    }

    /// Excel takes 1 to 409 points.
    static func size(_ font: Font) -> String {
        Decimal.plain(font.sizeInPoints.isFinite ? min(max(font.sizeInPoints, 1), 409) : 10)
    }

    /// `FF1F497D`.
    static func argb(_ color: Color) -> String { "FF" + color.description.dropFirst().uppercased() }
}
