import Diagnostics
import FileKinds
import Sheets

/// Puts parsed rows and cells together to a ``Sheet``. Repeats cost nothing until something stands in or after them.
struct SheetBuilder {
    private let limits: ReadLimits
    private let log: ReadLog
    var sheet: Sheet
    /// Rows and columns met so far, repeats counted.
    private(set) var rowIndex = 0
    private(set) var columnIndex = 0
    private var columnRuns: [(range: Range<Int>, column: Column)] = []
    /// Rows without any value, taken up only when a row with one follows.
    private var pendingRows: [(row: Row, count: Int)] = []
    private var coveredUntil: [Int] = []
    private var rejectedMerges = 0

    init(name: String, limits: ReadLimits, log: ReadLog) {
        sheet = Sheet(name: name)
        self.limits = limits
        self.log = log
    }

    // MARK: Columns

    mutating func addColumns(_ column: Column, count: Int) {
        let end = min(columnIndex + count, limits.columns)
        if end > columnIndex { columnRuns.append((columnIndex..<end, column)) }
        columnIndex = end
    }

    /// The columns from `start` on that share one default style, and that style.
    func columnStyles(in range: Range<Int>) -> [(columns: Range<Int>, style: StyleID)] {
        var result: [(columns: Range<Int>, style: StyleID)] = []
        var next = range.lowerBound
        for run in columnRuns where run.range.overlaps(range) {
            let part = run.range.clamped(to: range)
            result.append((part, run.column.style))
            next = part.upperBound
        }
        if next < range.upperBound { result.append((next..<range.upperBound, .standard)) }
        return result
    }

    // MARK: Rows

    /// - Parameters:
    ///   - row: Its cells from column A on.
    ///   - hasContent: A value, a note, a picture or a merge stands in it.
    mutating func add(_ row: Row, count: Int, hasContent: Bool, cells: inout Int) throws {
        let start = rowIndex
        let end = min(start + count, limits.rows)
        if !hasContent {
            if end > start { pendingRows.append((row, end - start)) }
            rowIndex = end
            return
        }
        guard start + count <= limits.rows else { throw ReadTrouble.overLimit("行数", limits.rows, sheet: sheet.name) }
        try takeUpPending(&cells)
        try append(row, count, &cells)
        rowIndex = end
    }

    private mutating func append(_ row: Row, _ count: Int, _ cells: inout Int) throws {
        let (added, overflow) = row.cells.count.multipliedReportingOverflow(by: count)
        cells += overflow ? limits.cells : added
        if overflow || cells > limits.cells { throw ReadTrouble.overLimit("单元格个数", limits.cells, sheet: sheet.name) }
        sheet.rows.append(contentsOf: repeatElement(row, count: count))
    }

    private mutating func takeUpPending(_ cells: inout Int) throws {
        for (row, count) in pendingRows { try append(row, count, &cells) }
        pendingRows = []
    }

    mutating func addBreak() { sheet.rowBreaks.append(rowIndex) }

    // MARK: Merges

    mutating func addMerge(rows: Range<Int>, columns: Range<Int>) throws {
        let rows = rows.clamped(to: 0..<limits.rows)
        let columns = columns.clamped(to: 0..<limits.columns)
        guard rows.count > 1 || columns.count > 1, !rows.isEmpty, !columns.isEmpty else { return }
        let place = CellRef(row: rows.lowerBound, column: columns.lowerBound)
        if rows.count.multipliedReportingOverflow(by: columns.count).partialValue > limits.mergedCells {
            throw ReadTrouble.overLimit("合并区域的单元格个数", limits.mergedCells, at: place, sheet: sheet.name)
        }
        if coveredUntil.count < columns.upperBound {
            coveredUntil.append(contentsOf: repeatElement(0, count: columns.upperBound - coveredUntil.count))
        }
        if columns.contains(where: { coveredUntil[$0] > rows.lowerBound }) {
            rejectedMerges += 1
            if rejectedMerges > 1000 { throw ReadTrouble.overLimit("互相重叠的合并区域个数", 1000, at: place, sheet: sheet.name) }
            log.note("odf.merge-overlap", .verify, at: place, "合并区域与前面的合并区域重叠，已略去", remedy: "请核对表格的合并")
            return
        }
        for column in columns { coveredUntil[column] = rows.upperBound }
        sheet.merges.append(CellRange(rows: rows, columns: columns))
    }

    // MARK: The end

    /// - Parameter cells: Counted over the whole file.
    mutating func finish(cells: inout Int) throws -> Sheet {
        try closeRows(&cells)
        closeColumns()
        clearCovered()
        sheet.rowBreaks = sheet.rowBreaks.filter { $0 > 0 && $0 < limits.rows }
        return sheet
    }

    /// Rows after the last value: kept while they look meant, dropped where they only fill the sheet to its end.
    private mutating func closeRows(_ cells: inout Int) throws {
        for (row, count) in pendingRows {
            if count >= Self.filler { break }
            try append(row, count, &cells)
        }
        pendingRows = []
        while let last = sheet.rows.last, Self.isPlain(last) { sheet.rows.removeLast() }
    }

    private static let filler = 256

    private static func isPlain(_ row: Row) -> Bool {
        guard row.cells.isEmpty, !row.isHidden, case .fitted(let minimum) = row.height else { return false }
        return abs(minimum - Row.standardHeight) < 0.5
    }

    private mutating func closeColumns() {
        let used = max(
            sheet.rows.lazy.map(\.cells.count).max() ?? 0, sheet.merges.lazy.map(\.columns.upperBound).max() ?? 0)
        for (range, column) in columnRuns {
            let isFiller = range.count >= Self.filler
            let end = isFiller ? max(range.lowerBound, min(range.upperBound, used)) : range.upperBound
            sheet.columns.append(contentsOf: repeatElement(column, count: end - range.lowerBound))
            if isFiller, end < range.upperBound { break }
        }
        while sheet.columns.last == Column() { sheet.columns.removeLast() }
    }

    /// Values under a merge are kept by some programs; the model has none there.
    private mutating func clearCovered() {
        for merge in sheet.merges {
            for row in merge.rows.clamped(to: 0..<sheet.rows.count) {
                for column in merge.columns.clamped(to: 0..<sheet.rows[row].cells.count) {
                    let place = CellRef(row: row, column: column)
                    guard place != merge.first, sheet.rows[row].cells[column].value != .empty else { continue }
                    sheet.rows[row].cells[column].value = .empty
                    log.note("odf.covered-value", .hint, at: place, "被合并遮住的单元格另有内容，已略去", remedy: "请核对合并单元格")
                }
            }
        }
    }
}
