import ByteIO
import Sheets

/// The same content twice: a workbook that holds all rows, and one of which a stretch of rows comes one at a time.
public struct StreamedSample: Sendable {
    /// Holds all rows.
    public var whole: Workbook
    /// Lacks the rows of the stretch; all that names a place is as in ``whole``.
    public var workbook: Workbook
    /// Where the rows belong.
    public var stretch: RowStretch
    /// The rows that come one at a time; their heights are fixed.
    public var rows: [Row]

    /// Takes rows out of a sheet. They lose their notes, which a stream does not have, and merges that touch them.
    public init(cutting rows: Range<Int>, of given: Workbook, sheet: Int = 0) {
        whole = given
        whole.sheets[sheet].merges.removeAll { $0.rows.overlaps(rows) }
        for row in rows {
            for column in whole.sheets[sheet].rows[row].cells.indices {
                whole.sheets[sheet].rows[row].cells[column].note = nil
            }
            let height = whole.fittedHeights(ofSheet: sheet)[row]
            whole.sheets[sheet].rows[row].height = .fixed(height)
        }
        self.rows = Array(whole.sheets[sheet].rows[rows])
        workbook = whole
        workbook.sheets[sheet].rows.removeSubrange(rows)
        let columns = self.rows.map(\.cells.count).max() ?? 0
        stretch = RowStretch(sheet: sheet, first: rows.lowerBound, rowCount: rows.count, columnCount: columns)
    }

    /// Puts rows into a sheet whose other rows are held.
    public init(
        _ rows: [Row], at first: Int, of given: Workbook, blockHeight: Int = 1, merges: [CellRange] = [],
        sheet: Int = 0
    ) {
        self.rows = rows
        workbook = given
        stretch = RowStretch(
            sheet: sheet, first: first, rowCount: rows.count, blockHeight: blockHeight, merges: merges,
            columnCount: rows.map(\.cells.count).max() ?? 0)
        whole = given
        whole.sheets[sheet].rows.insert(contentsOf: rows, at: first)
        for block in stride(from: first, to: first + rows.count, by: blockHeight) {
            for merge in merges {
                let place = merge.rows.lowerBound + block..<merge.rows.upperBound + block
                whole.sheets[sheet].merges.append(CellRange(rows: place, columns: merge.columns))
            }
        }
    }

    /// The rows from the first on.
    public var producer: ModelRows { ModelRows(rows) }

    /// The streamed file.
    public func bytes(_ writer: some RowStreamingWriter) throws -> [UInt8] {
        var sink = MemorySink()
        var rows = producer
        try writer.write(workbook, streaming: stretch, from: &rows, to: &sink)
        return sink.bytes
    }
}

/// Gives rows of the model one at a time, each value in its own way.
public struct ModelRows: RowProducer {
    private let rows: [Row]
    private var next = 0

    /// From the first row on.
    public init(_ rows: [Row]) { self.rows = rows }

    /// The next row, until there is none.
    public mutating func next(into buffer: inout RowBuffer) -> Bool {
        guard next < rows.count else { return false }
        let row = rows[next]
        next += 1
        if case .fixed(let height) = row.height { buffer.height = height }
        buffer.isHidden = row.isHidden
        for cell in row.cells { append(cell, to: &buffer) }
        return true
    }

    private func append(_ cell: Cell, to buffer: inout RowBuffer) {
        switch cell.value {
        case .empty: cell.style == .standard ? buffer.skip(1) : buffer.appendBlank(style: cell.style)
        case .text(let text): buffer.append(text, style: cell.style)
        case .number(let number): buffer.append(number, style: cell.style)
        case .percentage(let ratio): buffer.append(percentage: ratio, style: cell.style)
        case .boolean(let flag): buffer.append(flag, style: cell.style)
        case .date(let moment): buffer.append(moment, style: cell.style)
        case .time(let seconds): buffer.append(seconds: seconds, style: cell.style)
        case .richText, .formula: buffer.append(cell)
        }
    }
}
