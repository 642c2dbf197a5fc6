import ByteIO
import Markup
import Sheets

/// A sheet's table with the rows that the sheet holds and those that come one at a time.
struct SheetRows {
    private static let chunkBytes = 1 << 17

    let names: ExcelSheetNames
    private let workbook: Workbook
    private let sheet: Sheet
    private let stretch: RowStretch?
    private let table: TablePart

    init(_ workbook: Workbook, sheet index: Int, streaming stretch: RowStretch?, _ names: ExcelSheetNames) {
        self.workbook = workbook
        self.names = names
        self.stretch = stretch
        sheet = workbook.sheets[index]
        var closed = workbook
        if let stretch { closed.sheets[index] = sheet.closed(over: stretch) }
        table = TablePart(
            workbook, sheet: closed.sheets[index], heights: closed.fittedHeights(ofSheet: index), names: names)
    }

    func write(
        from rows: inout some RowProducer, _ styles: inout StyleUse, _ markup: inout MarkupText,
        to sink: inout some ByteSink
    ) throws {
        var next = 0
        let first = stretch?.first ?? sheet.rows.count
        table.start(&markup)
        try sink.write(markup.take())
        try table.write(0..<first, next: &next, &styles, &markup, to: &sink)
        if let stretch {
            try stream(stretch, from: &rows, next: &next, &styles, to: &sink)
            try table.write(
                first..<max(first, sheet.rows.count), offset: stretch.rowCount, next: &next, &styles, &markup, to: &sink
            )
        }
        markup.end()
        markup.lineBreak()
    }

    private func stream(
        _ stretch: RowStretch, from rows: inout some RowProducer, next: inout Int, _ styles: inout StyleUse,
        to sink: inout some ByteSink
    ) throws {
        var given = try StretchRows(
            stretch, of: sheet, format: "sml", rowLimit: Limit.rows, columnLimit: Limit.columns)
        var cells = StreamedCells(table)
        var block: [Row] = []
        var heights: [Double] = []
        while try given.next(from: &rows) {
            let place = stretch.first + given.count - 1
            if stretch.merges.isEmpty, RowContent.holdsValue(given.row) {
                cells.write(given.row, at: place, isJump: place != next, &styles)
                next = place + 1
                if cells.buffer.count >= Self.chunkBytes { try cells.handOn(to: &sink) }
                continue
            }
            block.append(RowContent.row(given.row))
            heights.append(RowContent.height(given.row))
            if block.count < (stretch.merges.isEmpty ? 1 : stretch.blockHeight) { continue }
            try cells.handOn(to: &sink)
            try write(block, heights, stretch, at: place + 1 - block.count, next: &next, &styles, to: &sink)
            block.removeAll(keepingCapacity: true)
            heights.removeAll(keepingCapacity: true)
        }
        try cells.handOn(to: &sink)
    }

    /// A block whose cells are merged, as a sheet of its own.
    ///
    /// - Parameter heights: Of its rows, in points.
    private func write(
        _ block: [Row], _ heights: [Double], _ stretch: RowStretch, at first: Int, next: inout Int,
        _ styles: inout StyleUse, to sink: inout some ByteSink
    ) throws {
        let own = Sheet(name: sheet.name, columns: sheet.columns, rows: block, merges: stretch.merges)
        var markup = MarkupText(.xml)
        try TablePart(workbook, sheet: own, heights: heights, names: names)
            .write(block.indices, offset: first, next: &next, &styles, &markup, to: &sink)
    }
}
