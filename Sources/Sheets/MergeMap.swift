import Diagnostics

/// Answers quickly whether a cell is the first of a merge, or covered by one. Its size follows from the number of
/// merges and the rows they touch, not from the cells they cover: a merge of a whole sheet does no harm.
public struct MergeMap: Sendable {
    private var byRow: [Int: [CellRange]] = [:]
    /// Merges too high to be listed at each of their rows.
    private var tall: [CellRange] = []

    /// - Parameter merges: In any order; where two overlap, the earlier one counts.
    public init(_ merges: [CellRange]) {
        for merge in merges {
            if merge.rows.count > 1000 {
                tall.append(merge)
            } else {
                for row in merge.rows { byRow[row, default: []].append(merge) }
            }
        }
    }

    /// The merge that begins at `cell`, or `nil`.
    public func merge(at cell: CellRef) -> CellRange? { merge(holding: cell).flatMap { $0.first == cell ? $0 : nil } }

    /// The first cell of the merge that covers `cell`; `nil` when the cell is not covered or is itself the first.
    public func origin(covering cell: CellRef) -> CellRef? {
        merge(holding: cell).flatMap { $0.first == cell ? nil : $0.first }
    }

    /// The merges that reach into a row.
    public func merges(touching row: Int) -> [CellRange] {
        if tall.isEmpty { return byRow[row] ?? [] }
        return (byRow[row] ?? []) + tall.filter { $0.rows.contains(row) }
    }

    private func merge(holding cell: CellRef) -> CellRange? {
        if byRow.isEmpty, tall.isEmpty { return nil }
        return byRow[cell.row]?.first { $0.columns.contains(cell.column) } ?? tall.first { $0.contains(cell) }
    }
}
