import ByteIO
import Markup
import Sheets

/// Writes what stands in a `table:table` before its rows.
struct TableElements {
    let plan: SheetPlan
    let names: StyleNames
    let columnCount: Int
    let hasLineBreaks: Bool

    /// Leaves the table open.
    func start(_ xml: inout MarkupText) {
        if hasLineBreaks { xml.lineBreak() }
        table(&xml)
        columns(into: &xml)
    }

    private func table(_ xml: inout MarkupText) {
        let sheet = plan.sheet
        xml.start("table:table")
        xml.attribute("table:name", sheet.name)
        xml.attribute("table:style-name", StyleElements.tableName(plan))
        xml.attribute("table:protected", sheet.isProtected ? "true" : nil)
        xml.attribute("table:print-ranges", sheet.printRange.map { SheetAddress.text(sheet: sheet.name, $0) })
    }

    private func columns(into xml: inout MarkupText) {
        let header = plan.sheet.headerColumns
        var column = 0
        while column < columnCount {
            if column == header?.lowerBound { xml.start("table:table-header-columns") }
            let end = endOfEqualColumns(from: column)
            let model = plan.sheet.column(column)
            xml.empty(
                "table:table-column",
                [
                    "table:style-name": names.columns.known(model.widthInPoints),
                    "table:number-columns-repeated": end - column > 1 ? String(end - column) : nil,
                    "table:visibility": model.isHidden ? "collapse" : nil,
                    "table:default-cell-style-name": names.known(CellLook(model.style)),
                ])
            column = end
            if column == header?.upperBound { xml.end() }
        }
    }

    private func endOfEqualColumns(from column: Int) -> Int {
        var end = column + 1
        let header = plan.sheet.headerColumns
        while end < columnCount, plan.sheet.column(end) == plan.sheet.column(column), end != header?.lowerBound,
            end != header?.upperBound
        { end += 1 }
        return end
    }
}
