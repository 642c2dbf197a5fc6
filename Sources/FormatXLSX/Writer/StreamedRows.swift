import Diagnostics
import Sheets

/// Rows that come one at a time, straight into the bytes of `sheetData`.
struct StreamedRows: ~Copyable {
    let stretch: RowStretch
    private let workbook: Workbook
    private let columns: [Column]
    private let hasDrawings: Bool
    private var row = RowBuffer()
    private var count = 0
    private var styles = StreamedStyles()
    private var block: StreamedBlock?
    /// Of the first rows, in points, for pictures and charts that hang above them and reach into them.
    private(set) var heights: [Double] = []
    private static let mostHeights = 1_000

    /// - Throws: ``Failure`` of kind `.content` when the sheet would be too long or too wide.
    init(_ stretch: RowStretch, of workbook: Workbook) throws {
        self.stretch = stretch
        self.workbook = workbook
        let sheet = workbook.sheets[stretch.sheet]
        columns = sheet.columns
        hasDrawings = !(sheet.pictures.isEmpty && sheet.charts.isEmpty)
        let merges = MergePlan.accepted(stretch.merges)
        block = merges.isEmpty ? nil : StreamedBlock(height: stretch.blockHeight, merges: merges)
        let rows = max(sheet.rows.count, stretch.first) + stretch.rowCount
        if rows > Limit.rows { throw tooLong(rows) }
    }

    var sheetName: String { workbook.sheets[stretch.sheet].name }

    /// Writes rows until a chunk is full.
    ///
    /// - Returns: False when there are no more.
    mutating func fill(
        from rows: inout some RowProducer, _ cells: inout CellWriting, to data: inout SheetData
    ) throws -> Bool {
        while data.buffer.count < SheetData.chunkBytes {
            row.removeAll()
            guard try rows.next(into: &row) else {
                if count != stretch.rowCount { throw wrongCount(" \(count) 行") }
                return false
            }
            if count == stretch.rowCount { throw wrongCount("更多") }
            if row.count > Limit.columns { throw tooWide() }
            if hasDrawings, heights.count < Self.mostHeights { heights.append(row.isHidden ? 0 : row.height) }
            if block == nil { write(&cells, to: &data) } else { collect(&cells, to: &data) }
            count += 1
        }
        return true
    }

    // MARK: Rows without merges

    private mutating func write(_ cells: inout CellWriting, to data: inout SheetData) {
        if row.height == Row.standardHeight, !row.isHidden, isBlank { return }
        data.startRow(stretch.first + count, height: row.height, isHidden: row.isHidden)
        for column in 0..<row.count { write(row.slot(column), column, &cells, to: &data) }
        data.endRow()
    }

    private var isBlank: Bool { (0..<row.count).allSatisfy { row.cell(of: row.slot($0)).isBlank } }

    @inline(__always)
    private mutating func write(
        _ slot: RowBuffer.Slot, _ column: Int, _ cells: inout CellWriting, to data: inout SheetData
    ) {
        switch slot.kind {
        case .text: text(slot, column, &cells, to: &data)
        case .number:
            let number = Double(bitPattern: slot.payload)
            guard number.isFinite else { return cell(slot, column, &cells, to: &data) }
            data.number(number, column, style: styles.forNumbers(slot.style, &cells))
        default: cell(slot, column, &cells, to: &data)
        }
    }

    @inline(__always)
    private mutating func text(
        _ slot: RowBuffer.Slot, _ column: Int, _ cells: inout CellWriting, to data: inout SheetData
    ) {
        let text = row.text(of: slot)
        guard !cells.strings.isShared, let head = text.first, let tail = text.last,
            !Self.needsCloserLook(head, text.count)
        else {
            return cell(slot, column, &cells, to: &data)
        }
        data.inlineText(
            padded: text, column, style: styles.known(slot.style, &cells),
            hasOuterSpace: RichText.isSpace(head) || RichText.isSpace(tail))
    }

    /// Too long, or perhaps a code: a zero and more, or many digits.
    @inline(__always)
    private static func needsCloserLook(_ head: UInt8, _ count: Int) -> Bool {
        count > 15 && (head &- 0x30 < 10 || count > Limit.text) || head == 0x30 && count > 1
    }

    /// The way of every other cell.
    @inline(never)
    private func cell(_ slot: RowBuffer.Slot, _ column: Int, _ cells: inout CellWriting, to data: inout SheetData) {
        cells.write(row.cell(of: slot), column, mayLeaveOut: columns.isPlain(column), to: &data)
    }

    // MARK: Blocks with merges

    /// Keeps the row, and writes all of its block when it was the last one.
    private mutating func collect(_ cells: inout CellWriting, to data: inout SheetData) {
        let model = Row((0..<row.count).map { row.cell(of: row.slot($0)) }, isHidden: row.isHidden)
        guard let sheet = block?.add(model, height: row.height) else { return }
        let part = RowPart(sheet: sheet, merges: MergePlan(sheet, in: workbook), columns: columns)
        let first = stretch.first + count + 1 - sheet.rows.count
        for (index, height) in (block?.heights ?? []).enumerated() {
            part.write(index, at: first + index, height: height, &cells, to: &data)
        }
        block?.removeAll()
    }

    // MARK: What stops the writing

    private func tooLong(_ rows: Int) -> Failure {
        Failure(
            .content, "xlsx.too-many-rows", at: Place(sheet: sheetName), "一个工作表最多 \(Limit.rows) 行，数据要占 \(rows) 行",
            remedy: "请分成几个工作表")
    }

    private func tooWide() -> Failure {
        Failure(
            .content, "xlsx.too-many-columns", at: Place(sheet: sheetName),
            "一个工作表最多 \(Limit.columns) 列，第 \(stretch.first + count + 1) 行有 \(row.count) 列", remedy: "请分成几个工作表")
    }

    private func wrongCount(_ given: String) -> Failure {
        Failure(
            .content, "xlsx.streamed-rows", at: Place(sheet: sheetName),
            "应有 \(stretch.rowCount) 行数据，实有\(given)", remedy: "请核对数据在生成过程中有没有增减")
    }
}

/// The rows of one item whose cells are merged, held until the last one is there.
struct StreamedBlock {
    private let height: Int
    private var sheet: Sheet
    /// In points.
    private(set) var heights: [Double] = []

    init(height: Int, merges: [CellRange]) {
        self.height = height
        sheet = Sheet(name: "", merges: merges)
    }

    /// - Returns: The block as a sheet of its own, once it is whole.
    mutating func add(_ row: Row, height points: Double) -> Sheet? {
        sheet.rows.append(row)
        heights.append(points)
        return sheet.rows.count < height ? nil : sheet
    }

    mutating func removeAll() {
        sheet.rows.removeAll(keepingCapacity: true)
        heights.removeAll(keepingCapacity: true)
    }
}

/// Which style a streamed cell is written with, looked up once for each style.
struct StreamedStyles {
    private var numbers: [StyleID?] = []
    private var styleCount = 0

    @inline(__always)
    mutating func forNumbers(_ style: StyleID, _ cells: inout CellWriting) -> StyleID {
        if style.number < numbers.count, let known = numbers[style.number] { return known }
        return lookUp(style, &cells)
    }

    /// A number that no style has is taken for the standard style.
    @inline(__always)
    mutating func known(_ style: StyleID, _ cells: inout CellWriting) -> StyleID {
        style.number < styleCount ? style : widen(style, &cells)
    }

    @inline(never)
    private mutating func lookUp(_ style: StyleID, _ cells: inout CellWriting) -> StyleID {
        let found = cells.styles.id(of: known(style, &cells), showing: .number(0))
        if style.number < styleCount {
            numbers.append(contentsOf: repeatElement(nil, count: max(0, style.number + 1 - numbers.count)))
            numbers[style.number] = found
        }
        return found
    }

    @inline(never)
    private mutating func widen(_ style: StyleID, _ cells: inout CellWriting) -> StyleID {
        styleCount = cells.styles.styles.all.count
        return style.number < styleCount ? style : .standard
    }
}
