import Diagnostics
import Sheets

/// Which cells of a sheet appear in its table, where and how large: what is hidden or outside the print range is left
/// out, covered cells are gone, and no cell reaches from one part of the table into another.
struct SheetLayout {
    struct Slot {
        var place: CellRef
        var cell: Cell
        /// `nil`: not merged.
        var merge: CellRange?
        var rowSpan = 1
        var columnSpan = 1
        /// In points, of all columns it spans.
        var width: Double
    }

    struct Line {
        var row: Int
        var height: Double
        var isBreakBefore: Bool
        var slots: [Slot]
    }

    let sheet: Sheet
    /// How much lower its rows stand than they are counted.
    let offset: Int
    /// Numbers of the columns that appear.
    let columns: [Int]
    /// Before the repeated rows; they cannot stand in the same table, whose head always comes first.
    private(set) var opening: [Line] = []
    /// The repeated rows.
    private(set) var head: [Line] = []
    private(set) var body: [Line] = []

    init(_ workbook: Workbook, sheet index: Int) {
        let sheet = workbook.sheets[index]
        let used = Self.used(of: sheet)
        self.init(
            sheet, columns: used.columns.filter { !sheet.column($0).isHidden }, rows: used.rows,
            heights: workbook.fittedHeights(ofSheet: index))
    }

    /// - Parameters:
    ///   - columns: Those that appear.
    ///   - rows: Those that appear where they are not hidden.
    ///   - heights: Of the sheet's rows, in points.
    ///   - offset: How much lower its rows stand than they are counted.
    init(_ sheet: Sheet, columns: [Int], rows used: Range<Int>, heights: [Double], offset: Int = 0) {
        self.sheet = sheet
        self.columns = columns
        self.offset = offset
        let rows = used.filter { !sheet.rows.indices.contains($0) || !sheet.rows[$0].isHidden }
        let head = (sheet.headerRows ?? 0..<0).clamped(to: used)
        let builder = Builder(sheet: sheet, columns: columns, heights: heights, rows: used)
        if head.isEmpty {
            body = builder.lines(of: rows)
        } else {
            opening = builder.lines(of: rows.filter { $0 < head.lowerBound })
            self.head = builder.lines(of: rows.filter { head.contains($0) })
            body = builder.lines(of: rows.filter { $0 >= head.upperBound })
        }
    }

    var width: Double { columns.reduce(0) { $0 + Self.width(of: sheet.column($1)) } }
    var height: Double { (opening + head + body).reduce(0) { $0 + $1.height } }
    var isEmpty: Bool { columns.isEmpty || opening.isEmpty && head.isEmpty && body.isEmpty }

    static func width(of column: Column) -> Double {
        column.widthInPoints.isFinite ? min(max(column.widthInPoints, 0), 5000) : Column.standardWidth
    }

    /// From A1, or the print range, to the last cell that shows anything.
    static func used(of sheet: Sheet) -> (rows: Range<Int>, columns: Range<Int>) {
        var rows = sheet.merges.map(\.rows.upperBound).max() ?? 0
        var columns = sheet.merges.map(\.columns.upperBound).max() ?? 0
        for (index, row) in sheet.rows.enumerated() {
            guard let last = row.cells.lastIndex(where: { !$0.isBlank }) else { continue }
            rows = max(rows, index + 1)
            columns = max(columns, last + 1)
        }
        // A merge to the end of the sheet stands for no rows of its own.
        rows = min(rows, max(sheet.rows.count, 1) + 1000)
        columns = min(columns, max(sheet.columns.count, sheet.columnCountOfCells) + 100)
        guard let range = sheet.printRange else { return (0..<rows, 0..<columns) }
        return (range.rows.clamped(to: 0..<rows), range.columns.clamped(to: 0..<columns))
    }

    /// Builds the lines of one part of the table.
    private struct Builder {
        let sheet: Sheet
        let columns: [Int]
        let heights: [Double]
        private var mergesByRow: [Int: [CellRange]] = [:]

        init(sheet: Sheet, columns: [Int], heights: [Double], rows: Range<Int>) {
            self.sheet = sheet
            self.columns = columns
            self.heights = heights
            for merge in sheet.merges {
                for row in merge.rows.clamped(to: rows) { mergesByRow[row, default: []].append(merge) }
            }
        }

        func lines(of rows: [Int]) -> [Line] {
            let present = Set(rows)
            let breaks = Set(sheet.rowBreaks)
            return rows.map { row in
                Line(
                    row: row, height: heights.indices.contains(row) ? heights[row] : Row.standardHeight,
                    isBreakBefore: breaks.contains(row), slots: slots(in: row, present))
            }
        }

        private func slots(in row: Int, _ present: Set<Int>) -> [Slot] {
            let merges = mergesByRow[row] ?? []
            return columns.compactMap { column in
                guard let merge = merges.first(where: { $0.columns.contains(column) }) else {
                    return slot(CellRef(row: row, column: column), cell: cell(row, column))
                }
                return slot(CellRef(row: row, column: column), of: merge, present)
            }
        }

        /// A cell that no row holds looks as its column says.
        private func cell(_ row: Int, _ column: Int) -> Cell {
            let isHeld = sheet.rows.indices.contains(row) && column < sheet.rows[row].cells.count
            return isHeld ? sheet.rows[row].cells[column] : Cell(style: sheet.column(column).style)
        }

        private func slot(_ place: CellRef, cell: Cell) -> Slot {
            Slot(place: place, cell: cell, width: SheetLayout.width(of: sheet.column(place.column)))
        }

        /// The merge's one cell in this part of the table, at its first row and column that appear; else `nil`. In a
        /// further part it goes on without its value.
        private func slot(_ place: CellRef, of merge: CellRange, _ present: Set<Int>) -> Slot? {
            let shownColumns = columns.filter { merge.columns.contains($0) }
            guard shownColumns.first == place.column, merge.rows.first(where: { present.contains($0) }) == place.row
            else {
                return nil
            }
            var cell = sheet[merge.first]
            let hasBegun = merge.rows.lowerBound < place.row && merge.rows.contains { $0 < place.row && isShown($0) }
            if hasBegun { cell = Cell(style: cell.style) }
            return Slot(
                place: merge.first, cell: cell, merge: merge, rowSpan: merge.rows.count { present.contains($0) },
                columnSpan: shownColumns.count,
                width: shownColumns.reduce(0) { $0 + SheetLayout.width(of: sheet.column($1)) })
        }

        private func isShown(_ row: Int) -> Bool {
            let isInRange = sheet.printRange.map { $0.rows.contains(row) } ?? true
            return isInRange && !(sheet.rows.indices.contains(row) && sheet.rows[row].isHidden)
        }
    }
}

extension Sheet {
    fileprivate var columnCountOfCells: Int { rows.lazy.map(\.cells.count).max() ?? 0 }
}
