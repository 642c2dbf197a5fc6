import Diagnostics
import Sheets

/// Rows that come one at a time, straight into the bytes of `sheetData`.
struct StreamedRows: ~Copyable {
    private var row = RowBuffer()
    private let first: Int
    private let sheetName: String
    private(set) var count = 0
    private var styles = StreamedStyles()

    /// - Parameter first: The place of the first row.
    init(first: Int, sheetName: String) {
        self.first = first
        self.sheetName = sheetName
    }

    /// Writes rows until a chunk is full.
    ///
    /// - Returns: False when there are no more.
    mutating func fill(
        from rows: inout some RowProducer, _ cells: inout CellWriting, to data: inout SheetData
    ) throws -> Bool {
        while data.buffer.count < SheetData.chunkBytes {
            row.removeAll()
            guard try rows.next(into: &row) else { return false }
            try check()
            data.startRow(first + count, height: row.height, isHidden: row.isHidden)
            for column in 0..<row.count { write(row.slot(column), column, &cells, to: &data) }
            data.endRow()
            count += 1
        }
        return true
    }

    private func check() throws {
        if first + count >= Limit.rows {
            throw Failure(
                .content, "xlsx.too-many-rows", at: Place(sheet: sheetName), "一个工作表最多 \(Limit.rows) 行，数据不止这些",
                remedy: "请分成几个工作表")
        }
        if row.count > Limit.columns {
            throw Failure(
                .content, "xlsx.too-many-columns", at: Place(sheet: sheetName),
                "一个工作表最多 \(Limit.columns) 列，第 \(first + count + 1) 行有 \(row.count) 列", remedy: "请分成几个工作表")
        }
    }

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
        case .absent: break
        default: cell(slot, column, &cells, to: &data)
        }
    }

    @inline(__always)
    private mutating func text(
        _ slot: RowBuffer.Slot, _ column: Int, _ cells: inout CellWriting, to data: inout SheetData
    ) {
        let text = row.text(of: slot)
        guard let head = text.first, let tail = text.last, !Self.needsCloserLook(head, text.count) else {
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
        cells.write(row.cell(of: slot), column, mayLeaveOut: true, to: &data)
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
