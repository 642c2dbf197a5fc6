import CivilTime
import Diagnostics
import Sheets
import TestSupport

/// Workbooks that only this format's tests need.
enum Examples {
    /// Dropdown lists that do not fit into a rule: too long, and with a comma in a word.
    static var longLists: Workbook {
        let long = (1...60).map { "第\($0)小学教学点" }
        let commas = ["有,已联网", "无"]
        var sheet = Sheet(name: "表")
        sheet[0, 0] = Cell(.text("校"))
        sheet.validations = [long, commas, long, ["有", "无"]].enumerated().map { row, words in
            DataValidation(ranges: [CellRange(CellRef(row: row, column: 0))], rule: .list(words))
        }
        return Workbook(
            sheets: [sheet, Sheet(name: "下拉选项")],
            names: [NamedRange(name: "选项_1", sheet: "表", range: CellRange(CellRef(row: 0, column: 0)))])
    }

    /// Everything that the format cannot hold.
    static var outOfBounds: Workbook {
        var sheet = Sheet(name: "2017/05[汇总]")
        sheet[0, 0] = Cell(.text(String(repeating: "安", count: 32_768)))
        sheet[1, 0] = Cell(.text("响\u{7}铃"))
        if let day = CalendarDay(year: 1899, month: 12, day: 31) { sheet[2, 0] = Cell(.date(CalendarMoment(day))) }
        sheet[3, 0] = Cell(.number(.nan))
        sheet.rows[3].height = .fixed(1000)
        sheet.columns = [Column(widthInPoints: 1e9)]
        sheet.pictures = [
            Picture(
                name: "公章", anchor: CellRef(row: 1, column: 1), width: 9, height: 9, mediaType: "image/png", data: [1])
        ]
        sheet.page.paper = Paper(millimetres: 184, 260)
        sheet.page.header = HeaderFooter(center: [.text(String(repeating: "头", count: 300))])
        sheet.conditionalFormats = [
            ConditionalFormat(
                ranges: [CellRange(CellRef(row: 0, column: 1))],
                rules: (1...4).map { ConditionalFormat.Rule(.equal(Double($0)), style: .standard) })
        ]
        sheet.validations = [
            DataValidation(
                ranges: [CellRange(CellRef(row: 0, column: 2))], rule: .any,
                hint: .init(title: String(repeating: "题", count: 33), text: String(repeating: "文", count: 256)),
                alert: .init(title: "错", text: String(repeating: "误", count: 226)))
        ]
        return Workbook(
            sheets: [sheet, Sheet(name: ""), Sheet(name: "2017／05［汇总］")],
            names: [NamedRange(name: "A1", sheet: "2017/05[汇总]", range: CellRange(CellRef(row: 0, column: 0)))])
    }
}
