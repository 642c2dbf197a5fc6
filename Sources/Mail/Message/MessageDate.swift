import CivilTime

/// When a message was written: a day and a time, and how far that clock is ahead of Greenwich.
public struct MessageDate: Hashable, Sendable, CustomStringConvertible {
    /// The day where the writer is.
    public var day: CalendarDay
    /// The time where the writer is.
    public var time: ClockTime
    /// Ahead of Greenwich, in minutes: 480 in China, negative to the west; within a day.
    public let minutesAhead: Int

    /// - Parameter minutesAhead: Ahead of Greenwich; kept within 14 hours, which no place exceeds.
    public init(day: CalendarDay, time: ClockTime, minutesAhead: Int = 480) {
        self.day = day
        self.time = time
        self.minutesAhead = min(max(minutesAhead, -840), 840)
    }

    /// - Parameter secondsSince1970: In Greenwich time. `nil` outside the years 1 to 9999.
    public init?(secondsSince1970 seconds: Int, minutesAhead: Int = 480) {
        let ahead = min(max(minutesAhead, -840), 840)
        let (local, overflow) = seconds.addingReportingOverflow(ahead * 60)
        if overflow { return nil }
        let time = ClockTime(secondsSinceMidnight: local)
        guard let day = CalendarDay(daysSince1970: (local - time.secondsSinceMidnight) / 86_400) else { return nil }
        self.init(day: day, time: time, minutesAhead: ahead)
    }

    /// `Thu, 25 May 2017 09:00:00 +0800`: RFC 5322 3.3.
    public var description: String {
        let (hours, minutes) = abs(minutesAhead).quotientAndRemainder(dividingBy: 60)
        let zone = (minutesAhead < 0 ? "-" : "+") + Self.padded(hours, 2) + Self.padded(minutes, 2)
        return "\(Self.weekdays[day.weekday]), \(Self.padded(day.day, 2)) \(Self.months[day.month - 1]) "
            + "\(Self.padded(day.year, 4)) \(time) \(zone)"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
