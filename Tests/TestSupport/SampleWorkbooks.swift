import CivilTime
import Diagnostics
import Sheets

/// Workbooks that the tests of all formats share.
public enum SampleWorkbooks {
    /// No sheet has a cell.
    public static var empty: Workbook { Workbook(sheets: [Sheet(name: "空表")]) }

    /// Three cells: the smallest thing worth writing.
    public static var small: Workbook {
        var sheet = Sheet(name: "小表")
        sheet[0, 0] = Cell(.text("学校"))
        sheet[0, 1] = Cell(.text("人数"))
        sheet[1, 1] = Cell(.number(12.5))
        return Workbook(sheets: [sheet])
    }

    /// Text that escaping, white space or guessing could spoil.
    public static var awkwardTexts: Workbook {
        var sheet = Sheet(name: "a.b's & <表>")
        for (row, text) in awkward.enumerated() { sheet[row, 0] = Cell(.text(text)) }
        return Workbook(sheets: [sheet])
    }

    /// The texts of ``awkwardTexts``, one a row.
    public static let awkward = [
        "&amp;", "<b>粗</b>", "{{填报单位}}", "=SUM(A1)", "3", "001", "18位：123456789012345678", " 前后 ", "两  个   空格", "制\t表",
        "第一行\n第二行", "\n", "引号\"和'", "]]>", "　全角空格", "𠮷野家", "@", "+1", "-", "TRUE", "2019-07-15", "",
    ]

    /// Every feature of the model, on three sheets.
    public static var everything: Workbook {
        var workbook = Workbook(
            styles: StyleTable(standard: CellStyle(font: Font(families: ["仿宋_GB2312", "仿宋", "FangSong"]))))
        workbook.sheets = [values(&workbook.styles), form(&workbook.styles), hidden]
        workbook.names = [
            NamedRange(name: "填报区", sheet: "进展报表", range: CellRange(rows: 3..<6, columns: 2..<4)),
            NamedRange(name: "合计格", sheet: "值", range: CellRange(CellRef(row: 9, column: 1))),
        ]
        workbook.properties = DocumentProperties(
            title: "校园安全工作进展报表", subject: "专项行动", creator: "某市教育局", description: "样例 <&> 文件", keywords: ["校园安全", "月报"],
            created: CalendarDay(year: 2017, month: 5, day: 2).map { CalendarMoment($0) },
            custom: [
                CustomProperty(name: "huxiao.form", value: "zhengzhou-progress"),
                CustomProperty(name: "huxiao.期间", value: "2017-05"),
            ])
        return workbook
    }

    /// A tiny red and white picture.
    public static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
        0x00,
        0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xFD, 0xD4, 0x9A, 0x73, 0x00, 0x00, 0x00, 0x12,
        0x49,
        0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x38, 0xC1, 0xC0, 0xF0, 0xFF, 0xFF, 0x7F, 0x10, 0x06, 0xB2, 0x00, 0x36,
        0x64,
        0x07, 0x8B, 0x0D, 0xE7, 0xD9, 0x68, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
}
