import ByteIO
import Diagnostics
import Markup
import Sheets

/// Writes streamed rows without merges as bytes. What cells of one style and type begin with is made once.
struct StreamedCells: ~Copyable {
    /// The markup of cells behind `<Cell` and up to their value.
    private struct Opening {
        var style: StyleID
        var kind: RowBuffer.Kind
        /// True where a style must be named because the column has one.
        var isNamed: Bool
        var markup: MarkupStock.Item
    }

    private let table: TablePart
    private(set) var buffer = MarkupBuffer()
    private var stock = MarkupStock()
    private var openings: [Opening] = []
    /// The opening that each column used last.
    private var last: [Int] = []
    private var height: (points: Double, markup: [UInt8])?

    init(_ table: TablePart) { self.table = table }

    mutating func handOn(to sink: inout some ByteSink) throws {
        try sink.write(buffer.bytes)
        buffer.removeAll()
    }

    /// - Parameters:
    ///   - row: Holds at least one value.
    ///   - isJump: True when the row above is not written.
    mutating func write(
        _ row: borrowing RowBuffer, at place: Int, isJump: Bool, _ styles: inout StyleUse
    ) {
        start(row, at: place, isJump)
        if row.count > last.count { last.append(contentsOf: repeatElement(0, count: row.count - last.count)) }
        var next = 0
        for column in 0..<row.count {
            let slot = row.slot(column)
            let isPlainColumn = column >= table.sheet.columns.count || table.sheet.columns[column].style == .standard
            switch slot.kind {
            case .absent, .blank: if isPlainColumn, slot.style == .standard { continue }
            default: break
            }
            let isJump = column != next
            let start = buffer.count
            if !quick(row, slot, column, isJump: isJump, isNamed: !isPlainColumn, &styles) {
                buffer.cut(to: start)
                let cell = RowContent.cell(row, slot)
                if cell.isBlank, isPlainColumn { continue }
                slow(cell, CellRef(row: place, column: column), isJump: isJump, &styles)
            }
            next = column + 1
        }
        buffer.verbatim("</Row>")
    }

    private mutating func start(_ row: borrowing RowBuffer, at place: Int, _ isJump: Bool) {
        buffer.verbatim("\n<Row")
        if isJump {
            buffer.verbatim(" ss:Index=\"")
            buffer.integer(place + 1)
            buffer.verbatim("\"")
        }
        let points = RowContent.height(row)
        if height?.points != points {
            let text = Decimal.plain(TablePart.length(points, upTo: Limit.rowHeight))
            height = (points, Array(" ss:AutoFitHeight=\"0\" ss:Height=\"\(text)\"".utf8))
        }
        if let height { buffer.verbatim(height.markup) }
        if row.isHidden { buffer.verbatim(" ss:Hidden=\"1\"") }
        buffer.verbatim(">")
    }

    // MARK: Cells

    /// - Returns: False when the cell needs the slow way; part of it may be written by then.
    private mutating func quick(
        _ row: borrowing RowBuffer, _ slot: RowBuffer.Slot, _ column: Int, isJump: Bool, isNamed: Bool,
        _ styles: inout StyleUse
    ) -> Bool {
        guard slot.kind == .text || slot.kind == .number else { return false }
        buffer.verbatim("<Cell")
        if isJump {
            buffer.verbatim(" ss:Index=\"")
            buffer.integer(column + 1)
            buffer.verbatim("\"")
        }
        buffer.item(openings[opening(slot, column, isNamed, &styles)].markup, of: stock)
        if slot.kind == .number {
            guard buffer.shortNumber(Double(bitPattern: slot.payload)) else { return false }
        } else {
            let text = row.text(of: slot)
            guard !text.isEmpty, !Self.mayBreakLine(text), buffer.plainText(padded: text) else { return false }
        }
        buffer.verbatim("</Data></Cell>")
        return true
    }

    /// U+0085, U+2028 and U+2029 are line breaks too.
    private static func mayBreakLine(_ text: UnsafeRawBufferPointer) -> Bool {
        var before: UInt8 = 0
        for byte in text {
            if before == 0x80 && (byte == 0xA8 || byte == 0xA9) || before == 0xC2 && byte == 0x85 { return true }
            before = byte
        }
        return false
    }

    private mutating func opening(
        _ slot: RowBuffer.Slot, _ column: Int, _ isNamed: Bool, _ styles: inout StyleUse
    ) -> Int {
        let index = last[column]
        if index < openings.count, openings[index].style == slot.style, openings[index].kind == slot.kind,
            openings[index].isNamed == isNamed
        {
            return index
        }
        let known = openings.firstIndex { $0.style == slot.style && $0.kind == slot.kind && $0.isNamed == isNamed }
        last[column] = known ?? makeOpening(slot, isNamed, &styles)
        return last[column]
    }

    private mutating func makeOpening(_ slot: RowBuffer.Slot, _ isNamed: Bool, _ styles: inout StyleUse) -> Int {
        let sample = Cell(slot.kind == .number ? .number(0) : .text(""), style: slot.style)
        let style = styles.id(of: sample, merge: nil, table.sheet, table.workbook)
        let name = isNamed || style != .standard ? " ss:StyleID=\"\(StyleUse.name(of: style))\"" : ""
        let type = slot.kind == .number ? "Number" : "String"
        let markup = stock.add(Array("\(name)><Data ss:Type=\"\(type)\">".utf8))
        openings.append(Opening(style: slot.style, kind: slot.kind, isNamed: isNamed, markup: markup))
        return openings.count - 1
    }

    @inline(never)
    private mutating func slow(_ cell: Cell, _ place: CellRef, isJump: Bool, _ styles: inout StyleUse) {
        var markup = MarkupText(.xml)
        table.write(cell, at: place, nil, isJump: isJump, &styles, to: &markup)
        buffer.verbatim(markup.take())
    }
}
