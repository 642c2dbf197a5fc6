extension Workbook {
    /// The borders around a merged cell as a reader sees them: those of its first cell, and where it has none on the
    /// right or below, those of the covered cells at that edge.
    public func borders(around merge: CellRange, in sheet: Sheet) -> Borders {
        var borders = style(of: sheet[merge.first]).borders
        if borders.right == nil {
            borders.right = style(of: sheet[merge.first.row, merge.last.column]).borders.right
        }
        if borders.bottom == nil {
            borders.bottom = style(of: sheet[merge.last.row, merge.first.column]).borders.bottom
        }
        return borders
    }
}
