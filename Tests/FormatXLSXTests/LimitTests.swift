import CivilTime
import Diagnostics
import Sheets
import TestSupport
import Testing

@testable import FormatXLSX

@Suite("What XLSX cannot hold is said")
struct LimitTests {
    private func findings(_ change: (inout Workbook) -> Void) -> [String] {
        var workbook = SampleWorkbooks.small
        change(&workbook)
        return XLSXWriter.xlsx.limits(of: workbook).map(\.description)
    }

    @Test("Nothing is said of what fits")
    func none() {
        #expect(findings { _ in } == [])
        #expect(XLSXWriter.xlsx.limits(of: SampleWorkbooks.everything) == [])
    }

    @Test("A text that is too long is cut, and that is said")
    func longText() throws {
        let long = String(repeating: "安", count: 32_768)
        #expect(
            findings { $0.sheets[0][4, 2] = Cell(.text(long)) } == [
                "小表 C5：一个单元格最多 32767 个字符，实有 32768 个，只写入前 32767 个。请缩短，或分到几个单元格。"
            ])
        var workbook = SampleWorkbooks.small
        workbook.sheets[0][4, 2] = Cell(.text(long))
        #expect(try Written(workbook).part("xl/sharedStrings.xml").contains("<t>\(long.dropLast())</t>"))
    }

    @Test("A sheet name that Excel refuses is changed, and that is said")
    func sheetName() throws {
        #expect(
            findings { $0.sheets[0].name = "4/5月" } == [
                "4/5月：工作表名应为 1 至 31 个字符、互不相同、不含 [ ] : * ? / \\，实为“4/5月”，已写成“4／5月”。请改用符合规定的工作表名。"
            ])
    }

    @Test("A date before the safe ones is written as text, and that is said")
    func date() throws {
        let early = Cell(.date(CalendarMoment(SampleWorkbooks.day(1900, 2, 28))))
        #expect(
            findings { $0.sheets[0][0, 0] = early } == [
                "小表 A1：1900 年 3 月以前的日期，各程序读法不一，实为 1900-02-28，已按文字写入。请核对日期。"
            ])
    }

    @Test("A number that is none is an error value, never a zero", arguments: [Double.nan, .infinity])
    func notANumber(number: Double) throws {
        #expect(
            findings { $0.sheets[0][0, 0] = Cell(.number(number)) } == [
                "小表 A1：应为数字，实为无穷大或无效的计算结果，已写成错误值 #NUM!。请核对该数字的来源。"
            ])
        var workbook = SampleWorkbooks.small
        workbook.sheets[0][0, 0] = Cell(.number(number))
        #expect(
            try Written(workbook).part("xl/worksheets/sheet1.xml").contains(
                "<c r=\"A1\" s=\"0\" t=\"e\"><v>#NUM!</v></c>"))
    }

    @Test("Overlapping merges are left out, and that is said")
    func merges() throws {
        let merges = [CellRange(rows: 0..<2, columns: 0..<2), CellRange(rows: 1..<3, columns: 1..<3)]
        #expect(findings { $0.sheets[0].merges = merges } == ["小表 B2：合并区域 B2:C3 与另一个重叠，或超出工作表，未写入。请取消重叠的合并。"])
        var workbook = SampleWorkbooks.small
        workbook.sheets[0].merges = merges
        #expect(
            try Written(workbook).part("xl/worksheets/sheet1.xml")
                .contains("<mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells>"))
    }

    @Test("A column or row that is too large is written at the limit, and that is said")
    func lengths() {
        #expect(
            findings { $0.sheets[0].columns = [Column(widthInPoints: 1_500)] } == [
                "小表 A1：列宽最多 1338.75 磅，实为 1500 磅，已按上限写入。请减小列宽。"
            ])
        #expect(
            findings { $0.sheets[0].rows[1].height = .fixed(410) } == ["小表 A2：行高最多 409.5 磅，实为 410 磅，已按上限写入。请减小行高。"])
    }

    @Test("A name that Excel refuses is left out, and that is said")
    func names() {
        let name = NamedRange(name: "A1", sheet: "小表", range: CellRange(rows: 0..<1, columns: 0..<1))
        #expect(
            findings { $0.names = [name] } == [
                "小表 A1：名称只能用字母、汉字、数字、“_”和“.”，不能像单元格地址，不能重复，须指向现有的工作表，实为“A1”，未写入该名称。请给该区域换一个名称。"
            ])
    }

    @Test("A workbook of hidden sheets shows its first one, and that is said")
    func hidden() throws {
        #expect(findings { $0.sheets[0].isHidden = true } == ["小表：至少要有一个工作表不隐藏，已显示第一个工作表。请取消隐藏一个工作表。"])
        var workbook = SampleWorkbooks.small
        workbook.sheets[0].isHidden = true
        #expect(try !Written(workbook).part("xl/workbook.xml").contains("hidden"))
    }

    @Test("A picture that Excel does not show is left out, and that is said")
    func pictures() {
        let picture = Picture(
            name: "章", anchor: CellRef(row: 0, column: 0), width: 1, height: 1, mediaType: "image/svg+xml", data: [1])
        #expect(
            findings { $0.sheets[0].pictures = [picture] } == [
                "小表 A1：图片应为 PNG、JPEG、GIF、BMP、TIFF、EMF 或 WMF，实为 image/svg+xml，未写入“章”。请换成 PNG 图片。"
            ])
    }
}
