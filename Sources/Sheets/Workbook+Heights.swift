import Diagnostics

extension Workbook {
    /// The height of each row of a sheet, in points: what the row says, and for ``RowHeight/fitted(minimum:)`` at least
    /// what its text needs, merged cells included. A vertical merge that is still too low makes its last fitted rows
    /// higher.
    ///
    /// No row is fitted beyond 409.5 points, the most that Excel takes. A hidden row has the height it would have when
    /// shown, but lends none of it to a merge.
    ///
    /// - Returns: One height for each of the sheet's ``Sheet/rowCount`` rows; none for a sheet that does not exist.
    public func fittedHeights(ofSheet index: Int) -> [Double] {
        guard sheets.indices.contains(index) else { return [] }
        var fitting = RowFitting(sheets[index], styles: styles)
        return fitting.heights()
    }
}

extension Workbook {
    /// Cells of a sheet whose text is not whole on paper, since no row gets as high as it needs.
    public func cutTexts(ofSheet index: Int) -> [CellRef] {
        guard sheets.indices.contains(index) else { return [] }
        var fitting = RowFitting(sheets[index], styles: styles)
        _ = fitting.heights()
        return fitting.cut.sorted()
    }
}

/// Computes the heights of one sheet's rows.
struct RowFitting {
    static let highest = 409.5

    /// First cells of those whose text needs more.
    private(set) var cut: [CellRef] = []

    private let sheet: Sheet
    let styles: [StyleMetrics]
    /// Width of each column in points; a hidden one has none.
    private let widths: [Double]
    private let merges: MergeMap
    /// Merges over more than one row, the one that ends first coming first.
    private let vertical: [CellRange]

    init(_ sheet: Sheet, styles: StyleTable) { self.init(sheet, styles: styles.all.map(StyleMetrics.init)) }

    init(_ sheet: Sheet, styles: [StyleMetrics]) {
        self.sheet = sheet
        self.styles = styles
        merges = MergeMap(sheet.merges)
        vertical = sheet.merges.filter { $0.rows.count > 1 }.sorted {
            ($0.rows.upperBound, $0.rows.lowerBound, $0.columns.lowerBound)
                < ($1.rows.upperBound, $1.rows.lowerBound, $1.columns.lowerBound)
        }
        let count = max(sheet.columns.count, sheet.rows.lazy.map(\.cells.count).max() ?? 0)
        widths = (0..<count).map { index in
            let column = sheet.column(index)
            return column.isHidden ? 0 : Self.length(column.widthInPoints, or: Column.standardWidth)
        }
    }

    mutating func heights() -> [Double] {
        var heights = [Double](repeating: Row.standardHeight, count: sheet.rowCount)
        for index in sheet.rows.indices { heights[index] = height(ofRow: index) }
        for merge in vertical { stretch(&heights, for: merge) }
        return heights
    }

    /// What the row's own cells need; cells merged with rows below come later.
    private mutating func height(ofRow index: Int) -> Double {
        let row = sheet.rows[index]
        switch row.height {
        case .fixed(let height): return Self.length(height, or: Row.standardHeight)
        case .fitted(let minimum):
            var needed = 0.0
            let covering = merges.merges(touching: index)
            for (column, cell) in row.cells.enumerated() where cell.value != .empty {
                guard let width = width(ofRow: index, column: column, covering) else { continue }
                let own = self.needed(for: cell, within: width)
                if own > max(minimum, Self.highest) { cut.append(CellRef(row: index, column: column)) }
                needed = max(needed, own)
            }
            return max(Self.length(minimum, or: Row.standardHeight), min(needed, Self.highest))
        }
    }

    /// `nil` for a cell that is hidden, covered by a merge, or merged with rows below.
    func width(ofRow row: Int, column: Int, _ covering: [CellRange]) -> Double? {
        guard let merge = covering.first(where: { $0.columns.contains(column) }) else {
            return widths[column] > 0 ? widths[column] : nil
        }
        guard merge.rows.count == 1, merge.columns.lowerBound == column else { return nil }
        return width(of: merge)
    }

    private func width(of merge: CellRange) -> Double? {
        let held = merge.columns.clamped(to: 0..<widths.count)
        let beyond = Double(merge.columns.count - held.count) * Column.standardWidth
        let width = held.reduce(beyond) { $0 + widths[$1] }
        return width > 0 ? width : nil
    }

    private func needed(for cell: Cell, within width: Double) -> Double {
        let number = cell.style.number
        return styles.indices.contains(number) ? styles[number].height(of: cell.value, within: width) : 0
    }

    /// Gives what `merge` lacks to its fitted rows, the last one first.
    private mutating func stretch(_ heights: inout [Double], for merge: CellRange) {
        guard sheet.rows.indices.contains(merge.rows.lowerBound), let width = width(of: merge) else { return }
        let needed = needed(for: sheet[merge.first], within: width)
        let shown = merge.rows.filter { !sheet.rows.indices.contains($0) || !sheet.rows[$0].isHidden }
        var missing = needed - shown.reduce(0) { $0 + heights[$1] }
        for row in shown.reversed() where missing > 0 && isFitted(row) {
            let given = min(missing, max(0, Self.highest - heights[row]))
            heights[row] += given
            missing -= given
        }
        // Rounding leaves a hair; rows of a stated height are the designer's own choice.
        if missing > 1, shown.contains(where: isFitted) { cut.append(merge.first) }
    }

    private func isFitted(_ row: Int) -> Bool {
        guard sheet.rows.indices.contains(row) else { return false }
        if case .fitted = sheet.rows[row].height { return true }
        return false
    }

    static func length(_ points: Double, or standard: Double) -> Double {
        points.isFinite ? max(points, 0) : standard
    }
}
