import Diagnostics

/// A rectangle of cells, at least one cell large.
public struct CellRange: Hashable, Sendable, CustomStringConvertible {
    /// Zero-based.
    public var rows: Range<Int>
    /// Zero-based; 0 is column A.
    public var columns: Range<Int>

    /// - Precondition: Both spans hold at least one place, and none is negative.
    public init(rows: Range<Int>, columns: Range<Int>) {
        precondition(!rows.isEmpty && !columns.isEmpty && rows.lowerBound >= 0 && columns.lowerBound >= 0)
        self.rows = rows
        self.columns = columns
    }

    /// The range of one cell alone.
    public init(_ cell: CellRef) {
        self.init(rows: cell.row..<cell.row + 1, columns: cell.column..<cell.column + 1)
    }

    /// Both corners belong to the range, in either order.
    public init(_ a: CellRef, _ b: CellRef) {
        self.init(
            rows: min(a.row, b.row)..<max(a.row, b.row) + 1,
            columns: min(a.column, b.column)..<max(a.column, b.column) + 1)
    }

    /// Reads `B2:D9`, `B2` and the same with `$`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let corners = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = corners.first.flatMap({ CellRef($0) }), corners.count <= 2 else { return nil }
        guard let last = corners.count == 2 ? CellRef(corners[1]) : first else { return nil }
        self.init(first, last)
    }

    /// The upper left corner.
    public var first: CellRef { CellRef(row: rows.lowerBound, column: columns.lowerBound) }
    /// The lower right corner, which belongs to the range.
    public var last: CellRef { CellRef(row: rows.upperBound - 1, column: columns.upperBound - 1) }
    /// True for one row of one column.
    public var isSingleCell: Bool { rows.count == 1 && columns.count == 1 }

    /// Whether the range covers that place.
    public func contains(_ cell: CellRef) -> Bool { rows.contains(cell.row) && columns.contains(cell.column) }

    /// Whether the two have at least one cell in common.
    public func overlaps(_ other: CellRange) -> Bool { rows.overlaps(other.rows) && columns.overlaps(other.columns) }

    /// `B2:D9`, or `B2` for one cell.
    public var description: String { isSingleCell ? "\(first)" : "\(first):\(last)" }
}
