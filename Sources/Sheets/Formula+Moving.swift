extension [FormulaPart] {
    /// The same formula as seen from another cell: relative references move. `nil` when one would leave the largest
    /// sheet that office programs have, 1,048,576 rows of 16,384 columns.
    package func moved(rows: Int, columns: Int) -> [FormulaPart]? {
        var moved = self
        for index in indices {
            guard case .reference(var reference) = self[index] else { continue }
            guard let first = reference.first.moved(rows, columns) else { return nil }
            reference.first = first
            if let last = reference.last {
                guard let movedLast = last.moved(rows, columns) else { return nil }
                reference.last = movedLast
            }
            moved[index] = .reference(reference)
        }
        return moved
    }
}

extension FormulaReference.Corner {
    fileprivate func moved(_ rows: Int, _ columns: Int) -> Self? {
        var corner = self
        if !isRowAbsolute { corner.cell.row += rows }
        if !isColumnAbsolute { corner.cell.column += columns }
        let isOnSheet = (0..<1 << 20).contains(corner.cell.row) && (0..<1 << 14).contains(corner.cell.column)
        return isOnSheet ? corner : nil
    }
}
