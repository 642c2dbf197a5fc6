import CivilTime
import Testing

@testable import Sheets

@Suite("One row on its way")
struct RowBufferTests {
    @Test("Cells come out as they went in, however many and however long")
    func cells() throws {
        let day = try #require(CalendarDay(year: 1960, month: 2, day: 29))
        let moment = CalendarMoment(day, ClockTime(secondsSinceMidnight: 86_399))
        let long = String(repeating: "安全", count: 5_000)
        var row = RowBuffer()
        for round in 0..<40 {
            row.append("第\(round)格")
            row.append(Double(round) / 8)
            row.append(moment)
            row.append(seconds: -60)
            row.append(long)
        }
        let count = row.count
        #expect(count == 200)
        for round in 0..<40 {
            let expected: [CellValue] = [
                .text("第\(round)格"), .number(Double(round) / 8), .date(moment), .time(seconds: -60), .text(long),
            ]
            for (column, value) in expected.enumerated() {
                let found = row.cell(of: row.slot(round * 5 + column)).value
                #expect(found == value)
            }
        }
    }

    @Test("An emptied row is like a new one")
    func emptied() {
        var row = RowBuffer()
        row.append(true)
        row.height = 40
        row.isHidden = true
        row.removeAll()
        let (count, height, isHidden) = (row.count, row.height, row.isHidden)
        #expect(count == 0)
        #expect(height == Row.standardHeight)
        #expect(!isHidden)
    }
}
