import CivilTime

/// A day on which something is due, for an office's calendar.
public struct CalendarEvent: Hashable, Sendable {
    /// Tells it from every other one, also when the file is made again: then a calendar changes what it has.
    public var id: String
    /// A whole day.
    public var day: CalendarDay
    /// What stands in the calendar.
    public var summary: String
    /// What is shown when it is opened; lines may end in any way.
    public var details: String
    /// How many days before its own at nine o'clock it is announced; none: not at all.
    public var alarmsInDaysBefore: [Int]

    /// An event that is not announced unless alarms are given.
    public init(id: String, day: CalendarDay, summary: String, details: String = "", alarmsInDaysBefore: [Int] = []) {
        self.id = id
        self.day = day
        self.summary = summary
        self.details = details
        self.alarmsInDaysBefore = alarmsInDaysBefore
    }
}

/// A file of whole-day events, as Outlook, WPS, Thunderbird and telephones take it over (iCalendar, RFC 5545).
///
/// The same events give the same bytes.
public struct CalendarFile: Hashable, Sendable {
    /// The calendar's name.
    public var name: String
    /// In this order.
    public var events: [CalendarEvent]
    /// The day on which the file was made, which the format demands of every event.
    public var made: CalendarDay

    /// All of it.
    public init(name: String, events: [CalendarEvent], made: CalendarDay) {
        self.name = name
        self.events = events
        self.made = made
    }

    /// UTF-8; lines of at most 75 bytes that end in CRLF.
    public var bytes: [UInt8] {
        var writer = LineWriter()
        writer.add("BEGIN", "VCALENDAR")
        writer.add("VERSION", "2.0")
        writer.add("PRODID", "-//huxiao//CN")
        writer.add("CALSCALE", "GREGORIAN")
        writer.add("METHOD", "PUBLISH")
        writer.add("X-WR-CALNAME", text: name)
        for event in events { add(event, to: &writer) }
        writer.add("END", "VCALENDAR")
        return writer.bytes
    }

    private func add(_ event: CalendarEvent, to writer: inout LineWriter) {
        writer.add("BEGIN", "VEVENT")
        writer.add("UID", text: event.id)
        writer.add("DTSTAMP", Self.digits(made) + "T000000Z")
        writer.add("DTSTART;VALUE=DATE", Self.digits(event.day))
        // The end is the first day that no longer belongs to it; without one a whole day is meant.
        if let next = CalendarDay(daysSince1970: event.day.daysSince1970 + 1) {
            writer.add("DTEND;VALUE=DATE", Self.digits(next))
        }
        writer.add("SUMMARY", text: event.summary)
        if !event.details.isEmpty { writer.add("DESCRIPTION", text: event.details) }
        writer.add("TRANSP", "TRANSPARENT")
        for days in event.alarmsInDaysBefore { addAlarm(days, event.summary, to: &writer) }
        writer.add("END", "VEVENT")
    }

    /// A whole day begins at midnight, so nine o'clock of the day before is fifteen hours earlier.
    private func addAlarm(_ daysBefore: Int, _ summary: String, to writer: inout LineWriter) {
        let hours = min(max(daysBefore, 0), 3650) * 24 - 9
        writer.add("BEGIN", "VALARM")
        writer.add("ACTION", "DISPLAY")
        writer.add("TRIGGER", hours >= 0 ? "-PT\(hours)H" : "PT\(-hours)H")
        writer.add("DESCRIPTION", text: summary)
        writer.add("END", "VALARM")
    }

    private static func digits(_ day: CalendarDay) -> String { day.description.replacing("-", with: "") }
}

/// Lines of a calendar, folded.
private struct LineWriter {
    private(set) var bytes: [UInt8] = []
    private static let longest = 75

    mutating func add(_ name: String, text: String) { add(name, Self.escaped(text)) }

    mutating func add(_ name: String, _ value: String) {
        var column = 0
        for character in (name + ":" + value).unicodeScalars {
            let piece = Array(Character(character).utf8)
            // A line may be broken anywhere, but no character may.
            if column + piece.count > Self.longest {
                bytes += [0x0D, 0x0A, 0x20]
                column = 1
            }
            bytes += piece
            column += piece.count
        }
        bytes += [0x0D, 0x0A]
    }

    /// RFC 5545 3.3.11; control characters have no place in a line, and so can begin no line of their own.
    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", ";", ",": result.append(contentsOf: ["\\", scalar])
            case "\n", "\r", "\u{2028}", "\u{2029}", "\u{85}": result.append(contentsOf: ["\\", "n"])
            case _ where scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F: continue
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
