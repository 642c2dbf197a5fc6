import Sheets

/// Joins cells of the same kind, met row by row, into few rectangles.
struct RegionBuilder {
    private var done: [CellRange] = []
    /// Rectangles that the next row may go on with.
    private var open: [CellRange] = []
    private var row: Range<Int> = 0..<0
    private var runs: [Range<Int>] = []

    /// Rows must come in order, and in a row the columns.
    mutating func add(rows: Range<Int>, columns: Range<Int>) {
        if rows.isEmpty || columns.isEmpty { return }
        if rows != row {
            endRow()
            row = rows
        }
        if let last = runs.last, last.upperBound >= columns.lowerBound {
            runs[runs.count - 1] = last.lowerBound..<max(last.upperBound, columns.upperBound)
        } else {
            runs.append(columns)
        }
    }

    private mutating func endRow() {
        var next: [CellRange] = []
        var known: [Range<Int>: Int] = [:]
        for (index, range) in open.enumerated() where range.rows.upperBound == row.lowerBound {
            known[range.columns] = index
        }
        var continued: Set<Int> = []
        for run in runs {
            if let index = known[run] {
                continued.insert(index)
                next.append(CellRange(rows: open[index].rows.lowerBound..<row.upperBound, columns: run))
            } else {
                next.append(CellRange(rows: row, columns: run))
            }
        }
        for (index, range) in open.enumerated() where !continued.contains(index) { done.append(range) }
        open = next
        runs = []
    }

    /// In reading order of their first cells.
    mutating func ranges() -> [CellRange] {
        endRow()
        done.append(contentsOf: open)
        open = []
        return done.sorted { $0.first < $1.first }
    }
}
