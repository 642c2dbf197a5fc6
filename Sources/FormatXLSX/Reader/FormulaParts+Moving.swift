import Sheets

extension [FormulaPart] {
    /// The same formula as seen from another cell: relative references move. `nil` when one would leave the sheet.
    func movedBy(rows: Int, columns: Int) -> [FormulaPart]? {
        var moved = self
        for index in indices {
            guard case .reference(var reference) = self[index] else { continue }
            guard Self.move(&reference.first, rows, columns) else { return nil }
            if var last = reference.last {
                guard Self.move(&last, rows, columns) else { return nil }
                reference.last = last
            }
            moved[index] = .reference(reference)
        }
        return moved
    }

    private static func move(_ corner: inout FormulaReference.Corner, _ rows: Int, _ columns: Int) -> Bool {
        if !corner.isRowAbsolute { corner.cell.row += rows }
        if !corner.isColumnAbsolute { corner.cell.column += columns }
        return (0..<Limit.rows).contains(corner.cell.row) && (0..<Limit.columns).contains(corner.cell.column)
    }
}
