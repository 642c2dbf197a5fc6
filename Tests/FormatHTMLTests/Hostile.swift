import Diagnostics
import Sheets

/// Text from data that tries to get out of every place where it is written.
enum Hostile {
    static let text = "</td></style><script>alert(1)</script><b onclick=\"x\">&amp;'\"--><![CDATA["

    static var workbook: Workbook {
        let font = Font(families: [text, "a\\", "b\n}</style>", "c';}"], sizeInPoints: .nan)
        var workbook = Workbook()
        let style = workbook.styles.id(of: CellStyle(font: font, indentInPoints: .infinity))
        var sheet = Sheet(name: text)
        sheet[0, 0] = Cell(.text(text), style: style, note: Note(text, author: text))
        sheet[1, 0] = Cell(.richText([TextRun(text, font: font)]), style: style)
        sheet.columns = [Column(widthInPoints: .nan)]
        sheet.pictures = [
            Picture(
                anchor: CellRef(row: 0, column: 0), width: .nan, height: 1e300, mediaType: "image/\"><script>",
                data: [1])
        ]
        sheet.page.header = HeaderFooter(left: [.text(text), .sheetName], font: font)
        sheet.page.margins = Margins(top: .nan, bottom: -.infinity, left: 1e300, right: 0)
        sheet.page.scaling = .fit(pagesWide: .max, pagesHigh: -3)
        workbook.sheets = [sheet]
        workbook.properties = DocumentProperties(
            title: text, creator: text, keywords: [text], custom: [CustomProperty(name: text, value: text)])
        return workbook
    }
}
