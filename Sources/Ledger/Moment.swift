import CivilTime

/// A day and a time of day, without a time zone: when something was received, decided or sent.
public struct Moment: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Lateness is judged by it.
    public var day: CalendarDay
    /// For the record; it decides nothing.
    public var time: ClockTime

    /// Midnight, unless a time is given.
    public init(_ day: CalendarDay, _ time: ClockTime = .midnight) {
        self.day = day
        self.time = time
    }

    /// Reads `2017-06-01T09:30:00` exactly; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        guard halves.count == 2, halves[1].utf8.count == 8, let day = CalendarDay(iso: halves[0]) else { return nil }
        let parts = halves[1].split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = Int(parts[0]), let minute = Int(parts[1]), let second = Int(parts[2]),
            let time = ClockTime(hour: hour, minute: minute, second: second)
        else { return nil }
        self.init(day, time)
    }

    /// The earlier one first.
    public static func < (a: Moment, b: Moment) -> Bool { (a.day, a.time) < (b.day, b.time) }

    /// `2017-06-01T09:30:00`, as the ledger stores it.
    public var description: String { "\(day)T\(time)" }
}

/// Who changed the ledger, when, and why (经办人、时间、理由). Every change has one.
public struct ChangeNote: Hashable, Sendable {
    /// The caller's clock; the ledger has none.
    public var at: Moment
    /// The person or the program; never empty.
    public var by: String
    /// In words; may be empty where the action speaks for itself.
    public var why: String

    /// Without a reason, unless one is given.
    public init(at: Moment, by: String, why: String = "") {
        self.at = at
        self.by = by
        self.why = why
    }
}
