import Diagnostics
import Markup
import Sheets

/// What HTML cannot hold of a workbook.
enum LimitCheck {
    static func findings(_ workbook: Workbook) -> [Finding] {
        let shown = workbook.sheets.filter { !$0.isHidden }
        let cells = shown.flatMap { controlCharacters(in: $0) + pictures(of: $0) + conditions(of: $0) + outside($0) }
        let charts = workbook.chartFindings.filter { finding in shown.contains { $0.name == finding.place.sheet } }
        return cells + charts
            + shown.dropFirst().filter { $0.page.firstPageNumber != nil }.map { sheet in
                Finding(
                    "html.first-page-number", .hint, at: Place(sheet: sheet.name),
                    "网页只有第一张工作表能自定起始页码，该表的页码接着前一张表", remedy: "需要时请单独打印该表")
            }
    }

    private static func controlCharacters(in sheet: Sheet) -> [Finding] {
        var findings: [Finding] = []
        for (row, line) in sheet.rows.enumerated() {
            for (column, cell) in line.cells.enumerated() {
                guard let text = cell.value.shown.plainText, let first = Escaping.unwritable(in: text).first else {
                    continue
                }
                let code = String(first.value, radix: 16, uppercase: true)
                findings.append(
                    Finding(
                        "html.control-character", .verify,
                        at: Place(sheet: sheet.name, cell: CellRef(row: row, column: column)),
                        "文字中有网页不能保存的控制字符 U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)，已换成可见符号",
                        remedy: "请删去该字符"))
            }
        }
        return findings
    }

    private static func pictures(of sheet: Sheet) -> [Finding] {
        sheet.pictures.filter { !TablePart.isWritable($0) }.map { picture in
            Finding(
                "html.picture", .verify, at: Place(sheet: sheet.name, cell: picture.anchor),
                "图片类型应为 image/png、image/jpeg 等，实为“\(picture.mediaType)”，未写入", remedy: "请换成 PNG 或 JPEG 图片")
        }
    }

    private static func conditions(of sheet: Sheet) -> [Finding] {
        sheet.conditionalFormats.filter { $0.rules.contains { $0.condition.isFormula } }.map { format in
            Finding(
                "html.conditional-formula", .hint, at: Place(sheet: sheet.name, cell: format.ranges.first?.first),
                "网页不计算公式型的条件格式，该区域按单元格本来的样式显示", remedy: "需要时请改用与固定数值比较的条件")
        }
    }

    private static func outside(_ sheet: Sheet) -> [Finding] {
        guard let range = sheet.printRange else { return [] }
        for (row, line) in sheet.rows.enumerated() {
            for (column, cell) in line.cells.enumerated() where cell.value != .empty {
                let place = CellRef(row: row, column: column)
                if range.contains(place) { continue }
                return [
                    Finding(
                        "html.outside-print-range", .hint, at: Place(sheet: sheet.name, cell: place),
                        "网页只含打印区域 \(range)，其外的内容未写入", remedy: "需要时请扩大打印区域")
                ]
            }
        }
        return []
    }
}

extension ConditionalFormat.Condition {
    fileprivate var isFormula: Bool {
        if case .formula = self { return true }
        return false
    }
}
