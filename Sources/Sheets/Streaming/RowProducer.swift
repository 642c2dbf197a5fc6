import ByteIO
import Diagnostics

/// Gives rows one at a time, so that a list of any length is written without being held.
public protocol RowProducer {
    /// Puts the next row into `row`, which comes empty.
    ///
    /// - Returns: False when there is none; `row` is then not looked at.
    /// - Throws: whatever hinders the row from being made; writing then stops and the file is not complete.
    mutating func next(into row: inout RowBuffer) throws -> Bool
}

/// The rows of a sheet that are given one at a time: where they stand, how many they are, and what repeats in them.
///
/// The sheet holds the rows above the stretch and, right behind them in ``Sheets/Sheet/rows``, those below it, which
/// stand ``rowCount`` lower than their index says. Everything else that names a place (merges, validations,
/// conditional formats, print range, breaks, named ranges, formulas, charts) names the place in the finished sheet.
public struct RowStretch: Hashable, Sendable {
    /// The sheet's index in the workbook.
    public var sheet: Int
    /// The finished place of the first streamed row; rows of the sheet from this index on stand below the stretch.
    public var first: Int
    /// How many rows come; a multiple of ``blockHeight``.
    public var rowCount: Int
    /// Rows that one item of the list takes.
    public var blockHeight: Int
    /// Merged ranges of every block, counted from the block's first row. No merge of the sheet itself touches a
    /// streamed row.
    public var merges: [CellRange]
    /// Columns of the widest row that comes. What a file says of its width before its first row goes by this and by what
    /// the sheet itself holds.
    public var columnCount: Int

    /// A stretch of single rows without merges and not wider than the sheet itself, unless said otherwise.
    public init(
        sheet: Int, first: Int, rowCount: Int, blockHeight: Int = 1, merges: [CellRange] = [], columnCount: Int = 0
    ) {
        self.sheet = sheet
        self.first = first
        self.rowCount = rowCount
        self.blockHeight = blockHeight
        self.merges = merges
        self.columnCount = columnCount
    }

    /// Where the streamed rows stand in the finished sheet.
    public var rows: Range<Int> { first..<first + rowCount }

    /// The finished place of a row of the sheet.
    package func place(of row: Int) -> Int { row < first ? row : row + rowCount }
}

extension Sheet {
    /// The sheet as if no row were streamed into it: its merges stand where its rows are.
    package func closed(over stretch: RowStretch) -> Sheet {
        var closed = self
        closed.merges = merges.map { merge in
            guard merge.rows.lowerBound >= stretch.rows.upperBound else { return merge }
            let rows = merge.rows.lowerBound - stretch.rowCount..<merge.rows.upperBound - stretch.rowCount
            return CellRange(rows: rows, columns: merge.columns)
        }
        return closed
    }
}

/// Writes workbooks of which one sheet has a stretch of rows that are never held all at once.
public protocol RowStreamingWriter: WorkbookWriter {
    /// Writes `workbook` with the rows that `rows` gives in their place. The file is the same, byte for byte, as
    /// ``WorkbookWriter/write(_:to:)`` makes of the workbook that holds all rows. Memory does not grow with them,
    /// but with those of their cells that a chart shows.
    ///
    /// The rows may name every style of the workbook.
    ///
    /// - Throws: ``Failure`` of kind `.content` when the sheet takes no more rows or columns, or when `rows` gives
    ///   another number than the stretch says; errors of `rows` and `sink` as they are.
    func write(
        _ workbook: Workbook, streaming stretch: RowStretch, from rows: inout some RowProducer,
        to sink: inout some ByteSink
    ) throws
}
