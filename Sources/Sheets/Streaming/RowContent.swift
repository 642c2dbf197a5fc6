/// What a row on its way holds, as the model has it. A stream has no notes.
package enum RowContent {
    /// True when any cell has a value.
    package static func holdsValue(_ row: borrowing RowBuffer) -> Bool {
        for column in 0..<row.count {
            let slot = row.slot(column)
            switch slot.kind {
            case .absent, .blank: continue
            case .cell: if row.cell(of: slot).value != .empty { return true }
            default: return true
            }
        }
        return false
    }

    /// A slot as a cell without a note.
    package static func cell(_ row: borrowing RowBuffer, _ slot: RowBuffer.Slot) -> Cell {
        var cell = row.cell(of: slot)
        cell.note = nil
        return cell
    }

    /// All cells, from column A on.
    package static func cells(_ row: borrowing RowBuffer) -> [Cell] {
        var cells: [Cell] = []
        cells.reserveCapacity(row.count)
        for column in 0..<row.count { cells.append(cell(row, row.slot(column))) }
        return cells
    }

    /// The whole row.
    package static func row(_ row: borrowing RowBuffer) -> Row {
        Row(cells(row), height: row.minimumHeight == nil ? .fixed(height(row)) : row.rowHeight, isHidden: row.isHidden)
    }

    /// In points; the standard height for what is no number.
    package static func height(_ row: borrowing RowBuffer) -> Double {
        row.height.isFinite ? max(row.height, 0) : Row.standardHeight
    }
}
