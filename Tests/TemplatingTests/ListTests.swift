import CivilTime
import Diagnostics
import Forms
import Sheets
import Templating
import Testing

/// The shift contract: what moves with the rows that a list inserts.
@Suite("Lists")
struct ListTests {
    private let three = TestRecords.sample(risks: [
        TestRecords.risk("甲小学", "围墙破损", CalendarDay(year: 2019, month: 9, day: 1), 3),
        TestRecords.risk("乙中学", "门禁失灵", nil, 4), TestRecords.risk("丙幼儿园", "", nil, 5),
    ])

    private let rows = [["标题"], ["序号", "学校", "数量"], ["{{隐患[].#}}", "{{隐患[].学校名称}}", "{{隐患[].数量}}"], ["注"]]

    @Test("A row repeats for each item, with a running number")
    func repeats() throws {
        let sheet = try TestRecords.filled(TestRecords.workbook(rows), with: three)
        #expect(
            sheet.texts == [
                ["标题"], ["序号", "学校", "数量"], ["1", "甲小学", "3"], ["2", "乙中学", "4"], ["3", "丙幼儿园", "5"], ["注"],
            ])
    }

    @Test("An empty list keeps one empty, numbered line", arguments: [0, 1])
    func empty(items: Int) throws {
        let data = TestRecords.sample(risks: Array(repeating: TestRecords.risk("甲", "", nil), count: items))
        let sheet = try TestRecords.filled(TestRecords.workbook(rows), with: data)
        #expect(sheet.rows.count == 4)
        #expect(sheet.texts[2] == (items == 0 ? ["1"] : ["1", "甲"]))
    }

    @Test("At least N lines on paper", arguments: [(1, 5), (5, 5), (6, 6)])
    func minimum(items: Int, lines: Int) throws {
        let workbook = TestRecords.workbook([["{{隐患[].# ; 至少 5 行}}", "{{隐患[].学校名称}}"], ["注"]])
        let data = TestRecords.sample(risks: Array(repeating: TestRecords.risk("甲", "", nil), count: items))
        let sheet = try TestRecords.filled(workbook, with: data)
        #expect(sheet.rows.count == lines + 1)
        #expect(sheet.texts[lines - 1].first == "\(lines)")
        #expect(sheet.texts[lines] == ["注"])
    }

    @Test("Rows joined by a vertical merge repeat as one block, and merges move")
    func blocks() throws {
        var workbook = TestRecords.workbook([
            ["标题"], ["{{隐患[].#}}", "{{隐患[].学校名称}}"], ["", "{{隐患[].涉校风险隐患}}"], ["注"],
        ])
        workbook.sheets[0].merges = ["A1:B1", "A2:A3", "A4:B4"].compactMap { CellRange($0) }
        let sheet = try TestRecords.filled(workbook, with: three)
        #expect(sheet.texts.map { $0.last ?? "" } == ["标题", "甲小学", "围墙破损", "乙中学", "门禁失灵", "丙幼儿园", "", "注"])
        #expect(sheet.merges.map(\.description) == ["A1:B1", "A2:A3", "A4:A5", "A6:A7", "A8:B8"])
    }

    @Test("Heights, named ranges, print range, header rows and page breaks move")
    func places() throws {
        var workbook = TestRecords.workbook(rows)
        workbook.sheets[0].rows[3].height = .fixed(40)
        workbook.sheets[0].rows[2].height = .fixed(25)
        workbook.sheets[0].printRange = CellRange("A1:C4")
        workbook.sheets[0].headerRows = 0..<2
        workbook.sheets[0].rowBreaks = [3]
        workbook.names = [
            NamedRange(name: "数量", sheet: "表", range: try #require(CellRange("C3"))),
            NamedRange(name: "注", sheet: "表", range: try #require(CellRange("A4:C4"))),
        ]
        let filled = try TestRecords.filledWorkbook(workbook, with: three)
        let sheet = filled.sheets[0]
        #expect(
            sheet.rows.map(\.height)[2...] == [
                .fitted(minimum: 25), .fitted(minimum: 25), .fitted(minimum: 25), .fixed(40),
            ])
        #expect(sheet.printRange?.description == "A1:C6")
        #expect(sheet.headerRows == 0..<2)
        #expect(sheet.rowBreaks == [5])
        #expect(filled.names.map(\.range.description) == ["C3:C5", "A6:C6"])
    }

    @Test("Validations, conditional formats, pictures, charts and notes move")
    func attachments() throws {
        var workbook = TestRecords.workbook(rows)
        let c3 = try #require(CellRange("C3")), a4 = try #require(CellRange("A4"))
        workbook.sheets[0].validations = [DataValidation(ranges: [c3, a4], rule: .wholeNumber(.init(0, 9)))]
        workbook.sheets[0].conditionalFormats = [
            ConditionalFormat(ranges: [c3], rules: [.init(.greater(3), style: .standard)])
        ]
        workbook.sheets[0].pictures = [Picture(anchor: a4.first, width: 9, height: 9, mediaType: "image/png", data: [])]
        workbook.sheets[0].charts = [
            Chart(
                title: "图", anchor: a4.first, categories: c3,
                series: [Chart.Series(name: CellRef(row: 1, column: 2), values: c3, mark: .column)])
        ]
        workbook.sheets[0].rows[2].cells[1].note = Note("逐行填写")
        let sheet = try TestRecords.filled(workbook, with: three)
        #expect(sheet.validations[0].ranges.map(\.description) == ["C3:C5", "A6"])
        #expect(sheet.conditionalFormats[0].ranges.map(\.description) == ["C3:C5"])
        #expect(sheet.pictures[0].anchor.description == "A6")
        #expect(sheet.charts[0].anchor.description == "A6")
        #expect(sheet.charts[0].ranges.map(\.description) == ["C3:C5", "C2", "C3:C5"])
        #expect((0..<6).map { sheet[$0, 1].note?.text } == [nil, nil, "逐行填写", "逐行填写", "逐行填写", nil])
    }

    private func reference(_ range: String) throws -> FormulaPart {
        let range = try #require(CellRange(range))
        return .reference(
            FormulaReference(.init(range.first), range.isSingleCell ? nil : .init(range.last)))
    }

    @Test("Formulas move, ranges over the list grow, and results are computed anew")
    func formulas() throws {
        var workbook = TestRecords.workbook(rows + [["合计"]])
        func formula(_ parts: [FormulaPart]) -> Cell { Cell(.formula(Formula(parts, result: .number(-1)))) }
        workbook.sheets[0][2, 3] = formula([try reference("C3"), .text("*2")])
        workbook.sheets[0][4, 2] = formula([.text("SUM("), try reference("C2:C3"), .text(")")])
        workbook.sheets[0][4, 3] = formula([.text("SUM("), try reference("D3:D4"), .text(")")])
        let sheet = try TestRecords.filled(workbook, with: three)
        #expect(
            sheet[6, 2].value
                == .formula(Formula([.text("SUM("), try reference("C2:C5"), .text(")")], result: .number(12))))
        #expect(sheet[4, 3].value == .formula(Formula([try reference("C5"), .text("*2")], result: .number(10))))
        #expect(
            sheet[6, 3].value
                == .formula(Formula([.text("SUM("), try reference("D3:D6"), .text(")")], result: .number(24))))
    }

    @Test("Two lists below each other each move what is below")
    func twoLists() throws {
        let workbook = TestRecords.workbook([["{{隐患[].学校名称}}"], ["中间"], ["{{单位[].名称}}"], ["末尾"]])
        let units = ["一", "二"].map { RecordData(TestRecords.unit, ["name": .text($0)]) }
        let risks = ["甲", "乙", "丙"].map { TestRecords.risk($0, "", nil) }
        let sheet = try TestRecords.filled(workbook, with: TestRecords.sample(risks: risks, units: units))
        #expect(sheet.texts == [["甲"], ["乙"], ["丙"], ["中间"], ["一"], ["二"], ["末尾"]])
    }

    @Test("A sheet whose name holds a list's field is made once for each item")
    func sheets() throws {
        var workbook = TestRecords.workbook([["{{单位.名称}}"], ["{{单位.隐患[].学校名称}}"], ["{{填报单位}}"]], name: "{{单位.名称}}")
        workbook.sheets.append(Sheet(name: "说明", rows: [Row([Cell(.text("共用"))])]))
        let units = [("东岭区", ["甲", "乙"]), ("西河:区", []), ("东岭区", ["丙"])].map { name, schools in
            RecordData(
                TestRecords.unit,
                ["name": .text(name), "risks": .list(schools.map { TestRecords.risk($0, "", nil) })])
        }
        let template = try #require(FormTemplate.compile(workbook, for: TestRecords.report).value)
        let filled = template.filled(with: TestRecords.sample(units: units))
        let sheets = try #require(filled.value).sheets
        #expect(sheets.map(\.name) == ["东岭区", "西河：区", "东岭区(2)", "说明"])
        #expect(sheets[0].texts == [["东岭区"], ["甲"], ["乙"], ["东岭区教育局"]])
        #expect(sheets[1].texts == [["西河:区"], [], ["东岭区教育局"]])
        #expect(filled.findings.map(\.rule) == ["template.sheet-name", "template.sheet-name"])
        #expect(
            filled.findings.first?.description
                == "西河：区：工作表名“西河:区”不能直接使用（最多 31 个字符，不含 [ ] : * ? / \\，不能重名），已改为“西河：区”。")
    }
}
