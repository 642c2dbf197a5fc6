import Archive
import ByteIO
import CivilTime
import Diagnostics
import Sheets
import TestSupport
import Testing

@testable import FormatXLSX

@Suite("Rows written one at a time")
struct StreamingTests {
    /// As many rows as asked for, one cell of each kind in each.
    struct Rows: RowProducer {
        var count: Int
        var row = 0
        var code = StyleID.standard

        mutating func next(into buffer: inout RowBuffer) -> Bool {
            guard row < count else { return false }
            row += 1
            buffer.append(Double(row))
            buffer.append("第\(row)行 <&>")
            buffer.append("007", style: code)
            buffer.append(percentage: 0.125)
            buffer.append(true)
            buffer.append(CalendarMoment(SampleWorkbooks.day(2019, 7, 15)))
            buffer.skip(1)
            buffer.append(seconds: 5_400)
            buffer.append(Cell(.formula(Formula([.text("1+1")], result: .number(2)))))
            buffer.append("")
            return true
        }
    }

    private func write(_ count: Int, _ workbook: Workbook, _ writer: XLSXWriter = .fastXLSX) throws -> [UInt8] {
        var rows = Rows(count: count)
        var sink = MemorySink()
        try writer.write(workbook, continuing: 0, with: &rows, to: &sink)
        return sink.bytes
    }

    /// The same rows, held in the model.
    private func held(_ count: Int, below workbook: Workbook) -> Workbook {
        var workbook = workbook
        for row in 1...count {
            workbook.sheets[0].rows.append(
                Row(
                    [
                        Cell(.number(Double(row))), Cell(.text("第\(row)行 <&>")), Cell(.text("007")),
                        Cell(.percentage(0.125)),
                        Cell(.boolean(true)), Cell(.date(CalendarMoment(SampleWorkbooks.day(2019, 7, 15)))), Cell.blank,
                        Cell(.time(seconds: 5_400)), Cell(.formula(Formula([.text("1+1")], result: .number(2)))),
                        Cell(.text("")),
                    ], height: .fixed(Row.standardHeight)))
        }
        return workbook
    }

    @Test("A stream gives the same sheet as the rows held in the model", arguments: Deflater.allCases)
    func same(deflater: Deflater) throws {
        let writer = XLSXWriter(strings: .inline, deflater: deflater)
        let streamed = try Written(bytes: write(2_000, SampleWorkbooks.small, writer))
        let whole = try Written(held(2_000, below: SampleWorkbooks.small), writer)
        let sheet = "xl/worksheets/sheet1.xml"
        let dimension = "<dimension ref=\"A1:J2002\"/>"
        #expect(try streamed.part(sheet) == whole.part(sheet).replacing(dimension, with: ""))
        #expect(try streamed.part("xl/styles.xml") == whole.part("xl/styles.xml"))
    }

    @Test("The same rows give the same bytes")
    func repeatable() throws {
        #expect(try write(3_000, SampleWorkbooks.small) == write(3_000, SampleWorkbooks.small))
    }

    @Test("The print range that reached the last row reaches the last streamed one")
    func printRange() throws {
        var workbook = SampleWorkbooks.small
        workbook.sheets[0].printRange = CellRange("A1:C2")
        let written = try Written(bytes: write(10, workbook))
        #expect(try written.part("xl/workbook.xml").contains(">'小表'!$A$1:$C$12</definedName>"))
    }

    @Test("The table of strings keeps what stands above the stream and does not grow with it")
    func strings() throws {
        let written = try Written(bytes: write(500, SampleWorkbooks.small, .xlsx))
        let strings = try written.part("xl/sharedStrings.xml")
        #expect(strings.contains("count=\"2\" uniqueCount=\"2\""))
        #expect(strings.contains("<si><t>学校</t></si>"))
    }

    struct Wide: RowProducer {
        var isDone = false

        mutating func next(into row: inout RowBuffer) -> Bool {
            if isDone { return false }
            row.skip(16_384)
            row.append("XFE")
            isDone = true
            return true
        }
    }

    @Test("A row that is too wide stops the writing")
    func tooWide() throws {
        var rows = Wide()
        var sink = MemorySink()
        let failure = #expect(throws: Failure.self) {
            try XLSXWriter.fastXLSX.write(SampleWorkbooks.small, continuing: 0, with: &rows, to: &sink)
        }
        #expect(failure?.description == "小表：一个工作表最多 16384 列，第 3 行有 16385 列。请分成几个工作表。")
    }

    @Test(
        "LibreOffice reads a streamed file", .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"))
    func office() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(try write(300, SampleWorkbooks.small), to: "a.xlsx")
        let csv = try OfficeSuite.convert(file, to: "csv:Text - txt - csv (StarCalc):44,34,76", in: folder.path)
        let lines = String(
            decoding: try folder.read(csv.split(separator: "/").last.map(String.init) ?? ""), as: UTF8.self
        )
        .split(separator: "\n")
        #expect(lines.count == 302)
        #expect(lines.last == "300,第300行 <&>,007,12.5%,TRUE,2019-07-15,,1:30:00,2")
    }
}
