import ByteIO
import Diagnostics
import FormatSpreadsheetML
import Sheets
import TestSupport
import Testing

@Suite("Rows written one at a time")
struct StreamingTests {
    static let samples: [(String, StreamSample)] = [
        ("a merge in every row, rows below", .form(items: 40)),
        ("blocks of two rows", .form(items: 23, blockHeight: 2)),
        ("blocks of three rows, nothing below", .form(items: 9, blockHeight: 3, hasFoot: false)),
        ("no merges", .form(items: 60, isMerged: false)), ("one item", .form(items: 1)),
        ("no item", .form(items: 0, isMerged: false)), ("awkward values", .awkward),
        ("no sheet but the streamed rows", StreamSample(cutting: 0..<2, of: SampleWorkbooks.small)),
        ("no row at all", StreamSample(cutting: 0..<0, of: SampleWorkbooks.empty)),
    ]

    @Test("A streamed file is that of the workbook that holds all rows, byte for byte", arguments: samples.indices)
    func same(number: Int) throws {
        try expectSame(Self.samples[number].1, Self.samples[number].0)
    }

    @Test("The same over random workbooks", arguments: 0..<120)
    func random(seed: Int) throws { try expectSame(.random(seed: seed), "seed \(seed)") }

    private func expectSame(_ sample: StreamSample, _ name: String) throws {
        let streamed = try String(decoding: sample.bytes(.spreadsheetML), as: UTF8.self)
        let whole = try String(decoding: SpreadsheetMLWriter().bytes(of: sample.whole), as: UTF8.self)
        #expect(streamed == whole, "\(name)")
    }

    @Test(
        "A streamed file is valid", .enabled(if: SchemaJudge.isAvailable, "HUXIAO_SCHEMAS, jing or xmllint is missing"),
        arguments: samples.indices)
    func schema(number: Int) throws {
        #expect(try SchemaJudge.spreadsheetML2003(Self.samples[number].1.bytes(.spreadsheetML)) == [])
    }

    @Test(
        "LibreOffice reads the values of streamed rows",
        .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"))
    func office() throws {
        let folder = try TemporaryFolder()
        var sheet = Sheet(name: "清单")
        for row in 0..<5_000 {
            let cells = [
                Cell(.number(Double(row) / 4)), Cell(.text("第\(row)行 <&>")), .blank, Cell(.text("两  个")),
                Cell(.text("“引”\u{2028}行")),
            ]
            sheet.rows.append(Row(cells, height: .fixed(14)))
        }
        let sample = StreamSample(cutting: 0..<5_000, of: Workbook(sheets: [sheet]))
        let file = try folder.write(try sample.bytes(.spreadsheetML), to: "a.xml")
        _ = try OfficeSuite.convert(file, to: "csv:Text - txt - csv (StarCalc):44,34,76", in: folder.path)
        let lines = String(decoding: try folder.read("a.csv"), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 10_000)
        #expect(lines[8] == "1,第4行 <&>,,两  个,\"“引”")
        #expect(lines[9_998] == "1249.75,第4999行 <&>,,两  个,\"“引”")
    }

    struct Rows: RowProducer {
        var count: Int

        mutating func next(into row: inout RowBuffer) -> Bool {
            count -= 1
            row.append(1)
            return count >= 0
        }
    }

    @Test("Another number of rows than was said stops the writing, and nothing has been written")
    func wrongCount() {
        var rows = Rows(count: 2)
        var sink = MemorySink()
        let failure = #expect(throws: Failure.self) {
            try SpreadsheetMLWriter().write(
                SampleWorkbooks.small, streaming: RowStretch(sheet: 0, first: 2, rowCount: 3), from: &rows, to: &sink)
        }
        #expect(failure?.description == "小表：应有 3 行数据，实有 2 行。请核对数据在生成过程中有没有增减。")
        #expect(failure?.rule == "sml.streamed-rows")
        #expect(sink.bytes.isEmpty)
    }
}
