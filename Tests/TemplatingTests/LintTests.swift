import Diagnostics
import Forms
import Sheets
import Templating
import Testing

@Suite("Lint")
struct LintTests {
    /// All findings but the hints about fields that a small test form does not show.
    private func findings(_ workbook: Workbook) -> [Finding] {
        FormTemplate.compile(workbook, for: TestRecords.report).findings.filter { $0.rule != "template.unshown-field" }
    }

    @Test(
        "A placeholder that cannot be bound is refused with the nearest name",
        arguments: [
            ("{{填表单位}}", "“{{填表单位}}”中的“填表单位”不是报表的字段。是否应为“填报单位”？"),
            ("{{指标.gaurds.新增}}", "“{{指标.gaurds.新增}}”中的“gaurds”不是指标的字段。是否应为“guards”？"),
            ("{{指标.其中重性精神病人.新增}}", "“{{指标.其中重性精神病人.新增}}”中的“其中重性精神病人”有 2 个同名字段。请改用其中一个的键名：found、controlled。"),
            ("{{指标.04}}", "“{{指标.04}}”指的是一组数据，不是一个值。请再写一级字段名，例如 新增、合计。"),
            ("{{填报单位.名称}}", "“{{填报单位.名称}}”中“填报单位”已经是一个值，后面不能再写“名称”。请删去后面的部分。"),
            ("{{隐患.整改时限}}", "“{{隐患.整改时限}}”中的“隐患”是清单。请写成“隐患[]”，它所在的行会按清单重复。"),
            ("{{填报单位[]}}", "“{{填报单位[]}}”中的“填报单位”不是清单。请去掉 []。"),
            ("{{单位[].隐患[].数量}}", "“{{单位[].隐患[].数量}}”在清单里又用了清单“隐患[]”。一行只能按一个清单重复；要分组请让每一项占一张工作表。"),
            ("{{#}}", "“{{#}}”的 # 只能紧跟在清单名后面。请写成 {{清单名[].#}}。"),
            ("{{填报单位", "“{{填报单位”缺少结尾的 }}。请补上 }}；如果要印出花括号本身，请写成 \\{{。"),
            ("{{ }}", "占位符“{{ }}”里没有写全字段名。请在花括号中写字段名，例如 {{填报单位}}；可用的名称见 huxiao template fields。"),
            ("{{填报单位}}{{填报日期}}", "“{{填报单位}}”与“{{填报日期}}”之间没有文字，收回时无法分开。请在两者之间加上文字，或分到两个单元格；只用于打印的请写成 {{=…}}。"),
            ("{{填报日期 ; 0.00}}", "“{{填报日期 ; 0.00}}”的格式“0.00”不适用于日期字段“填报日期”。日期的格式形如 yyyy年M月d日。"),
            ("{{填报单位 ; 至少 3 行}}", "“{{填报单位 ; 至少 3 行}}”不在清单里，不能规定行数。“至少 N 行”只能写在带 [] 的字段后面。"),
        ])
    func refused(text: String, sentence: String) {
        let compiled = FormTemplate.compile(TestRecords.workbook([[], ["", text]]), for: TestRecords.report)
        #expect(compiled.value == nil)
        #expect(compiled.findings.filter { $0.severity == .mandatory }.map(\.description) == ["表 B2：" + sentence])
    }

    @Test("A clean template has no findings but hints, and all findings come at once")
    func allAtOnce() {
        #expect(findings(TestRecords.workbook([["{{填报单位}}", "{{隐患[].数量}}"]])).isEmpty)
        let bad = findings(TestRecords.workbook([["{{无此项目}}", "{{填报单位[]}}"], ["{{指标}}"]]))
        #expect(bad.map(\.place.cell?.description) == ["A1", "B1", "A2"])
    }

    @Test("Two lists cannot share a row, nor rows joined by a merge")
    func twoLists() {
        let sameRow = findings(TestRecords.workbook([["{{隐患[].数量}}", "{{单位[].名称}}"]]))
        #expect(sameRow.map(\.rule) == ["template.two-lists"])
        var joined = TestRecords.workbook([["", "{{隐患[].数量}}"], ["", "{{单位[].名称}}"]])
        joined.sheets[0].merges = [CellRange("A1:A2")].compactMap { $0 }
        #expect(findings(joined).map(\.rule) == ["template.two-lists"])
    }

    @Test("A list joined to the header rows by a merge is refused")
    func blockInHeader() {
        var workbook = TestRecords.workbook([["分组", "学校"], ["", "{{隐患[].学校名称}}"]])
        workbook.sheets[0].merges = [CellRange("A1:A2")].compactMap { $0 }
        workbook.sheets[0].headerRows = 0..<1
        #expect(findings(workbook).map(\.rule) == ["template.block-in-header"])
        workbook.sheets[0].headerRows = nil
        #expect(findings(workbook).isEmpty)
    }

    @Test("A placeholder under a merge would not be printed")
    func covered() {
        var workbook = TestRecords.workbook([["标题", "{{填报单位}}"]])
        workbook.sheets[0].merges = [CellRange("A1:B1")].compactMap { $0 }
        #expect(findings(workbook).map(\.description) == ["表 B1：占位符被合并单元格 A1 盖住，不会印出。请移到 A1，或取消合并。"])
    }

    @Test("A format that loses information is output-only")
    func lossy() {
        #expect(findings(TestRecords.workbook([["日期 {{填报日期 ; M月d日}}"]])).map(\.rule) == ["template.lossy-format"])
        #expect(findings(TestRecords.workbook([["日期 {{=填报日期 ; M月d日}}"]])).isEmpty)
        #expect(findings(TestRecords.workbook([["日期 {{填报日期 ; yyyy年M月d日}}"]])).isEmpty)
    }

    @Test("A print range that misses columns with placeholders")
    func printRange() {
        var workbook = TestRecords.workbook([["{{填报单位}}", "{{填报日期}}"]])
        workbook.sheets[0].printRange = CellRange("A1:A9")
        #expect(findings(workbook).map(\.description) == ["表 B1：打印范围 A1:A9 不包含 B 列的占位符。请在“格式 - 打印区域”中扩大范围。"])
        workbook.sheets[0].printRange = CellRange("A1:B1")
        #expect(findings(workbook).isEmpty)
    }

    @Test("Fields of the model that no cell shows are named, computed ones are not")
    func unshown() {
        let compiled = FormTemplate.compile(
            TestRecords.workbook([["{{填报单位}}", "{{指标.04.新增}}"]]), for: TestRecords.report)
        let unshown = compiled.findings.filter { $0.rule == "template.unshown-field" }
        #expect(
            unshown.map { $0.place.field?.key } == [
                "compliant", "controlled", "date", "found", "period", "risks", "units",
            ])
        #expect(compiled.value != nil)
    }

    @Test("A note's placeholder and a missing identity are pointed out")
    func noteAndIdentity() {
        var workbook = TestRecords.workbook([["{{填报单位}}"]])
        workbook.sheets[0].rows[0].cells[0].note = Note("{{填报单位}}")
        workbook.properties.custom = []
        #expect(
            findings(workbook).map(\.rule) == [
                "template.identity", "template.identity", "template.placeholder-in-note",
            ])
    }
}
