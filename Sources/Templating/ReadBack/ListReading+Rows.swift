import Diagnostics
import Forms
import Sheets

/// Rows of a list that people fill in otherwise than meant.
extension ListReading {
    /// What stands for “there is nothing to report” in a list.
    private static let nothing: Set<String> = [
        "无", "没有", "暂无", "无隐患", "没有隐患", "本月无隐患", "本月没有隐患", "零", "/", "-", "—", "——",
    ]

    /// A row that only says 无.
    func saysNothing(_ start: Int, _ reading: inout SheetReading) -> Bool {
        var said: (cell: CellRef, text: String)?
        for column in columns where column.isData {
            let cell = CellRef(row: start + column.rowOffset, column: column.column)
            let value = received.sheet[cell].value
            if value == .empty { continue }
            guard let text = value.plainText, text.utf8.count < 64 else { return false }
            let folded = FieldText.folded(text)
            if folded.isEmpty { continue }
            guard Self.nothing.contains(folded) else { return false }
            if said == nil { said = (cell, FieldText.trimmed(text)) }
        }
        guard let said else { return false }
        reading.log.add(
            Finding(
                "readback.nothing-row", .hint, at: Place(sheet: sheet, cell: said.cell), "这一行只写了“\(said.text)”，按没有内容处理",
                remedy: "没有可报的，清单留空即可"))
        return true
    }

    /// A row whose cells stand one column beside their own: one finding instead of one for each of them.
    mutating func noteShiftedRow(_ row: RowValues, _ start: Int, _ reading: inout SheetReading) -> Bool {
        let wrong = row.troubles.filter { $0.2.trouble?.severity == .mandatory }.map(\.0)
        guard wrong.count >= 3, block.rows.count == 1, let first = wrong.first else { return false }
        for (step, word) in [(1, "右"), (-1, "左")] {
            // The last one may have been typed over.
            guard wrong.count(where: { isRight($0, from: step, start) }) >= max(3, wrong.count - 1) else { continue }
            let cells = wrong.map { CellRef(row: start + columns[$0].rowOffset, column: columns[$0].column) }
            refused.formUnion(cells)
            let field = columns[first].fields.first?.name
            reading.log.add(
                Finding(
                    "readback.shifted-row", .mandatory,
                    at: Place(sheet: sheet, cell: cells.first, record: "第\(row.number)行", field: field),
                    "这一行有 \(wrong.count) 格的内容与栏目不符，都像是向\(word)错了一格", remedy: "请移回各自的栏"))
            return true
        }
        return false
    }

    /// Whether the neighbouring cell holds what this column asks for.
    private func isRight(_ place: Int, from step: Int, _ start: Int) -> Bool {
        let column = columns[place]
        guard column.column + step >= 0 else { return false }
        let cell = received.sheet[start + column.rowOffset, column.column + step]
        if cell.value == .empty { return false }
        let readings = column.values(of: cell, styles)
        return !readings.isEmpty && readings.allSatisfy { $0.trouble == nil && $0.value != .blank }
    }
}
