import CivilTime
import Diagnostics
import FormatODF
import Sheets
import TestSupport
import Testing

@Suite("Single elements")
struct ReadingTests {
    private func read(_ bytes: [UInt8]) throws -> (sheet: Sheet, workbook: Workbook, findings: [Finding]) {
        let checked = try ODFReader().read(bytes)
        let workbook = try #require(checked.value)
        return (try #require(workbook.sheets.first), workbook, checked.findings)
    }

    private func text(_ paragraph: String) throws -> CellValue {
        try read(FlatXML.table(FlatXML.row(FlatXML.cell(paragraph)))).sheet[0, 0].value
    }

    // MARK: Text

    @Test(
        "White space in text is collapsed as the standard says",
        arguments: [
            ("a  b", "a b"), ("\n    a\n    b\n  ", "a b"), (" a", "a"), ("a ", "a "),
            ("a<text:s text:c=\"3\"/>b", "a   b"),
            ("<text:s/>a", " a"), ("a<text:tab/>b", "a\tb"), ("a<text:line-break/>b", "a\nb"),
            ("<text:span>a </text:span> b", "a b"),
            ("　a　", "　a　"), ("<text:a xlink:href=\"https://example.org\">网页</text:a>", "网页"),
        ])
    func whiteSpace(xml: String, expected: String) throws { #expect(try text(xml) == .text(expected)) }

    @Test("Several paragraphs are lines")
    func paragraphs() throws { #expect(try text("一</text:p><text:p/><text:p>三") == .text("一\n\n三")) }

    @Test("A link is named once a sheet")
    func link() throws {
        let cell = FlatXML.cell("<text:a xlink:href=\"https://example.org\">网页</text:a>")
        let found = try read(FlatXML.table(FlatXML.row(cell + cell))).findings
        #expect(found.map(\.description) == ["表：单元格带有超链接，只读取文字。"])
    }

    // MARK: Values

    @Test(
        "Values come from attributes, not from the text shown",
        arguments: [
            ("office:value-type=\"float\" office:value=\"1.5\"", CellValue.number(1.5)),
            ("office:value-type=\"currency\" office:value=\"3\"", .number(3)),
            ("office:value-type=\"percentage\" office:value=\"0.85\"", .percentage(0.85)),
            ("office:value-type=\"boolean\" office:boolean-value=\"false\"", .boolean(false)),
            ("office:value-type=\"time\" office:time-value=\"PT26H03M04.4S\"", .time(seconds: 93_784)),
            ("office:value-type=\"time\" office:time-value=\"-P1DT1S\"", .time(seconds: -86_401)),
            ("office:value-type=\"string\" office:string-value=\"b\"", .text("所示")), ("", .text("所示")),
        ])
    func values(attributes: String, expected: CellValue) throws {
        let cell = "<table:table-cell \(attributes)><text:p>所示</text:p></table:table-cell>"
        #expect(try read(FlatXML.table(FlatXML.row(cell))).sheet[0, 0].value == expected)
    }

    @Test("A value that contradicts its type is kept as text, and named")
    func contradiction() throws {
        let cell =
            "<table:table-cell office:value-type=\"date\" office:date-value=\"下月\"><text:p>下月</text:p></table:table-cell>"
        let (sheet, _, findings) = try read(FlatXML.table(FlatXML.row(cell)))
        #expect(sheet[0, 0].value == .text("下月"))
        #expect(findings.map(\.description) == ["表 A1：单元格的值与其类型 date 不符，按文字读取。请核对这个单元格。"])
    }

    @Test("A formula that names another file keeps its result only")
    func externalFormula() throws {
        let cell = """
            <table:table-cell table:formula="of:=['file:///tmp/a.ods'#$Sheet1.A1]" office:value-type="float" office:value="7"/>
            """
        let (sheet, _, findings) = try read(FlatXML.table(FlatXML.row(cell)))
        #expect(sheet[0, 0].value == .number(7))
        #expect(findings.map(\.rule) == ["odf.external-reference"])
    }

    // MARK: Rows and columns

    @Test("Rows and cells that are repeated are spread out")
    func repeats() throws {
        let row = FlatXML.row(
            FlatXML.cell("a", "table:number-columns-repeated=\"3\""), "table:number-rows-repeated=\"2\"")
        #expect(
            try read(FlatXML.table(row)).sheet.rows.map { $0.cells.map(\.value) }
                == Array(repeating: Array(repeating: .text("a"), count: 3), count: 2))
    }

    @Test("Grouped rows and header rows are walked through")
    func groups() throws {
        let rows = """
            <table:table-header-rows>\(FlatXML.row(FlatXML.cell("头")))</table:table-header-rows><table:table-row-group>
            \(FlatXML.row(FlatXML.cell("a"), "table:visibility=\"filter\""))<table:table-rows>\(FlatXML.row(FlatXML.cell("b")))</table:table-rows>
            </table:table-row-group>
            """
        let sheet = try read(FlatXML.table(rows)).sheet
        #expect(sheet.headerRows == 0..<1)
        #expect(sheet.rows.map { $0.cells[0].value } == [.text("头"), .text("a"), .text("b")])
        #expect(sheet.rows.map(\.isHidden) == [false, true, false])
    }

    @Test("Heights: stated, optimal, optimal with a minimum of ours")
    func heights() throws {
        func style(_ name: String, _ attributes: String) -> String {
            """
            <style:style style:name="\(name)" style:family="table-row"><style:table-row-properties \(attributes)/></style:style>
            """
        }
        let automatic =
            style("a", "style:row-height=\"1in\" style:use-optimal-row-height=\"false\"")
            + style("b", "style:row-height=\"1cm\" style:use-optimal-row-height=\"true\"")
            + style(
                "c", "style:row-height=\"1in\" style:min-row-height=\"20pt\" style:use-optimal-row-height=\"false\"")
        let rows = ["a", "b", "c"].map { FlatXML.row(FlatXML.cell("x"), "table:style-name=\"\($0)\"") }.joined()
        let sheet = try read(FlatXML.table(rows, automatic: automatic)).sheet
        #expect(sheet.rows.map(\.height) == [.fixed(72), .fitted(minimum: 72 / 2.54), .fitted(minimum: 20)])
    }

    // MARK: Styles

    @Test("A cell takes its row's style before its column's")
    func defaultStyles() throws {
        func style(_ name: String, _ color: String) -> String {
            """
            <style:style style:name="\(name)" style:family="table-cell"><style:table-cell-properties fo:background-color="\(color)"/></style:style>
            """
        }
        let automatic = style("r", "#111111") + style("c", "#222222") + style("o", "#333333")
        let columns = "<table:table-column table:default-cell-style-name=\"c\" table:number-columns-repeated=\"2\"/>"
        let rows =
            FlatXML.row(FlatXML.cell("x") + FlatXML.cell("y", "table:style-name=\"o\""))
            + FlatXML.row(FlatXML.cell("z"), "table:default-cell-style-name=\"r\"")
        let (sheet, workbook, _) = try read(FlatXML.table(rows, columns: columns, automatic: automatic))
        let fills = [sheet[0, 0], sheet[0, 1], sheet[1, 0]].map { workbook.style(of: $0).fill?.description }
        #expect(fills == ["#222222", "#333333", "#111111"])
    }

    @Test("Styles inherit from named and default styles; a font size in percent is relative")
    func inheritance() throws {
        let styles = """
            <style:default-style style:family="table-cell"><style:text-properties fo:font-size="10pt" style:font-name-asian="宋体"/>
            </style:default-style><style:style style:name="P" style:family="table-cell"><style:table-cell-properties
            fo:border="1pt solid #ff0000"/><style:text-properties fo:font-weight="bold"/></style:style>
            """
        let automatic = """
            <style:style style:name="a" style:family="table-cell" style:parent-style-name="P"><style:table-cell-properties
            fo:border-left="none"/><style:text-properties fo:font-size="150%"/></style:style>
            """
        let bytes = FlatXML.table(
            FlatXML.row(FlatXML.cell("x", "table:style-name=\"a\"")), automatic: automatic, styles: styles)
        let (sheet, workbook, _) = try read(bytes)
        let style = workbook.style(of: sheet[0, 0])
        #expect(style.font == Font(families: ["宋体"], sizeInPoints: 15, isBold: true))
        #expect(style.borders.left == nil)
        #expect(style.borders.top == BorderLine(.solid, widthInPoints: 1, color: Color(red: 255, green: 0, blue: 0)))
    }

    @Test("Text pieces with styles of their own are rich text")
    func richText() throws {
        let automatic = """
            <style:style style:name="T" style:family="text"><style:text-properties fo:color="#ff0000"/></style:style>
            """
        let bytes = FlatXML.table(
            FlatXML.row(FlatXML.cell("a<text:span text:style-name=\"T\">b</text:span>")), automatic: automatic)
        let red = Font(color: Color(red: 255, green: 0, blue: 0))
        #expect(try read(bytes).sheet[0, 0].value == .richText([TextRun("a"), TextRun("b", font: red)]))
    }

    // MARK: What the model has no place for

    @Test(
        "What is left out is named",
        arguments: [
            ("<table:tracked-changes><table:cell-content-change/></table:tracked-changes>", "odf.tracked-changes"),
            ("<table:dde-links/>", "odf.external-link"), ("<table:data-pilot-tables/>", "odf.pivot-dropped"),
            (
                "<table:table table:name=\"表\"><office:forms><form:form/></office:forms></table:table>",
                "odf.form-dropped"
            ),
            (
                "<table:table table:name=\"表\"><table:shapes><draw:rect/></table:shapes></table:table>",
                "odf.shape-dropped"
            ),
        ])
    func leftOut(xml: String, rule: String) throws {
        #expect(try ODFReader().read(FlatXML.document(xml)).findings.map(\.rule) == [rule])
    }

    @Test("A macro is named, the empty frame that LibreOffice writes into every file is not", arguments: [true, false])
    func macros(holdsMacro: Bool) throws {
        let library = holdsMacro ? "<o:library-embedded xmlns:o=\"http://openoffice.org/2004/office\"/>" : ""
        let scripts =
            "<office:scripts><office:script><form:libraries>\(library)</form:libraries></office:script></office:scripts>"
        let text = String(decoding: FlatXML.table(FlatXML.row(FlatXML.cell("a"))), as: UTF8.self)
        let bytes = Array(text.replacing("<office:styles>", with: scripts + "<office:styles>").utf8)
        #expect(try read(bytes).findings.map(\.description) == (holdsMacro ? ["文件带有宏，未读取。"] : []))
    }

    @Test("Prefixes of the file's own choosing are understood")
    func prefixes() throws {
        let text = String(decoding: FlatXML.table(FlatXML.row(FlatXML.cell("a"))), as: UTF8.self)
        let other = text.replacing("table:", with: "t9:").replacing(":t9:1.0", with: ":table:1.0").replacing(
            "xmlns:table=", with: "xmlns:t9=")
        #expect(try read(Array(other.utf8)).sheet[0, 0].value == .text("a"))
    }
}
