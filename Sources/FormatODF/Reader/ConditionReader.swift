import CivilTime
import Diagnostics
import Sheets

/// Reads the condition languages of validations and conditional formats.
enum ConditionReader {
    // MARK: Conditional formats

    /// `cell-content()>=5`, `cell-content-is-between(1,3)`, `is-true-formula(…)` and LibreOffice's own `>=5`,
    /// `between(1,3)`, `formula-is(…)`; `nil` for anything else.
    static func format(_ text: String) -> ConditionalFormat.Condition? {
        var text = text.trimmed
        if text.hasPrefix("of:") { text = String(text.dropFirst(3)) }
        for prefix in ["is-true-formula(", "formula-is("] {
            guard let inner = argument(of: prefix, in: text) else { continue }
            return (try? OpenFormula.parts("=" + inner).get()).map { .formula($0) }
        }
        for prefix in ["cell-content-is-between(", "between("] {
            if let (a, b) = argument(of: prefix, in: text).flatMap(twoNumbers) { return .between(a, b) }
        }
        for prefix in ["cell-content-is-not-between(", "not-between("] {
            if let (a, b) = argument(of: prefix, in: text).flatMap(twoNumbers) { return .notBetween(a, b) }
        }
        if text.hasPrefix("cell-content()") { text = String(text.dropFirst("cell-content()".count)).trimmed }
        return comparison(text)
    }

    private static func comparison(_ text: String) -> ConditionalFormat.Condition? {
        guard let (sign, rest) = sign(text), let number = ValueReader.number(rest) else { return nil }
        switch sign {
        case "=": return .equal(number)
        case "!=", "<>": return .notEqual(number)
        case "<": return .less(number)
        case "<=": return .lessOrEqual(number)
        case ">": return .greater(number)
        default: return .greaterOrEqual(number)
        }
    }

    // MARK: Validations

    enum ValidationRule {
        case rule(DataValidation.Rule)
        /// A dropdown whose words stand in these cells.
        case cells(FormulaReference)
        case unknown
    }

    static func validation(_ text: String?) -> ValidationRule {
        guard var text = text?.trimmed, !text.isEmpty else { return .rule(.any) }
        if let colon = text.firstIndex(of: ":"), text[..<colon].allSatisfy(\.isLetter) {
            text = String(text[text.index(after: colon)...])
        }
        if let inner = argument(of: "cell-content-is-in-list(", in: text) { return list(inner) }
        let types: [(String, (String) -> DataValidation.Rule?)] = [
            (
                "cell-content-is-whole-number()",
                { bounds($0, wholeNumber, above: { $0 + 1 }, below: { $0 - 1 }).map { .wholeNumber($0) } }
            ),
            (
                "cell-content-is-decimal-number()",
                { bounds($0, ValueReader.number, above: { $0 }, below: { $0 }).map { .decimal($0) } }
            ),
            (
                "cell-content-is-date()",
                { bounds($0, day, above: { next($0, 1) }, below: { next($0, -1) }).map { .date($0) } }
            ),
        ]
        for (prefix, make) in types where text.hasPrefix(prefix) {
            return make(afterAnd(text.dropFirst(prefix.count))).map { .rule($0) } ?? .unknown
        }
        if text.hasPrefix("cell-content-text-length") {
            let rest = "cell-content" + text.dropFirst("cell-content-text-length".count)
            return bounds(rest, wholeNumber, above: { $0 + 1 }, below: { $0 - 1 }).map { .rule(.textLength($0)) }
                ?? .unknown
        }
        return .unknown
    }

    /// Stands for an open end where the format demands a number.
    static let openEnd = 999_999_999_999_999

    private static func afterAnd(_ text: Substring) -> String {
        let rest = text.trimmed
        return rest.hasPrefix("and") ? String(rest.dropFirst(3)).trimmed : rest
    }

    private static func list(_ inner: String) -> ValidationRule {
        let trimmed = inner.trimmed
        guard trimmed.hasPrefix("\"") else {
            guard case .success(let parts) = OpenFormula.parts("=" + trimmed), parts.count == 1,
                case .reference(let reference) = parts[0]
            else { return .unknown }
            return .cells(reference)
        }
        var words: [String] = []
        var word: String?
        var isAfterQuote = false
        for character in trimmed {
            switch (character, word) {
            case ("\"", nil) where isAfterQuote:
                word = (words.popLast() ?? "") + "\""
                isAfterQuote = false
            case ("\"", nil): word = ""
            case ("\"", let done?):
                words.append(done)
                word = nil
                isAfterQuote = true
            case (_, let open?): word = open + String(character)
            default: isAfterQuote = false
            }
        }
        return .rule(.list(words))
    }

    private static func bounds<Value: Hashable & Sendable>(
        _ text: String, _ parse: (String) -> Value?, above: (Value) -> Value?, below: (Value) -> Value?
    ) -> DataValidation.Bounds<Value>? {
        if text.isEmpty { return .init(nil, nil) }
        if let inner = argument(of: "cell-content-is-between(", in: text) {
            let halves = split(inner)
            guard halves.count == 2 else { return nil }
            return .init(openOrValue(halves[0], parse), openOrValue(halves[1], parse))
        }
        guard text.hasPrefix("cell-content()"),
            let (sign, rest) = sign(String(text.dropFirst("cell-content()".count)).trimmed),
            let value = parse(rest.trimmed)
        else { return nil }
        switch sign {
        case "=": return .init(value, value)
        case ">=": return .init(value, nil)
        case "<=": return .init(nil, value)
        case ">": return above(value).map { .init($0, nil) }
        case "<": return below(value).map { .init(nil, $0) }
        default: return nil
        }
    }

    private static func openOrValue<Value>(_ text: String, _ parse: (String) -> Value?) -> Value? {
        Int(text).map { abs($0.clamped) >= openEnd } == true ? nil : parse(text)
    }

    private static func wholeNumber(_ text: String) -> Int? {
        ValueReader.number(text).flatMap { abs($0) < 1e15 ? Int($0) : nil }
    }

    /// `42826` (days since 1899-12-30), `DATE(2017;4;1)` or `"2017-04-01"`.
    private static func day(_ text: String) -> CalendarDay? {
        if let number = wholeNumber(text) { return CalendarDay(daysSince1970: number - 25_569) }
        if let inner = argument(of: "DATE(", in: text.uppercased()) {
            let numbers = inner.split(whereSeparator: { $0 == ";" || $0 == "," }).compactMap { Int($0.trimmed) }
            return numbers.count == 3 ? CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2]) : nil
        }
        return CalendarDay(iso: text.filter { $0 != "\"" })
    }

    private static func next(_ day: CalendarDay, _ step: Int) -> CalendarDay? {
        CalendarDay(daysSince1970: day.daysSince1970 + step)
    }

    // MARK: Pieces

    /// `f(inner)` → `inner`, when `text` is exactly that.
    private static func argument(of prefix: String, in text: String) -> String? {
        guard text.hasPrefix(prefix), text.hasSuffix(")") else { return nil }
        return String(text.dropFirst(prefix.count).dropLast())
    }

    private static func twoNumbers(_ text: String) -> (Double, Double)? {
        let halves = split(text)
        guard halves.count == 2, let a = ValueReader.number(halves[0]), let b = ValueReader.number(halves[1]) else {
            return nil
        }
        return (a, b)
    }

    /// Splits at commas or semicolons outside brackets and quotes.
    private static func split(_ text: String) -> [String] {
        var parts = [""]
        var depth = 0
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == "," || character == ";", depth == 0, !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map(\.trimmed)
    }

    private static func sign(_ text: String) -> (sign: String, rest: String)? {
        let sign = text.prefix { "<>=!".contains($0) }
        guard ["=", "!=", "<>", "<", "<=", ">", ">="].contains(sign) else { return nil }
        return (String(sign), text.dropFirst(sign.count).trimmed)
    }
}

extension Int {
    /// Without the one number whose absolute value is out of range.
    fileprivate var clamped: Int { self == .min ? .min + 1 : self }
}
