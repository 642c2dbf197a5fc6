import ByteIO
import Diagnostics
import FormatHTML
import Foundation
import Sheets
import TestSupport
import Testing

@Suite("Rows written one at a time")
struct StreamingTests {
    static let samples: [(String, StreamSample)] = [
        ("a merge in every row, rows below", .form(items: 40)),
        ("blocks of two rows", .form(items: 83, blockHeight: 2)),
        ("blocks of three rows, nothing below", .form(items: 9, blockHeight: 3, hasFoot: false)),
        ("no merges", .form(items: 160, isMerged: false)), ("one item", .form(items: 1)),
        ("no item", .form(items: 0, isMerged: false)), ("awkward values", .awkward),
        ("no sheet but the streamed rows", StreamSample(cutting: 0..<2, of: SampleWorkbooks.small)),
        ("no row at all", StreamSample(cutting: 0..<0, of: SampleWorkbooks.empty)),
        ("repeated rows below the streamed ones", below), ("conditional formats", conditional),
    ]

    private static var below: StreamSample {
        var workbook = SampleWorkbooks.awkwardTexts
        workbook.sheets[0].headerRows = 8..<9
        return StreamSample(cutting: 2..<6, of: workbook)
    }

    private static var conditional: StreamSample {
        var workbook = Workbook(sheets: [Sheet(name: "表")])
        let red = workbook.styles.id(of: CellStyle(fill: Color(red: 255, green: 0, blue: 0)))
        workbook.sheets[0].rows = (0..<200).map { Row([Cell(.number(Double($0)))], height: .fixed(15)) }
        workbook.sheets[0].conditionalFormats = [
            ConditionalFormat(
                ranges: [CellRange(rows: 10..<150, columns: 0..<1)],
                rules: [ConditionalFormat.Rule(.greater(100), style: red)])
        ]
        workbook.sheets[0].rowBreaks = [50, 100]
        return StreamSample(cutting: 3..<190, of: workbook)
    }

    @Test("A streamed file is that of the workbook that holds all rows, byte for byte", arguments: samples.indices)
    func same(number: Int) throws {
        try expectSame(Self.samples[number].1, Self.samples[number].0)
    }

    @Test("The same over random workbooks", arguments: 0..<120)
    func random(seed: Int) throws { try expectSame(.random(seed: seed), "seed \(seed)") }

    private func expectSame(_ sample: StreamSample, _ name: String) throws {
        for writer in [HTMLWriter(), HTMLWriter(form: .fragment)] {
            let streamed = try String(decoding: sample.bytes(writer), as: UTF8.self).components(separatedBy: "\n")
            let whole = try String(decoding: writer.bytes(of: sample.whole), as: UTF8.self)
                .components(separatedBy: "\n")
            let line = zip(streamed, whole).first { $0 != $1 }
            #expect(line?.0 == line?.1, "\(name), \(writer.form)")
            #expect(streamed.count == whole.count, "\(name), \(writer.form)")
        }
    }

    @Test("Conditions are seen in streamed rows")
    func conditions() throws {
        let text = try String(decoding: Self.conditional.bytes(.html), as: UTF8.self)
        let look = try #require(text.split(separator: "\n").first { $0.contains("background-color:#ff0000") })
        let name = look.dropFirst().prefix { $0 != "{" }
        #expect(text.components(separatedBy: "class=\"\(name)\"").count - 1 == 49)
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
        var rows = Rows(count: 4)
        var sink = MemorySink()
        let failure = #expect(throws: Failure.self) {
            try HTMLWriter().write(
                SampleWorkbooks.small, streaming: RowStretch(sheet: 0, first: 2, rowCount: 3), from: &rows, to: &sink)
        }
        #expect(failure?.description == "小表：应有 3 行数据，实有更多。请核对数据在生成过程中有没有增减。")
        #expect(failure?.rule == "html.streamed-rows")
        #expect(sink.bytes.isEmpty)
    }
}
