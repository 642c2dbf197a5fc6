import CivilTime
import Diagnostics
import Sheets
import TestSupport
import Testing

@testable import FormatSpreadsheetML

@Suite("Single parts of Excel 2003 XML")
struct WriterTests {
    private func text(_ workbook: Workbook) throws -> String {
        String(decoding: try SpreadsheetMLWriter().bytes(of: workbook), as: UTF8.self)
    }

    private func text(_ sheet: Sheet) throws -> String { try text(Workbook(sheets: [sheet])) }

    private func corner(_ row: Int, _ column: Int, absolute: Bool = false) -> FormulaReference.Corner {
        FormulaReference.Corner(CellRef(row: row, column: column), isRowAbsolute: absolute, isColumnAbsolute: absolute)
    }

    @Test("Formulas are written in R1C1, the sheet's name quoted")
    func formulas() {
        let parts: [FormulaPart] = [
            .text("SUM("), .reference(FormulaReference(corner(0, 0), corner(1, 2, absolute: true))), .separator,
            .reference(FormulaReference(sheet: "it's", corner(2, 1))), .text(")"),
        ]
        let names = ExcelSheetNames(["it's"])
        #expect(R1C1.formula(parts, at: CellRef(row: 2, column: 1), names) == "SUM(R[-2]C[-1]:R2C3,'it''s'!RC)")
    }

    @Test("References follow a sheet that had to be renamed")
    func renamed() {
        let parts: [FormulaPart] = [.reference(FormulaReference(sheet: "一/二", corner(0, 0, absolute: true)))]
        #expect(R1C1.formula(parts, at: CellRef(row: 0, column: 0), ExcelSheetNames(["一/二"])) == "'一／二'!R1C1")
    }

    @Test(
        "Sheet names become what Excel takes",
        arguments: [
            (["表", "表"], ["表", "表(2)"]), (["A", "a", "A"], ["A", "a(2)", "A(3)"]), (["'甲'"], ["’甲’"]), ([""], ["表1"]),
            ([String(repeating: "长", count: 32)], [String(repeating: "长", count: 31)]),
            (
                [String(repeating: "长", count: 31), String(repeating: "长", count: 40)],
                [String(repeating: "长", count: 31), String(repeating: "长", count: 28) + "(2)"]
            ),
        ])
    func sheetNames(given: [String], written: [String]) { #expect(ExcelSheetNames(given).written == written) }

    @Test(
        "Headers: codes doubled, fonts first, digits kept apart from codes",
        arguments: [
            (HeaderFooter(left: [.text("R&D")], right: [.sheetName]), "&LR&&D&R&A"),
            (
                HeaderFooter(center: [.text("第 "), .pageNumber, .text(" 页 共 "), .pageCount, .text(" 页")]),
                "&C第 &P 页 共 &N 页"
            ),
            (HeaderFooter(center: [.pageNumber, .text("-1")]), "&C&P&B&B-1"),
            (
                HeaderFooter(left: [.text("9")], font: Font(families: ["楷\"体"], sizeInPoints: 9, isBold: true)),
                "&L&9&\"楷体,Bold\"9"
            ),
            (HeaderFooter(), ""),
        ])
    func headers(content: HeaderFooter, code: String) { #expect(ExcelHeaderCode.of(content) == code) }

    @Test(
        "Names of custom properties become names of elements",
        arguments: [
            ("期间", "期间"), ("huxiao.form", "huxiao.form"), ("a b", "a_x0020_b"), ("1月", "_x0031_月"), ("", "_x0000_"),
            ("𠮷", "_xD842__xDFB7_"),
        ])
    func propertyNames(name: String, written: String) { #expect(PropertiesPart.elementName(name) == written) }

    @Test("Names that Excel refuses", arguments: ["A1", "R1C1", "R", "c", "", "1a", "a b", "a!b", "$A$1", "B2:C3"])
    func badNames(name: String) { #expect(!ExcelDefinedName.isAllowed(name)) }

    @Test("Names that Excel takes", arguments: ["填报区", "_a", "Rate", "col.1", "选项_1"])
    func goodNames(name: String) { #expect(ExcelDefinedName.isAllowed(name)) }

    @Test("Line breaks are character references, spaces stay, and a leading = is text")
    func texts() throws {
        var sheet = Sheet(name: "表")
        sheet[0, 0] = Cell(.text(" 一\n二 "))
        sheet[0, 1] = Cell(.text("=1+1"))
        let written = try text(sheet)
        #expect(
            written.contains(
                "<Cell><Data ss:Type=\"String\"> 一&#10;二 </Data></Cell><Cell><Data ss:Type=\"String\">=1+1</Data></Cell>"
            ))
    }

    @Test("Times are numbers, booleans words, dates before 1900 text")
    func values() throws {
        var sheet = Sheet(name: "表")
        sheet[0, 0] = Cell(.time(seconds: 129_600))
        sheet[0, 1] = Cell(.boolean(false))
        sheet[0, 2] = Cell(.date(CalendarMoment(SampleWorkbooks.day(1899, 12, 31))))
        sheet[0, 3] = Cell(.date(CalendarMoment(SampleWorkbooks.day(2024, 2, 29))))
        let written = try text(sheet)
        #expect(written.contains("<Data ss:Type=\"Number\">1.5</Data>"))
        #expect(written.contains("<Data ss:Type=\"String\">否</Data>"))
        #expect(written.contains("<Data ss:Type=\"String\">1899-12-31</Data>"))
        #expect(written.contains("<Data ss:Type=\"DateTime\">2024-02-29T00:00:00.000</Data>"))
        #expect(written.contains("<NumberFormat ss:Format=\"yyyy-mm-dd\"/>"))
    }

    @Test("A row or a cell that follows a gap says its number")
    func jumps() throws {
        var sheet = Sheet(name: "表")
        sheet[3, 2] = Cell(.number(1))
        sheet[3, 5] = Cell(.number(2))
        sheet.merges = [CellRange(rows: 3..<5, columns: 2..<4)]
        let written = try text(sheet)
        #expect(written.contains("<Row ss:Index=\"4\""))
        #expect(
            written.contains(
                "<Cell ss:Index=\"3\" ss:MergeAcross=\"1\" ss:MergeDown=\"1\"><Data ss:Type=\"Number\">1</Data></Cell><Cell ss:Index=\"6\">"
            ))
    }

    @Test("A merged cell carries the lines of the covered cells at its edge")
    func mergedBorders() throws {
        var workbook = Workbook()
        let right = workbook.styles.id(of: CellStyle(borders: Borders(right: .thin)))
        var sheet = Sheet(name: "表", merges: [CellRange(rows: 0..<1, columns: 0..<2)])
        sheet[0, 0] = Cell(.text("甲"))
        sheet[0, 1] = Cell(style: right)
        workbook.sheets = [sheet]
        #expect(try text(workbook).contains("<Cell ss:StyleID=\"s1\" ss:MergeAcross=\"1\">"))
    }

    @Test("Long lists stand on a hidden sheet, short ones in the rule")
    func lists() throws {
        let written = try text(Examples.longLists)
        #expect(written.contains("<Type>List</Type><CellRangeList/><UseBlank/><Value>选项_2</Value>"))
        #expect(written.contains("<Type>List</Type><UseBlank/><Value>\"有,无\"</Value>"))
        #expect(written.contains("<NamedRange ss:Name=\"选项_3\" ss:RefersTo=\"='下拉选项(2)'!R1C2:R2C2\" ss:Hidden=\"1\"/>"))
        #expect(written.contains("<Worksheet ss:Name=\"下拉选项(2)\">"))
    }

    @Test("Print range, repeated rows and columns, breaks and page")
    func printing() throws {
        let written = try text(SampleWorkbooks.everything)
        #expect(written.contains("<NamedRange ss:Name=\"Print_Area\" ss:RefersTo=\"='进展报表'!R1C1:R6C5\"/>"))
        #expect(written.contains("<NamedRange ss:Name=\"Print_Titles\" ss:RefersTo=\"='进展报表'!C1:C2,'进展报表'!R1:R3\"/>"))
        #expect(written.contains("<RowBreak><Row>5</Row></RowBreak>"))
        #expect(
            written.contains(
                "<FitToPage/><PageSetup><Layout x:Orientation=\"Landscape\" x:CenterHorizontal=\"1\" x:StartPageNumber=\"3\"/>"
            ))
        #expect(
            written.contains(
                "<FitWidth>1</FitWidth><FitHeight>0</FitHeight><ValidPrinterInfo/><PaperSizeIndex>8</PaperSizeIndex>"))
        #expect(written.contains("<Scale>85</Scale>"))
        #expect(written.contains("<Visible>SheetHidden</Visible>"))
    }
}
