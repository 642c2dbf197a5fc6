import CivilTime
import FormatICS
import Foundation
import TestSupport
import Testing

/// The Python package icalendar, run by the Python that the environment variable `HUXIAO_PYTHON` names.
private enum ICalendar {
    static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"]
    static let isAvailable = python.map { (try? CommandRun.run($0, ["-c", "import icalendar"]))?.status == 0 } ?? false

    struct Event: Decodable, Equatable {
        var id: String
        var start: String
        var end: String
        var summary: String
        var details: String
        var alarms: [Int]
    }

    static func events(_ bytes: [UInt8]) throws -> [Event] {
        guard let python else { throw CommandRun.Trouble("HUXIAO_PYTHON is not set") }
        let folder = try TemporaryFolder()
        let script = """
            import icalendar, json, sys
            calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
            events = [e for e in calendar.walk("VEVENT")]
            assert not any(c.errors for c in calendar.walk()), [c.errors for c in calendar.walk()]
            print(json.dumps([{"id": str(e["UID"]), "start": str(e["DTSTART"].dt), "end": str(e["DTEND"].dt),
                "summary": str(e["SUMMARY"]), "details": str(e.get("DESCRIPTION", "")),
                "alarms": [int(a["TRIGGER"].dt.total_seconds()) for a in e.walk("VALARM")]} for e in events]))
            """
        let run = try CommandRun.run(
            python, ["-c", script, try folder.write(bytes, to: "a.ics")], environment: ["PYTHONUTF8": "1"])
        if run.status != 0 { throw CommandRun.Trouble(run.stderr) }
        return try JSONDecoder().decode([Event].self, from: Data(run.stdout.utf8))
    }
}

@Suite("Calendar files")
struct CalendarFileTests {
    private func day(_ year: Int, _ month: Int, _ day: Int) throws -> CalendarDay {
        try #require(CalendarDay(year: year, month: month, day: day))
    }

    private func file(_ events: [CalendarEvent]) throws -> CalendarFile {
        CalendarFile(name: "护校安园", events: events, made: try day(2017, 4, 1))
    }

    @Test(
        "Another program reads days, words and alarms", .enabled(if: ICalendar.isAvailable, "no Python with icalendar"))
    func read() throws {
        let event = CalendarEvent(
            id: "2017-05@example.org", day: try day(2017, 12, 31), summary: "报送2017年12月报表",
            details: "一；二;三,四\\五\n第二行\r\n第三行", alarmsInDaysBefore: [0, 3])
        let expected = ICalendar.Event(
            id: "2017-05@example.org", start: "2017-12-31", end: "2018-01-01", summary: "报送2017年12月报表",
            details: "一；二;三,四\\五\n第二行\n第三行", alarms: [9 * 3600, -63 * 3600])
        #expect(try ICalendar.events(try file([event]).bytes) == [expected])
    }

    @Test(
        "No words can begin a line of their own", .enabled(if: ICalendar.isAvailable, "no Python with icalendar"),
        arguments: [
            "a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a\nATTACH:http://x", "a\rX:y", "a\u{2028}X:y", "a\u{85}X:y", "a\0b",
        ])
    func injection(text: String) throws {
        let event = CalendarEvent(id: text, day: try day(2017, 5, 1), summary: text, details: text)
        let read = try ICalendar.events(try file([event, event]).bytes)
        #expect(read.count == 2)
        #expect(read.allSatisfy { $0.summary.hasPrefix("a") && $0.end == "2017-05-02" })
    }

    @Test("Lines are at most 75 bytes, end in CRLF, and break no character")
    func folded() throws {
        let event = CalendarEvent(
            id: "1", day: try day(2017, 5, 1), summary: String(repeating: "报送校园安全工作进展报表", count: 30))
        let bytes = try file([event]).bytes
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        #expect(lines.dropLast().allSatisfy { $0.last == 0x0D && $0.count <= 76 })
        #expect(lines.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
    }

    @Test("The same events give the same bytes, word for word")
    func golden() throws {
        let event = CalendarEvent(id: "1", day: try day(2017, 6, 1), summary: "报表", alarmsInDaysBefore: [1])
        let expected = """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//huxiao//CN
            CALSCALE:GREGORIAN
            METHOD:PUBLISH
            X-WR-CALNAME:护校安园
            BEGIN:VEVENT
            UID:1
            DTSTAMP:20170401T000000Z
            DTSTART;VALUE=DATE:20170601
            DTEND;VALUE=DATE:20170602
            SUMMARY:报表
            TRANSP:TRANSPARENT
            BEGIN:VALARM
            ACTION:DISPLAY
            TRIGGER:-PT15H
            DESCRIPTION:报表
            END:VALARM
            END:VEVENT
            END:VCALENDAR

            """
        let text = String(decoding: try file([event]).bytes, as: UTF8.self)
        #expect(text.replacing("\r\n", with: "\n") == expected)
    }
}
