import Archive
import ByteIO
import Diagnostics
import FormatODF
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
        ("more than memory holds", .form(items: 3_000, isMerged: false)),
    ]

    private func expectSame(_ sample: StreamSample, _ name: String) throws {
        #expect(try sample.bytes(.fods) == FODSWriter().bytes(of: sample.whole), "\(name)")
        for deflater in Deflater.allCases {
            let writer = ODSWriter(deflater: deflater)
            #expect(try sample.bytes(writer) == writer.bytes(of: sample.whole), "\(name), \(deflater)")
        }
    }

    @Test("A streamed file is that of the workbook that holds all rows, byte for byte", arguments: samples.indices)
    func same(number: Int) throws {
        try expectSame(Self.samples[number].1, Self.samples[number].0)
    }

    @Test("The same over random workbooks, as they are unpacked", arguments: 0..<120)
    func random(seed: Int) throws {
        let sample = StreamSample.random(seed: seed)
        #expect(try sample.bytes(.fods) == FODSWriter().bytes(of: sample.whole))
        for deflater in Deflater.allCases {
            let writer = ODSWriter(deflater: deflater)
            let files = try [sample.bytes(writer), writer.bytes(of: sample.whole)].map { try PackageReader($0) }
            for name in ["content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"] {
                #expect(try files[0].bytes(of: name) == files[1].bytes(of: name), "\(name), \(deflater)")
            }
        }
    }

    @Test("A streamed file reads back as the workbook that holds all rows", arguments: samples.indices.dropLast())
    func readsBack(number: Int) throws {
        let sample = Self.samples[number].1
        let streamed = try ODFReader().read(sample.bytes(.fastODS))
        let whole = try ODFReader().read(ODSWriter().bytes(of: sample.whole))
        #expect(streamed.value == whole.value)
    }

    /// As many narrow rows as asked for.
    struct Rows: RowProducer {
        var count: Int
        var width = 1

        mutating func next(into row: inout RowBuffer) -> Bool {
            if count == 0 { return false }
            count -= 1
            for column in 0..<width { row.append(Double(column)) }
            return true
        }
    }

    @Test(
        "Another number of rows than was said stops the writing, and nothing has been written",
        arguments: [
            (2, "小表：应有 3 行数据，实有 2 行。请核对数据在生成过程中有没有增减。"),
            (4, "小表：应有 3 行数据，实有更多。请核对数据在生成过程中有没有增减。"),
        ])
    func wrongCount(count: Int, sentence: String) {
        var rows = Rows(count: count)
        var sink = MemorySink()
        let failure = #expect(throws: Failure.self) {
            try ODSWriter.ods.write(
                SampleWorkbooks.small, streaming: RowStretch(sheet: 0, first: 2, rowCount: 3), from: &rows, to: &sink)
        }
        #expect(failure?.description == sentence)
        #expect(failure?.rule == "odf.streamed-rows")
        #expect(sink.bytes.isEmpty)
    }

    @Test("A row that is too wide stops the writing")
    func tooWide() {
        var rows = Rows(count: 1, width: 16_385)
        var sink = MemorySink()
        let failure = #expect(throws: Failure.self) {
            try FODSWriter.fods.write(
                SampleWorkbooks.small, streaming: RowStretch(sheet: 0, first: 2, rowCount: 1), from: &rows, to: &sink)
        }
        #expect(failure?.description == "小表：一个工作表最多 16384 列，第 3 行有 16385 列。请分成几个工作表。")
    }

    @Test("More rows than a sheet has stop the writing before the first")
    func tooLong() {
        var rows = Rows(count: 1)
        var sink = MemorySink()
        let stretch = RowStretch(sheet: 0, first: 2, rowCount: 1 << 20)
        let failure = #expect(throws: Failure.self) {
            try FODSWriter.fods.write(SampleWorkbooks.small, streaming: stretch, from: &rows, to: &sink)
        }
        #expect(failure?.description == "小表：一个工作表最多 1048576 行，数据要占 1048578 行。请分成几个工作表。")
    }
}

@Suite("What others make of streamed rows")
struct StreamingJudgeTests {
    @Test(
        "A streamed file is valid OpenDocument",
        .enabled(if: SchemaJudge.isAvailable, "HUXIAO_SCHEMAS, jing or xmllint is missing"),
        arguments: StreamingTests.samples.indices.dropLast())
    func schema(number: Int) throws {
        let sample = StreamingTests.samples[number].1
        #expect(try SchemaJudge.odf(sample.bytes(.fods)) == [])
        let package = try PackageReader(sample.bytes(.fastODS))
        for part in ["content.xml", "styles.xml"] {
            let bytes = try #require(try package.bytes(of: part))
            #expect(try SchemaJudge.odf(bytes) == [], "\(part)")
        }
    }

    @Test(
        "LibreOffice reads the values of a file too large for memory",
        .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"))
    func office() throws {
        let folder = try TemporaryFolder()
        let sample = StreamSample(cutting: 0..<20_000, of: Self.list(20_000))
        let file = try folder.write(try sample.bytes(.fastODS), to: "a.ods")
        _ = try OfficeSuite.convert(file, to: "csv:Text - txt - csv (StarCalc):44,34,76", in: folder.path)
        let lines = String(decoding: try folder.read("a.csv"), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 20_000)
        for row in stride(from: 0, to: 20_000, by: 1_999) { #expect(String(lines[row]) == Self.line(row)) }
    }

    /// Texts that hardly compress, so that rows wait in a file.
    private static func list(_ count: Int) -> Workbook {
        var sheet = Sheet(name: "清单")
        for row in 0..<count {
            sheet.rows.append(
                Row(
                    [
                        Cell(.number(Double(row) / 4)), Cell(.text("第\(row)行 <&>")), Cell(.text("两  个")),
                        Cell(.boolean(row % 2 == 0)), Cell(.text(noise(row))),
                    ], height: .fixed(14)))
        }
        return Workbook(sheets: [sheet])
    }

    private static func line(_ row: Int) -> String {
        let number = Double(row) / 4
        let shown = number == number.rounded() ? String(Int(number)) : String(number)
        return "\(shown),第\(row)行 <&>,两  个,\(row % 2 == 0 ? "TRUE" : "FALSE"),\(noise(row))"
    }

    private static func noise(_ row: Int) -> String {
        var state = UInt64(row) &* 0x9E37_79B9_7F4A_7C15 | 1
        return (0..<5).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return "x" + String(state, radix: 36)
        }.joined()
    }

    @Test(
        "LibreOffice shows the heights that streamed rows have",
        .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"))
    func heights() throws {
        let folder = try TemporaryFolder()
        var sheet = Sheet(name: "行高")
        sheet.rows = (0..<40).map { Row([Cell(.number(Double($0)))], height: .fixed(10 + Double($0) * 2.5)) }
        let sample = StreamSample(cutting: 5..<35, of: Workbook(sheets: [sheet]))
        let file = try folder.write(try sample.bytes(.ods), to: "a.ods")
        _ = try OfficeSuite.convert(file, to: "fods", in: folder.path)
        let saved = try ODFReader().read(folder.read("a.fods"))
        let heights = try #require(saved.value).fittedHeights(ofSheet: 0)
        for (row, height) in heights.prefix(40).enumerated() { #expect(abs(height - 10 - Double(row) * 2.5) < 0.1) }
        #expect(heights.count >= 40)
    }
}
