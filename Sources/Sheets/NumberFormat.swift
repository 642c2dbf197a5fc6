/// How a cell shows its value, in the code that office users know: `0.00`, `0%`, `yyyy"年"m"月"d"日"`, `@`.
///
/// The grammar is that of Excel's number formats: up to four sections (positive; negative; zero; text), literals
/// quoted, escaped with `\` or, for Chinese words and `年月日时分秒`, bare. Letters of dates count in either case, so
/// `yyyy年M月d日` works too.
public struct NumberFormat: Hashable, Sendable, CustomStringConvertible {
    /// As a user types it under 自定义 in the dialog of number formats.
    public let code: String

    /// Any text is taken; what the grammar does not know is shown as it stands.
    public init(_ code: String) { self.code = code }

    /// As short as the value allows (常规).
    public static let general = NumberFormat("General")
    /// Typed digits stay text: codes such as 001, ID numbers.
    public static let text = NumberFormat("@")
    /// A whole number without grouping: 1234.
    public static let integer = NumberFormat("0")
    /// A share in whole percent: 0.85 is shown as 85%.
    public static let percent = NumberFormat("0%")
    /// 2019-07-15, the same in every country.
    public static let isoDate = NumberFormat("yyyy-mm-dd")
    /// 2019年7月15日, as official forms write a day.
    public static let chineseDate = NumberFormat("yyyy\"年\"m\"月\"d\"日\"")

    /// The code itself.
    public var description: String { code }

    /// The sections, parsed. Never empty.
    public var sections: [Section] { NumberFormatParser.sections(of: code) }

    /// True for 常规, in either case, and for an empty code.
    public var isGeneral: Bool { code.isEmpty || code.lowercased() == "general" }
    /// True for `@`: whatever is typed stays text.
    public var isText: Bool { code == "@" }
    /// True when the first section shows a day or a time.
    public var isDateOrTime: Bool { sections[0].tokens.contains { $0.isDateOrTime } }
    /// True when the first section shows the value a hundredfold.
    public var isPercentage: Bool { sections[0].tokens.contains(.percent) }

    /// One of the up to four parts of a code, between its semicolons.
    public struct Section: Hashable, Sendable {
        /// What is shown, from left to right.
        public var tokens: [Token]
        /// `[Red]`: `nil` without.
        public var color: Color?
        /// `[>=100]`: `nil` without.
        public var condition: Condition?

        /// A section for every value, in the cell's own colour, unless said otherwise.
        public init(tokens: [Token], color: Color? = nil, condition: Condition? = nil) {
            self.tokens = tokens
            self.color = color
            self.condition = condition
        }
    }

    /// The test in brackets that decides whether a section is used.
    public struct Condition: Hashable, Sendable {
        /// The sign between the value and the number, as it is written in the code.
        public enum Comparison: String, Hashable, Sendable {
            case less = "<", lessOrEqual = "<=", equal = "=", notEqual = "<>", greaterOrEqual = ">=", greater = ">"
        }
        /// How the value is compared.
        public var comparison: Comparison
        /// What it is compared with: 100 in `[>=100]`.
        public var operand: Double

        /// `[>=100]` is `.greaterOrEqual` and 100.
        public init(comparison: Comparison, operand: Double) {
            self.comparison = comparison
            self.operand = operand
        }
    }

    /// One element of a section: something fixed, or a part of the value.
    public enum Token: Hashable, Sendable {
        case literal(String)
        /// The number itself.
        case number(Digits)
        /// Written `%`; the value is shown a hundredfold.
        case percent
        /// `General`: as short as the value allows.
        case general
        /// `@`: the text itself.
        case text
        /// 2 or 4 digits.
        case year(Int)
        /// 1 or 2 digits.
        case month(Int)
        case day(Int)
        case hour(Int)
        case minute(Int)
        case second(Int)
        /// `[h]`: hours beyond 24.
        case elapsedHours
        /// 星期一, with `isShort` 一.
        case weekday(isShort: Bool)
        /// 上午 or 下午; hours then count to 12.
        case amPM

        /// True for the elements that show a part of a day or a time.
        public var isDateOrTime: Bool {
            switch self {
            case .year, .month, .day, .hour, .minute, .second, .elapsedHours, .weekday, .amPM: true
            default: false
            }
        }
    }

    /// How the digits of a number are shown: `#,##0.00`.
    public struct Digits: Hashable, Sendable {
        /// Zeros before the decimal point: `000` is 3.
        public var minimumIntegers: Int
        /// Decimals always shown: `0.00` is 2.
        public var minimumDecimals: Int
        /// Decimals at most: `0.0##` is 3.
        public var maximumDecimals: Int
        /// `#,##0`.
        public var isGrouped: Bool
        /// `0.00E+00`: the least digits of the exponent; `nil` without one.
        public var exponentDigits: Int?
        /// How often the number is divided by a thousand before it is shown: `0,` is 1.
        public var thousands: Int

        /// A whole number without grouping unless said otherwise: `0`.
        public init(
            minimumIntegers: Int = 1, minimumDecimals: Int = 0, maximumDecimals: Int = 0, isGrouped: Bool = false,
            exponentDigits: Int? = nil, thousands: Int = 0
        ) {
            self.minimumIntegers = minimumIntegers
            self.minimumDecimals = minimumDecimals
            self.maximumDecimals = maximumDecimals
            self.isGrouped = isGrouped
            self.exponentDigits = exponentDigits
            self.thousands = thousands
        }

        /// The same with every count between 0 and 30, as Excel limits them, whatever a file says.
        var limited: Digits {
            func limit(_ count: Int) -> Int { min(max(count, 0), 30) }
            return Digits(
                minimumIntegers: limit(minimumIntegers),
                minimumDecimals: min(limit(minimumDecimals), limit(maximumDecimals)),
                maximumDecimals: limit(maximumDecimals), isGrouped: isGrouped,
                exponentDigits: exponentDigits.map(limit), thousands: limit(thousands))
        }
    }
}

extension NumberFormat {
    /// The code of `sections`, such that parsing it gives them back.
    public init(sections: [Section]) {
        self.init(sections.map(Self.code(of:)).joined(separator: ";"))
    }

    private static func code(of section: Section) -> String {
        var code = ""
        if let color = section.color {
            code += NumberFormatParser.colorNames.first { $0.1 == color }.map { "[\($0.0)]" } ?? ""
        }
        if let condition = section.condition {
            code += "[\(condition.comparison.rawValue)\(Decimal.plain(condition.operand))]"
        }
        return code + section.tokens.map(code(of:)).joined()
    }

    private static func code(of token: Token) -> String {
        switch token {
        case .literal(let text):
            "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\\\"\"") + "\""
        case .number(let digits): code(of: digits)
        case .percent: "%"
        case .general: "General"
        case .text: "@"
        case .year(let width): width == 2 ? "yy" : "yyyy"
        case .month(let width): width == 2 ? "mm" : "m"
        case .day(let width): width == 2 ? "dd" : "d"
        case .hour(let width): width == 2 ? "hh" : "h"
        case .minute(let width): width == 2 ? "mm" : "m"
        case .second(let width): width == 2 ? "ss" : "s"
        case .elapsedHours: "[h]"
        case .weekday(let isShort): isShort ? "aaa" : "aaaa"
        case .amPM: "AM/PM"
        }
    }

    private static func code(of given: Digits) -> String {
        let digits = given.limited
        var integers = String(repeating: "0", count: digits.minimumIntegers)
        if digits.isGrouped {
            let padded = String(repeating: "#", count: max(0, 4 - integers.count)) + integers
            integers = padded.dropLast(3) + "," + padded.suffix(3)
        } else if integers.isEmpty {
            integers = "#"
        }
        let decimals =
            String(repeating: "0", count: digits.minimumDecimals)
            + String(repeating: "#", count: digits.maximumDecimals - digits.minimumDecimals)
        let exponent = digits.exponentDigits.map { "E+" + String(repeating: "0", count: $0) } ?? ""
        let commas = String(repeating: ",", count: digits.thousands)
        return integers + (decimals.isEmpty ? "" : "." + decimals) + commas + exponent
    }
}
