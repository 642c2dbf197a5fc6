import Diagnostics

/// A rectangle of cells, at least one cell large.
public struct CellRange: Hashable, Sendable, CustomStringConvertible {
    /// Zero-based.
    public var rows: Range<Int>
    public var columns: Range<Int>

    public init(rows: Range<Int>, columns: Range<Int>) {
        precondition(!rows.isEmpty && !columns.isEmpty && rows.lowerBound >= 0 && columns.lowerBound >= 0)
        self.rows = rows
        self.columns = columns
    }

    public init(_ cell: CellRef) {
        self.init(rows: cell.row..<cell.row + 1, columns: cell.column..<cell.column + 1)
    }

    /// Both corners belong to the range, in either order.
    public init(_ a: CellRef, _ b: CellRef) {
        self.init(
            rows: min(a.row, b.row)..<max(a.row, b.row) + 1, columns: min(a.column, b.column)..<max(a.column, b.column) + 1)
    }

    /// Reads `B2:D9`, `B2` and the same with `$`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let corners = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = corners.first.flatMap({ CellRef($0) }), corners.count <= 2 else { return nil }
        guard let last = corners.count == 2 ? CellRef(corners[1]) : first else { return nil }
        self.init(first, last)
    }

    public var first: CellRef { CellRef(row: rows.lowerBound, column: columns.lowerBound) }
    public var last: CellRef { CellRef(row: rows.upperBound - 1, column: columns.upperBound - 1) }
    public var isSingleCell: Bool { rows.count == 1 && columns.count == 1 }

    public func contains(_ cell: CellRef) -> Bool { rows.contains(cell.row) && columns.contains(cell.column) }

    public func overlaps(_ other: CellRange) -> Bool { rows.overlaps(other.rows) && columns.overlaps(other.columns) }

    /// `B2:D9`, or `B2` for one cell.
    public var description: String { isSingleCell ? "\(first)" : "\(first):\(last)" }
}
