import Diagnostics
import Sheets
import TestSupport
import Testing

@testable import FormatHTML

/// What stands in a chart's drawing.
private struct Drawn {
    let svg: String

    init(_ chart: Chart, in workbook: Workbook = SampleWorkbooks.charts) {
        svg = ChartDrawing(chart, of: workbook.sheets[0], in: workbook).svg()
    }

    /// Category and value of every mark of a series.
    func marks(_ series: String) -> [String] {
        svg.split(separator: "<g data-series=\"\(series)\" data-category=\"").dropFirst().map { part in
            String(part.prefix { $0 != ">" }).replacing("\" data-value=\"", with: " ").replacing("\"", with: "")
        }
    }

    /// Of the first rectangle of every column of a series.
    func columns(_ series: String) -> [(y: Double, height: Double)] {
        svg.split(separator: "<g data-series=\"\(series)\" ").dropFirst().compactMap { part in
            guard let rect = part.split(separator: "<rect ").dropFirst().first else { return nil }
            func number(_ name: String) -> Double? {
                rect.split(separator: " \(name)=\"").dropFirst().first.flatMap { Double($0.prefix { $0 != "\"" }) }
            }
            guard let y = number("y"), let height = number("height") else { return nil }
            return (y, height)
        }
    }

    var path: String {
        let parts = svg.split(separator: " data-line=")
        guard parts.count > 1, let path = parts[0].split(separator: "<path d=\"").last else { return "" }
        return String(path.prefix { $0 != "\"" })
    }

    /// The texts that end at the value axis.
    var ticks: [String] {
        svg.split(separator: "text-anchor=\"end\">").dropFirst().map { String($0.prefix { $0 != "<" }) }
    }
}

@Suite("Charts as drawings")
struct ChartTests {
    private func chart(_ values: [CellValue], _ mark: Chart.Mark = .column, _ change: (inout Chart) -> Void = { _ in })
        -> (Chart, Workbook)
    {
        var sheet = Sheet(name: "表")
        sheet[0, 0] = Cell(.text("数"))
        for (index, value) in values.enumerated() {
            sheet[index + 1, 0] = Cell(value)
            sheet[index + 1, 1] = Cell(.text("类\(index)"))
        }
        let rows = 1..<max(values.count, 1) + 1
        var chart = Chart(
            title: "图", anchor: CellRef(row: 0, column: 3), categories: CellRange(rows: rows, columns: 1..<2),
            series: [
                Chart.Series(
                    name: CellRef(row: 0, column: 0), values: CellRange(rows: rows, columns: 0..<1), mark: mark)
            ])
        change(&chart)
        sheet.charts = [chart]
        return (chart, Workbook(sheets: [sheet]))
    }

    private func drawn(
        _ values: [CellValue], _ mark: Chart.Mark = .column, _ change: (inout Chart) -> Void = { _ in }
    ) -> Drawn {
        let (chart, workbook) = chart(values, mark, change)
        return Drawn(chart, in: workbook)
    }

    @Test("Every number is a mark that says series, category and value; a month without one has none")
    func numbers() {
        let drawn = Drawn(SampleWorkbooks.monthChart)
        #expect(
            drawn.marks("整改") == ["4月 10", "5月 30", "6月 41", "8月 55", "9月 33", "10月 25", "11月 36", "12月 29"])
        #expect(drawn.svg.contains("<title>发现，8月：60</title>"))
        #expect(drawn.marks("发现").count == 8)
    }

    @Test("The value axis begins at zero, and columns are as high as their numbers")
    func zero() {
        let drawn = Drawn(SampleWorkbooks.monthChart)
        #expect(drawn.ticks == ["0", "10", "20", "30", "40", "50", "60"])
        let columns = drawn.columns("发现")
        let feet = Set(columns.map { (($0.y + $0.height) * 10).rounded() })
        #expect(feet.count == 1)
        for (column, found) in zip(columns, [12.0, 35, 48, 60, 33, 27, 41, 29]) {
            #expect(abs(column.height / columns[3].height - found / 60) < 0.001)
        }
    }

    @Test("A gap breaks a line")
    func gap() {
        let broken = Drawn(SampleWorkbooks.rateChart)
        #expect(broken.path.split(separator: "M").map { $0.split(separator: "L").count } == [3, 5])
        #expect(broken.marks("整改率").count == 8)
    }

    @Test("A number between two gaps keeps its marker")
    func alone() {
        let drawn = drawn([.number(1), .empty, .number(2), .empty, .number(3)], .line)
        #expect(drawn.path == "")
        #expect(drawn.marks("数") == ["类0 1", "类2 2", "类4 3"])
        #expect(drawn.svg.split(separator: "<circle ").count == 4)
    }

    @Test("A goal that is the same everywhere reaches from edge to edge, dashed and without markers")
    func goal() {
        let drawn = drawn([.percentage(0.95), .percentage(0.95)], .goal)
        #expect(drawn.path.split(separator: "L").count == 2)
        #expect(drawn.path.hasSuffix("L420 \(drawn.path.split(separator: " ").last ?? "")"))
        #expect(drawn.svg.contains("stroke-dasharray=\"7 4\""))
        #expect(drawn.marks("数") == ["类0 0.95", "类1 0.95"])
    }

    @Test(
        "Ticks are round, few, all different, and never leave out zero",
        arguments: [
            ([0.0, 0, 0], "0 1"), ([1, 2, 3], "0 0.5 1 1.5 2 2.5 3"), ([7], "0 2 4 6 8"),
            ([0.3], "0 0.05 0.1 0.15 0.2 0.25 0.3"), ([99, 101], "0 20 40 60 80 100 120"),
            ([1_234_567], "0 500000 1000000 1500000"), ([-3, 5], "-4 -2 0 2 4 6"), ([-10, -20], "-20 -15 -10 -5 0"),
            ([1e-7], "0 0.00000002 0.00000004 0.00000006 0.00000008 0.0000001"), ([], "0 1"),
            ([0.1, 0.2], "0 0.05 0.1 0.15 0.2"),
        ] as [([Double], String)])
    func ticks(values: [Double], shown: String) {
        #expect(drawn(values.map { .number($0) }).ticks.joined(separator: " ") == shown)
    }

    @Test("A format without decimals gives whole steps")
    func wholeSteps() {
        #expect(drawn([.number(1), .number(2)]) { $0.valueFormat = .integer }.ticks == ["0", "1", "2"])
        #expect(drawn([.percentage(0.02)]) { $0.valueFormat = .percent }.ticks == ["0%", "1%", "2%"])
    }

    @Test("The axis ends at the stated maximum, but never below a number")
    func maximum() {
        #expect(drawn([.number(80)]) { $0.maximum = 100 }.ticks.last == "100")
        #expect(drawn([.number(101)]) { $0.maximum = 100 }.ticks.last == "120")
        #expect(drawn([.number(3)]) { $0.maximum = .nan }.ticks.last == "3")
    }

    @Test(
        "Text, days and truth values are gaps",
        arguments: [CellValue.text("缺报"), .text("3"), .boolean(true), .time(seconds: 9), .number(.nan)])
    func notNumbers(value: CellValue) {
        #expect(drawn([.number(2), value]).marks("数") == ["类0 2"])
    }

    @Test("What a cell says is escaped wherever it stands")
    func escaped() {
        var workbook = SampleWorkbooks.charts
        workbook.sheets[0][0, 1] = Cell(.text("\"<b>&"))
        let drawn = Drawn(SampleWorkbooks.monthChart, in: workbook)
        #expect(!drawn.svg.contains("<b>"))
        #expect(drawn.marks("&quot;&lt;b&gt;&amp;").count == 8)
    }

    @Test(
        "Bent input makes a drawing, never a trap",
        arguments: [
            {
                $0.width = .nan; $0.height = -1
            }, { $0.series = [] }, { $0.title = "" }, { $0.width = 1e9 },
            { $0.categories = CellRange(rows: 0..<1 << 40, columns: 0..<1 << 20) },
            { $0.series[0].values = CellRange(rows: 7..<9, columns: 3..<99) },
            { $0.series[0].name = CellRef(row: -1, column: 1 << 40) },
            { $0.title = String(repeating: "很长的标题", count: 200) },
        ] as [@Sendable (inout Chart) -> Void])
    func bent(change: @Sendable (inout Chart) -> Void) {
        let drawn = drawn([.number(1), .number(1e300), .number(-1e300)], .column, change)
        #expect(drawn.svg.hasPrefix("<svg role=\"img\""))
        #expect(drawn.svg.hasSuffix("</svg>"))
        #expect(!drawn.svg.contains("nan"))
    }

    @Test("Names of districts all stay, months may be thinned out")
    func labels() {
        let long = ["云溪区教育体育局", "桐柏区教育体育局", "西河区教育体育局", "东风区教育体育局"]
        let slanted = CategoryLabels(long, slot: 20, highest: 100)
        #expect(slanted.isSlanted)
        #expect(slanted.lines == long.map { [$0] })
        let months = CategoryLabels((1...12).map { "2019年\($0)月" }, slot: 25, highest: 100)
        #expect(!months.isSlanted)
        #expect(months.lines.filter { !$0.isEmpty } == [["2019年1月"], ["2019年4月"], ["2019年7月"], ["2019年10月"]])
        let broken = CategoryLabels(long, slot: 50, highest: 100)
        #expect(broken.lines[0] == ["云溪区教育", "体育局"])
    }

    @Test("Every sheet's charts stand below its table, in order", arguments: [HTMLWriter.Form.page, .fragment])
    func written(form: HTMLWriter.Form) throws {
        let workbook = SampleWorkbooks.charts
        let html = String(decoding: try HTMLWriter(form: form).bytes(of: workbook), as: UTF8.self)
        let charts = workbook.sheets[0].charts.map { Drawn($0).svg }
        let places = charts.compactMap { html.firstRange(of: $0)?.lowerBound }
        #expect(places.count == 3)
        #expect(places == places.sorted())
        #expect(html.firstRange(of: "</table>").map { $0.upperBound <= places[0] } == true)
        for word in ["http:", "https:", "url(", "<script", " id="] { #expect(!html.contains(word), "\(word)") }
    }

    @Test("On paper charts shrink with their table and stand where it stands")
    func printed() throws {
        var workbook = SampleWorkbooks.charts
        workbook.sheets[0].page.scaling = .factor(0.5)
        let html = String(decoding: try HTMLWriter.html.bytes(of: workbook), as: UTF8.self)
        #expect(html.contains("\n.p0 table{zoom:0.5}\n.p0 .chart{zoom:0.5}\n"))
        #expect(html.contains("\n.p0 table{margin:0}\n.p0 .chart{margin-left:0!important}\n"))
    }

    @Test(
        "html5lib finds no fault with the page", .enabled(if: Parsed.isAvailable, "HUXIAO_PYTHON is not set"),
        arguments: [HTMLWriter.Form.page, .fragment])
    func parsed(form: HTMLWriter.Form) throws {
        let parsed = try Parsed(HTMLWriter(form: form).bytes(of: SampleWorkbooks.charts), isFragment: form == .fragment)
        #expect(parsed.errors == [])
        #expect(parsed.elements.contains("{http://www.w3.org/2000/svg}svg"))
    }

    @Test("A hidden sheet shows no chart and finds no fault with it")
    func hidden() throws {
        var (_, workbook) = chart([.text("缺报")])
        workbook.sheets[0].isHidden = true
        #expect(HTMLWriter.html.limits(of: workbook) == [])
        #expect(!String(decoding: try HTMLWriter.html.bytes(of: workbook), as: UTF8.self).contains("<svg"))
    }

    @Test("Each trouble of a chart is a finding of class B that names the cell")
    func findings() {
        var (_, workbook) = chart([.number(1), .text("缺报"), .formula(Formula([.text("NA()")], result: .empty))]) {
            $0.series.append(
                Chart.Series(
                    name: CellRef(row: 0, column: 0), values: CellRange(rows: 1..<3, columns: 0..<2), mark: .line))
            $0.series.append(
                Chart.Series(
                    name: CellRef(row: 0, column: 1), values: CellRange(rows: 3..<5, columns: 0..<1), mark: .goal))
        }
        workbook.sheets[0].charts.append(
            Chart(
                title: "空", anchor: CellRef(row: 0, column: 0), width: 3,
                categories: CellRange(CellRef(row: 0, column: 0)), series: []))
        let found = HTMLWriter.html.limits(of: workbook)
        #expect(found.allSatisfy { $0.severity == .explain })
        #expect(
            found.map(\.description) == [
                "表 A3：图表“图”的系列“数”的数据应为数字或空白，实为文字“缺报”，Excel 会把它画成 0。请改成数字，没有数据时留空。",
                "表 A4：图表“图”的系列“数”的数据应为数字或空白，实为没有结果的公式，Excel 会把它画成 0。请改成数字，没有数据时留空。",
                "表 A2：图表“图”的系列“数”应为一行或一列，实为 A2:B3。请改正图表的数据区域。",
                "表 A2：图表“图”的系列“数”的数据应与分类标签一样多（3 个），实有 4 个。请改正图表的数据区域。",
                "表 B2：图表“图”的系列“数”的数据应为数字或空白，实为文字“类0”，Excel 会把它画成 0。请改成数字，没有数据时留空。",
                "表 A3：图表“图”的系列“数”的数据应为数字或空白，实为文字“缺报”，Excel 会把它画成 0。请改成数字，没有数据时留空。",
                "表 B3：图表“图”的系列“数”的数据应为数字或空白，实为文字“类1”，Excel 会把它画成 0。请改成数字，没有数据时留空。",
                "表 A4：图表“图”的系列“B1”的区域 A4:A5 超出工作表已有内容（4 行 2 列）。请改正图表的数据区域。",
                "表 A4：图表“图”的系列“B1”的数据应与分类标签一样多（3 个），实有 2 个。请改正图表的数据区域。",
                "表 A4：图表“图”的系列“B1”的数据应为数字或空白，实为没有结果的公式，Excel 会把它画成 0。请改成数字，没有数据时留空。",
                "表 A1：图表“空”应至少有一个数据系列，实际没有。请给图表加上数据，或删去图表。",
                "表 A1：图表“空”的宽和高应不小于 72 磅（一英寸），实为 3×252。请放大图表。",
            ])
        #expect(HTMLWriter.html.limits(of: SampleWorkbooks.charts) == [])
    }
}
