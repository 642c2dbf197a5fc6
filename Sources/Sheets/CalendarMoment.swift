import CivilTime

/// A day and a time of day, without a time zone, as a cell holds it.
public struct CalendarMoment: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The day (日期) that the cell shows.
    public var day: CalendarDay
    /// The time of that day; midnight where the cell holds a day alone.
    public var time: ClockTime

    /// A day, and midnight unless a time is given.
    public init(_ day: CalendarDay, _ time: ClockTime = .midnight) {
        self.day = day
        self.time = time
    }

    /// Reads `2019-07-15` and `2019-07-15T14:30:00`, a fraction of a second ignored; `nil` for anything else.
    public init?(iso text: some StringProtocol) {
        let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = halves.first, let day = CalendarDay(iso: first) else { return nil }
        guard halves.count == 2 else {
            self.init(day)
            return
        }
        let clock = halves[1].prefix { $0 != "." && $0 != "Z" }.split(separator: ":")
        guard clock.count >= 2, let hour = Int(clock[0]), let minute = Int(clock[1]),
            let second = clock.count > 2 ? Int(clock[2]) : 0,
            let time = ClockTime(hour: hour, minute: minute, second: second)
        else { return nil }
        self.init(day, time)
    }

    /// `2019-07-15`, or with a time other than midnight `2019-07-15T14:30:00`.
    public var description: String { time == .midnight ? day.description : "\(day)T\(time)" }

    /// The earlier first: by day, then by time.
    public static func < (a: CalendarMoment, b: CalendarMoment) -> Bool { (a.day, a.time) < (b.day, b.time) }
}
