import Diagnostics

/// A CSV file with a heading line: values by column name.
public struct HeadedTable: Hashable, Sendable {
    /// Lines before the heading whose first value begins with `#`: name to value, for example `title` to 校园安全工作进展报表.
    public var remarks: [String: String]
    /// The line with the column names (列名).
    public var header: TextRow
    /// Without blank lines and remarks; each row has exactly as many cells as the heading.
    public var rows: [TextRow]

    /// - Returns: No value when there is no heading line.
    public static func parse(_ text: String) -> Checked<HeadedTable> {
        let parsed = DelimitedText.parse(text, delimiter: nil)
        var findings = parsed.findings
        var remarks: [String: String] = [:]
        var header: TextRow?
        var rows: [TextRow] = []
        for row in parsed.value?.rows ?? [] where !row.isBlank {
            if let header {
                rows.append(fitted(row, to: header, &findings))
            } else if let first = row.cells.first?.text, first.hasPrefix("#") {
                remarks[FieldText.folded(first.dropFirst())] = row.cells.dropFirst().first?.text ?? ""
            } else {
                header = withoutTrailingBlanks(row)
            }
        }
        guard let header else {
            let finding = Finding(
                "csv.empty", .mandatory, "应有一行列名，文件却是空的", remedy: "请检查文件是否正确")
            return Checked(nil, findings + [finding])
        }
        return Checked(HeadedTable(remarks: remarks, header: header, rows: rows), findings)
    }

    private static func withoutTrailingBlanks(_ row: TextRow) -> TextRow {
        var row = row
        while let last = row.cells.last, FieldText.trimmed(last.text).isEmpty { row.cells.removeLast() }
        return row
    }

    /// Spreadsheets leave empty values at the end of a line, or leave them out; text beyond the heading is a finding.
    private static func fitted(_ row: TextRow, to header: TextRow, _ findings: inout [Finding]) -> TextRow {
        let wanted = header.cells.count
        let given = withoutTrailingBlanks(row).cells.count
        if given > wanted {
            findings.append(
                Finding(
                    "csv.ragged", .mandatory, at: row.cells[wanted].place,
                    "这一行有 \(given) 个值，列名只有 \(wanted) 个", remedy: "请检查这一行是否多了分隔符，含分隔符的值要放在双引号中"))
        } else if row.cells.count < wanted {
            findings.append(
                Finding(
                    "csv.ragged", .mandatory, at: Place(position: TextPosition(line: row.line)),
                    "这一行只有 \(row.cells.count) 个值，列名有 \(wanted) 个", remedy: "请补齐这一行，空着的值也要留分隔符"))
        }
        return resized(row, to: wanted)
    }

    private static func resized(_ row: TextRow, to count: Int) -> TextRow {
        var row = TextRow(cells: Array(row.cells.prefix(count)), line: row.line)
        while row.cells.count < count, let last = row.cells.last {
            let column = (last.position.column ?? 1) + last.text.count
            let position = TextPosition(line: last.position.line, column: column)
            row.cells.append(
                TextCell(text: "", position: position, cell: CellRef(row: last.cell.row, column: last.cell.column + 1)))
        }
        return row
    }
}
