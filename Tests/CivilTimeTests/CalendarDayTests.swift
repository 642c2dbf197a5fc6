import CivilTime
import Testing

@Suite("Days and times")
struct CalendarDayTests {
    @Test(
        "Days that exist",
        arguments: [
            ("2020-02-29", 18_321), ("1970-01-01", 0), ("1969-12-31", -1), ("0001-01-01", -719_162),
            ("9999-12-31", 2_932_896),
        ])
    func exists(text: String, number: Int) throws {
        let day = try #require(CalendarDay(iso: text))
        #expect(day.description == text)
        #expect(day.daysSince1970 == number)
        #expect(CalendarDay(daysSince1970: number) == day)
    }

    @Test(
        "Days that do not",
        arguments: [
            "2019-02-29", "1900-02-29", "2019-13-01", "2019-00-10", "2019-04-31", "19-04-30", "2019-4-30", "",
            "2019-07-15x",
        ])
    func missing(text: String) {
        #expect(CalendarDay(iso: text) == nil)
    }

    @Test("Numbers outside the years 1 to 9999 are no days", arguments: [Int.min, -719_163, 2_932_897, Int.max])
    func outside(number: Int) {
        #expect(CalendarDay(daysSince1970: number) == nil)
    }

    @Test("Every day of four centuries follows the one before")
    func successive() throws {
        var last = try #require(CalendarDay(daysSince1970: -1))
        for number in 0..<146_097 {
            let day = try #require(CalendarDay(daysSince1970: number))
            #expect(day > last && day.daysSince1970 == number && day.weekday == (last.weekday + 1) % 7)
            last = day
        }
    }

    @Test("The weekday") func weekday() { #expect(CalendarDay(iso: "2026-11-23")?.weekday == 1) }

    @Test("Times of day")
    func times() {
        #expect(ClockTime(hour: 14, minute: 30)?.description == "14:30:00")
        #expect(ClockTime(hour: 24, minute: 0) == nil)
        #expect(ClockTime(secondsSinceMidnight: -1).description == "23:59:59")
    }
}
