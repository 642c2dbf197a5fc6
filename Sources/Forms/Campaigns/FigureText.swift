import Diagnostics

/// A figure as people type it: `12`, `１２`, `1,234`, `3起`, `/`, or nothing.
public enum FigureText: Hashable, Sendable {
    case number(Int)
    /// “/”: does not apply.
    case notApplicable
    /// Nothing was typed; that is not zero.
    case blank
    /// Not a figure: the rule, what was expected and found, and what to do.
    case refused(rule: String, statement: String, remedy: String)

    /// - Parameter unit: The unit of measure, which may stand after the number.
    public static func read(_ text: some StringProtocol, unit: String) -> FigureText {
        let plain = FieldText.narrowed(text).replacingMinus
        if plain.isEmpty { return .blank }
        if plain == "/" { return .notApplicable }
        if words.contains(plain) {
            return .refused(
                rule: "progress.word-for-number", statement: "应填整数，实填“\(plain)”", remedy: "没有发生请填 0，不适用请填“/”")
        }
        let (body, rest) = split(plain)
        guard let digits = digits(of: body) else { return notANumber(plain) }
        let given = FieldText.trimmed(rest)
        if !given.isEmpty, given != FieldText.narrowed(unit) {
            let isUnit = given.count <= 2 && given.allSatisfy { $0.isLetter && !$0.isASCII }
            return isUnit ? wrongUnit(plain, given, unit) : notANumber(plain)
        }
        guard let number = Int(digits) else {
            return .refused(
                rule: "progress.out-of-range", statement: "应在 -10 亿到 10 亿之间，实填 \(shortened(plain))", remedy: "请改正")
        }
        return .number(number)
    }

    private static let words: Set<String> = ["无", "没有", "零", "空", "-", "--", "—", "——", "无数据"]

    /// The part made of digits and their signs, and what follows.
    private static func split(_ text: String) -> (String, String) {
        let end = text.firstIndex { !($0.isASCII && ($0.isNumber || "+-,.".contains($0))) } ?? text.endIndex
        return (String(text[..<end]), String(text[end...]))
    }

    /// Sign and digits without separators; `nil` when commas do not part thousands, or the number is not whole.
    private static func digits(of text: String) -> String? {
        let sign = text.hasPrefix("-") ? "-" : ""
        let parts = text.dropFirst(text.hasPrefix("-") || text.hasPrefix("+") ? 1 : 0)
            .split(separator: ".", omittingEmptySubsequences: false)
        // Spreadsheets save whole numbers as 3.0 and 3.00.
        guard let whole = parts.first, parts.count <= 2,
            parts.count == 1 || (!parts[1].isEmpty && parts[1].allSatisfy { $0 == "0" })
        else { return nil }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, !first.isEmpty, groups.count == 1 || first.count <= 3,
            groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.allSatisfy({ $0.allSatisfy(\.isNumber) })
        else { return nil }
        return sign + groups.joined()
    }

    private static func notANumber(_ text: String) -> FigureText {
        .refused(rule: "progress.not-a-number", statement: "应填整数，实填“\(shortened(text))”", remedy: "请改成整数，例如 12")
    }

    private static func wrongUnit(_ text: String, _ given: String, _ unit: String) -> FigureText {
        .refused(
            rule: "progress.wrong-unit", statement: "计量单位应为“\(unit)”，实填“\(shortened(text))”",
            remedy: "请核对是否填错了列，并只填数字")
    }

    private static func shortened(_ text: String) -> String { text.count > 20 ? text.prefix(20) + "…" : text }
}

extension String {
    /// The typographic minus as the one of the keyboard.
    fileprivate var replacingMinus: String { String(map { $0 == "\u{2212}" ? "-" : $0 }) }
}
