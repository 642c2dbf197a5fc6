import Markup
import Sheets

/// Writes a ``NumberFormat`` as data styles: one for its last section, one before it for each section that `style:map`
/// leads to.
enum DataStyleElements {
    static func write(_ format: NumberFormat, _ name: String, into xml: inout MarkupText) {
        let (main, mapped) = split(format.sections)
        for (index, part) in mapped.enumerated() {
            element(part.section, "\(name)P\(index)", maps: [], isVolatile: true, into: &xml)
        }
        let maps = mapped.enumerated().map { (condition: $0.element.condition, name: "\(name)P\($0.offset)") }
        element(main, name, maps: maps, isVolatile: false, into: &xml)
    }

    private typealias Mapped = (condition: String, section: NumberFormat.Section)

    /// The section that takes what no condition takes, and the others with their conditions.
    private static func split(_ sections: [NumberFormat.Section]) -> (NumberFormat.Section, [Mapped]) {
        var rest = sections
        let ending = rest.removeLast()
        if rest.isEmpty, ending.condition == nil { return (ending, []) }
        if ending.tokens.contains(.text) || rest.count >= 3 { return (ending, mapped(rest, beforeText: true)) }
        let conditional = sections.filter { $0.condition != nil }
        if conditional.isEmpty { return (ending, mapped(rest, beforeText: false)) }
        let plain = sections.first { $0.condition == nil } ?? NumberFormat.Section(tokens: [.general])
        return (plain, conditional.map { (text($0.condition), $0) })
    }

    private static func mapped(_ sections: [NumberFormat.Section], beforeText: Bool) -> [Mapped] {
        if sections.contains(where: { $0.condition != nil }) { return sections.map { (text($0.condition), $0) } }
        switch (sections.count, beforeText) {
        case (1, true): return [("value()>=0", sections[0]), ("value()<0", sections[0])]
        case (1, false): return [("value()>=0", sections[0])]
        case (2, true): return [("value()>=0", sections[0]), ("value()<0", sections[1])]
        case (2, false): return [("value()>0", sections[0]), ("value()<0", sections[1])]
        default: return zip(["value()>0", "value()<0", "value()=0"], sections).map { ($0, $1) }
        }
    }

    private static func text(_ condition: NumberFormat.Condition?) -> String {
        guard let condition else { return "value()>=0" }
        let sign = condition.comparison == .notEqual ? "!=" : condition.comparison.rawValue
        return "value()\(sign)\(Decimal.plain(condition.operand))"
    }

    // MARK: One section

    private static func element(
        _ section: NumberFormat.Section, _ name: String, maps: [(condition: String, name: String)], isVolatile: Bool,
        into xml: inout MarkupText
    ) {
        let isElapsed = section.tokens.contains(.elapsedHours)
        xml.element(
            kind(of: section),
            [
                "style:name": name, "style:volatile": isVolatile ? "true" : nil,
                "number:truncate-on-overflow": isElapsed ? "false" : nil,
            ]
        ) { xml in
            if let color = section.color { xml.empty("style:text-properties", ["fo:color": color.description]) }
            tokens(section, into: &xml)
            for map in maps {
                xml.empty("style:map", ["style:condition": map.condition, "style:apply-style-name": map.name])
            }
        }
    }

    private static func kind(of section: NumberFormat.Section) -> String {
        let tokens = section.tokens
        if tokens.contains(where: \.isDay) { return "number:date-style" }
        if tokens.contains(where: \.isDateOrTime) { return "number:time-style" }
        if tokens.contains(.text) { return "number:text-style" }
        return tokens.contains(.percent) ? "number:percentage-style" : "number:number-style"
    }

    /// Neighbouring literals are joined, because the schema allows no two texts in a row; after the first number only
    /// literals follow.
    private static func tokens(_ section: NumberFormat.Section, into xml: inout MarkupText) {
        let isClock = section.tokens.contains(where: \.isDateOrTime)
        var literal = ""
        var hasNumber = false
        for token in section.tokens {
            switch token {
            case .literal(let text): literal += text
            case .percent: literal += "%"
            case .number, .general:
                if isClock || hasNumber { continue }
                hasNumber = true
                flush(&literal, into: &xml)
                number(token, into: &xml)
            default:
                flush(&literal, into: &xml)
                field(token, into: &xml)
            }
        }
        flush(&literal, into: &xml)
    }

    private static func flush(_ literal: inout String, into xml: inout MarkupText) {
        if !literal.isEmpty { xml.element("number:text", text: literal) }
        literal = ""
    }

    private static func number(_ token: NumberFormat.Token, into xml: inout MarkupText) {
        guard case .number(let digits) = token else {
            xml.empty("number:number", ["number:min-integer-digits": "1"])
            return
        }
        xml.start(digits.exponentDigits == nil ? "number:number" : "number:scientific-number")
        xml.attribute("number:decimal-places", String(digits.maximumDecimals))
        xml.attribute("number:min-decimal-places", String(digits.minimumDecimals))
        xml.attribute("number:min-integer-digits", String(digits.minimumIntegers))
        if digits.isGrouped { xml.attribute("number:grouping", "true") }
        xml.attribute("number:min-exponent-digits", digits.exponentDigits.map(String.init))
        xml.end()
    }

    private static func field(_ token: NumberFormat.Token, into xml: inout MarkupText) {
        switch token {
        case .text: xml.empty("number:text-content")
        case .year(let width): xml.empty("number:year", ["number:style": width == 2 ? "short" : "long"])
        case .month(let width): xml.empty("number:month", ["number:style": style(width)])
        case .day(let width): xml.empty("number:day", ["number:style": style(width)])
        case .hour(let width): xml.empty("number:hours", ["number:style": style(width)])
        case .minute(let width): xml.empty("number:minutes", ["number:style": style(width)])
        case .second(let width): xml.empty("number:seconds", ["number:style": style(width)])
        case .elapsedHours: xml.empty("number:hours", ["number:style": "short"])
        case .weekday(let isShort): xml.empty("number:day-of-week", ["number:style": isShort ? "short" : "long"])
        case .amPM: xml.empty("number:am-pm")
        default: break
        }
    }

    private static func style(_ width: Int) -> String { width == 2 ? "long" : "short" }
}

extension NumberFormat.Token {
    fileprivate var isDay: Bool {
        switch self {
        case .year, .month, .day, .weekday: true
        default: false
        }
    }
}
