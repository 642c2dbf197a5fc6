import Sheets

/// A `number:*-style` element.
struct DataStyle {
    var isText = false
    var section = NumberFormat.Section(tokens: [])
    var maps: [(condition: NumberFormat.Condition, styleName: String)] = []
}

/// Reads data styles as sections of a ``NumberFormat``.
struct DataStyleReader {
    let walker: ElementWalker

    func style(_ tag: ElementWalker.Tag) throws -> DataStyle {
        var style = DataStyle(isText: tag.name == "number:text-style")
        let isPercentage = tag.name == "number:percentage-style"
        let isElapsed = tag["number:truncate-on-overflow"] == "false"
        try walker.children { child in
            switch child.name {
            case "style:text-properties":
                style.section.color = child["fo:color"].flatMap { Color(hex: $0) }
                try walker.skip()
            case "style:map":
                if let map = Self.map(child) { style.maps.append(map) }
                try walker.skip()
            case "number:text", "number:currency-symbol":
                Self.append(try walker.allText(), to: &style.section.tokens, percent: isPercentage)
            default:
                style.section.tokens.append(contentsOf: Self.tokens(child, isElapsed: isElapsed))
                try walker.skip()
            }
        }
        return style
    }

    private static func append(_ text: String, to tokens: inout [NumberFormat.Token], percent: Bool) {
        for (index, piece) in text.split(separator: "%", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { tokens.append(percent ? .percent : .literal("%")) }
            if !piece.isEmpty { tokens.append(.literal(String(piece))) }
        }
    }

    private static func map(_ tag: ElementWalker.Tag) -> (NumberFormat.Condition, String)? {
        guard let name = tag["style:apply-style-name"], let condition = tag["style:condition"] else { return nil }
        let text = condition.filter { !$0.isWhitespace }
        guard text.hasPrefix("value()") else { return nil }
        let rest = text.dropFirst("value()".count)
        let sign = rest.prefix { "<>=!".contains($0) }
        let comparison = NumberFormat.Condition.Comparison(rawValue: sign == "!=" ? "<>" : String(sign))
        guard let comparison, let operand = Double(rest.dropFirst(sign.count)), operand.isFinite else { return nil }
        return (NumberFormat.Condition(comparison: comparison, operand: operand), name)
    }

    private static func tokens(_ tag: ElementWalker.Tag, isElapsed: Bool) -> [NumberFormat.Token] {
        let width = tag["number:style"] == "long" ? 2 : 1
        switch tag.name {
        case "number:number", "number:scientific-number": return [number(tag)]
        case "number:fraction": return [.general]
        case "number:text-content": return [.text]
        case "number:boolean": return [.general]
        case "number:year": return [.year(width * 2)]
        case "number:month": return tag["number:textual"] == "true" ? [.month(1), .literal("月")] : [.month(width)]
        case "number:day": return [.day(width)]
        case "number:day-of-week": return [.weekday(isShort: width == 1)]
        case "number:hours": return [isElapsed ? .elapsedHours : .hour(width)]
        case "number:minutes": return [.minute(width)]
        case "number:seconds": return [.second(width)]
        case "number:am-pm": return [.amPM]
        default: return []
        }
    }

    private static func number(_ tag: ElementWalker.Tag) -> NumberFormat.Token {
        let integers = count(tag["number:min-integer-digits"]) ?? 0
        let isGrouped = tag["number:grouping"] == "true"
        let decimals = count(tag["number:decimal-places"])
        if tag.name == "number:number", decimals == nil, integers <= 1, !isGrouped { return .general }
        let most = decimals ?? 0
        let least = count(tag["number:min-decimal-places"]) ?? (tag["number:decimal-replacement"] == "" ? 0 : most)
        var digits = NumberFormat.Digits(
            minimumIntegers: integers, minimumDecimals: min(least, most), maximumDecimals: most, isGrouped: isGrouped)
        if tag.name == "number:scientific-number" {
            digits.exponentDigits = count(tag["number:min-exponent-digits"]) ?? 2
        }
        return .number(digits)
    }

    /// A small count; a large one would only cost memory when a value is shown.
    private static func count(_ text: String?) -> Int? { text.flatMap { Int($0) }.map { min(max($0, 0), 30) } }
}

extension StyleBook {
    /// The number format of a data style with all its sections; `nil` when there is none of that name.
    func numberFormat(_ name: String?, in scope: Scope) -> NumberFormat? {
        guard let style = dataStyle(name, in: scope) else { return nil }
        let mapped = style.maps.compactMap { map in
            dataStyle(map.styleName, in: scope).map { (condition: map.condition, section: $0.section) }
        }
        var sections = Self.withoutImplied(mapped, beforeText: style.isText && !mapped.isEmpty)
        sections.append(style.section)
        if sections.count == 1 {
            if sections[0].color == nil, [[], [.general]].contains(sections[0].tokens) { return .general }
            if sections[0].tokens == [.text] { return .text }
        }
        return NumberFormat(sections: sections)
    }

    /// Drops the conditions that the order of the sections says already: positive; negative; zero.
    private static func withoutImplied(
        _ mapped: [(condition: NumberFormat.Condition, section: NumberFormat.Section)], beforeText: Bool
    ) -> [NumberFormat.Section] {
        let signs = mapped.map { $0.condition.operand == 0 ? $0.condition.comparison.rawValue : "?" }
        var sections = mapped.map(\.section)
        if beforeText, signs == [">=", "<"], sections[0] == sections[1] { return [sections[0]] }
        let implied = beforeText ? [[">=", "<"], [">", "<", "="]] : [[">="], [">", "<"]]
        if implied.contains(signs) { return sections }
        for index in sections.indices { sections[index].condition = mapped[index].condition }
        return sections
    }
}
