import CivilTime
import Diagnostics
import Sheets

/// Makes workbooks of every feature, the same for the same seed.
public struct RandomWorkbook {
    private var random: SeededRandom
    private var styles = StyleTable()

    /// From a seed.
    public init(seed: UInt64) { random = SeededRandom(seed: seed) }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    private mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
    private mutating func pick<T>(_ choices: [T]) -> T { choices[number(0...choices.count - 1)] }
    private mutating func points(_ range: ClosedRange<Int>) -> Double { Double(number(range)) / 4 }

    /// Another workbook.
    public mutating func workbook() -> Workbook {
        if chance(50) { styles = StyleTable(standard: style()) }
        let count = number(1...3)
        let sheets = (0..<count).map { sheet($0) }
        var workbook = Workbook(sheets: sheets, styles: styles)
        for index in 0..<number(0...2) {
            workbook.names.append(NamedRange(name: "名\(index)", sheet: pick(sheets).name, range: range(20, 8)))
        }
        if chance(50) { workbook.properties.title = text() }
        workbook.properties.custom = (0..<number(0...3)).map { CustomProperty(name: "键\($0)", value: text()) }
        return workbook
    }

    private mutating func sheet(_ index: Int) -> Sheet {
        var sheet = Sheet(name: pick(["表", "a.b", "it's", "Sheet 1", "3月", "a\"b", "$x"]) + String(index))
        for row in 0..<number(0...8) {
            if chance(20) { continue }
            for column in 0..<number(0...6) where chance(70) { sheet[row, column] = cell() }
        }
        sheet.columns = (0..<number(0...6)).map { _ in
            Column(widthInPoints: points(40...800), isHidden: chance(10), style: chance(20) ? styleID() : .standard)
        }
        for row in sheet.rows.indices {
            sheet.rows[row].height = chance(50) ? .fixed(points(20...400)) : .fitted(minimum: points(20...200))
            sheet.rows[row].isHidden = chance(10)
        }
        merge(&sheet)
        if chance(40) { sheet.headerRows = 0..<number(1...3) }
        if chance(40) { sheet.headerColumns = 0..<number(1...2) }
        if chance(40) { sheet.printRange = range(30, 10) }
        if chance(30) { sheet.rowBreaks = [number(1...9)] }
        sheet.page = page()
        overlays(&sheet)
        sheet.isHidden = chance(20)
        sheet.isProtected = chance(20)
        return sheet
    }

    /// One merge in each of two separate bands, so that none overlap; values under them are taken away.
    private mutating func merge(_ sheet: inout Sheet) {
        for band in 0..<2 where chance(50) {
            let row = band * 5
            let merge = CellRange(rows: row..<row + number(1...4), columns: number(0...2)..<number(4...6))
            sheet.merges.append(merge)
            for row in merge.rows {
                for column in merge.columns where CellRef(row: row, column: column) != merge.first {
                    sheet[row, column].value = .empty
                }
            }
        }
    }

    private mutating func overlays(_ sheet: inout Sheet) {
        if chance(50) {
            sheet.validations = [
                DataValidation(
                    ranges: [range(9, 3)], rule: rule(), allowsBlank: chance(50), hint: message(), alert: message())
            ]
        }
        if chance(50) {
            let range = CellRange(rows: 0..<number(1...9), columns: 3..<number(4...6))
            let rule = ConditionalFormat.Rule(condition(), style: styleID())
            sheet.conditionalFormats = [ConditionalFormat(ranges: [range], rules: [rule])]
        }
        if chance(30) {
            sheet.pictures = [
                Picture(
                    name: chance(50) ? "图" : nil, anchor: CellRef(row: number(0...9), column: number(0...7)),
                    offsetX: points(0...40),
                    offsetY: points(0...40), width: points(1...200), height: points(1...200), mediaType: "image/png",
                    data: SampleWorkbooks.png)
            ]
        }
    }

    private mutating func range(_ rows: Int, _ columns: Int) -> CellRange {
        CellRange(
            CellRef(row: number(0...rows), column: number(0...columns)),
            CellRef(row: number(0...rows), column: number(0...columns)))
    }

    private mutating func message() -> DataValidation.Message? {
        chance(50) ? DataValidation.Message(title: chance(50) ? "标题" : "", text: "文\(number(1...9))\n字") : nil
    }

    private mutating func rule() -> DataValidation.Rule {
        let (low, high) = (number(-50...50), number(51...99_999))
        switch number(0...6) {
        case 0: return .any
        case 1: return .list(["a", "b\"c", "，；;,", "否"])
        case 2: return .wholeNumber(.init(chance(70) ? low : nil, chance(70) ? high : nil))
        case 3: return .decimal(.init(Double(low) / 8, chance(50) ? Double(high) : nil))
        case 4:
            return .date(.init(SampleWorkbooks.day(2017, 4, 1), chance(50) ? SampleWorkbooks.day(2018, 1, 31) : nil))
        case 5: return .textLength(.init(nil, high))
        default: return .wholeNumber(.init(nil, nil))
        }
    }

    private mutating func condition() -> ConditionalFormat.Condition {
        let a = Double(number(-99...99)) / 8
        switch number(0...5) {
        case 0: return .equal(a)
        case 1: return .notEqual(a)
        case 2: return .lessOrEqual(a)
        case 3: return .between(a, a + 3)
        case 4: return .notBetween(a, a + 3)
        default: return .formula(parts())
        }
    }

    private mutating func cell() -> Cell {
        Cell(
            value(), style: chance(60) ? styleID() : .standard,
            note: chance(8) ? Note(text(), author: chance(50) ? "某人" : nil) : nil)
    }

    private mutating func value() -> CellValue {
        switch number(0...9) {
        case 0: .empty
        case 1: .number(Double(number(-100_000...100_000)) / 100)
        case 2: .number(Double.random(in: -1e18...1e18, using: &random))
        case 3: .percentage(Double(number(0...2000)) / 1000)
        case 4:
            .date(
                CalendarMoment(CalendarDay(daysSince1970: number(-30_000...60_000)) ?? SampleWorkbooks.day(2017, 1, 1)))
        case 5: .time(seconds: number(-200_000...200_000))
        case 6: .boolean(chance(50))
        case 7: .formula(Formula(parts(), result: chance(50) ? .number(3) : .text("结果")))
        case 8: .richText([TextRun(text(), font: font()), TextRun(text()), TextRun(text(), font: font())])
        default: .text(text())
        }
    }

    private mutating func parts() -> [FormulaPart] {
        let corner = FormulaReference.Corner(
            CellRef(row: number(0...99), column: number(0...99)), isRowAbsolute: chance(50),
            isColumnAbsolute: chance(50))
        let reference = FormulaReference(sheet: chance(30) ? "it's a.b" : nil, corner, chance(50) ? corner : nil)
        return [
            .text("IF("), .reference(reference), .text(">1"), .separator, .text("\"是;[\"\"]\""), .separator,
            .text("0)"),
        ]
    }

    private mutating func text() -> String {
        (0..<number(0...6)).map { _ in
            pick(["校园", "a", " ", "  ", "\n", "\t", "&", "<b>", "\"", "'", "𠮷", "　", "{{x}}", "=", "0"])
        }.joined()
    }

    private mutating func styleID() -> StyleID { styles.id(of: style()) }

    private mutating func font() -> Font {
        Font(
            families: pick([["宋体"], ["仿宋_GB2312", "仿宋"], ["仿宋_GB2312", "Noto Serif CJK SC"], ["黑体"]]),
            sizeInPoints: points(20...100),
            isBold: chance(30), isItalic: chance(20), underline: pick([.none, .none, .single, .double]),
            isStruckThrough: chance(10),
            color: color(), position: pick([.baseline, .baseline, .superscript, .subscript]))
    }

    private mutating func color() -> Color {
        chance(50)
            ? .black : Color(red: UInt8(number(0...255)), green: UInt8(number(0...255)), blue: UInt8(number(0...255)))
    }

    private mutating func line() -> BorderLine? {
        chance(50)
            ? BorderLine(pick([.solid, .dashed, .dotted, .double]), widthInPoints: points(1...12), color: color()) : nil
    }

    private mutating func style() -> CellStyle {
        CellStyle(
            font: font(), fill: chance(40) ? color() : nil,
            borders: Borders(left: line(), right: line(), top: line(), bottom: line()),
            horizontal: pick(HorizontalAlignment.allCases), vertical: pick(VerticalAlignment.allCases),
            wraps: chance(50),
            shrinksToFit: chance(20), indentInPoints: chance(20) ? points(0...80) : 0,
            rotation: pick([.degrees(0), .degrees(0), .degrees(90), .degrees(-30), .stacked]), numberFormat: format(),
            isLocked: chance(50))
    }

    private mutating func format() -> NumberFormat {
        NumberFormat(
            pick([
                "General", "General", "0", "0.00", "#,##0.0#", "0%", "0.0%", "@", "0;-0;\"零\"", "0;[Red]\"负\"0",
                "[>=100]0.0;[<0]\"-\"0;0",
                "0;-0;0;@", "yyyy-mm-dd", "yyyy年M月d日", "h:mm:ss", "[h]:mm", "上午/下午h时mm分", "aaaa", "0.00E+00",
                "\"共\"0\"起\"", "0;@",
            ]))
    }

    private mutating func page() -> PageSetup {
        let scaling: PageSetup.Scaling =
            chance(50) ? .factor(Double(number(10...200)) / 100) : .fit(pagesWide: 1, pagesHigh: chance(50) ? 2 : nil)
        let header = HeaderFooter(
            left: chance(50) ? [.text("左 "), .pageNumber] : [],
            center: [.text("第 "), .pageNumber, .text(" 页"), .pageCount],
            right: chance(30) ? [.sheetName] : [], font: chance(40) ? font() : nil)
        return PageSetup(
            paper: pick([.a3, .a4, .a5, Paper(shortSide: 300, longSide: 500)]),
            orientation: pick([.portrait, .landscape]),
            margins: Margins(
                top: points(160...240), bottom: points(160...240), left: points(0...200), right: points(0...200),
                header: points(40...120),
                footer: points(40...120)),
            scaling: scaling, header: chance(50) ? header : nil, footer: chance(50) ? header : nil,
            isCenteredHorizontally: chance(50),
            isCenteredVertically: chance(50), firstPageNumber: chance(50) ? number(1...99) : nil, printsGrid: chance(50)
        )
    }
}
