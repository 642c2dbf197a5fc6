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

    /// `workbook` with as many rows below those of its first sheet.
    private func write(_ count: Int, _ workbook: Workbook, _ writer: XLSXWriter = .fastXLSX) throws -> [UInt8] {
        var rows = Rows(count: count)
        return try streamed(workbook, RowStretch(sheet: 0, first: 2, rowCount: count, columnCount: 10), &rows, writer)
    }

    private func streamed(
        _ workbook: Workbook, _ stretch: RowStretch, _ rows: inout some RowProducer, _ writer: XLSXWriter
    ) throws -> [UInt8] {
        var sink = MemorySink()
        try writer.write(workbook, streaming: stretch, from: &rows, to: &sink)
        return sink.bytes
    }

    static let samples: [(String, StreamSample)] = [
        ("a merge in every row, rows below", .form(items: 40)),
        ("blocks of two rows", .form(items: 23, blockHeight: 2)),
        ("blocks of three rows, nothing below", .form(items: 9, blockHeight: 3, hasFoot: false)),
        ("no merges", .form(items: 60, isMerged: false)), ("one item", .form(items: 1)),
        ("no item", .form(items: 0, isMerged: false)),
        ("more rows than are held", .form(items: 9_000, isMerged: false)),
    ]

    @Test("A streamed file is that of the workbook that holds all rows, byte for byte", arguments: samples.indices)
    func same(number: Int) throws {
        let sample = Self.samples[number].1
        for deflater in Deflater.allCases {
            for strings in [XLSXWriter.Strings.inline, .shared(cap: 30)] {
                let writer = XLSXWriter(strings: strings, deflater: deflater)
                var rows = sample.rows
                let bytes = try streamed(sample.held, sample.stretch, &rows, writer)
                #expect(
                    try bytes == writer.bytes(of: sample.whole), "\(Self.samples[number].0), \(deflater), \(strings)")
            }
        }
    }

    @Test("The same rows give the same bytes")
    func repeatable() throws {
        #expect(try write(3_000, SampleWorkbooks.small) == write(3_000, SampleWorkbooks.small))
    }

    @Test("The table of strings takes texts of the stream up to its cap")
    func strings() throws {
        let written = try Written(bytes: write(500, SampleWorkbooks.small, XLSXWriter(strings: .shared(cap: 100))))
        #expect(try written.part("xl/sharedStrings.xml").contains("uniqueCount=\"100\""))
        #expect(try written.part("xl/worksheets/sheet1.xml").contains("<is><t>第500行 &lt;&amp;&gt;</t></is>"))
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
        let stretch = RowStretch(sheet: 0, first: 2, rowCount: 1)
        let failure = #expect(throws: Failure.self) {
            try XLSXWriter.fastXLSX.write(SampleWorkbooks.small, streaming: stretch, from: &rows, to: &sink)
        }
        #expect(failure?.description == "小表：一个工作表最多 16384 列，第 3 行有 16385 列。请分成几个工作表。")
    }

    @Test("A list that is too long is refused before anything is written")
    func tooLong() throws {
        var rows = Rows(count: 0)
        var sink = MemorySink()
        let stretch = RowStretch(sheet: 0, first: 2, rowCount: 1_048_575)
        let failure = #expect(throws: Failure.self) {
            try XLSXWriter.fastXLSX.write(SampleWorkbooks.small, streaming: stretch, from: &rows, to: &sink)
        }
        #expect(failure?.description == "小表：一个工作表最多 1048576 行，数据要占 1048577 行。请分成几个工作表。")
        #expect(sink.bytes.isEmpty)
    }

    @Test(
        "Another number of rows than was said stops the writing",
        arguments: [(4, "小表：应有 5 行数据，实有 4 行"), (6, "小表：应有 5 行数据，实有更多")])
    func wrongCount(given: Int, statement: String) throws {
        var rows = Rows(count: given)
        var sink = MemorySink()
        let stretch = RowStretch(sheet: 0, first: 2, rowCount: 5)
        let failure = #expect(throws: Failure.self) {
            try XLSXWriter.fastXLSX.write(SampleWorkbooks.small, streaming: stretch, from: &rows, to: &sink)
        }
        #expect(failure?.description == statement + "。请核对数据在生成过程中有没有增减。")
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
