import Diagnostics
import Sheets

/// What is to be written of one cell, all that lies over its place taken in.
struct PlannedCell: Hashable {
    var cell: Cell
    /// `nil`: as the column says.
    var look: CellLook?
    /// The place in ``Sheet/validations``.
    var validation: Int?
    /// The merge that begins here.
    var merge: CellRange?
    var isCovered = false
    /// What hangs on the cell, by its place among the sheet's pictures and, behind them, its charts.
    var drawings: [Int] = []

    /// Nothing but the style of its column.
    var isPlain: Bool {
        cell.value == .empty && cell.note == nil && look == nil && validation == nil && merge == nil && !isCovered
            && drawings.isEmpty
    }

    /// May stand for several equal neighbours.
    var isRepeatable: Bool { cell.value == .empty && cell.note == nil && merge == nil && drawings.isEmpty }
}

/// One sheet as rows to be written: merges, validations, conditional formats, pictures and charts laid over its cells.
struct SheetPlan {
    let index: Int
    /// Without the streamed rows; all that names a place names it in the finished sheet.
    let sheet: Sheet
    let styles: StyleTable
    /// The rows that are streamed into this sheet.
    let stretch: RowStretch?
    /// Of the rows that the sheet itself holds.
    private let heights: [Double]
    private let merges: MergeMap
    private let drawingsByCell: [CellRef: [Int]]
    private let anchors: [CellRef]
    private let breaks: Set<Int>
    /// Rows at which something that lies over several rows begins or ends.
    let boundaries: [Int]
    /// Rows that are held, streamed, or covered by a merge.
    let filledRows: Range<Int>
    /// Up to the last row that matters.
    let rowCount: Int
    /// Without what streamed rows need.
    let columnCount: Int

    init(_ index: Int, of workbook: Workbook, streaming stretch: RowStretch? = nil) {
        self.index = index
        self.stretch = stretch
        styles = workbook.styles
        let sheet = workbook.sheets[index]
        self.sheet = sheet
        let heights = Self.heights(index, workbook, stretch)
        self.heights = heights
        merges = MergeMap(sheet.merges)
        let anchors = sheet.pictures.map(\.anchor) + sheet.charts.map(\.anchor)
        self.anchors = anchors
        drawingsByCell = Dictionary(grouping: anchors.indices) { anchors[$0] }
        breaks = Set(sheet.rowBreaks)
        let ranges = sheet.validations.flatMap(\.ranges) + sheet.conditionalFormats.flatMap(\.ranges)
        boundaries = Self.boundaries(sheet, ranges, anchors)
        filledRows = 0..<(stretch.map { max(heights.count, $0.first) + $0.rowCount } ?? heights.count)
        // A table has at least one row and one column.
        rowCount = max(1, filledRows.upperBound, boundaries.last ?? 0)
        let covered = (ranges + (stretch?.merges ?? [])).lazy.map(\.columns.upperBound).max() ?? 0
        let anchored = anchors.lazy.map { $0.column + 1 }.max() ?? 0
        columnCount = max(1, sheet.columnCount, sheet.headerColumns?.upperBound ?? 0, covered, anchored)
    }

    private static func heights(_ index: Int, _ workbook: Workbook, _ stretch: RowStretch?) -> [Double] {
        guard let stretch else { return workbook.fittedHeights(ofSheet: index) }
        var closed = workbook
        closed.sheets[index] = closed.sheets[index].closed(over: stretch)
        return closed.fittedHeights(ofSheet: index)
    }

    private static func boundaries(_ sheet: Sheet, _ ranges: [CellRange], _ anchors: [CellRef]) -> [Int] {
        var rows: Set<Int> = []
        for range in ranges { rows.formUnion([range.rows.lowerBound, range.rows.upperBound]) }
        for row in sheet.rowBreaks { rows.formUnion([row, row + 1]) }
        for anchor in anchors { rows.formUnion([anchor.row, anchor.row + 1]) }
        if let header = sheet.headerRows { rows.formUnion([header.lowerBound, header.upperBound]) }
        return rows.sorted()
    }

    // MARK: Rows

    /// A row that is not streamed, counted in the finished sheet.
    func heldRow(_ row: Int) -> Row {
        let index = heldIndex(row)
        return sheet.rows.indices.contains(index) ? sheet.rows[index] : Row()
    }

    func height(ofHeldRow row: Int) -> Double {
        let index = heldIndex(row)
        return heights.indices.contains(index) ? heights[index] : Row.standardHeight
    }

    private func heldIndex(_ row: Int) -> Int {
        guard let stretch, row >= stretch.rows.upperBound else { return row }
        return row - stretch.rowCount
    }

    func isMerged(_ row: Int) -> Bool { !merges.merges(touching: row).isEmpty }

    func isHeader(_ row: Int) -> Bool { sheet.headerRows?.contains(row) ?? false }

    func look(ofRow row: Int, _ height: RowHeight, points: Double) -> RowLook {
        var look = RowLook(height: points, minimum: nil, breaksBefore: breaks.contains(row))
        if case .fitted(let minimum) = height { look.minimum = minimum }
        return look
    }

    // MARK: Cells

    /// What lies over a row that is not streamed.
    func overlay(ofRow row: Int) -> RowOverlay { overlay(ofRow: row, merges: merges.merges(touching: row), row) }

    /// What lies over a streamed row.
    func overlay(ofStreamedRow row: Int, in stretch: RowStretch) -> RowOverlay {
        let offset = (row - stretch.first) % max(stretch.blockHeight, 1)
        return overlay(ofRow: row, merges: stretch.merges.filter { $0.rows.contains(offset) }, offset)
    }

    private func overlay(ofRow row: Int, merges: [CellRange], _ mergeRow: Int) -> RowOverlay {
        let anchored = anchors.isEmpty ? [] : anchors.filter { $0.row == row }
        let drawings = anchored.map { ($0.column, drawingsByCell[$0] ?? []) }
        return RowOverlay(
            row: mergeRow, merges: merges, validations: active(sheet.validations.map(\.ranges), row),
            formats: active(sheet.conditionalFormats.map(\.ranges), row),
            drawings: Dictionary(drawings) { first, _ in first })
    }

    private func active(_ ranges: [[CellRange]], _ row: Int) -> [RowOverlay.Stripe] {
        ranges.enumerated().flatMap { index, ranges in
            ranges.lazy.filter { $0.rows.contains(row) }.map { (index, $0.columns) }
        }
    }

    /// The cells of a row from column A on, those at the end left out that say nothing at all.
    func cells(_ held: [Cell], under overlay: RowOverlay) -> [PlannedCell] {
        var cells = (0..<max(held.count, overlay.columnCount)).map { column in
            let style = sheet.column(column).style
            return overlay.lay(
                over: column < held.count ? held[column] : Cell(style: style), at: column, columnStyle: style, in: self)
        }
        while let last = cells.last, last.isPlain, last.cell.style == .standard { cells.removeLast() }
        return cells
    }
}
