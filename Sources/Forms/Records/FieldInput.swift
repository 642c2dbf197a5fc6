import CivilTime
import Diagnostics

/// What a cell, a CSV value or a JSON value said, before it is taken for a field's value.
public enum FieldInput: Hashable, Sendable {
    case empty
    case text(String)
    /// A typed number: for a day, a serial number as spreadsheets count (1 is 1900-01-01).
    case number(Double)
    case day(CalendarDay)
    case flag(Bool)

    /// As text, the way a person would read it in the cell.
    var written: String {
        switch self {
        case .empty: ""
        case .text(let text): text
        case .number(let number): Int(exactly: number).map { String($0) } ?? String(number)
        case .day(let day): day.description
        case .flag(let flag): flag ? "是" : "否"
        }
    }
}

/// Why an input cannot be taken, or had to be changed.
public struct FieldTrouble: Error, Hashable, Sendable {
    /// Stable, for example `field.day`.
    public var rule: String
    /// Class A when nothing could be used.
    public var severity: Severity
    /// `应填日期`.
    public var expected: String
    /// What was typed; `nil` when the expectation says it all.
    public var found: String?
    /// What to do, without the full stop.
    public var remedy: String

    init(_ rule: String, severity: Severity = .mandatory, _ expected: String, found: String? = nil, remedy: String) {
        self.rule = rule
        self.severity = severity
        self.expected = expected
        self.found = found
        self.remedy = remedy
    }

    /// - Parameter hidesContent: True for what may be about a person: the message then does not repeat what was typed.
    public func finding(at place: Place, hidesContent: Bool) -> Finding {
        let found = found.map { hidesContent ? "，实填的内容不符（涉及个人信息，不显示）" : "，实填“\(Quotation.shortened($0))”" } ?? ""
        return Finding(rule, severity, at: place, expected + found, remedy: remedy)
    }
}

/// What became of an input.
public struct ParsedField: Hashable, Sendable {
    /// Blank when the input was refused.
    public var value: FieldValue
    /// `nil` when all of it could be used.
    public var trouble: FieldTrouble?

    init(_ value: FieldValue, _ trouble: FieldTrouble? = nil) {
        self.value = value
        self.trouble = trouble
    }

    static func refused(_ trouble: FieldTrouble) -> ParsedField { ParsedField(.blank, trouble) }

    /// Whether there was something, and nothing of it could be used.
    public var isRefused: Bool { trouble?.severity == .mandatory }
}
