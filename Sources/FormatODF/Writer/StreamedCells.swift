import Markup
import Sheets

/// Writes the cells of streamed rows as bytes. What cells of one column, style and type have in common is made once and
/// kept until something else lies over the rows.
struct StreamedCells: ~Copyable {
    /// What decides how a cell's markup begins.
    private enum Kind: UInt8 { case blank, text, number, percentage, day, moment, time, boolean }

    /// The markup of a column's cells up to their value.
    private struct Opening {
        var style: StyleID
        var kind: Kind
        var markup: MarkupStock.Item
        /// Of numbers; `nil`: the slow way.
        var display: QuickDisplay?
        /// Of blank cells: which ones are written alike.
        var blank: Int
        /// Another opening of the same column; negative: none.
        var next: Int
    }

    private struct Value: Hashable {
        var opening: Int
        var payload: UInt64
    }

    /// Blank cells that are written alike.
    private struct Blank {
        var markup: MarkupStock.Item
        var isRepeatable: Bool
        /// Need not be written at the end of a row.
        var isPlain: Bool
    }

    private static let mostStockBytes = 1 << 22

    private let plan: SheetPlan
    private let elements: CellElements
    private var stock = MarkupStock()
    private var openings: [Opening] = []
    /// The opening that each column of each row of a block used last; negative: none.
    private var last: [Int] = []
    private var columnCount = 0
    private var overlays: [RowOverlay] = []
    private var covered: [[Bool]] = []
    private var blanks: [Blank] = []
    private var blankNumbers: [PlannedCell: Int] = [:]
    /// Whole cells of values that take long to show: days, times, percentages.
    private var cells: [Value: MarkupStock.Item] = [:]

    init(_ plan: SheetPlan, _ elements: CellElements) {
        self.plan = plan
        self.elements = elements
    }

    /// Forgets what was made for the rows above.
    mutating func restart(_ stretch: RowStretch, at row: Int) {
        forget()
        // The blocks' rows from here on, in the order of their places in a block.
        let first = row - (row - stretch.first) % max(stretch.blockHeight, 1)
        overlays = (0..<max(stretch.blockHeight, 1)).map { offset in
            let place = first + offset < row ? first + offset + max(stretch.blockHeight, 1) : first + offset
            return plan.overlay(ofStreamedRow: place, in: stretch)
        }
        covered = overlays.map { overlay in
            overlay.merges.isEmpty ? [] : (0..<overlay.columnCount).map { overlay.covers($0) }
        }
    }

    private mutating func forget() {
        stock.removeAll()
        openings.removeAll(keepingCapacity: true)
        blanks.removeAll(keepingCapacity: true)
        blankNumbers.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        last = Array(repeating: -1, count: last.count)
    }

    var hasDrawings: Bool { overlays.contains { !$0.drawings.isEmpty } }

    func isMerged(_ offset: Int) -> Bool { !overlays[offset].merges.isEmpty }

    // MARK: One row

    /// Blank cells in a row that are alike and not yet written.
    private struct Waiting {
        var blank = -1
        var count = 0
    }

    /// - Parameter offset: The row's place in its block.
    mutating func write(
        _ row: borrowing RowBuffer, _ offset: Int, _ names: inout StyleNames, to buffer: inout MarkupBuffer
    ) {
        if stock.count > Self.mostStockBytes { forget() }
        let count = max(row.count, overlays[offset].columnCount)
        if count > columnCount { widen(to: count) }
        let covered = covered[offset]
        var waiting = Waiting()
        for column in 0..<count {
            guard column < row.count else {
                blank(plan.sheet.column(column).style, column, offset, &waiting, &names, to: &buffer)
                continue
            }
            let slot = row.slot(column)
            if column < covered.count, covered[column] {
                blank(row.cell(of: slot).style, column, offset, &waiting, &names, to: &buffer)
                continue
            }
            switch slot.kind {
            case .absent, .blank: blank(slot.style, column, offset, &waiting, &names, to: &buffer)
            case .text:
                put(&waiting, to: &buffer)
                text(row, slot, column, offset, &names, to: &buffer)
            case .number:
                put(&waiting, to: &buffer)
                number(row, slot, column, offset, &names, to: &buffer)
            case .cell: model(RowContent.cell(row, slot), column, offset, &waiting, &names, to: &buffer)
            default:
                put(&waiting, to: &buffer)
                kept(row, slot, column, offset, &names, to: &buffer)
            }
        }
        if waiting.blank >= 0, !blanks[waiting.blank].isPlain { put(&waiting, to: &buffer) }
    }

    private mutating func widen(to count: Int) {
        columnCount = count
        last = Array(repeating: -1, count: count * overlays.count)
        forget()
    }

    // MARK: Values

    private mutating func text(
        _ row: borrowing RowBuffer, _ slot: RowBuffer.Slot, _ column: Int, _ offset: Int,
        _ names: inout StyleNames, to buffer: inout MarkupBuffer
    ) {
        let start = buffer.count
        let opening = opening(.text, slot.style, column, offset, &names)
        buffer.item(openings[opening].markup, of: stock)
        let text = row.text(of: slot)
        if !text.isEmpty, buffer.plainText(padded: text) {
            buffer.verbatim("</text:p></table:table-cell>")
        } else {
            buffer.cut(to: start)
            slow(row.cell(of: slot), column, offset, &names, to: &buffer)
        }
    }

    private mutating func number(
        _ row: borrowing RowBuffer, _ slot: RowBuffer.Slot, _ column: Int, _ offset: Int,
        _ names: inout StyleNames, to buffer: inout MarkupBuffer
    ) {
        let start = buffer.count
        let number = Double(bitPattern: slot.payload)
        let opening = opening(.number, slot.style, column, offset, &names)
        buffer.item(openings[opening].markup, of: stock)
        if buffer.shortNumber(number) {
            buffer.verbatim("\"><text:p>")
            if Self.show(number, openings[opening].display, in: &buffer) {
                return buffer.verbatim("</text:p></table:table-cell>")
            }
        }
        buffer.cut(to: start)
        slow(row.cell(of: slot), column, offset, &names, to: &buffer)
    }

    private static func show(_ number: Double, _ display: QuickDisplay?, in buffer: inout MarkupBuffer) -> Bool {
        switch display {
        case .general: (abs(number) < 1e8 || number == number.rounded()) && buffer.shortNumber(number)
        case .decimals(let minimum, let maximum, let isGrouped):
            buffer.shortNumber(number, decimals: minimum, maximum, isGrouped: isGrouped)
        case nil: false
        }
    }

    /// A value that is often met again.
    private mutating func kept(
        _ row: borrowing RowBuffer, _ slot: RowBuffer.Slot, _ column: Int, _ offset: Int,
        _ names: inout StyleNames, to buffer: inout MarkupBuffer
    ) {
        let opening = opening(Self.kind(of: slot), slot.style, column, offset, &names)
        let value = Value(opening: opening, payload: slot.payload)
        if let known = cells[value] { return buffer.item(known, of: stock) }
        let item = stock.add(markup(row.cell(of: slot), column, offset, &names))
        cells[value] = item
        buffer.item(item, of: stock)
    }

    private static func kind(of slot: RowBuffer.Slot) -> Kind {
        switch slot.kind {
        case .percentage: .percentage
        case .date: slot.payload & 0xFFFF_FFFF == 0 ? .day : .moment
        case .time: .time
        default: .boolean
        }
    }

    private mutating func model(
        _ cell: Cell, _ column: Int, _ offset: Int, _ waiting: inout Waiting, _ names: inout StyleNames,
        to buffer: inout MarkupBuffer
    ) {
        if cell.value == .empty { return blank(cell.style, column, offset, &waiting, &names, to: &buffer) }
        put(&waiting, to: &buffer)
        slow(cell, column, offset, &names, to: &buffer)
    }

    @inline(never)
    private func slow(
        _ cell: Cell, _ column: Int, _ offset: Int, _ names: inout StyleNames, to buffer: inout MarkupBuffer
    ) {
        buffer.verbatim(markup(cell, column, offset, &names))
    }

    private func markup(_ cell: Cell, _ column: Int, _ offset: Int, _ names: inout StyleNames) -> [UInt8] {
        var xml = MarkupText()
        elements.write(planned(cell, column, offset), count: 1, &names, into: &xml)
        return xml.take()
    }

    private func planned(_ cell: Cell, _ column: Int, _ offset: Int) -> PlannedCell {
        overlays[offset].lay(over: cell, at: column, columnStyle: plan.sheet.column(column).style, in: plan)
    }

    // MARK: Blank cells

    private mutating func blank(
        _ style: StyleID, _ column: Int, _ offset: Int, _ waiting: inout Waiting, _ names: inout StyleNames,
        to buffer: inout MarkupBuffer
    ) {
        let blank = openings[opening(.blank, style, column, offset, &names)].blank
        if waiting.blank == blank, blanks[blank].isRepeatable {
            waiting.count += 1
        } else {
            put(&waiting, to: &buffer)
            waiting = Waiting(blank: blank, count: 1)
        }
    }

    private func put(_ waiting: inout Waiting, to buffer: inout MarkupBuffer) {
        if waiting.blank < 0 { return }
        buffer.item(blanks[waiting.blank].markup, of: stock)
        if waiting.count > 1 {
            buffer.verbatim(" table:number-columns-repeated=\"")
            buffer.integer(waiting.count)
            buffer.verbatim("\"")
        }
        buffer.verbatim("/>")
        waiting = Waiting()
    }

    // MARK: Openings

    @inline(__always)
    private mutating func opening(
        _ kind: Kind, _ style: StyleID, _ column: Int, _ offset: Int, _ names: inout StyleNames
    ) -> Int {
        let index = last[offset &* columnCount &+ column]
        if index >= 0, openings[index].style == style, openings[index].kind == kind { return index }
        return find(kind, style, column, offset, &names)
    }

    @inline(never)
    private mutating func find(
        _ kind: Kind, _ style: StyleID, _ column: Int, _ offset: Int, _ names: inout StyleNames
    ) -> Int {
        let place = offset * columnCount + column
        var index = last[place]
        while index >= 0 {
            if openings[index].style == style, openings[index].kind == kind { return index }
            index = openings[index].next
        }
        let new = makeOpening(kind, planned(Cell(Self.sample(kind), style: style), column, offset), &names)
        openings.append(new)
        openings[openings.count - 1].next = last[place]
        last[place] = openings.count - 1
        return openings.count - 1
    }

    /// Any value that the format of such cells follows from.
    private static func sample(_ kind: Kind) -> CellValue {
        switch kind {
        case .text: .text("")
        case .number: .number(0)
        default: .empty
        }
    }

    private mutating func makeOpening(
        _ kind: Kind, _ planned: PlannedCell, _ names: inout StyleNames
    ) -> Opening {
        var opening = Opening(
            style: planned.cell.style, kind: kind, markup: stock.add([]), display: nil, blank: -1, next: -1)
        switch kind {
        case .blank: opening.blank = blankNumber(planned, &names)
        case .text:
            let type = " office:value-type=\"string\"><text:p>"
            opening.markup = stock.add(tag(planned, &names) + Array(type.utf8))
        case .number:
            let type = " office:value-type=\"float\" office:value=\""
            opening.markup = stock.add(tag(planned, &names) + Array(type.utf8))
            opening.display = plan.styles[planned.cell.style].numberFormat.quickDisplay
        default: break
        }
        return opening
    }

    private mutating func blankNumber(_ planned: PlannedCell, _ names: inout StyleNames) -> Int {
        if let known = blankNumbers[planned] { return known }
        blanks.append(
            Blank(
                markup: stock.add(tag(planned, &names)), isRepeatable: planned.isRepeatable,
                isPlain: planned.isPlain && planned.cell.style == .standard))
        blankNumbers[planned] = blanks.count - 1
        return blanks.count - 1
    }

    /// An open tag, for more attributes.
    private func tag(_ planned: PlannedCell, _ names: inout StyleNames) -> [UInt8] {
        var xml = MarkupText()
        elements.start(planned, count: 1, &names, into: &xml)
        return xml.take().dropLast()
    }
}
