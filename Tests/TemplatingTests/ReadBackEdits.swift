import Diagnostics
import Sheets

/// What people do to a sheet in an office program; merges follow as they do there.
extension Sheet {
    mutating func insertRows(_ count: Int = 1, at row: Int) {
        rows.insert(contentsOf: repeatElement(Row(), count: count), at: min(row, rows.count))
        merges = merges.map { merge in
            CellRange(rows: Self.grown(merge.rows, at: row, by: count), columns: merge.columns)
        }
    }

    mutating func deleteRow(_ row: Int) {
        rows.remove(at: row)
        merges = merges.compactMap { merge in
            Self.shrunk(merge.rows, at: row).map { CellRange(rows: $0, columns: merge.columns) }
        }
    }

    mutating func insertColumn(at column: Int) {
        for row in rows.indices where rows[row].cells.count > column { rows[row].cells.insert(.blank, at: column) }
        merges = merges.map { merge in
            CellRange(rows: merge.rows, columns: Self.grown(merge.columns, at: column, by: 1))
        }
    }

    /// The text of a merge stays, as office programs keep it.
    mutating func deleteColumn(_ column: Int) {
        for row in rows.indices where rows[row].cells.count > column {
            let isMergeStart = merges.contains {
                $0.rows.contains(row) && $0.columns.lowerBound == column && $0.columns.count > 1
            }
            rows[row].cells.remove(at: isMergeStart && column + 1 < rows[row].cells.count ? column + 1 : column)
        }
        merges = merges.compactMap { merge in
            Self.shrunk(merge.columns, at: column).map { CellRange(rows: merge.rows, columns: $0) }
        }
    }

    mutating func merge(_ range: String) {
        guard let range = CellRange(range) else { return }
        merges.removeAll { $0.overlaps(range) }
        merges.append(range)
        for row in range.rows {
            for column in range.columns where CellRef(row: row, column: column) != range.first {
                self[row, column].value = .empty
            }
        }
    }

    mutating func type(_ value: CellValue, at cell: String) {
        guard let cell = CellRef(cell) else { return }
        self[cell].value = value
    }

    mutating func type(_ text: String, at cell: String) { type(.text(text), at: cell) }

    private static func grown(_ range: Range<Int>, at place: Int, by count: Int) -> Range<Int> {
        if range.lowerBound >= place { return range.lowerBound + count..<range.upperBound + count }
        return range.upperBound > place ? range.lowerBound..<range.upperBound + count : range
    }

    private static func shrunk(_ range: Range<Int>, at place: Int) -> Range<Int>? {
        if range.lowerBound > place { return range.lowerBound - 1..<range.upperBound - 1 }
        guard range.upperBound > place else { return range }
        return range.count > 1 ? range.lowerBound..<range.upperBound - 1 : nil
    }
}
