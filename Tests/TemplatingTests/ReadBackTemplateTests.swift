import CivilTime
import Diagnostics
import Forms
import Sheets
import Templating
import Testing

/// The whole language of templates, in the reading direction.
@Suite("Reading back what templates can say")
struct ReadBackTemplateTests {
    private func read(
        _ workbook: Workbook, filledWith data: RecordData, _ change: (inout Workbook) -> Void = { _ in }
    ) throws -> (RecordData, [String], ReturnedForm) {
        let template = try #require(FormTemplate.compile(workbook, for: TestRecords.report).value)
        var filled = try #require(template.filled(with: data).value)
        change(&filled)
        let read = template.read(filled)
        let form = try #require(read.value)
        return (form.data, read.findings.map { "\($0.severity.rawValue) \($0)" }, form)
    }

    private let three = ["甲小学", "乙中学", "丙幼儿园"].enumerated().map { number, school in
        TestRecords.risk(school, "隐患\(number)", CalendarDay(year: 2019, month: 9, day: 1 + number), number)
    }

    @Test("Values between words, ticks and escaped braces")
    func sentence() throws {
        let rows = [["报表"], ["填报单位：{{填报单位}}（章），时间 {{填报日期 ; yyyy年M月d日}}。"], ["达标 {{是否达标 ; ☑/☐}}", "写作 \\{{x}}"]]
        let (data, findings, _) = try read(TestRecords.workbook(rows), filledWith: TestRecords.sample())
        #expect(data["unit"] == .text("东岭区教育局"))
        #expect(data["date"] == TestRecords.sample()["date"])
        #expect(data["compliant"] == .flag(true))
        #expect(findings == [])
    }

    @Test("A value that holds the template's words is taken whole")
    func wordsInValue() throws {
        var data = TestRecords.sample()
        data["unit"] = .text("填报单位：（章）")
        let (read, _, _) = try read(TestRecords.workbook([["报表"], ["填报单位：{{填报单位}}（章）"]]), filledWith: data)
        #expect(read["unit"] == .text("填报单位：（章）"))
    }

    @Test("Words gone from a cell with two values")
    func wordsGone() throws {
        let rows = [["报表"], ["单位 {{填报单位}} 时间 {{填报日期 ; yyyy年M月d日}}"]]
        let (data, findings, _) = try read(TestRecords.workbook(rows), filledWith: TestRecords.sample()) {
            $0.sheets[0].type("东岭区 2019年7月5日", at: "A2")
        }
        #expect(data["unit"] == .blank)
        #expect(findings == ["A 表 A2：应有“单位…时间”字样，没有找到，这一格没有读取。请恢复模板的文字，只填空白处。"])
    }

    @Test("An output-only value is read to be compared, never as input")
    func outputOnly() throws {
        let rows = [["填报单位", "{{=填报单位}}", "完成率", "{{整改完成率}}"]]
        let (data, findings, form) = try read(TestRecords.workbook(rows), filledWith: TestRecords.sample()) {
            $0.sheets[0].type("约八成", at: "D1")
        }
        #expect(data["unit"] == .text("东岭区教育局"))
        #expect(data["rate"] == .blank)
        #expect(findings == ["B 表 D1（整改完成率）：应填百分比，实填“约八成”，没有核对。这一格由程序计算，不用填写。"])
        #expect(form.places.map(\.cell.description) == ["B1", "D1"])
        #expect(form.places.contains { $0.isRefused } == false)
    }

    @Test("Two cells of one field that disagree")
    func conflict() throws {
        let rows = [["单位", "{{填报单位}}"], ["盖章", "{{填报单位}}"]]
        let (data, findings, _) = try read(TestRecords.workbook(rows), filledWith: TestRecords.sample()) {
            $0.sheets[0].type("西河区教育局", at: "B2")
        }
        #expect(data["unit"] == .text("东岭区教育局"))
        #expect(findings == ["B 表 B2（填报单位）：与表上另一处的“填报单位”不一致，取前一处。请改成一致。"])
    }

    @Test("An item of several rows, joined by a merge")
    func blocks() throws {
        var workbook = TestRecords.workbook([
            ["序号", "内容"], ["{{隐患[].#}}", "{{隐患[].学校名称}}"], ["", "{{隐患[].涉校风险隐患}}"], ["注"],
        ])
        workbook.sheets[0].merges = ["A2:A3"].compactMap { CellRange($0) }
        let sample = TestRecords.sample(risks: three)
        let (data, findings, form) = try read(workbook, filledWith: sample) { $0.sheets[0].insertRows(at: 3) }
        guard case .list(let items) = data["risks"] else { return }
        #expect(items.map { $0["school"] } == three.map { $0["school"] })
        #expect(items.map { $0["text"] } == three.map { $0["text"] })
        #expect(findings == [])
        #expect(form.places.map(\.cell.description) == ["B2", "B3", "B5", "B6", "B7", "B8"])
    }

    @Test("Two lists below each other")
    func twoLists() throws {
        let workbook = TestRecords.workbook([["学校"], ["{{隐患[].学校名称}}"], ["单位"], ["{{单位[].名称}}"], ["末尾"]])
        let units = ["一", "二"].map { RecordData(TestRecords.unit, ["name": .text($0)]) }
        let (data, findings, _) = try read(workbook, filledWith: TestRecords.sample(risks: three, units: units))
        guard case .list(let risks) = data["risks"], case .list(let read) = data["units"] else { return }
        #expect(risks.map { $0["school"] } == three.map { $0["school"] })
        #expect(read == units)
        #expect(findings == [])
    }

    @Test("A sheet for each item, in the order in which they came back")
    func sheets() throws {
        var workbook = TestRecords.workbook(
            [["单位", "{{单位.名称}}"], ["学校"], ["{{单位.隐患[].学校名称}}"], ["填报", "{{填报单位}}"]], name: "{{单位.名称}}")
        workbook.sheets.append(Sheet(name: "说明", rows: [Row([Cell(.text("共用说明"))])]))
        let units = [("东岭区", ["甲", "乙"]), ("西河区", []), ("桐柏区", ["丙"])].map { name, schools in
            RecordData(
                TestRecords.unit,
                [
                    "name": .text(name),
                    "risks": .list(schools.map { RecordData(TestRecords.risk, ["school": .text($0)]) }),
                ])
        }
        let (data, findings, form) = try read(workbook, filledWith: TestRecords.sample(units: units)) {
            $0.sheets.swapAt(0, 2)
        }
        #expect(data["units"] == .list([units[2], units[1], units[0]]))
        #expect(data["unit"] == .text("东岭区教育局"))
        #expect(findings == [])
        #expect(form.places.filter { $0.path.field.key == "school" }.map(\.sheetItem) == [0, 2, 2])
    }

    @Test("A formula typed over")
    func formula() throws {
        var workbook = TestRecords.workbook([["数量", "学校"], ["{{隐患[].数量}}", "{{隐患[].学校名称}}"], ["合计数"]])
        let range = try #require(CellRange("A2"))
        workbook.sheets[0][2, 1] = Cell(
            .formula(
                Formula(
                    [.text("SUM("), .reference(FormulaReference(.init(range.first))), .text(")")], result: .number(0))))
        let sample = TestRecords.sample(risks: three)
        let (_, untouched, _) = try read(workbook, filledWith: sample)
        #expect(untouched == [])
        let (_, findings, _) = try read(workbook, filledWith: sample) { $0.sheets[0].type(.number(99), at: "B5") }
        #expect(findings == ["B 表 B5：这里的公式被改成了固定的内容。请恢复公式，或说明原因。"])
    }

    @Test("What a text column holds besides text")
    func otherTypes() throws {
        let workbook = TestRecords.workbook([["学校", "数量"], ["{{隐患[].学校名称}}", "{{隐患[].数量}}"], ["注"]])
        let (data, findings, _) = try read(workbook, filledWith: TestRecords.sample(risks: three)) { workbook in
            workbook.sheets[0].type(.number(13), at: "A2")
            workbook.sheets[0].type(.boolean(true), at: "A3")
            workbook.sheets[0].type(.text("四"), at: "B4")
        }
        guard case .list(let items) = data["risks"] else { return }
        #expect(items.map { $0["school"] } == [.text("13"), .text("是"), .text("丙幼儿园")])
        #expect(findings == ["A 表 B4 第3行（数量）：应填整数，实填“四”。请改成整数，例如 12。"])
    }

    @Test("Words in the place of a running number")
    func strayText() throws {
        let workbook = TestRecords.workbook([["序号", "学校"], ["{{隐患[].# ; 至少 6 行}}", "{{隐患[].学校名称}}"], ["注"]])
        let (data, findings, _) = try read(workbook, filledWith: TestRecords.sample(risks: three)) {
            $0.sheets[0].type("以上已核对", at: "A6")
        }
        guard case .list(let items) = data["risks"] else { return }
        #expect(items.count == 3)
        #expect(findings == ["C 表 A6：清单的序号栏中有文字，这一行没有其他内容，没有读取。说明文字请写到清单外。"])
    }
}
