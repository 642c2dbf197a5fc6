import Diagnostics
import Sheets

/// One row of a sheet that is read row by row. Cells without a value are left out.
public struct StreamedRow: Sendable {
    /// Counted from 0.
    public internal(set) var index = 0
    /// In the file's order, which is that of the columns unless the file is odd.
    public internal(set) var cells: [StreamedCell] = []
}

/// One cell with its value.
public struct StreamedCell: Hashable, Sendable {
    /// Counted from 0.
    public var column: Int
    /// A formula's cell has its last result.
    public var value: CellValue
}

extension XLSXFile {
    /// Hands the rows of a sheet that hold a value to `body`, one at a time and in the file's order. Memory does not
    /// grow with the rows, only with the file's distinct texts.
    ///
    /// - Parameters:
    ///   - sheet: The place in ``sheets``; one without cells gives no row.
    ///   - body: Must not keep the row longer than it needs it: its storage is used again.
    /// - Returns: What was found on the way: errors in cells, texts that are missing.
    /// - Throws: ``Failure`` of kind `.content` for a damaged part or one over a limit; errors of `body` as they are.
    @discardableResult
    public func rows(of sheet: Int, _ body: @escaping (borrowing StreamedRow) throws -> Void) throws -> [Finding] {
        guard part.sheets.indices.contains(sheet) else { return [] }
        let before = log.findings.count
        let streamer = RowStreamer(body)
        if try read(part.sheets[sheet], streamer, keepsFormulas: false) { try streamer.finish() }
        return Array(log.findings[before...])
    }
}

/// Gathers the cells of one row and hands them on when the next begins.
private final class RowStreamer: SheetPartConsumer {
    private let body: (borrowing StreamedRow) throws -> Void
    private var current = StreamedRow()

    init(_ body: @escaping (borrowing StreamedRow) throws -> Void) { self.body = body }

    func row(_ look: RowLook) throws {}

    func cell(row: Int, column: Int, style: Int, _ value: CellValue) throws {
        if value == .empty { return }
        if row != current.index { try flush(next: row) }
        current.cells.append(StreamedCell(column: column, value: value))
    }

    func element(_ element: PartElement) throws {}

    private func flush(next: Int) throws {
        if !current.cells.isEmpty { try body(current) }
        current.cells.removeAll(keepingCapacity: true)
        current.index = next
    }

    func finish() throws { try flush(next: 0) }
}
