import FormatSpreadsheetML
import Sheets
import TestSupport
import Testing

@Suite("What the format cannot hold is a finding")
struct LimitTests {
    @Test("Each limit in its words")
    func words() {
        let sentences = SpreadsheetMLWriter().limits(of: Examples.outOfBounds).map {
            "\($0.rule) \($0.severity.rawValue) \($0)"
        }
        #expect(
            sentences == [
                "sml.sheet-name C 2017/05[汇总]：工作表名应为 1 至 31 个字符、互不相同、不含 [ ] : * ? / \\，实为“2017/05[汇总]”，已写成“2017／05［汇总］”。请改用符合规定的工作表名。",
                "sml.text-length A 2017/05[汇总] A1：一个单元格最多 32767 个字符，实有 32768 个，Excel 打开时会丢掉后面的文字。请缩短，或分到几个单元格。",
                "sml.control-character C 2017/05[汇总] A2：文字中有 XML 不能保存的控制字符 U+0007，已换成可见符号。请删去该字符。",
                "sml.date C 2017/05[汇总] A3：Excel 的日期从 1900 年开始，实为 1899-12-31，已按文字写入。请核对日期。",
                "sml.picture C 2017/05[汇总] B2：Excel 2003 XML 不能保存图片，未写入“公章”。需要图片时请用 ODS 格式。",
                "sml.paper C 2017/05[汇总]：纸张应为 A2 至 A6、B4、B5 等常用规格，实为 184×260 毫米，未写入纸张。打印前请在 Excel 中选定纸张。",
                "sml.header-length C 2017/05[汇总]：页眉连同格式代码最多 255 个字符，实有 302 个，Excel 可能不显示。请缩短页眉。",
                "sml.conditions C 2017/05[汇总] B1：一个区域最多 3 个条件格式，实有 4 个，只写入前 3 个。请减少条件。",
                "sml.message-length D 2017/05[汇总] C1：输入提示的标题最多 32 个字符，实有 33 个，已截短。请缩短。",
                "sml.message-length D 2017/05[汇总] C1：输入提示最多 255 个字符，实有 256 个，已截短。请缩短。",
                "sml.message-length D 2017/05[汇总] C1：出错警告最多 225 个字符，实有 226 个，已截短。请缩短。",
                "sml.sheet-name C 表2：工作表名应为 1 至 31 个字符、互不相同、不含 [ ] : * ? / \\，实为“”，已写成“表2”。请改用符合规定的工作表名。",
                "sml.sheet-name C 2017／05［汇总］：工作表名应为 1 至 31 个字符、互不相同、不含 [ ] : * ? / \\，实为“2017／05［汇总］”，已写成“2017／05［汇总］(2)”。请改用符合规定的工作表名。",
                "sml.name C 2017/05[汇总] A1：Excel 的名称只能用字母、汉字、数字、“_”和“.”，不能像单元格地址，实为“A1”，未写入该名称。请给该区域换一个名称。",
            ])
    }

    @Test("A workbook within the limits has none")
    func none() {
        #expect(SpreadsheetMLWriter().limits(of: SampleWorkbooks.small).isEmpty)
        #expect(SpreadsheetMLWriter().limits(of: SampleWorkbooks.awkwardTexts).isEmpty)
    }

    @Test("Charts are left out, and it is said")
    func charts() throws {
        let workbook = SampleWorkbooks.charts
        let sentences = SpreadsheetMLWriter().limits(of: workbook).map { "\($0.rule) \($0.severity.rawValue) \($0)" }
        #expect(
            sentences == [
                "sml.chart D 年终 总结's A12：Excel 2003 XML 不能含图表，未写入“各月发现与整改的隐患”等 3 张。需要图表时请用 XLSX 或 ODS 格式。"
            ])
        var single = workbook
        single.sheets[0].charts.removeFirst(2)
        #expect(
            SpreadsheetMLWriter().limits(of: single).map(\.description) == [
                "年终 总结's A34：Excel 2003 XML 不能含图表，未写入“各地整改率”。需要图表时请用 XLSX 或 ODS 格式。"
            ])
        var without = workbook
        without.sheets[0].charts = []
        #expect(try SpreadsheetMLWriter().bytes(of: workbook) == SpreadsheetMLWriter().bytes(of: without))
    }

    @Test("Too many rows")
    func rows() {
        let sheet = Sheet(name: "表", merges: [CellRange(rows: 0..<1_048_577, columns: 0..<1)])
        let findings = SpreadsheetMLWriter().limits(of: Workbook(sheets: [sheet]))
        #expect(
            findings.map(\.description) == ["表：工作表最多 1048576 行、16384 列，实有 1048577 行、1 列，Excel 打不开超出的部分。请分成几个工作表。"])
    }
}
