import Diagnostics
import Sheets

extension SampleWorkbooks {
    /// A year-end sheet: hazards found and mended month by month (one month did not report), rates against a goal, and
    /// districts compared.
    public static var charts: Workbook {
        var workbook = Workbook()
        let percent = workbook.styles.id(of: CellStyle(numberFormat: NumberFormat("0.0%")))
        var sheet = Sheet(name: "年终 总结's")
        monthTable(&sheet, percent)
        districtTable(&sheet, percent)
        sheet.columns = [60, 50, 50, 60, 60, 90, 70, 60].map { Column(widthInPoints: $0) }
        sheet.page.orientation = .landscape
        sheet.page.scaling = .fit(pagesWide: 1, pagesHigh: 1)
        sheet.charts = [monthChart, rateChart, districtChart]
        workbook.sheets = [sheet, Sheet(name: "另一张")]
        return workbook
    }

    /// Every mark, look and setting of charts, beside pictures and on two sheets.
    public static var manyCharts: Workbook {
        var workbook = charts
        let marks = Array(repeating: Chart.Mark.column, count: 7) + Array(repeating: .line, count: 5) + [.goal, .goal]
        var chart = monthChart
        chart.title = ""
        chart.anchor = CellRef(row: 60, column: 0)
        chart.series = marks.enumerated().map { index, mark in series(1 + index % 4, mark) }
        var empty = chart
        empty.title = "空的\n图表"
        empty.series = []
        var negative = districtChart
        negative.series[0].values = CellRange(CellRef(row: 12, column: 0))
        workbook.sheets[0][12, 0] = Cell(.number(-5))
        workbook.sheets[0].charts += [chart, empty, negative]
        workbook.sheets[1].charts = [chart]
        workbook.sheets[1].pictures = [
            Picture(
                anchor: CellRef(row: 60, column: 0), width: 9, height: 9, mediaType: "image/png", data: png)
        ]
        return workbook
    }

    /// Found, mended; `nil`: not reported.
    static let months: [(Int, Int)?] = [
        (12, 10), (35, 30), (48, 41), nil, (60, 55), (33, 33), (27, 25), (41, 36), (29, 29),
    ]
    static let districts: [(String, Double)] = [
        ("云溪区教育局", 0.93), ("桐柏区教育局", 1), ("西河区教育局", 0.82), ("高新技术产业开发区社会事业局", 0.975), ("东风区教育局", 0.88),
    ]

    private static func monthTable(_ sheet: inout Sheet, _ percent: StyleID) {
        for (column, word) in ["月份", "发现", "整改", "整改率", "目标"].enumerated() { sheet[0, column] = Cell(.text(word)) }
        for (index, month) in months.enumerated() {
            let row = index + 1
            sheet[row, 0] = Cell(.text("\(index + 4)月"))
            sheet[row, 4] = Cell(.percentage(0.95), style: percent)
            guard let (found, mended) = month else { continue }
            sheet[row, 1] = Cell(.number(Double(found)))
            sheet[row, 2] = Cell(.number(Double(mended)))
            let rate = Double(mended) / Double(found)
            let parts: [FormulaPart] = [
                .reference(FormulaReference(.init(CellRef(row: row, column: 2)))), .text("/"),
                .reference(FormulaReference(.init(CellRef(row: row, column: 1)))),
            ]
            sheet[row, 3] = Cell(.formula(Formula(parts, result: .percentage(rate))), style: percent)
        }
    }

    private static func districtTable(_ sheet: inout Sheet, _ percent: StyleID) {
        for (column, word) in ["地区", "整改率", "目标"].enumerated() { sheet[0, column + 5] = Cell(.text(word)) }
        for (index, district) in districts.enumerated() {
            sheet[index + 1, 5] = Cell(.text(district.0))
            sheet[index + 1, 6] = Cell(.percentage(district.1), style: percent)
            sheet[index + 1, 7] = Cell(.percentage(0.9), style: percent)
        }
    }

    private static func column(_ column: Int, _ rows: Range<Int> = 1..<10) -> CellRange {
        CellRange(rows: rows, columns: column..<column + 1)
    }

    private static func series(_ place: Int, _ mark: Chart.Mark, _ rows: Range<Int> = 1..<10) -> Chart.Series {
        Chart.Series(name: CellRef(row: 0, column: place), values: column(place, rows), mark: mark)
    }

    /// Columns with a gap.
    public static var monthChart: Chart {
        Chart(
            title: "各月发现与整改的隐患", anchor: CellRef(row: 11, column: 0), offsetX: 4, offsetY: 6, categories: column(0),
            series: [series(1, .column), series(2, .column)], categoryTitle: "月份", valueTitle: "处",
            valueFormat: .integer, alternativeText: "4月至12月每月发现与整改的隐患；7月未报。")
    }

    /// A line with a gap against a goal.
    public static var rateChart: Chart {
        Chart(
            title: "各月整改率 <&>", anchor: CellRef(row: 11, column: 7), offsetX: 10, offsetY: 6, width: 360, height: 216,
            categories: column(0), series: [series(3, .line), series(4, .goal)], valueTitle: "整改率（%）",
            valueFormat: .percent, maximum: 1)
    }

    /// Long names below columns, and a goal over them.
    public static var districtChart: Chart {
        Chart(
            title: "各地整改率", anchor: CellRef(row: 33, column: 0), width: 400, height: 260, categories: column(5, 1..<6),
            series: [series(6, .column, 1..<6), series(7, .goal, 1..<6)], valueFormat: .percent, maximum: 1)
    }
}
