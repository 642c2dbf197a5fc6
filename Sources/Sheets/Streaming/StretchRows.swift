import Diagnostics

/// No rows at all, for a writer that has one way for whole and for streamed sheets.
package struct NoRows: RowProducer {
    package init() {}

    package mutating func next(into row: inout RowBuffer) -> Bool { false }
}

/// Takes the rows of a stretch one at a time and sees that they are as many, and as wide, as was said.
package struct StretchRows: ~Copyable {
    /// The row that came last.
    package private(set) var row = RowBuffer()
    /// How many came so far.
    package private(set) var count = 0
    private let stretch: RowStretch
    private let sheetName: String
    private let format: String
    private let columnLimit: Int

    /// - Parameters:
    ///   - format: What the rules of its findings begin with, for example `odf`.
    ///   - rowLimit: The most rows of a sheet in that format.
    ///   - columnLimit: The most columns.
    /// - Throws: ``Failure`` of kind `.content` when the sheet would be too long.
    package init(
        _ stretch: RowStretch, of sheet: Sheet, format: String, rowLimit: Int = 1 << 20, columnLimit: Int = 1 << 14
    ) throws {
        self.stretch = stretch
        self.format = format
        self.columnLimit = columnLimit
        sheetName = sheet.name
        let rows = max(sheet.rows.count, stretch.first) + stretch.rowCount
        if rows > rowLimit {
            throw Failure(
                .content, "\(format).too-many-rows", at: Place(sheet: sheetName),
                "一个工作表最多 \(rowLimit) 行，数据要占 \(rows) 行", remedy: "请分成几个工作表")
        }
    }

    /// - Returns: False after the last row.
    /// - Throws: ``Failure`` of kind `.content` for a row too many, too few or too wide; errors of `rows` as they are.
    package mutating func next(from rows: inout some RowProducer) throws -> Bool {
        row.removeAll()
        guard try rows.next(into: &row) else {
            if count != stretch.rowCount { throw wrongCount(" \(count) 行") }
            return false
        }
        if count == stretch.rowCount { throw wrongCount("更多") }
        if row.count > columnLimit { throw tooWide() }
        count += 1
        return true
    }

    private func wrongCount(_ given: String) -> Failure {
        Failure(
            .content, "\(format).streamed-rows", at: Place(sheet: sheetName),
            "应有 \(stretch.rowCount) 行数据，实有\(given)", remedy: "请核对数据在生成过程中有没有增减")
    }

    private func tooWide() -> Failure {
        Failure(
            .content, "\(format).too-many-columns", at: Place(sheet: sheetName),
            "一个工作表最多 \(columnLimit) 列，第 \(stretch.first + count + 1) 行有 \(row.count) 列", remedy: "请分成几个工作表")
    }
}
