import ByteIO
import Markup
import Sheets

/// Writes one `table:table`, row by row.
struct TableElements {
    let plan: SheetPlan
    let cells: CellElements
    let hasLineBreaks: Bool

    func write(_ xml: inout MarkupText, to sink: inout some ByteSink) throws {
        lineBreak(&xml)
        start(&xml)
        columns(into: &xml)
        var isInHeader = false
        for block in plan.blocks() {
            if block.isHeader != isInHeader {
                if isInHeader { xml.end() } else { xml.start("table:table-header-rows") }
                isInHeader = block.isHeader
            }
            row(block, into: &xml)
            try sink.write(xml.take())
        }
        if isInHeader { xml.end() }
        xml.end()
    }

    private func start(_ xml: inout MarkupText) {
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
        while column < plan.columnCount {
            if column == header?.lowerBound { xml.start("table:table-header-columns") }
            let end = endOfEqualColumns(from: column)
            let model = plan.sheet.column(column)
            xml.empty(
                "table:table-column",
                [
                    "table:style-name": cells.names.columns.known(model.widthInPoints),
                    "table:number-columns-repeated": end - column > 1 ? String(end - column) : nil,
                    "table:visibility": model.isHidden ? "collapse" : nil,
                    "table:default-cell-style-name": cells.names.cell(CellLook(model.style)),
                ])
            column = end
            if column == header?.upperBound { xml.end() }
        }
    }

    private func endOfEqualColumns(from column: Int) -> Int {
        var end = column + 1
        let header = plan.sheet.headerColumns
        while end < plan.columnCount, plan.sheet.column(end) == plan.sheet.column(column), end != header?.lowerBound,
            end != header?.upperBound
        { end += 1 }
        return end
    }

    private func row(_ block: SheetPlan.Block, into xml: inout MarkupText) {
        lineBreak(&xml)
        xml.start("table:table-row")
        xml.attribute("table:style-name", cells.names.rows.known(block.look))
        if block.rows.count > 1 { xml.attribute("table:number-rows-repeated", String(block.rows.count)) }
        if block.isHidden { xml.attribute("table:visibility", "collapse") }
        let planned = plan.cells(ofRow: block.rows.lowerBound)
        if planned.isEmpty { xml.empty("table:table-cell") }
        var index = 0
        while index < planned.count {
            var end = index + 1
            while planned[index].isRepeatable, end < planned.count, planned[end] == planned[index] { end += 1 }
            cells.write(planned[index], count: end - index, into: &xml)
            index = end
        }
        xml.end()
    }

    private func lineBreak(_ xml: inout MarkupText) {
        if hasLineBreaks { xml.lineBreak() }
    }
}
