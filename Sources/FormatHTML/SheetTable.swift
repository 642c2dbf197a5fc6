import ByteIO
import Diagnostics
import Markup
import Sheets

/// The table of one sheet: rows that the sheet holds and, in between, rows that come one at a time.
struct SheetTable {
    private static let chunkRows = 64

    let sheet: Sheet
    /// All rows, or those above the streamed ones.
    let layout: SheetLayout
    private let workbook: Workbook
    private let stretch: RowStretch?
    /// Rows below the streamed ones.
    private let below: SheetLayout?
    /// Finished rows that may appear.
    private let shown: Range<Int>
    /// True when the last streamed rows do not appear if they are blank.
    private let endsHere: Bool
    private let chartCells: ChartCells

    /// The sheets that show anything.
    ///
    /// - Parameter kept: Where the streamed rows' cells that charts show will be once the rows are written.
    static func shown(of workbook: Workbook, streaming stretch: RowStretch?, _ kept: KeptCells?) -> [SheetTable] {
        let indices = workbook.sheets.indices.filter { !workbook.sheets[$0].isHidden }
        return indices.map { index in
            guard let stretch, stretch.sheet == index else { return SheetTable(workbook, sheet: index) }
            return SheetTable(workbook, streaming: stretch, kept)
        }.filter { !$0.isEmpty }
    }

    private init(_ workbook: Workbook, sheet index: Int) {
        self.workbook = workbook
        sheet = workbook.sheets[index]
        layout = SheetLayout(workbook, sheet: index)
        stretch = nil
        below = nil
        shown = 0..<0
        endsHere = false
        chartCells = ChartCells(sheet)
    }

    private init(_ workbook: Workbook, streaming stretch: RowStretch, _ kept: KeptCells?) {
        self.workbook = workbook
        self.stretch = stretch
        let sheet = workbook.sheets[stretch.sheet]
        self.sheet = sheet
        chartCells = ChartCells(sheet, streaming: stretch, kept: kept)
        var closed = workbook
        closed.sheets[stretch.sheet] = sheet.closed(over: stretch)
        let heights = closed.fittedHeights(ofSheet: stretch.sheet)
        let used = Self.used(of: closed.sheets[stretch.sheet], stretch)
        shown = used.rows
        endsHere = used.endsWithStream && stretch.merges.isEmpty
        let columns = used.columns.filter { !sheet.column($0).isHidden }
        func part(_ rows: [Row], at place: Int, from first: Int, _ rowCount: Int) -> SheetLayout {
            let merges = closed.sheets[stretch.sheet].merges.filter {
                (first..<first + max(rowCount, 1)).contains($0.rows.lowerBound)
            }
            let own = sheet.part(
                rows, standingAt: place..<place + rowCount, merges: merges.map { $0.moved(by: -first) })
            return SheetLayout(
                own, columns: columns, rows: Self.rows(used.rows, place..<place + rowCount),
                heights: Array(heights.dropFirst(first)), offset: place)
        }
        let above = min(stretch.first, sheet.rows.count)
        layout = part(Array(sheet.rows[..<above]), at: 0, from: 0, stretch.first)
        below = part(
            Array(sheet.rows[above...]), at: stretch.rows.upperBound, from: stretch.first,
            max(used.rows.upperBound - stretch.rows.upperBound, 0))
    }

    /// Rows and columns of the finished sheet; a print range leaves out the others.
    private static func used(
        of closed: Sheet, _ stretch: RowStretch
    ) -> (rows: Range<Int>, columns: Range<Int>, endsWithStream: Bool) {
        var open = closed
        open.printRange = nil
        let held = SheetLayout.used(of: open)
        let streamed = max(stretch.columnCount, stretch.merges.lazy.map(\.columns.upperBound).max() ?? 0)
        let above = stretch.rowCount > 0 ? stretch.first : 0
        let rows = 0..<max(held.rows.upperBound, above) + stretch.rowCount
        let columns = 0..<max(held.columns.upperBound, stretch.rowCount > 0 ? streamed : 0)
        let endsWithStream = held.rows.upperBound <= stretch.first
        guard let range = closed.printRange else { return (rows, columns, endsWithStream) }
        return (range.rows.clamped(to: rows), range.columns.clamped(to: columns), endsWithStream)
    }

    /// Those of `part` that appear, counted from its beginning.
    private static func rows(_ shown: Range<Int>, _ part: Range<Int>) -> Range<Int> {
        let rows = shown.clamped(to: part)
        return rows.lowerBound - part.lowerBound..<rows.upperBound - part.lowerBound
    }

    private var hasMore: Bool {
        guard let stretch, let below else { return false }
        return !shown.clamped(to: stretch.rows).isEmpty || !below.body.isEmpty
    }

    private var isEmpty: Bool { layout.columns.isEmpty || layout.isEmpty && !hasMore }

    /// - Returns: The height of all rows and charts that appear, in points.
    func write(
        title: String, _ styling: TablePart.Styling, from rows: inout some RowProducer, _ looks: inout LookTable,
        to sink: inout some ByteSink
    ) throws -> Double {
        var markup = MarkupText(.html)
        var height = layout.height
        let table = TablePart(layout, title: title, styling: styling, workbook: workbook)
        try table.start(isOpen: hasMore, &looks, &markup, to: &sink)
        if let stretch, let below {
            try stream(stretch, styling, from: &rows, &looks, &markup, to: &sink, adding: &height)
            let table = TablePart(below, title: title, styling: styling, workbook: workbook)
            try table.writeBody(&looks, &markup, to: &sink)
            for line in below.body { height += line.height }
        }
        table.end(isOpen: hasMore, &markup)
        NotesPart.write([layout] + (below.map { [$0] } ?? []), isInline: styling == .inline, to: &markup)
        for chart in sheet.charts { height += write(chart, to: &markup) }
        try sink.write(markup.take())
        return height
    }

    /// - Returns: How much room it takes, in points.
    private func write(_ chart: Chart, to markup: inout MarkupText) -> Double {
        let drawing = ChartDrawing(ChartFigures(chart, chartCells, workbook.styles))
        markup.start(
            "div",
            [
                "class": "chart",
                "style":
                    "max-width:\(CSS.points(drawing.width));margin:\(CSS.points(Self.chartMargin)) auto 0;break-inside:avoid",
            ])
        drawing.write(to: &markup)
        markup.end()
        markup.lineBreak()
        return drawing.height + Self.chartMargin
    }

    private static let chartMargin = 12.0

    private func stream(
        _ stretch: RowStretch, _ styling: TablePart.Styling, from rows: inout some RowProducer,
        _ looks: inout LookTable, _ markup: inout MarkupText, to sink: inout some ByteSink,
        adding height: inout Double
    ) throws {
        var given = try StretchRows(stretch, of: sheet, format: "html")
        let blockHeight = max(stretch.blockHeight, 1)
        var block: [Row] = []
        var heights: [Double] = []
        while true {
            let isGiven = try given.next(from: &rows)
            if isGiven {
                block.append(RowContent.row(given.row))
                heights.append(RowContent.height(given.row))
            }
            let isFull = block.count >= Self.chunkRows && block.count % blockHeight == 0
            if isFull || !isGiven {
                let kept = endsHere ? block.count - block.reversed().prefix(while: Self.isBlank).count : block.count
                let place = stretch.first + given.count - block.count
                let lines = self.lines(of: Array(block[..<kept]), heights, stretch, at: place)
                let table = TablePart(lines, title: "", styling: styling, workbook: workbook)
                try table.writeBody(&looks, &markup, to: &sink)
                for line in lines.body { height += line.height }
                block.removeFirst(kept)
                heights.removeFirst(kept)
            }
            if !isGiven { return }
        }
    }

    private static func isBlank(_ row: Row) -> Bool { row.cells.allSatisfy(\.isBlank) }

    /// Whole blocks of streamed rows.
    ///
    /// - Parameter heights: Of the rows, in points.
    private func lines(of rows: [Row], _ heights: [Double], _ stretch: RowStretch, at place: Int) -> SheetLayout {
        let starts = stride(from: 0, to: rows.count, by: max(stretch.blockHeight, 1))
        let merges = starts.flatMap { start in stretch.merges.map { $0.moved(by: start) } }
        return SheetLayout(
            sheet.part(rows, standingAt: place..<place + rows.count, merges: merges), columns: layout.columns,
            rows: Self.rows(shown, place..<place + rows.count), heights: heights, offset: place)
    }
}
