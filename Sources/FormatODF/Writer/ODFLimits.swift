import Diagnostics
import Markup
import Sheets

/// What OpenDocument, and LibreOffice with it, cannot hold.
enum ODFLimits {
    static let rows = 1 << 20
    static let columns = 1 << 14

    static func findings(_ workbook: Workbook) -> [Finding] {
        workbook.sheets.flatMap { sheet in size(sheet) + characters(sheet) } + workbook.chartFindings
    }

    private static func size(_ sheet: Sheet) -> [Finding] {
        var findings: [Finding] = []
        if sheet.rowCount > rows {
            findings.append(
                Finding(
                    "odf.too-many-rows", .mandatory, at: Place(sheet: sheet.name),
                    "共 \(sheet.rowCount) 行，一张工作表最多 \(rows) 行",
                    remedy: "请分成几张工作表"))
        }
        if sheet.columnCount > columns {
            findings.append(
                Finding(
                    "odf.too-many-columns", .mandatory, at: Place(sheet: sheet.name),
                    "共 \(sheet.columnCount) 列，一张工作表最多 \(columns) 列", remedy: "请分成几张工作表"))
        }
        return findings
    }

    /// Control characters are shown as their pictures.
    private static func characters(_ sheet: Sheet) -> [Finding] {
        var findings: [Finding] = []
        for (row, held) in sheet.rows.enumerated() {
            for (column, cell) in held.cells.enumerated() {
                guard let text = cell.value.shown.plainText, let scalar = Escaping.unwritable(in: text).first else {
                    continue
                }
                let code = String(scalar.value, radix: 16, uppercase: true)
                findings.append(
                    Finding(
                        "odf.control-character", .hint,
                        at: Place(sheet: sheet.name, cell: CellRef(row: row, column: column)),
                        "含有 XML 不能存放的控制字符 U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)，已换成可见的符号",
                        remedy: "如无用处，请删去"))
            }
        }
        return findings
    }
}
