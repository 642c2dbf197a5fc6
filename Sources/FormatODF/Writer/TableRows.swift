import ByteIO
import Markup
import Sheets

/// Writes the rows of one table, held or streamed, and names the styles they need. Equal rows without values become one
/// with a count.
struct TableRows: ~Copyable {
    private static let chunkBytes = 1 << 17

    /// Equal rows.
    private struct Run {
        var rows: Range<Int>
        var row: Row
        /// In points.
        var height: Double
    }

    private let plan: SheetPlan
    private let cells: CellElements
    private let hasLineBreaks: Bool
    private var streamed: StreamedCells
    private var buffer = MarkupBuffer(capacity: chunkBytes + (chunkBytes >> 1))
    /// May be joined by the next row.
    private var waiting: Run?
    private var isInHeader = false
    /// The first of the plan's boundaries behind the row that comes next.
    private var boundary = 0
    private var opening: (look: RowLook, markup: [UInt8])?
    /// Columns of the whole table.
    private(set) var columnCount: Int

    init(_ plan: SheetPlan, _ cells: CellElements, hasLineBreaks: Bool) {
        self.plan = plan
        self.cells = cells
        self.hasLineBreaks = hasLineBreaks
        streamed = StreamedCells(plan, cells)
        columnCount = plan.columnCount
    }

    mutating func write(
        _ names: inout StyleNames, from rows: inout some RowProducer, to part: inout some ByteSink
    ) throws {
        if let stretch = plan.stretch {
            try held(0..<stretch.first, &names, to: &part)
            try stream(stretch, from: &rows, &names, to: &part)
            try held(stretch.rows.upperBound..<plan.rowCount, &names, to: &part)
        } else {
            try held(0..<plan.rowCount, &names, to: &part)
        }
        flush(&names)
        if isInHeader { buffer.verbatim("</table:table-header-rows>") }
        try handOn(to: &part)
    }

    private mutating func handOn(to part: inout some ByteSink) throws {
        try part.write(buffer.bytes)
        buffer.removeAll()
    }

    // MARK: Rows that the sheet holds

    private mutating func held(
        _ rows: Range<Int>, _ names: inout StyleNames, to part: inout some ByteSink
    ) throws {
        var row = rows.lowerBound
        while row < rows.upperBound {
            pass(row)
            // Past the last row held, nothing changes up to the next boundary.
            let isFilled = row < plan.filledRows.upperBound
            let end = isFilled ? row + 1 : min(nextBoundary, rows.upperBound)
            let held = plan.heldRow(row)
            add(
                Run(rows: row..<end, row: held, height: plan.height(ofHeldRow: row)),
                mayJoin: isFilled && held.cells.allSatisfy(Self.isValueless) && !plan.isMerged(row), &names)
            if buffer.count >= Self.chunkBytes { try handOn(to: &part) }
            row = end
        }
    }

    private static func isValueless(_ cell: Cell) -> Bool { cell.value == .empty && cell.note == nil }

    // MARK: Rows that come one at a time

    private mutating func stream(
        _ stretch: RowStretch, from rows: inout some RowProducer, _ names: inout StyleNames,
        to part: inout some ByteSink
    ) throws {
        var given = try StretchRows(stretch, of: plan.sheet, format: "odf")
        while try given.next(from: &rows) {
            write(given.row, at: stretch.first + given.count - 1, stretch, &names)
            if buffer.count >= Self.chunkBytes { try handOn(to: &part) }
        }
    }

    private mutating func write(
        _ row: borrowing RowBuffer, at place: Int, _ stretch: RowStretch, _ names: inout StyleNames
    ) {
        if pass(place) || place == stretch.first { streamed.restart(stretch, at: place) }
        columnCount = max(columnCount, row.count)
        let offset = (place - stretch.first) % max(stretch.blockHeight, 1)
        let height = RowContent.height(row)
        if RowContent.holdsValue(row), !streamed.hasDrawings {
            flush(&names)
            let look = plan.look(ofRow: place, row.rowHeight, points: height)
            startRow(place..<place + 1, look, isHidden: row.isHidden, &names)
            streamed.write(row, offset, &names, to: &buffer)
            buffer.verbatim("</table:table-row>")
        } else {
            let model = RowContent.row(row)
            let mayJoin = model.cells.allSatisfy(Self.isValueless) && !streamed.isMerged(offset)
            add(Run(rows: place..<place + 1, row: model, height: height), mayJoin: mayJoin, &names)
        }
    }

    // MARK: Joining

    /// Goes on to a row.
    ///
    /// - Returns: True when something that lies over several rows begins or ends above it.
    @discardableResult
    private mutating func pass(_ row: Int) -> Bool {
        let before = boundary
        while boundary < plan.boundaries.count, plan.boundaries[boundary] <= row { boundary += 1 }
        return boundary > before
    }

    private var nextBoundary: Int {
        boundary < plan.boundaries.count ? plan.boundaries[boundary] : plan.rowCount
    }

    private func isBoundary(_ row: Int) -> Bool { boundary > 0 && plan.boundaries[boundary - 1] == row }

    private mutating func add(_ run: Run, mayJoin: Bool, _ names: inout StyleNames) {
        if mayJoin, let last = waiting, last.rows.upperBound == run.rows.lowerBound,
            !isBoundary(run.rows.lowerBound), last.height == run.height, last.row == run.row
        {
            waiting?.rows = last.rows.lowerBound..<run.rows.upperBound
            return
        }
        flush(&names)
        if mayJoin { waiting = run } else { write(run, &names) }
    }

    private mutating func flush(_ names: inout StyleNames) {
        guard let run = waiting else { return }
        waiting = nil
        write(run, &names)
    }

    // MARK: Elements

    private mutating func write(_ run: Run, _ names: inout StyleNames) {
        let first = run.rows.lowerBound
        let look = plan.look(ofRow: first, run.row.height, points: run.height)
        startRow(run.rows, look, isHidden: run.row.isHidden, &names)
        var xml = MarkupText()
        write(plan.cells(run.row.cells, under: overlay(ofRow: first)), &names, into: &xml)
        buffer.verbatim(xml.take())
        buffer.verbatim("</table:table-row>")
    }

    private func overlay(ofRow row: Int) -> RowOverlay {
        guard let stretch = plan.stretch, stretch.rows.contains(row) else { return plan.overlay(ofRow: row) }
        return plan.overlay(ofStreamedRow: row, in: stretch)
    }

    private mutating func startRow(
        _ rows: Range<Int>, _ look: RowLook, isHidden: Bool, _ names: inout StyleNames
    ) {
        enterHeader(plan.isHeader(rows.lowerBound))
        if hasLineBreaks { buffer.verbatim("\n") }
        if opening?.look != look {
            opening = (look, Array("<table:table-row table:style-name=\"\(names.rows.name(of: look))\"".utf8))
        }
        if let opening { buffer.verbatim(opening.markup) }
        if rows.count > 1 { buffer.verbatim(Array(" table:number-rows-repeated=\"\(rows.count)\"".utf8)) }
        if isHidden { buffer.verbatim(" table:visibility=\"collapse\"") }
        buffer.verbatim(">")
    }

    private mutating func enterHeader(_ isHeader: Bool) {
        if isHeader == isInHeader { return }
        if isHeader {
            buffer.verbatim("<table:table-header-rows>")
        } else {
            buffer.verbatim("</table:table-header-rows>")
        }
        isInHeader = isHeader
    }

    private func write(_ planned: [PlannedCell], _ names: inout StyleNames, into xml: inout MarkupText) {
        if planned.isEmpty { xml.empty("table:table-cell") }
        var index = 0
        while index < planned.count {
            var end = index + 1
            while planned[index].isRepeatable, end < planned.count, planned[end] == planned[index] { end += 1 }
            cells.write(planned[index], count: end - index, &names, into: &xml)
            index = end
        }
    }
}
