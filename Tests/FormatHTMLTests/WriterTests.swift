import Diagnostics
import Foundation
import Sheets
import TestSupport
import Testing

@testable import FormatHTML

@Suite("Single parts of HTML")
struct WriterTests {
    private func text(_ workbook: Workbook, _ form: HTMLWriter.Form = .page) throws -> String {
        String(decoding: try HTMLWriter(form: form).bytes(of: workbook), as: UTF8.self)
    }

    private func text(_ sheet: Sheet, _ form: HTMLWriter.Form = .page) throws -> String {
        try text(Workbook(sheets: [sheet]), form)
    }

    @Test(
        "Strings of style sheets cannot be left",
        arguments: [
            ("仿宋_GB2312", "'仿宋_GB2312'"), ("it's", "'it\\27 s'"), ("</style>", "'\\3c /style\\3e '"),
            ("a\\", "'a\\5c '"), ("a\nb", "'a\\a b'"),
            ("\0", "'\\1 '"), ("{}", "'\\7b \\7d '"), ("", "''"),
        ])
    func strings(text: String, css: String) { #expect(CSS.string(text) == css) }

    @Test(
        "Lengths are short and never anything but numbers",
        arguments: [(12.8, "12.8pt"), (0, "0"), (-0.001, "0"), (1.0 / 3, "0.33pt"), (.nan, "0"), (1e300, "100000pt")])
    func lengths(points: Double, css: String) { #expect(CSS.points(points) == css) }

    @Test("The language and the character set come first, the page's size and margins follow")
    func head() throws {
        let written = try text(SampleWorkbooks.everything)
        #expect(written.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh-Hans\">\n<head><meta charset=\"utf-8\">\n"))
        #expect(written.contains("<title>校园安全工作进展报表</title>"))
        #expect(written.contains("\n@page{size:210mm 297mm;margin:54pt 51pt 54pt 51pt;}\n"))
        #expect(written.contains("\n@page p1{size:420mm 297mm;margin:60pt 36pt 50pt 40pt;@top-left{content:'某市教育局';"))
        #expect(written.contains("@bottom-center{content:'第 ' counter(page) ' 页 共 ' counter(pages) ' 页';"))
        #expect(written.contains("<meta name=\"huxiao.期间\" content=\"2017-05\">"))
    }

    @Test("Nothing comes from a network, and nothing runs", arguments: [HTMLWriter.Form.page, .fragment])
    func selfContained(form: HTMLWriter.Form) throws {
        let written = try text(SampleWorkbooks.everything, form)
        for word in ["http:", "https:", "url(", "<script", "<link", "@import"] {
            #expect(!written.contains(word), "\(word)")
        }
        #expect(written.contains("src=\"data:image/png;base64,"))
    }

    @Test("A fragment has its styles inline")
    func fragment() throws {
        let written = try text(SampleWorkbooks.small, .fragment)
        #expect(written.hasPrefix("<div lang=\"zh-Hans\">"))
        #expect(!written.contains("class="))
        #expect(written.contains("cellspacing=\"0\" cellpadding=\"2\""))
    }

    @Test("Fit to one page: the table shrinks by what the wider or higher side needs")
    func scale() throws {
        var sheet = Sheet(name: "表", columns: [Column(widthInPoints: 1000)])
        sheet[0, 0] = Cell(.text("甲"))
        sheet.page = PageSetup(margins: Margins(left: 47.64, right: 47.64), scaling: .fit(pagesWide: 1, pagesHigh: nil))
        #expect(try text(sheet).contains(".p0 table{zoom:0.496}"))
        sheet.page.scaling = .fit(pagesWide: 2, pagesHigh: nil)
        #expect(try text(sheet).contains(".p0 table{zoom:0.993}"))
        sheet.page.scaling = .fit(pagesWide: nil, pagesHigh: 1)
        #expect(try !text(sheet).contains("zoom"))
        sheet.page.scaling = .factor(0.85)
        #expect(try text(sheet).contains(".p0 table{zoom:0.85}"))
    }

    @Test("A condition that holds changes the style; the first one wins")
    func conditions() throws {
        var workbook = Workbook()
        let red = workbook.styles.id(of: CellStyle(fill: Color(red: 255, green: 0, blue: 0)))
        let blue = workbook.styles.id(of: CellStyle(fill: Color(red: 0, green: 0, blue: 255)))
        var sheet = Sheet(name: "表")
        for (row, number) in [-1.0, 150, 50].enumerated() { sheet[row, 0] = Cell(.number(number)) }
        sheet.conditionalFormats = [
            ConditionalFormat(
                ranges: [CellRange(rows: 0..<3, columns: 0..<1)],
                rules: [.init(.less(0), style: red), .init(.notBetween(100, 0), style: blue)])
        ]
        workbook.sheets = [sheet]
        let written = try text(workbook)
        #expect(
            written.contains("class=\"c0\">-1<") && written.contains("class=\"c1\">150<")
                && written.contains("class=\"c2\">50<"))
        #expect(written.contains("background-color:#ff0000") && written.contains("background-color:#0000ff"))
    }

    @Test("A number's colour is that of its format")
    func numberColor() throws {
        var workbook = Workbook()
        let style = workbook.styles.id(of: CellStyle(numberFormat: NumberFormat("0;[Red]-0")))
        var sheet = Sheet(name: "表")
        sheet[0, 0] = Cell(.number(-1), style: style)
        workbook.sheets = [sheet]
        #expect(try text(workbook).contains("color:#ff0000"))
    }

    @Test("One line runs over empty neighbours, and is broken before a filled one")
    func overflow() throws {
        var sheet = Sheet(name: "表", columns: [Column(widthInPoints: 30)])
        sheet[0, 0] = Cell(.text("比单元格更长的文字"))
        #expect(try text(sheet).contains("white-space:pre}"))
        sheet[0, 1] = Cell(.text("邻"))
        #expect(try text(sheet).contains("white-space:pre-wrap}"))
    }

    @Test("Text that shrinks to fit has a smaller size")
    func shrinking() throws {
        var workbook = Workbook()
        let style = workbook.styles.id(of: CellStyle(shrinksToFit: true))
        var sheet = Sheet(name: "表", columns: [Column(widthInPoints: 45)])
        sheet[0, 0] = Cell(.text("一二三四五六七八"), style: style)
        workbook.sheets = [sheet]
        #expect(try text(workbook).contains("font-size:5pt"))
    }

    @Test("Notes show in the corner, in a title and in a list")
    func notes() throws {
        let written = try text(SampleWorkbooks.everything)
        #expect(written.contains(" note\" title=\"审核员：请核实&#10;再报\">"))
        #expect(written.contains("<p>批注 E2　审核员：请核实\n再报</p>"))
    }

    @Test("A page ends above a row that says so, and every sheet begins one")
    func breaks() throws {
        let written = try text(SampleWorkbooks.everything)
        #expect(written.contains("<tr class=\"pb\""))
        #expect(written.contains(".sheet+.sheet{break-before:page}") && written.contains(".pb{break-before:page}"))
    }

    @Test("Same input, same bytes", arguments: [HTMLWriter.Form.page, .fragment])
    func same(form: HTMLWriter.Form) throws {
        #expect(try text(SampleWorkbooks.everything, form) == text(SampleWorkbooks.everything, form))
    }

    @Test("A merge of a whole sheet is no trouble")
    func wholeSheet() throws {
        var sheet = Sheet(name: "表", merges: [CellRange(rows: 0..<1_048_576, columns: 0..<16_384)])
        sheet[0, 0] = Cell(.text("甲"))
        #expect(try text(sheet).utf8.count < 200_000)
    }

    @Test("What HTML cannot hold, in words")
    func limits() {
        var sheet = Sheet(name: "表", printRange: CellRange(rows: 0..<1, columns: 0..<1))
        sheet[0, 0] = Cell(.text("响\u{7}铃"))
        sheet[1, 0] = Cell(.text("外"))
        sheet.pictures = [
            Picture(anchor: CellRef(row: 0, column: 0), width: 1, height: 1, mediaType: "text/html", data: [])
        ]
        sheet.conditionalFormats = [
            ConditionalFormat(
                ranges: [CellRange(CellRef(row: 0, column: 0))],
                rules: [.init(.formula([.text("1")]), style: .standard)])
        ]
        var second = Sheet(name: "乙")
        second.page.firstPageNumber = 5
        let findings = HTMLWriter().limits(of: Workbook(sheets: [sheet, second]))
        #expect(
            findings.map { "\($0.rule) \($0.severity.rawValue) \($0)" } == [
                "html.control-character C 表 A1：文字中有网页不能保存的控制字符 U+0007，已换成可见符号。请删去该字符。",
                "html.picture C 表 A1：图片类型应为 image/png、image/jpeg 等，实为“text/html”，未写入。请换成 PNG 或 JPEG 图片。",
                "html.conditional-formula D 表 A1：网页不计算公式型的条件格式，该区域按单元格本来的样式显示。需要时请改用与固定数值比较的条件。",
                "html.outside-print-range D 表 A2：网页只含打印区域 A1，其外的内容未写入。需要时请扩大打印区域。",
                "html.first-page-number D 乙：网页只有第一张工作表能自定起始页码，该表的页码接着前一张表。需要时请单独打印该表。",
            ])
    }

    @Test(
        "A small page, byte by byte",
        arguments: [("small.html", HTMLWriter.Form.page), ("small-fragment.html", .fragment)])
    func golden(name: String, form: HTMLWriter.Form) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
        let written = try text(SampleWorkbooks.small, form)
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try Data(written.utf8).write(to: file)
            Issue.record("recorded \(name); run again without RECORD_GOLDEN")
        }
        let golden = try #require(try? Data(contentsOf: file), "missing Golden/\(name)")
        #expect(written == String(decoding: golden, as: UTF8.self))
    }
}
