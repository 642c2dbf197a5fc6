import Markup
import Sheets

/// `x:ConditionalFormatting` (条件格式). The format takes three conditions a range; a fourth is a finding.
enum ConditionalPart {
    static func write(
        _ format: ConditionalFormat, _ styles: StyleTable, _ names: ExcelSheetNames, to markup: inout MarkupText
    ) {
        guard let base = format.ranges.first?.first, !format.rules.isEmpty else { return }
        markup.start("ConditionalFormatting", ["xmlns": Names.excel])
        markup.element("Range", text: format.ranges.map(R1C1.range).joined(separator: ","))
        for rule in format.rules.prefix(Limit.conditions) {
            markup.start("Condition")
            let (qualifier, values) = parts(of: rule.condition) { R1C1.formula($0, at: base, names) }
            if let qualifier { markup.element("Qualifier", text: qualifier) }
            for (index, value) in values.enumerated() { markup.element("Value\(index + 1)", text: value) }
            markup.empty("Format", ["Style": css(of: styles[rule.style])])
            markup.end()
        }
        markup.end()
        markup.lineBreak()
    }

    private static func parts(
        of condition: ConditionalFormat.Condition, _ formula: ([FormulaPart]) -> String
    ) -> (String?, [String]) {
        switch condition {
        case .equal(let a): ("Equal", [Decimal.plain(a)])
        case .notEqual(let a): ("NotEqual", [Decimal.plain(a)])
        case .less(let a): ("Less", [Decimal.plain(a)])
        case .lessOrEqual(let a): ("LessOrEqual", [Decimal.plain(a)])
        case .greater(let a): ("Greater", [Decimal.plain(a)])
        case .greaterOrEqual(let a): ("GreaterOrEqual", [Decimal.plain(a)])
        case .between(let a, let b): ("Between", [Decimal.plain(a), Decimal.plain(b)])
        case .notBetween(let a, let b): ("NotBetween", [Decimal.plain(a), Decimal.plain(b)])
        case .formula(let parts): (nil, [formula(parts)])
        }
    }

    /// Colours, weight, lines and fill: what the format lets a condition change.
    private static func css(of style: CellStyle) -> String {
        var rules = ["color:\(style.font.color)"]
        if style.font.isBold { rules.append("font-weight:700") }
        if style.font.isItalic { rules.append("font-style:italic") }
        switch style.font.underline {
        case .none: break
        case .single: rules.append("text-underline-style:single")
        case .double: rules.append("text-underline-style:double")
        }
        if style.font.isStruckThrough { rules.append("text-line-through:single") }
        if let fill = style.fill { rules.append("background:\(fill)") }
        return rules.joined(separator: ";")
    }
}
