import Diagnostics

/// The cells of a finished sheet that its charts show, wherever they come from: rows that the sheet holds, and streamed
/// ones as far as ``WatchedRows`` kept them.
package struct ChartCells {
    private let sheet: Sheet
    private let stretch: RowStretch?
    private let streamed: KeptCells?

    /// - Parameter stretch: The rows that are streamed into this very sheet, and what was kept of them.
    package init(_ sheet: Sheet, streaming stretch: RowStretch? = nil, kept: KeptCells? = nil) {
        self.sheet = sheet
        self.stretch = stretch
        streamed = kept
    }

    /// The cell at a place of the finished sheet.
    package subscript(cell: CellRef) -> Cell {
        guard cell.row >= 0, cell.column >= 0 else { return .blank }
        guard let stretch, cell.row >= stretch.first else { return sheet[cell] }
        if stretch.rows.contains(cell.row) { return streamed?.cells[cell] ?? .blank }
        return sheet[cell.row - stretch.rowCount, cell.column]
    }
}

/// What was kept of streamed rows for the charts, which are written when the rows are gone.
package final class KeptCells {
    package fileprivate(set) var cells: [CellRef: Cell] = [:]

    package init() {}
}

/// Passes rows on and keeps the cells among them that charts show. Memory grows with those cells, not with the rows.
package struct WatchedRows<Rows: RowProducer>: RowProducer {
    package var rows: Rows
    private let ranges: [CellRange]
    private let kept: KeptCells
    private var place: Int

    /// - Parameter sheet: Into which the rows are streamed.
    package init(_ rows: Rows, for sheet: Sheet, _ stretch: RowStretch, keeping kept: KeptCells) {
        self.rows = rows
        self.kept = kept
        place = stretch.first
        ranges = sheet.charts.flatMap(\.ranges).filter { $0.rows.overlaps(stretch.rows) }
    }

    package mutating func next(into row: inout RowBuffer) throws -> Bool {
        guard try rows.next(into: &row) else { return false }
        for range in ranges where range.rows.contains(place) { keep(range.columns, of: row) }
        place += 1
        return true
    }

    private func keep(_ columns: Range<Int>, of row: borrowing RowBuffer) {
        for column in columns.clamped(to: 0..<row.count) {
            kept.cells[CellRef(row: place, column: column)] = RowContent.cell(row, row.slot(column))
        }
    }
}
