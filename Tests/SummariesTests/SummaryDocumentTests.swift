import CivilTime
import Diagnostics
import Forms
import Foundation
import Ledger
import Prose
import Sheets
import Testing

@testable import Summaries

/// A document of three sections, made by hand.
enum Sample {
    static let span: SummarySpan = {
        guard let first = Period("2017-04"), let last = Period("2017-06") else { preconditionFailure("months") }
        return SummarySpan(name: "第二季度", periods: first...last)
    }()

    static let table = SummaryTable(
        "rates", "各月比率",
        [
            .init("month", "月份", isLead: true), .init("part", "分子", group: "达标率"), .init("rate", "比率", group: "达标率"),
            .init("goal", "目标85%"), .init("gaps", "说明"),
        ],
        [
            .init(
                "4",
                [.text("4月"), .count(50), .rate(Rate(part: 1, whole: 2)), .rate(Rate(part: 17, whole: 20)), .text("")]),
            .init(
                "5",
                [
                    .text("5月"), .none("缺报"), .none("缺报"), .rate(Rate(part: 17, whole: 20)), .text("缺报：甲县"),
                ]),
            .init(
                "6",
                [
                    .text("6月"), .count(1_234_567, isPartial: true), .rate(Rate(part: 99_999, whole: 100_000)),
                    .rate(Rate(part: 17, whole: 20)), .text("<&>"),
                ], isTotal: true),
        ], notes: ["只是例子。"])

    static let chart = SummaryChart(
        title: "达标率", table: "rates", categories: "month", series: [.init("rate", .line), .init("goal", .goal)],
        rows: 0..<3, valueTitle: "%", isRate: true)

    static let words = Narrative(runs: [
        .text("六月为"), .figure("1234567＊", Narrative.Origin("rates", "6", "part")), .text("所。"),
    ])

    static let grid = StateGrid(
        title: "报送", months: ["4月", "5月"],
        rows: [
            .init(name: "甲县", cells: [.init(state: .onTime), .init(state: .missing)]),
            .init(name: "乙县", cells: [nil, .init(state: .late, count: 2)]),
        ])

    static let document = SummaryDocument(
        title: "例子总结", unit: ReportingUnit(code: "1", name: "示例市公安局", shortName: "示例市"), span: span,
        facts: [.init(label: "统计期间", words: span.words)], gaps: ["甲县：进展报表 2017年5月缺报"],
        sections: [
            SummarySection("overview", "总体情况", sheet: "总体情况", [.words(words)]),
            SummarySection(
                "rates", "目标进度", sheet: "目标进度", isWide: true, [.table(table), .charts([chart]), .grid(grid)]),
            SummarySection(
                "notes", "文字", sheet: "文字", [.heading("经验"), .prose(ProseBlock(.item(number: 2, depth: 0), "二是"))]),
        ])
}

@Suite("A summary as a document")
struct SummaryDocumentTests {
    private let laidOut = SummaryWorkbook(Sample.document)

    private func sheet(_ name: String) throws -> Sheet { try #require(laidOut.workbook.sheet(named: name)) }

    private func cell(_ sheet: Sheet, _ place: String) throws -> (value: CellValue, note: Note?, format: String) {
        let cell = sheet[try #require(CellRef(place))]
        return (cell.value, cell.note, laidOut.workbook.style(of: cell).numberFormat.code)
    }

    @Test("Values as they are shown")
    func texts() {
        let values: [SummaryValue] = [
            .count(5), .count(-5, isPartial: true), .rate(Rate(part: 9999, whole: 10_000)),
            .rate(Rate(part: 0, whole: 0)),
            .rate(Rate(part: 1, whole: 4), isPartial: true), .decimal(45.5), .decimal(-0.04), .none("缺报"), .blank,
        ]
        #expect(values.map(\.text) == ["5", "-5＊", "99.9%", "—", "25.0%＊", "45.5", "0.0", "缺报", ""])
    }

    @Test(
        "Numbers are numbers on a sheet, with what is missing in their format; a rate just below all is not shown as all"
    )
    func cells() throws {
        let sheet = try sheet("目标进度")
        // Title, caption, two rows of headings.
        #expect(try cell(sheet, "B5").value == .number(50))
        #expect(try cell(sheet, "B7").value == .number(1_234_567))
        #expect(try cell(sheet, "B7").format == "0\"＊\"")
        #expect(try cell(sheet, "C7").value == .percentage(0.99999))
        #expect(try cell(sheet, "C7").format == "0.0000%")
        #expect(try cell(sheet, "B6").value == .text("缺报"), "no chart shows it")
        #expect(try cell(sheet, "E7").value == .text("<&>"))
    }

    @Test("Where a chart shows a cell, a missing figure is blank with a note, since suites draw words as zero")
    func gaps() throws {
        let found = try cell(try sheet("目标进度"), "C6")
        #expect(found.value == .empty)
        #expect(found.note?.text == "缺报")
    }

    @Test("A chart names the cells of its table, and stands below it")
    func chart() throws {
        let sheet = try sheet("目标进度")
        let chart = try #require(sheet.charts.first)
        #expect(chart.categories == CellRange("A5:A7"))
        #expect(chart.series.map(\.values) == [CellRange("C5:C7"), CellRange("D5:D7")])
        // The rate's own heading stands in the second row of headings, the goal's spans both.
        #expect(chart.series.map(\.name) == [CellRef("C4"), CellRef("D3")])
        #expect(chart.maximum == 1)
        #expect(chart.anchor.row > 7)
    }

    @Test("The widest number has room")
    func width() throws {
        #expect(try sheet("目标进度").columns[1].widthInPoints >= 7 * 6.8 + 11.5)
    }

    @Test("Below a sentence of a sheet stands the cell of each number; the page tells it on hovering and leads there")
    func origins() throws {
        let overview = try sheet("总体情况")
        let texts = overview.rows.compactMap { $0.cells.first?.value.plainText }
        #expect(texts.contains("数据出处：表1“6月”行“达标率 分子”列（目标进度!B7）"))
        let page = String(decoding: SummaryPage(Sample.document, laidOut).bytes(), as: UTF8.self)
        #expect(
            page.contains(
                "六月为<a class=\"figure\" href=\"#t1r2c1\" title=\"表1“6月”行“达标率 分子”列\">1234567＊</a>所。"))
        #expect(page.contains("<td id=\"t1r2c1\" class=\"n\">1234567＊</td>"))
    }

    @Test("The page tells what is missing before anything else, and escapes what people wrote")
    func page() throws {
        let page = String(decoding: SummaryPage(Sample.document, laidOut).bytes(), as: UTF8.self)
        let gap = try #require(page.range(of: "甲县：进展报表 2017年5月缺报")).lowerBound
        let section = try #require(page.range(of: "<section")).lowerBound
        #expect(gap < section)
        #expect(page.contains("&lt;&amp;&gt;"))
        #expect(!page.contains("<script") && !page.contains("http"))
        #expect(page.contains("<p style=\"padding-left:0em\">2. 二是</p>"))
    }

    @Test("The picture of states: a sign and a tooltip a cell, nothing where nothing was owed")
    func grid() {
        let svg = StateGridDrawing(Sample.grid).svg()
        let cells = svg.matches(of: /data-unit="([^"]+)" data-month="([^"]+)" data-state="([^"]+)"/).map {
            "\($0.1) \($0.2) \($0.3)"
        }
        #expect(cells == ["甲县 4月 onTime", "甲县 5月 missing", "乙县 5月 late"])
        #expect(svg.contains("<title>乙县，5月：迟报 2 个</title>"))
        #expect(svg.contains(">迟2<"))
    }

    @Test("States differ in lightness, the worse the darker, and their signs stand out")
    func lightness() {
        func light(_ color: Color) -> Double {
            0.299 * Double(color.red) + 0.587 * Double(color.green) + 0.114 * Double(color.blue)
        }
        let order: [StateGrid.State] = [.onTime, .late, .partial, .empty, .waiting, .returned, .missing]
        let grounds = order.map { light($0.colors.fill) }
        #expect(zip(grounds, grounds.dropFirst()).allSatisfy { $0 - $1 >= 12 }, "\(grounds)")
        #expect(StateGrid.State.allCases.allSatisfy { abs(light($0.colors.fill) - light($0.colors.ink)) > 110 })
    }

    @Test("Pages end where neither a chart nor the head of a table is cut")
    func pages() throws {
        var rows: [SummaryTable.Row] = []
        for number in 0..<120 { rows.append(.init("\(number)", [.text("\(number)"), .count(number)])) }
        let long = SummaryTable("long", "长表", [.init("a", "甲", isLead: true), .init("b", "乙")], rows)
        let charts = (0..<6).map { _ in
            SummaryChart(
                title: "图", table: "long", categories: "a", series: [.init("b", .column)], rows: 0..<5, valueTitle: "",
                isRate: false)
        }
        var document = Sample.document
        document.sections = [SummarySection("long", "长", sheet: "长", isWide: true, [.table(long), .charts(charts)])]
        let sheet = try #require(SummaryWorkbook(document).workbook.sheets.first)
        #expect(!sheet.rowBreaks.isEmpty)
        for chart in sheet.charts {
            let covered = chart.anchor.row + 1..<chart.anchor.row + SectionSheet.chartRows
            #expect(!sheet.rowBreaks.contains { covered.contains($0) })
        }
    }
}

@Suite("Words made from data")
struct NarrativeTests {
    @Test("Numbers come through a template with their places; text that holds marks cannot forge one")
    func marks() {
        var marks = FigureMarks()
        let origin = Narrative.Origin("t", "r", "c")
        let marked = marks.mark("12", origin)
        let narrative = marks.narrative("共\(marked)所")
        #expect(narrative.runs == [.text("共"), .figure("12", origin), .text("所")])
        #expect(narrative.text == "共12所")
        let forged = FigureMarks.plain("甲\(marked)")
        #expect(marks.narrative(forged).runs == [.text("甲012")])
    }

    @Test("Sections of a words' template: unknown ones and unknown names, all at once")
    func sections() {
        let parsed = SummaryWords.parse(
            "前言\n## 总体\n{{unit}}{{nope}}\n## 其他\nx\n", titles: ["总体"], names: ["unit": .text])
        #expect(parsed.value == nil)
        #expect(
            parsed.findings.map(\.statement) == [
                "总结模板的文字不在任何一节之下", "总结模板中不认识 {{nope}}", "总结没有“其他”这一节",
            ])
        #expect(parsed.findings.map { $0.place.position?.line } == [0, 3, 4])
    }

    @Test("An empty paragraph is left out")
    func paragraphs() throws {
        let words = try #require(
            SummaryWords.parse(
                "## 总体\n{{unit}}好。\n\n{{#none}}无{{/none}}\n", titles: ["总体"], names: ["unit": .text, "none": .text]
            )
            .value)
        let made = words.paragraphs("总体", ["unit": .text("市")], FigureMarks())
        #expect(made.map(\.text) == ["市好。"])
    }

    @Test("Numbers of headings", arguments: [(1, "一、"), (9, "九、"), (10, "十、"), (12, "十二、"), (20, "二十、"), (21, "二十一、")])
    func headings(number: Int, text: String) { #expect(ChineseNumber.heading(number) == text) }
}

@Suite("What a later summary shows otherwise")
struct DifferenceTests {
    @Test("Cells that differ, came or went, with their words")
    func differences() {
        let earlier = Sample.document.figures
        #expect(Sample.document.differences(from: earlier) == [])
        var later = Sample.document
        var table = Sample.table
        table.rows[0].cells[1] = .count(51)
        table.rows.remove(at: 1)
        later.sections[1].blocks[0] = .table(table)
        let found = later.differences(from: earlier)
        #expect(found.first == .init(table: "表1 各月比率", row: "4月", column: "达标率 分子", before: "50", after: "51"))
        #expect(found.dropFirst().allSatisfy { $0.row == "5" && $0.after == "—" })
        #expect(found.count == 5)
    }
}
