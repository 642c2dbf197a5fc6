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
    /// The places in ``Sheet/pictures``.
    var pictures: [Int] = []

    /// Nothing but the style of its column.
    var isPlain: Bool {
        cell.value == .empty && cell.note == nil && look == nil && validation == nil && merge == nil && !isCovered
            && pictures.isEmpty
    }

    /// May stand for several equal neighbours.
    var isRepeatable: Bool { cell.value == .empty && cell.note == nil && merge == nil && pictures.isEmpty }
}

/// One sheet as rows to be written: merges, validations, conditional formats and pictures laid over its cells.
struct SheetPlan {
    /// Equal rows, written once with a count.
    struct Block {
        var rows: Range<Int>
        var look: RowLook
        var isHidden: Bool
        var isHeader: Bool
    }

    let index: Int
    let sheet: Sheet
    private let workbook: Workbook
    private let heights: [Double]
    private let mergesByRow: [Int: [CellRange]]
    private let picturesByCell: [CellRef: [Int]]
    /// Rows at which something that lies over several rows begins or ends.
    private let boundaries: [Int]
    private let rowCount: Int
    let columnCount: Int

    init(_ index: Int, of workbook: Workbook) {
        self.index = index
        self.workbook = workbook
        let sheet = workbook.sheets[index]
        self.sheet = sheet
        heights = workbook.fittedHeights(ofSheet: index)
        mergesByRow = Self.mergesByRow(sheet)
        picturesByCell = Dictionary(grouping: sheet.pictures.indices) { sheet.pictures[$0].anchor }
        let ranges = Self.overlays(sheet)
        boundaries = Self.boundaries(sheet, ranges)
        // A table has at least one row and one column.
        rowCount = max(1, sheet.rowCount, boundaries.last ?? 0)
        let used = ranges.lazy.map(\.columns.upperBound).max() ?? 0
        let anchored = sheet.pictures.lazy.map { $0.anchor.column + 1 }.max() ?? 0
        columnCount = max(1, sheet.columnCount, sheet.headerColumns?.upperBound ?? 0, used, anchored)
    }

    private static func overlays(_ sheet: Sheet) -> [CellRange] {
        sheet.validations.flatMap(\.ranges) + sheet.conditionalFormats.flatMap(\.ranges)
    }

    private static func boundaries(_ sheet: Sheet, _ ranges: [CellRange]) -> [Int] {
        var rows: Set<Int> = []
        for range in ranges { rows.formUnion([range.rows.lowerBound, range.rows.upperBound]) }
        for row in sheet.rowBreaks { rows.formUnion([row, row + 1]) }
        for picture in sheet.pictures { rows.formUnion([picture.anchor.row, picture.anchor.row + 1]) }
        if let header = sheet.headerRows { rows.formUnion([header.lowerBound, header.upperBound]) }
        return rows.sorted()
    }

    private static func mergesByRow(_ sheet: Sheet) -> [Int: [CellRange]] {
        var result: [Int: [CellRange]] = [:]
        for merge in sheet.merges {
            for row in merge.rows { result[row, default: []].append(merge) }
        }
        return result
    }

    // MARK: Rows

    /// The sheet's rows from the first to the last that matters.
    func blocks() -> [Block] {
        var blocks: [Block] = []
        var row = 0
        var nextBoundary = boundaries[...]
        while row < rowCount {
            while let first = nextBoundary.first, first <= row { nextBoundary.removeFirst() }
            let end = equalRows(from: row, before: min(nextBoundary.first ?? rowCount, rowCount))
            blocks.append(block(row..<end))
            row = end
        }
        return blocks
    }

    private func equalRows(from row: Int, before limit: Int) -> Int {
        // Past the last row held, nothing changes up to the next boundary.
        if row >= sheet.rowCount { return limit }
        guard mergesByRow[row] == nil, isValueless(row) else { return row + 1 }
        var end = row + 1
        while end < limit, end < sheet.rowCount, mergesByRow[end] == nil, heldRow(end) == heldRow(row),
            height(end) == height(row)
        { end += 1 }
        return end
    }

    private func isValueless(_ row: Int) -> Bool {
        heldRow(row).cells.allSatisfy { $0.value == .empty && $0.note == nil }
    }

    private func heldRow(_ row: Int) -> Row { row < sheet.rows.count ? sheet.rows[row] : Row() }

    private func height(_ row: Int) -> Double { row < heights.count ? heights[row] : Row.standardHeight }

    private func block(_ rows: Range<Int>) -> Block {
        let held = heldRow(rows.lowerBound)
        var look = RowLook(
            height: height(rows.lowerBound), minimum: nil, breaksBefore: sheet.rowBreaks.contains(rows.lowerBound))
        if case .fitted(let minimum) = held.height { look.minimum = minimum }
        return Block(
            rows: rows, look: look, isHidden: held.isHidden,
            isHeader: sheet.headerRows?.contains(rows.lowerBound) ?? false)
    }

    // MARK: Cells

    /// The cells of a row from column A on, those at the end left out that say nothing at all.
    func cells(ofRow row: Int) -> [PlannedCell] {
        let held = heldRow(row).cells
        let merges = mergesByRow[row] ?? []
        let validations = active(sheet.validations.map(\.ranges), row)
        let formats = active(sheet.conditionalFormats.map(\.ranges), row)
        let anchored = sheet.pictures.filter { $0.anchor.row == row }.map { $0.anchor.column + 1 }
        let ends =
            [held.count] + merges.map(\.columns.upperBound) + (validations + formats).map(\.columns.upperBound)
            + anchored
        var cells = (0..<(ends.max() ?? 0)).map { column in
            var cell =
                column < held.count
                ? PlannedCell(cell: held[column]) : PlannedCell(cell: Cell(style: sheet.column(column).style))
            lay(merges, validations, formats, over: &cell, CellRef(row: row, column: column))
            return cell
        }
        while let last = cells.last, last.isPlain, last.cell.style == .standard { cells.removeLast() }
        return cells
    }

    private func active(_ ranges: [[CellRange]], _ row: Int) -> [(index: Int, columns: Range<Int>)] {
        ranges.enumerated().flatMap { index, ranges in
            ranges.lazy.filter { $0.rows.contains(row) }.map { (index, $0.columns) }
        }
    }

    private func lay(
        _ merges: [CellRange], _ validations: [(index: Int, columns: Range<Int>)],
        _ formats: [(index: Int, columns: Range<Int>)],
        over cell: inout PlannedCell, _ place: CellRef
    ) {
        if let merge = merges.first(where: { $0.contains(place) }) {
            if merge.first == place { cell.merge = merge } else { cell.isCovered = true }
        }
        if cell.isCovered { cell.cell.value = .empty }
        cell.validation = validations.first { $0.columns.contains(place.column) }?.index
        cell.pictures = picturesByCell[place] ?? []
        let conditions = formats.filter { $0.columns.contains(place.column) }.map(\.index)
        var look = CellLook(
            cell.cell.style,
            format: CellLook.format(for: cell.cell.value, workbook.styles[cell.cell.style].numberFormat))
        if !conditions.isEmpty { look.conditions = ConditionKey(sheet: index, formats: conditions) }
        cell.look = look == CellLook(sheet.column(place.column).style) ? nil : look
    }
}
