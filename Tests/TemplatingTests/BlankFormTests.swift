import CivilTime
import Diagnostics
import Forms
import Sheets
import Templating
import Testing

@Suite("Blank forms")
struct BlankFormTests {
    private let rows = [
        ["填报单位：{{填报单位}}", "日期：{{填报日期 ; yyyy年M月d日}}"], ["序号", "学校", "数量", "时限"],
        ["{{隐患[].# ; 至少 3 行}}", "{{隐患[].学校名称}}", "{{隐患[].数量}}", "{{隐患[].整改时限}}"], ["{{是否达标}}", "{{=整改完成率}}"],
    ]

    private func blank() throws -> Workbook {
        let template = try #require(FormTemplate.compile(TestRecords.workbook(rows), for: TestRecords.report).value)
        let known = RecordData(
            TestRecords.report,
            ["unit": .text("东岭区教育局"), "risks": .list([RecordData(TestRecords.risk, ["school": .text("甲小学")])])])
        return try #require(template.blank(with: known).value)
    }

    @Test("What is known is printed and protected, what is to be filled in is open")
    func protection() throws {
        let workbook = try blank()
        let sheet = workbook.sheets[0]
        let open = sheet.rows.enumerated().flatMap { row, cells in
            cells.cells.indices.filter { !workbook.styles[cells.cells[$0].style].isLocked }.map {
                CellRef(row: row, column: $0).description
            }
        }
        #expect(sheet.isProtected)
        #expect(sheet.texts[2] == ["1", "甲小学"])
        #expect(open == ["B1", "C3", "D3", "B4", "C4", "D4", "B5", "C5", "D5", "A6"])
    }

    @Test("Every input column has its list, range or date, over all lines")
    func validations() throws {
        let validations = try blank().sheets[0].validations
        #expect(validations.map { $0.hint?.title } == ["数量", "整改时限", "是否达标"])
        #expect(validations.last?.rule == .list(["是", "否"]))
        #expect(validations[0].ranges.map(\.description) == ["C3:C5"])
        #expect(validations[0].rule == .wholeNumber(.init(-1_000_000_000, 1_000_000_000)))
    }
}
