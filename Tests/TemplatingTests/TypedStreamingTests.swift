import ByteIO
import CivilTime
import Diagnostics
import FormatODF
import FormatXLSX
import Forms
import Sheets
import Testing

@testable import Templating

/// Typed records, streamed, give what their values give that are held.
@Suite("Typed records that are streamed")
struct TypedStreamingTests {
    private func template(_ workbook: Workbook) throws -> FormTemplate {
        try #require(FormTemplate.compile(workbook, for: Form2Report.recordType).value)
    }

    private func expectSame(
        _ template: FormTemplate, _ records: [RiskRecord], isMasked: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var head = FormHead(unit: "云溪区教育局", unitCode: "990201", date: nil, period: Period("2019-09"))
        head.isMasked = isMasked
        let whole = try #require(template.filled(with: Form2Report(head: head, rows: records).data).value)
        let report = Form2Report(head: head, rows: []).data
        let form = try #require(template.streamed(report, list: RiskRecord.listKey, count: records.count).value)
        var rest = records[...]
        var sink = MemorySink()
        let findings = try form.write(as: .fastXLSX, to: &sink, isMasked: isMasked) { () -> RiskRecord? in
            rest.popFirst()
        }
        #expect(try sink.bytes == XLSXWriter.fastXLSX.bytes(of: whole), sourceLocation: sourceLocation)
        let cut = whole.cutTexts(ofSheet: 0).map { Finding.cutText(at: Place(sheet: whole.sheets[0].name, cell: $0)) }
        #expect(
            Set(findings) == Set(XLSXWriter.fastXLSX.limits(of: whole) + cut), sourceLocation: sourceLocation)
    }

    @Test("The official form 附件2, as it is and masked", arguments: [0, 1, 7, 60])
    func official(items: Int) throws {
        let read = try ODFReader().read(FileBytes.read("Templates/changzhou-form2.fods"))
        let template = try template(try #require(read.value))
        try expectSame(template, Self.records(items, seed: 5))
        try expectSame(template, Self.records(items, seed: 6), isMasked: true)
    }

    @Test("Single rows of typed cells in random styles", arguments: 0..<30)
    func random(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let keys = RiskRecord.catalogue.type.fields.map(\.key).shuffled(using: &random).prefix(6)
        let texts = ["{{隐患[].#}}", "固定", "{{填报单位}}", ""] + keys.map { "{{risks[].\($0)}}" }
        var workbook = TestRecords.workbook([["表"], texts.shuffled(using: &random), ["注"]])
        let styles = [
            CellStyle(), CellStyle(borders: .all(.thin), wraps: true), CellStyle(numberFormat: .text),
            CellStyle(font: Font(sizeInPoints: 20), wraps: true, indentInPoints: 9), CellStyle(numberFormat: .isoDate),
            CellStyle(horizontal: .justify),
        ].map { workbook.styles.id(of: $0) }
        for column in texts.indices {
            workbook.sheets[0].rows[1].cells[column].style = styles.randomElement(using: &random) ?? .standard
        }
        if Bool.random(using: &random) { workbook.sheets[0].rows[1].height = .fixed(30) }
        if Bool.random(using: &random) {
            workbook.sheets[0].merges = [CellRange(rows: 1..<2, columns: 2..<4)]
            workbook.sheets[0].rows[1].cells[3].value = .empty
        }
        workbook.sheets[0].columns = texts.indices.map { _ in
            Column(widthInPoints: Double.random(in: 10...150, using: &random))
        }
        try expectSame(template(workbook), Self.records(60, seed: seed))
    }

    @Test("Rows without merges are made from the records' memory")
    func recipe() throws {
        let keys = RiskRecord.catalogue.type.fields.map { "{{risks[].\($0.key)}}" }
        let form = try #require(
            template(TestRecords.workbook([keys])).streamed(
                Form2Report(head: FormHead(unit: "", unitCode: ""), rows: []).data, list: "risks", count: 2
            ).value)
        let rows = form.rows(RecordItems<RiskRecord>(isMasked: false) { nil })
        #expect(rows.isFast)
    }

    static func records(_ count: Int, seed: UInt64) -> [RiskRecord] {
        var random = SeededNumbers(seed: seed)
        let words = [
            "东风小学", "桐柏路校区 <&>", "", "001", "123456789012345678", "很长的一段说明文字，用来看看这一行会不会变高，以及会不会在正确的地方断开", "第一行\n第二行",
            "a\u{1}b", "=1+1", " 前后 ", "𠮷野家😀", "wwwwwwwwww", String(repeating: "长", count: 900),
        ]
        return (0..<count).map { _ in
            var record = RiskRecord()
            func word() -> String { words.randomElement(using: &random) ?? "" }
            for path in [
                \RiskRecord.station, \.school, \.risk, \.measures, \.owner, \.supervisor, \.interimMeasures, \.remark,
            ] {
                record[keyPath: path] = word()
            }
            record.category = ([nil] + RiskCategory.allCases).randomElement(using: &random) ?? nil
            record.state = ([nil] + RiskState.allCases).randomElement(using: &random) ?? nil
            record.foundOn = CalendarDay(daysSince1970: Int.random(in: 0...30_000, using: &random))
            record.deadline =
                Bool.random(using: &random)
                ? CalendarDay(daysSince1970: Int.random(in: -30_000...0, using: &random)) : nil
            return record
        }
    }
}
