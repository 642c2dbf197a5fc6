import CivilTime
import Diagnostics
import Forms
import Sheets
import Templating
import Testing

@Suite("Filling")
struct FillingTests {
    private func value(_ text: String, _ data: RecordData = TestRecords.sample()) throws -> CellValue {
        try TestRecords.filled(TestRecords.workbook([[text]]), with: data)[0, 0].value
    }

    @Test("A placeholder alone in its cell keeps the value's type")
    func typed() throws {
        #expect(try value("{{填报单位}}") == .text("东岭区教育局"))
        #expect(try value("{{unit}}") == .text("东岭区教育局"))
        #expect(try value("{{指标.guards.新增}}") == .number(-2))
        #expect(try value("{{整改完成率}}") == .percentage(0.8567))
        #expect(try value("{{填报日期}}") == .date(CalendarMoment(#require(CalendarDay(year: 2019, month: 7, day: 5)))))
    }

    @Test(
        "Full-width braces, dots, brackets and spaces are accepted",
        arguments: ["{{指标.04.新增}}", "｛｛指标．０４．新增｝｝", "{{ 指标 . 4 . increase }}", "{{指标.配备保安员数.新增}}", "{{=指标.04.新增}}"])
    func spellings(text: String) throws {
        #expect(try value(text) == .number(-2))
    }

    @Test("A sentence shows values in the given format")
    func sentences() throws {
        #expect(try value("填报时间：{{填报日期 ; yyyy年M月d日}}") == .text("填报时间：2019年7月5日"))
        #expect(try value("期间 {{报表期间；yyyy年M月}}，完成率 {{整改完成率; 0.0%}}。") == .text("期间 2019年6月，完成率 85.7%。"))
        #expect(try value("填报单位：{{填报单位}}") == .text("填报单位：东岭区教育局"))
    }

    @Test("A date that is not there leaves room for ink between its words")
    func inkSpace() throws {
        var data = TestRecords.sample()
        data["date"] = .blank
        let room = CellValue.text("\u{3000}\u{3000}年\u{3000}月\u{3000}日")
        #expect(try value("{{填报日期 ; yyyy年M月d日}}", data) == room)
        #expect(try value("填报时间：{{填报日期 ; yyyy年M月d日}}", data) == .text("填报时间：\u{3000}\u{3000}年\u{3000}月\u{3000}日"))
        #expect(try value("{{填报日期}}", data) == .empty)
    }

    @Test("What is missing is shown as missing, never as zero")
    func absent() throws {
        #expect(try value("{{指标.04.合计}}") == .text("缺报"))
        #expect(try value("{{指标.21.新增}}") == .empty)
        #expect(try value("共{{指标.04.合计}}人") == .text("共缺报人"))
    }

    @Test("Tick boxes")
    func ticks() throws {
        var data = TestRecords.sample()
        #expect(try value("{{是否达标 ; ☑/☐}}", data) == .text("☑"))
        data["compliant"] = .flag(false)
        #expect(try value("达标 {{是否达标 ; ☑/☐}}", data) == .text("达标 ☐"))
        data["compliant"] = .blank
        #expect(try value("达标 {{是否达标 ; ☑/☐}}", data) == .text("达标 ☐"))
    }

    @Test("An escaped brace stays a brace, and text that looks like markup or a formula stays text")
    func literals() throws {
        #expect(try value("写作 \\{{填报单位}}") == .text("写作 {{填报单位}}"))
        var data = TestRecords.sample()
        data["unit"] = .text("=1+1 <b>&amp; {{填报单位}}")
        #expect(try value("{{填报单位}}", data) == .text("=1+1 <b>&amp; {{填报单位}}"))
    }

    @Test("A cell of the text format takes text, other formats are kept, General takes the value's own")
    func formats() throws {
        var workbook = TestRecords.workbook([["{{指标.04.新增}}", "{{填报日期}}", "{{整改完成率}}", "{{填报日期 ; yyyy-mm}}"]])
        let text = workbook.styles.id(of: CellStyle(numberFormat: .text))
        workbook.sheets[0].rows[0].cells[0].style = text
        let filled = try TestRecords.filledWorkbook(workbook)
        let formats = filled.sheets[0].rows[0].cells.map { filled.styles[$0.style].numberFormat.code }
        #expect(filled.sheets[0][0, 0].value == .text("-2"))
        #expect(formats == ["@", "yyyy\"年\"m\"月\"d\"日\"", "0.0%", "yyyy-mm"])
    }

    @Test("A literal keeps its fonts and a value takes the font of its first brace")
    func richText() throws {
        let bold = Font(isBold: true)
        var workbook = TestRecords.workbook([["x"]])
        workbook.sheets[0].rows[0].cells[0].value = .richText([
            TextRun("单位："), TextRun("{{填报", font: bold), TextRun("单位}}"), TextRun("（章）", font: bold),
        ])
        let filled = try TestRecords.filled(workbook)
        #expect(
            filled[0, 0].value
                == .richText([TextRun("单位："), TextRun("东岭区教育局（章）", font: bold)]))
    }

    @Test("Rows with filled text may grow and never get lower")
    func rowHeights() throws {
        var workbook = TestRecords.workbook([["{{填报单位}}"], ["标题"]])
        workbook.sheets[0].rows[0].height = .fixed(30)
        workbook.sheets[0].rows[1].height = .fixed(20)
        let filled = try TestRecords.filled(workbook)
        #expect(filled.rows.map(\.height) == [.fitted(minimum: 30), .fixed(20)])
    }

    @Test("Placeholders in headers, footers and document properties are filled")
    func margins() throws {
        var workbook = TestRecords.workbook([["{{填报单位}}"]])
        workbook.properties.title = "{{填报单位}}报表"
        workbook.sheets[0].page.footer = HeaderFooter(left: [.text("{{填报单位}} 第 "), .pageNumber], right: [.text("注")])
        let filled = try TestRecords.filledWorkbook(workbook)
        #expect(filled.properties.title == "东岭区教育局报表")
        #expect(filled.sheets[0].page.footer?.left == [.text("东岭区教育局 第 "), .pageNumber])
        #expect(filled.sheets[0].page.footer?.right == [.text("注")])
    }

    @Test("The compiled template knows where each placeholder stands and what it binds")
    func bindings() throws {
        let workbook = TestRecords.workbook([["填报单位：{{填报单位}}"], ["{{隐患[].#}}", "{{隐患[].整改时限}}"]])
        let template = try #require(FormTemplate.compile(workbook, for: TestRecords.report).value)
        #expect(template.bindings.map(\.cell.description) == ["A1", "A2", "B2"])
        #expect(template.bindings.map(\.path.field.key) == ["unit", "risks", "deadline"])
        #expect(template.bindings.map(\.path.list) == [nil, [5], [5]])
        #expect(template.identity == FormTemplate.Identity(form: "test", version: "1"))
    }
}
