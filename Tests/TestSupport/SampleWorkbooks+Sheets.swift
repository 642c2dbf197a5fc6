import CivilTime
import Diagnostics
import Sheets

extension SampleWorkbooks {
    /// Values of every type, each in a row of its own, and every attribute of a style.
    static func values(_ styles: inout StyleTable) -> Sheet {
        var sheet = Sheet(name: "值")
        let samples: [(String, CellValue, NumberFormat)] = [
            ("文字", .text("东风小学"), .general), ("数字", .number(1234.5), NumberFormat("#,##0.00")),
            ("整数", .number(-3), NumberFormat("0;[Red]\"-\"0")), ("百分比", .percentage(0.855), NumberFormat("0.0%")),
            ("日期", .date(moment(2017, 5, 31)), .chineseDate),
            ("时刻", .date(moment(2017, 5, 31, 14, 30)), NumberFormat("yyyy-mm-dd hh:mm")),
            ("时长", .time(seconds: 93_784), NumberFormat("[h]:mm:ss")), ("是否", .boolean(true), .general),
            ("编码", .text("001"), .text), ("公式", total, .integer), ("文字公式", textFormula, .general),
            ("富文本", rich, .general),
            ("空", .empty, .general),
        ]
        for (row, sample) in samples.enumerated() {
            sheet[row, 0] = Cell(.text(sample.0))
            sheet[row, 1] = Cell(sample.1, style: styles.id(of: CellStyle(font: body, numberFormat: sample.2)))
        }
        for (row, style) in attributes.enumerated() {
            sheet[row, 3] = Cell(.text("样式\(row)"), style: styles.id(of: style))
        }
        sheet[1, 4] = Cell(.number(1), note: Note("请核实\n再报", author: "审核员"))
        sheet[2, 4] = Cell(.number(2), note: Note("常显", isShown: true))
        sheet.columns = [
            Column(widthInPoints: 70), Column(widthInPoints: 130.5), Column(isHidden: true), Column(widthInPoints: 90),
        ]
        sheet.columns.append(
            Column(widthInPoints: 64, style: styles.id(of: CellStyle(fill: Color(red: 242, green: 242, blue: 242)))))
        return sheet
    }

    static let body = Font(families: ["仿宋_GB2312", "仿宋", "FangSong"], sizeInPoints: 12)

    private static let total = CellValue.formula(
        Formula(
            [
                .text("SUM("), .reference(FormulaReference(corner(1, 1), corner(2, 1, absolute: true))), .separator,
                .reference(FormulaReference(sheet: "进展报表", corner(3, 2))), .text(")*1"),
            ], result: .number(1234)))
    private static let textFormula = CellValue.formula(
        Formula([.text("\"合计：\"&"), .reference(FormulaReference(corner(0, 1)))], result: .text("合计：东风小学")))
    private static let rich = CellValue.richText([
        TextRun("配备 "),
        TextRun("保安", font: Font(families: ["黑体", "SimHei"], sizeInPoints: 12, isBold: true, color: red)),
        TextRun(" 12 m"), TextRun("2", font: Font(families: ["宋体"], sizeInPoints: 9, position: .superscript)),
        TextRun("\n第二行"),
    ])
    private static let red = Color(red: 192, green: 0, blue: 0)

    /// Each differs from the default in one group of attributes.
    static var attributes: [CellStyle] {
        let thick = BorderLine(.double, widthInPoints: 2.25, color: red)
        return [
            CellStyle(font: Font(families: ["方正小标宋简体", "宋体"], sizeInPoints: 22, isBold: true)),
            CellStyle(font: Font(isItalic: true, underline: .single, color: red)),
            CellStyle(font: Font(underline: .double, isStruckThrough: true)),
            CellStyle(fill: Color(red: 255, green: 230, blue: 153)),
            CellStyle(borders: .all(.thin)),
            CellStyle(
                borders: Borders(left: thick, top: BorderLine(.dashed, widthInPoints: 1.5), bottom: BorderLine(.dotted))
            ),
            CellStyle(horizontal: .center, vertical: .middle, wraps: true),
            CellStyle(horizontal: .right, vertical: .top),
            CellStyle(horizontal: .left, indentInPoints: 18), CellStyle(horizontal: .justify, wraps: true),
            CellStyle(horizontal: .distributed), CellStyle(shrinksToFit: true), CellStyle(rotation: .degrees(90)),
            CellStyle(rotation: .degrees(-45)), CellStyle(rotation: .stacked), CellStyle(isLocked: false),
        ]
    }

    /// A form with all that belongs to a sheet.
    static func form(_ styles: inout StyleTable) -> Sheet {
        var sheet = Sheet(name: "进展报表")
        let head = styles.id(
            of: CellStyle(font: body, borders: .all(.thin), horizontal: .center, vertical: .middle, wraps: true))
        let input = styles.id(of: CellStyle(font: body, borders: .all(.thin), horizontal: .right, isLocked: false))
        let warning = styles.id(
            of: CellStyle(font: Font(families: body.families, sizeInPoints: 12, isBold: true, color: red)))
        sheet[0, 0] = Cell(.text("校园安全工作进展报表"), style: head)
        for (column, word) in ["项目", "", "新增", "合计", "备注"].enumerated() {
            sheet[1, column] = Cell(word.isEmpty ? .empty : .text(word), style: head)
        }
        for column in 0..<5 { sheet[2, column] = Cell(column == 2 ? .text("（人）") : .empty, style: head) }
        for row in 3..<6 {
            sheet[row, 0] = Cell(row == 3 ? .text("三防建设") : .empty, style: head)
            sheet[row, 1] = Cell(.text("指标\(row - 2)"), style: head)
            for column in 2..<4 { sheet[row, column] = Cell(.number(Double(row * column)), style: input) }
            sheet[row, 4] = Cell(.empty, style: input)
        }
        sheet.merges = [
            CellRange(rows: 0..<1, columns: 0..<5), CellRange(rows: 1..<3, columns: 0..<2),
            CellRange(rows: 3..<6, columns: 0..<1),
        ]
        arrange(&sheet)
        sheet.validations = validations
        sheet.conditionalFormats = conditionalFormats(warning)
        return sheet
    }

    private static func arrange(_ sheet: inout Sheet) {
        sheet.columns = [40, 90, 60, 60, 120].map { Column(widthInPoints: $0) }
        sheet.rows[0].height = .fixed(42)
        sheet.rows[1].height = .fitted(minimum: 20)
        sheet.rows[4].isHidden = true
        sheet.headerRows = 0..<3
        sheet.headerColumns = 0..<2
        sheet.printRange = CellRange(rows: 0..<6, columns: 0..<5)
        sheet.rowBreaks = [5]
        sheet.isProtected = true
        sheet.page = PageSetup(
            paper: .a3, orientation: .landscape,
            margins: Margins(top: 60, bottom: 50, left: 40, right: 36, header: 24, footer: 20),
            scaling: .fit(pagesWide: 1, pagesHigh: nil),
            header: HeaderFooter(
                left: [.text("某市教育局")], right: [.sheetName], font: Font(families: ["楷体", "KaiTi"], sizeInPoints: 9)),
            footer: HeaderFooter(center: [.text("第 "), .pageNumber, .text(" 页 共 "), .pageCount, .text(" 页")]),
            isCenteredHorizontally: true, firstPageNumber: 3, printsGrid: true)
        sheet.pictures = [
            Picture(
                name: "公章", anchor: CellRef(row: 3, column: 4), offsetX: 5, offsetY: 2.5, width: 20, height: 20,
                mediaType: "image/png",
                data: png, alternativeText: "红色方块")
        ]
    }

    static var validations: [DataValidation] {
        func range(_ row: Int, _ column: Int) -> [CellRange] { [CellRange(CellRef(row: row, column: column))] }
        return [
            DataValidation(
                ranges: [CellRange(rows: 3..<6, columns: 2..<3)], rule: .wholeNumber(.init(0, 99_999)),
                allowsBlank: false,
                hint: .init(title: "新增", text: "本月增加的数\n没有填 0"), alert: .init(title: "填报错误", text: "请填 0 到 99999 的整数")),
            DataValidation(
                ranges: range(3, 3), rule: .decimal(.init(0.5, nil)), alert: .init(text: "不小于 0.5"), reaction: .warning),
            DataValidation(
                ranges: range(4, 3), rule: .date(.init(day(2017, 4, 1), day(2018, 1, 31))), reaction: .information),
            DataValidation(ranges: range(5, 3), rule: .textLength(.init(nil, 20))),
            DataValidation(
                ranges: [CellRange(rows: 3..<5, columns: 4..<5)], rule: .list(["正在整改中", "已整改", "说\"不\"；的"])),
            DataValidation(ranges: range(5, 4), rule: .any, hint: .init(text: "随便填")),
        ]
    }

    static func conditionalFormats(_ warning: StyleID) -> [ConditionalFormat] {
        let formula: [FormulaPart] = [
            .reference(FormulaReference(corner(3, 3))), .text("<"), .reference(FormulaReference(corner(3, 2))),
        ]
        return [
            ConditionalFormat(
                ranges: [CellRange(rows: 3..<6, columns: 2..<3)],
                rules: [.init(.less(0), style: warning), .init(.between(100, 200.5), style: .standard)]),
            ConditionalFormat(
                ranges: [CellRange(rows: 3..<6, columns: 3..<4)], rules: [.init(.formula(formula), style: warning)]),
        ]
    }

    static var hidden: Sheet {
        var sheet = Sheet(name: "it's 列表.1", isHidden: true)
        sheet[0, 0] = Cell(.text("已整改"))
        sheet[20, 3] = Cell(.number(1))
        sheet.page.scaling = .factor(0.85)
        return sheet
    }

    private static func corner(_ row: Int, _ column: Int, absolute: Bool = false) -> FormulaReference.Corner {
        FormulaReference.Corner(CellRef(row: row, column: column), isRowAbsolute: absolute, isColumnAbsolute: absolute)
    }

    /// A day that is known to exist.
    public static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay {
        guard let result = CalendarDay(year: year, month: month, day: day) else { preconditionFailure("no such day") }
        return result
    }

    static func moment(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> CalendarMoment {
        CalendarMoment(self.day(year, month, day), ClockTime(secondsSinceMidnight: hour * 3600 + minute * 60))
    }
}
