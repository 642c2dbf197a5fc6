import Diagnostics

/// Answers quickly whether a cell is the first of a merge, or covered by one.
public struct MergeMap: Sendable {
    private var origins: [CellRef: CellRange] = [:]
    private var covered: [CellRef: CellRef] = [:]

    public init(_ merges: [CellRange]) {
        for merge in merges {
            origins[merge.first] = merge
            for row in merge.rows {
                for column in merge.columns where CellRef(row: row, column: column) != merge.first {
                    covered[CellRef(row: row, column: column)] = merge.first
                }
            }
        }
    }

    /// The merge that begins at `cell`, or `nil`.
    public func merge(at cell: CellRef) -> CellRange? { origins[cell] }

    /// The first cell of the merge that covers `cell`; `nil` when the cell is not covered or is itself the first.
    public func origin(covering cell: CellRef) -> CellRef? { covered[cell] }
}
