import ByteIO
import CivilTime
import Diagnostics
import FormatODF
import FormatXLSX
import Forms
import Sheets
import TestSupport
import Testing

@testable import Templating

/// A streamed form is, byte for byte, the form that was filled with all items.
@Suite("Lists that are streamed")
struct StreamingTests {
    private let three = [
        TestRecords.risk("甲小学", "围墙破损", CalendarDay(year: 2019, month: 9, day: 1), 3),
        TestRecords.risk("乙中学", "门禁失灵", nil, 4), TestRecords.risk("丙幼儿园", "", nil, 5),
    ]
    private let rows = [["标题"], ["序号", "学校", "数量"], ["{{隐患[].#}}", "{{隐患[].学校名称}}", "{{隐患[].数量}}"], ["注"]]

    private func template(_ workbook: Workbook) throws -> FormTemplate {
        try #require(FormTemplate.compile(workbook, for: TestRecords.report).value)
    }

    private func streamed(
        _ template: FormTemplate, _ report: RecordData, _ items: [RecordData], _ writer: XLSXWriter = .fastXLSX
    ) throws -> (bytes: [UInt8], findings: [Finding]) {
        let checked = template.streamed(report, list: "risks", count: items.count)
        let form = try #require(checked.value)
        var rest = items[...]
        var sink = MemorySink()
        let findings = try form.write(as: writer, to: &sink) { () -> RecordData? in rest.popFirst() }
        return (sink.bytes, checked.findings + findings)
    }

    /// What both ways make, compared.
    private func expectSame(
        _ workbook: Workbook, _ items: [RecordData], _ writer: XLSXWriter = .fastXLSX,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let template = try template(workbook)
        let filled = template.filled(with: TestRecords.sample(risks: items))
        let whole = try #require(filled.value)
        let other = try streamed(template, TestRecords.sample(), items, writer)
        #expect(try other.bytes == writer.bytes(of: whole), sourceLocation: sourceLocation)
        let cut = whole.cutTexts(ofSheet: 0).map { Finding.cutText(at: Place(sheet: "表", cell: $0)) }
        let expected = Set(filled.findings + writer.limits(of: whole) + cut)
        #expect(Set(other.findings) == expected, sourceLocation: sourceLocation)
    }

    @Test("Any number of items, with lines for ink", arguments: [0, 1, 3, 40])
    func counts(items: Int) throws {
        var rows = rows
        try expectSame(TestRecords.workbook(rows), Self.items(items, seed: 1))
        rows[2][0] = "{{隐患[].# ; 至少 5 行}}"
        try expectSame(TestRecords.workbook(rows), Self.items(items, seed: 1))
    }

    @Test("Blocks of several rows, joined by merges, some of them too low for their text")
    func blocks() throws {
        var workbook = TestRecords.workbook([
            ["标题"], ["{{隐患[].#}}", "{{隐患[].学校名称}}", "{{隐患[].涉校风险隐患}}"], ["", "{{隐患[].整改时限}}"], ["注"],
        ])
        workbook.sheets[0].merges = ["A1:C1", "A2:A3", "C2:C3", "A4:B4"].compactMap { CellRange($0) }
        let wraps = workbook.styles.id(of: CellStyle(borders: .all(.thin), wraps: true))
        for column in 0..<3 { workbook.sheets[0].rows[1].cells[column].style = wraps }
        try expectSame(workbook, Self.items(30, seed: 2))
    }

    @Test("What lies around the list moves, and formulas that do not look at it keep their results")
    func surroundings() throws {
        var workbook = TestRecords.workbook(rows + [["5", "", ""]])
        var sheet = workbook.sheets[0]
        let c3 = try #require(CellRange("C3")), a4 = try #require(CellRange("A4:B4"))
        sheet.rows[4].cells[0].value = .number(5)
        sheet[4, 1] = Cell(
            .formula(
                Formula([.reference(FormulaReference(.init(CellRef(row: 4, column: 0)))), .text("*2")], result: .empty))
        )
        sheet[3, 2] = Cell(.text("见"), note: Note("说明"))
        sheet.merges = [a4]
        sheet.validations = [DataValidation(ranges: [c3, a4], rule: .wholeNumber(.init(0, 9)))]
        sheet.conditionalFormats = [ConditionalFormat(ranges: [c3], rules: [.init(.greater(3), style: .standard)])]
        sheet.pictures = [
            Picture(
                anchor: CellRef(row: 1, column: 1), offsetY: 40, width: 9, height: 9, mediaType: "image/png",
                data: SampleWorkbooks.png),
            Picture(anchor: a4.first, width: 9, height: 9, mediaType: "image/png", data: SampleWorkbooks.png),
        ]
        sheet.charts = [
            Chart(
                title: "图", anchor: a4.first, categories: CellRange(CellRef(row: 4, column: 2)),
                series: [
                    Chart.Series(
                        name: CellRef(row: 0, column: 0), values: CellRange(CellRef(row: 4, column: 0)), mark: .column)
                ])
        ]
        sheet.printRange = CellRange("A1:C5")
        sheet.headerRows = 0..<2
        sheet.rowBreaks = [3]
        workbook.sheets[0] = sheet
        workbook.names = [NamedRange(name: "数量", sheet: "表", range: c3), NamedRange(name: "注", sheet: "表", range: a4)]
        try expectSame(workbook, Self.items(20, seed: 3))
        try expectSame(workbook, Self.items(1, seed: 3))
    }

    @Test("Formats, sentences, ticks and values of the form itself in the row")
    func kinds() throws {
        let workbook = TestRecords.workbook([
            ["{{填报单位}}", "{{隐患[].学校名称}}（{{隐患[].数量 ; 000}}）", "{{隐患[].整改时限 ; yyyy年M月d日}}", "{{填报日期}}"],
            ["{{隐患[].整改时限}} 前", "{{是否达标 ; ☑/☐}}", "固定", "{{隐患[].#}}", "{{整改完成率}}"],
        ])
        for strings in [XLSXWriter.Strings.inline, .shared(cap: 20)] {
            var joined = workbook
            joined.sheets[0].merges = [try #require(CellRange("F1:F2"))]
            try expectSame(joined, Self.items(25, seed: 4), XLSXWriter(strings: strings))
        }
    }

    @Test("Random templates and items", arguments: 0..<40)
    func random(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let workbook = Self.randomWorkbook(&random)
        try expectSame(workbook, Self.items(Int.random(in: 0...30, using: &random), seed: seed))
    }

    @Test("What needs the whole list is refused, with the cell")
    func refused() throws {
        var workbook = TestRecords.workbook(rows)
        workbook.sheets[0][3, 2] = Cell(
            .formula(
                Formula(
                    [
                        .text("SUM("),
                        .reference(
                            FormulaReference(.init(CellRef(row: 1, column: 2)), .init(CellRef(row: 2, column: 2)))),
                        .text(")"),
                    ], result: .number(0))))
        workbook.sheets[0].rowBreaks = [2]
        workbook.sheets[0].rows[2].cells[1].note = Note("逐行填写")
        let list = CellRange(rows: 2..<3, columns: 2..<3)
        workbook.sheets[0].charts = [
            Chart(
                title: "图", anchor: CellRef(row: 0, column: 4), categories: list,
                series: [Chart.Series(name: CellRef(row: 1, column: 2), values: list, mark: .column)])
        ]
        let checked = try template(workbook).streamed(TestRecords.sample(), list: "risks", count: 3)
        #expect(checked.value == nil)
        #expect(
            checked.findings.map(\.description) == [
                "表 C4：公式用到逐行写出的清单“隐患”，写文件时还算不出结果。请改动模板，或把各项一次给出。",
                "表 A3：分页符在清单“隐患”的行上，每项都要分页。请改动模板，或把各项一次给出。",
                "表 E1：图表“图”用到逐行写出的清单“隐患”，事先查不出其中的错误。请改动模板，或把各项一次给出。",
                "表 B3：批注在清单“隐患”的行上，每项都要一个。请改动模板，或把各项一次给出。",
            ])
    }

    @Test("A list that stands nowhere or twice is refused")
    func places() throws {
        let none = try template(TestRecords.workbook([["{{填报单位}}"]]))
        #expect(
            none.streamed(TestRecords.sample(), list: "risks", count: 3).findings.map(\.description) == [
                "逐行写出的清单“隐患”在模板中应占一处，实有 0 处。请只在一个地方使用这个清单，或把各项一次给出。"
            ])
        let twice = try template(TestRecords.workbook([["{{隐患[].#}}"], ["间"], ["{{隐患[].数量}}"]]))
        #expect(
            twice.streamed(TestRecords.sample(), list: "risks", count: 3).findings.map(\.description) == [
                "逐行写出的清单“隐患”在模板中应占一处，实有 2 处。请只在一个地方使用这个清单，或把各项一次给出。"
            ])
    }

    @Test(
        "Another number of items than was said stops the writing",
        arguments: [(2, "表：清单应有 2 项，实有更多"), (4, "表：清单应有 4 项，实有3 项")])
    func wrongCount(count: Int, statement: String) throws {
        let form = try #require(
            template(TestRecords.workbook(rows)).streamed(TestRecords.sample(), list: "risks", count: count).value)
        var rest = three[...]
        var sink = MemorySink()
        let failure = #expect(throws: Failure.self) {
            try form.write(as: .fastXLSX, to: &sink) { () -> RecordData? in rest.popFirst() }
        }
        #expect(failure?.description == statement + "。请核对数据在生成过程中有没有增减。")
    }

    // MARK: Random things

    static func items(_ count: Int, seed: UInt64) -> [RecordData] {
        var random = SeededNumbers(seed: seed)
        let words = [
            "东风小学", "桐柏路校区 <&>", "", "001", "很长的一段说明文字，用来看看这一行会不会变高，以及会不会在正确的地方断开", "第一行\n第二行", "a\u{1}b", "=1+1",
            " 前后 ",
        ]
        return (0..<count).map { _ in
            TestRecords.risk(
                words.randomElement(using: &random) ?? "", words.randomElement(using: &random) ?? "",
                Bool.random(using: &random)
                    ? CalendarDay(daysSince1970: Int.random(in: -30_000...30_000, using: &random)) : nil,
                Bool.random(using: &random) ? Int.random(in: -5...1_000_000, using: &random) : nil)
        }
    }

    static func randomWorkbook(_ random: inout SeededNumbers) -> Workbook {
        let cells = [
            "{{隐患[].#}}", "{{隐患[].学校名称}}", "{{隐患[].涉校风险隐患}}", "{{隐患[].整改时限}}", "{{隐患[].数量}}", "固定", "",
            "{{隐患[].整改时限 ; yyyy年M月d日}}", "第{{隐患[].#}}项：{{隐患[].学校名称}}", "{{填报单位}}", "{{隐患[].数量 ; 0.00}}",
        ]
        let width = Int.random(in: 1...5, using: &random)
        let block = Int.random(in: 1...3, using: &random)
        let head = Int.random(in: 0...3, using: &random)
        let foot = Int.random(in: 0...3, using: &random)
        var texts = (0..<head + block + foot).map { row in
            (0..<width).map { _ in
                head..<head + block ~= row
                    ? cells.randomElement(using: &random) ?? "" : ["标题", "", "注"].randomElement(using: &random) ?? ""
            }
        }
        texts[head][0] = "{{隐患[].#}}"
        var workbook = TestRecords.workbook(texts)
        let styles = [
            CellStyle(), CellStyle(borders: .all(.thin), wraps: true), CellStyle(numberFormat: .text),
            CellStyle(font: Font(sizeInPoints: 14, isBold: true), wraps: true), CellStyle(rotation: .degrees(90)),
        ].map { workbook.styles.id(of: $0) }
        for row in workbook.sheets[0].rows.indices {
            for column in workbook.sheets[0].rows[row].cells.indices {
                workbook.sheets[0].rows[row].cells[column].style = styles.randomElement(using: &random) ?? .standard
            }
            if Bool.random(using: &random) {
                workbook.sheets[0].rows[row].height = .fixed(Double.random(in: 5...40, using: &random))
            }
        }
        let edge = width
        if block > 1 {
            workbook.sheets[0].merges.append(CellRange(rows: head..<head + block, columns: edge..<edge + 1))
        }
        if width > 2, Bool.random(using: &random) {
            workbook.sheets[0].merges.append(CellRange(rows: head..<head + 1, columns: 1..<3))
            workbook.sheets[0].rows[head].cells[2].value = .empty
        }
        if foot > 0 {
            workbook.sheets[0].merges.append(CellRange(rows: head + block..<head + block + foot, columns: 0..<width))
        }
        workbook.sheets[0].columns = (0..<width).map { _ in
            Column(
                widthInPoints: Double.random(in: 10...120, using: &random),
                isHidden: Int.random(in: 0..<9, using: &random) == 0)
        }
        return workbook
    }
}
