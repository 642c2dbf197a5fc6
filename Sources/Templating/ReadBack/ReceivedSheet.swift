import Diagnostics
import Forms
import Sheets

/// A received sheet laid beside a template's: where every row and column of the template has gone.
struct ReceivedSheet {
    let sheet: Sheet
    let styles: StyleTable
    let templateSheet: Sheet
    let template: SheetTemplate
    let index: AnchorIndex
    let alignment: RowAlignment
    let rows: RowPositions
    let columns: ColumnAlignment
    let merges: MergeMap

    init(_ sheet: Sheet, _ styles: StyleTable, _ templateSheet: Sheet, _ template: SheetTemplate, _ index: AnchorIndex)
    {
        self.init(sheet, styles, templateSheet, template, index, RowAlignment(sheet, to: index))
    }

    init(
        _ sheet: Sheet, _ styles: StyleTable, _ templateSheet: Sheet, _ template: SheetTemplate, _ index: AnchorIndex,
        _ alignment: RowAlignment
    ) {
        self.sheet = sheet
        self.styles = styles
        self.templateSheet = templateSheet
        self.template = template
        self.index = index
        self.alignment = alignment
        rows = RowPositions(
            sheet, template, templateRowCount: templateSheet.rows.count, alignment: alignment,
            anchored: Set(index.anchors.keys))
        columns = ColumnAlignment(sheet, alignment.rows, index, width: max(templateSheet.columnCount, 1))
        merges = MergeMap(sheet.merges)
    }

    func format(of cell: Cell) -> NumberFormat { styles[cell.style].numberFormat }

    /// The received column of a template column, or of the first column of a template merge that is still there.
    func column(of cell: CellRef) -> Int? {
        let span = templateSheet.merges.first { $0.first == cell }?.columns ?? cell.column..<cell.column + 1
        for column in span where column < columns.columns.count {
            if let received = columns.columns[column] { return received }
        }
        return nil
    }

    /// Where a template cell outside lists stands; `nil` when its row or column is gone.
    func place(of cell: CellRef, _ text: TextTemplate?) -> CellRef? {
        guard cell.row < rows.rows.count, let row = rows.rows[cell.row] else { return nil }
        let expected = column(of: cell)
        if let text, text.sole == nil, let words = index.anchors[cell.row]?.first(where: { $0.cell == cell })?.folded {
            let near = expected ?? cell.column
            let found = sheet.rows[row].cells.prefix(ColumnAlignment.widest).enumerated().filter { _, cell in
                cell.value.plainText.map { $0.utf8.count < 4000 && FieldText.folded($0).hasPrefix(words) } ?? false
            }.min { abs($0.offset - near) < abs($1.offset - near) }
            if let found { return CellRef(row: row, column: found.offset) }
        }
        guard let expected else { return nil }
        let place = CellRef(row: row, column: expected)
        return merges.origin(covering: place) ?? place
    }
}
