import Diagnostics
import Sheets

/// The merges of a sheet that Excel takes, and how they change the cells of each row.
struct MergePlan {
    /// More than one cell, inside the sheet, none overlapping another.
    let merges: [CellRange]
    private var byRow: [Int: [Int]] = [:]
    /// Merges too high to be listed at each of their rows.
    private var tall: [Int] = []
    private let borders: [Borders]

    init(_ sheet: Sheet, in workbook: Workbook) {
        merges = Self.accepted(sheet.merges)
        borders = merges.map { workbook.borders(around: $0, in: sheet) }
        for (index, merge) in merges.enumerated() {
            if merge.rows.count > 1_000 {
                tall.append(index)
            } else {
                for row in merge.rows { byRow[row, default: []].append(index) }
            }
        }
    }

    /// From top to bottom and left to right, without what Excel would offer to repair: a merge over another one or beyond
    /// the sheet's edge.
    static func accepted(_ merges: [CellRange]) -> [CellRange] {
        let inside = merges.filter {
            !$0.isSingleCell && $0.rows.upperBound <= Limit.rows && $0.columns.upperBound <= Limit.columns
        }
        let inOrder = inside.indices.sorted {
            (inside[$0].rows.lowerBound, $0) < (inside[$1].rows.lowerBound, $1)
        }
        var isKept = [Bool](repeating: false, count: inside.count)
        var open: [Int] = []
        for index in inOrder {
            let merge = inside[index]
            open.removeAll { inside[$0].rows.upperBound <= merge.rows.lowerBound }
            guard !open.contains(where: { inside[$0].columns.overlaps(merge.columns) }) else { continue }
            isKept[index] = true
            open.append(index)
        }
        return inside.indices.filter { isKept[$0] }.map { inside[$0] }.sorted { $0.first < $1.first }
    }

    func touches(row: Int) -> Bool { byRow[row] != nil || tall.contains { merges[$0].rows.contains(row) } }

    /// The row's cells as they are written: covered ones lose their value, and each gets its part of the lines around
    /// the merge. A covered cell without a line is left out.
    func arrange(_ cells: inout [MergedCell], row: Int, _ sheet: Sheet) {
        for index in (byRow[row] ?? []) + tall.filter({ merges[$0].rows.contains(row) }) {
            let merge = merges[index]
            let around = borders[index]
            let style = sheet[merge.first].style
            if around != Borders(), cells.count < merge.columns.upperBound {
                cells.append(
                    contentsOf: repeatElement(MergedCell(.blank), count: merge.columns.upperBound - cells.count))
            }
            for column in merge.columns.prefix(while: { $0 < cells.count }) {
                let isFirst = row == merge.rows.lowerBound && column == merge.columns.lowerBound
                let own = Self.share(of: around, at: CellRef(row: row, column: column), in: merge)
                if isFirst {
                    cells[column].borders = own
                } else {
                    cells[column] = MergedCell(own == Borders() ? .blank : Cell(.empty, style: style), borders: own)
                }
            }
        }
    }

    private static func share(of around: Borders, at cell: CellRef, in merge: CellRange) -> Borders {
        Borders(
            left: cell.column == merge.columns.lowerBound ? around.left : nil,
            right: cell.column == merge.columns.upperBound - 1 ? around.right : nil,
            top: cell.row == merge.rows.lowerBound ? around.top : nil,
            bottom: cell.row == merge.rows.upperBound - 1 ? around.bottom : nil)
    }
}

/// A cell of a row that a merge touches.
struct MergedCell {
    var cell: Cell
    /// In place of the style's own; `nil`: not merged.
    var borders: Borders?

    init(_ cell: Cell, borders: Borders? = nil) {
        self.cell = cell
        self.borders = borders
    }
}
