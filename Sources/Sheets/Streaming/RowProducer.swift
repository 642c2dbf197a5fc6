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

/// Writes workbooks of which one sheet goes on with rows that are never held all at once.
public protocol RowStreamingWriter: WorkbookWriter {
    /// Writes `workbook`; below the rows that sheet `index` has stand those that `rows` gives. Memory does not grow
    /// with them.
    ///
    /// A print range of that sheet that reaches its last row grows with the rows; everything else stays where it is.
    /// The rows may name every style of the workbook.
    ///
    /// - Throws: ``Failure`` of kind `.content` when the sheet takes no more rows or columns; errors of `rows` and
    ///   `sink` as they are.
    func write(
        _ workbook: Workbook, continuing index: Int, with rows: inout some RowProducer, to sink: inout some ByteSink
    ) throws
}
