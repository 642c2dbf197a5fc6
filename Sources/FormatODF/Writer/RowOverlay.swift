import Diagnostics
import Sheets

/// What lies over the cells of a row: merges, validations, conditional formats, pictures, charts.
struct RowOverlay {
    typealias Stripe = (index: Int, columns: Range<Int>)

    /// The row as the merges count it.
    let row: Int
    let merges: [CellRange]
    let validations: [Stripe]
    let formats: [Stripe]
    /// By column, the places of what hangs there, as ``PlannedCell/drawings``.
    let drawings: [Int: [Int]]
    /// Columns that something lies over, the empty ones before them included.
    let columnCount: Int

    init(row: Int, merges: [CellRange], validations: [Stripe], formats: [Stripe], drawings: [Int: [Int]]) {
        self.row = row
        self.merges = merges
        self.validations = validations
        self.formats = formats
        self.drawings = drawings
        let ends = merges.map(\.columns.upperBound) + (validations + formats).map(\.columns.upperBound)
        columnCount = max(ends.max() ?? 0, (drawings.keys.max() ?? -1) + 1)
    }

    /// True for a cell that a merge hides.
    func covers(_ column: Int) -> Bool { merge(over: column).map { $0.first != place(column) } ?? false }

    /// - Parameters:
    ///   - given: As the sheet holds it.
    ///   - columnStyle: What a cell has there that says nothing of its style.
    func lay(over given: Cell, at column: Int, columnStyle: StyleID, in plan: SheetPlan) -> PlannedCell {
        var planned = PlannedCell(cell: given)
        if let merge = merge(over: column) {
            if merge.first == place(column) { planned.merge = merge } else { planned.isCovered = true }
        }
        if planned.isCovered { planned.cell.value = .empty }
        planned.validation = validations.first { $0.columns.contains(column) }?.index
        planned.drawings = drawings[column] ?? []
        let look = look(of: planned.cell, at: column, in: plan)
        planned.look = look == CellLook(columnStyle) ? nil : look
        return planned
    }

    private func look(of cell: Cell, at column: Int, in plan: SheetPlan) -> CellLook {
        let own = plan.styles[cell.style].numberFormat
        var look = CellLook(cell.style, format: CellLook.format(for: cell.value, own))
        let conditions = formats.filter { $0.columns.contains(column) }.map(\.index)
        if !conditions.isEmpty { look.conditions = ConditionKey(sheet: plan.index, formats: conditions) }
        return look
    }

    private func merge(over column: Int) -> CellRange? {
        merges.isEmpty ? nil : merges.first { $0.contains(place(column)) }
    }

    private func place(_ column: Int) -> CellRef { CellRef(row: row, column: column) }
}
