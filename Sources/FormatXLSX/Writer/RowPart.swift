import Sheets

/// `row` with its cells, from a row of the model.
struct RowPart {
    let sheet: Sheet
    let merges: MergePlan
    /// Of the whole sheet: what a blank cell need not say again.
    let columns: [Column]

    /// - Parameters:
    ///   - index: In ``sheet``.
    ///   - place: In the file.
    ///   - height: In points.
    func write(_ index: Int, at place: Int, height: Double, _ cells: inout CellWriting, to data: inout SheetData) {
        let row = index < sheet.rows.count ? sheet.rows[index] : Row()
        let isMerged = merges.touches(row: index)
        if !isMerged, height == Row.standardHeight, !row.isHidden, row.cells.allSatisfy(\.isBlank) { return }
        data.startRow(place, height: height, isHidden: row.isHidden)
        if isMerged {
            var merged = row.cells.prefix(Limit.columns).map { MergedCell($0) }
            merges.arrange(&merged, row: index, sheet)
            for (column, cell) in merged.enumerated() {
                write(cell.cell, borders: cell.borders, column, &cells, to: &data)
            }
        } else {
            for (column, cell) in row.cells.prefix(Limit.columns).enumerated() {
                write(cell, borders: nil, column, &cells, to: &data)
            }
        }
        data.endRow()
    }

    private func write(
        _ cell: Cell, borders: Borders?, _ column: Int, _ cells: inout CellWriting, to data: inout SheetData
    ) {
        cells.write(cell, borders: borders, column, mayLeaveOut: columns.isPlain(column), to: &data)
    }
}

extension [Column] {
    /// True where a cell that is left out looks as a cell of the standard style.
    func isPlain(_ column: Int) -> Bool { column >= count || self[column].style == .standard }
}
