import ByteIO
import Markup
import Sheets

/// What is written of a workbook, worked out once for all parts.
struct DocumentPlan {
    let workbook: Workbook
    let sheets: [SheetPlan]
    /// Columns of each table, once its rows are written.
    private(set) var columnCounts: [Int] = []
    private(set) var names: StyleNames
    let pictures: PicturePlacing
    /// Line breaks between rows, for people who read the file; a package has none, because strict readers refuse them.
    let hasLineBreaks: Bool
    let validations: ValidationElements
    /// The streamed rows' cells that charts show, once the rows are written.
    private let kept: KeptCells?

    init(
        _ workbook: Workbook, streaming stretch: RowStretch?, _ kept: KeptCells?, _ pictures: PicturePlacing,
        hasLineBreaks: Bool
    ) {
        self.kept = kept
        self.workbook = workbook
        self.pictures = pictures
        self.hasLineBreaks = hasLineBreaks
        sheets = workbook.sheets.indices.map { index in
            SheetPlan(index, of: workbook, streaming: stretch.flatMap { $0.sheet == index ? $0 : nil })
        }
        validations = ValidationElements(sheets: sheets.map(\.sheet))
        names = StyleNames(of: workbook)
    }

    /// Writes the rows of the next sheet, ahead of all else, because the styles that they use stand before them.
    mutating func writeRows(
        of sheet: SheetPlan, from rows: inout some RowProducer, to part: inout some ByteSink
    ) throws {
        names.begin(sheet)
        let cells = CellElements(
            plan: sheet, validations: validations.names(ofSheet: sheet.index), pictures: pictures,
            firstChart: sheets[..<sheet.index].reduce(1) { $0 + $1.sheet.charts.count })
        var table = TableRows(sheet, cells, hasLineBreaks: hasLineBreaks)
        try table.write(&names, from: &rows, to: &part)
        columnCounts.append(table.columnCount)
        if columnCounts.count == sheets.count { names.complete(Array(zip(sheets, columnCounts))) }
    }

    /// All charts in the order of their numbers, once all rows are written.
    var charts: [ChartObject] {
        sheets.flatMap { plan in
            let cells = ChartCells(plan.sheet, streaming: plan.stretch, kept: kept)
            return plan.sheet.charts.map { chart in
                ChartObject(figures: ChartFigures(chart, cells, workbook.styles), sheetName: plan.sheet.name)
            }
        }
    }
}

/// Writes what stands around the rows in `content.xml`, and of one file the same elements.
struct ContentPart {
    let plan: DocumentPlan

    /// Up to the first table.
    func start(_ xml: inout MarkupText) {
        xml.declaration()
        xml.startRoot("office:document-content")
        StyleElements(names: plan.names).fontFaces(into: &xml)
        xml.element("office:automatic-styles") { automaticStyles(into: &$0) }
        startBody(&xml)
    }

    /// What belongs into `office:automatic-styles` for the sheets.
    func automaticStyles(into xml: inout MarkupText) {
        let styles = StyleElements(names: plan.names)
        styles.columnStyles(into: &xml)
        styles.rowStyles(into: &xml)
        styles.tableStyles(plan.sheets, into: &xml)
        styles.dataStyles(into: &xml)
        styles.cellStyles(plan.sheets, into: &xml)
        styles.textStyles(plan.names.texts.named, into: &xml)
        if plan.sheets.contains(where: { !$0.sheet.charts.isEmpty }) { ChartObject.writeFrameStyle(into: &xml) }
    }

    /// `office:body` up to the first table.
    func startBody(_ xml: inout MarkupText) {
        xml.start("office:body")
        xml.start("office:spreadsheet")
        plan.validations.write(into: &xml)
    }

    /// A table up to its first row.
    func startTable(_ index: Int, _ xml: inout MarkupText) {
        let table = TableElements(
            plan: plan.sheets[index], names: plan.names, columnCount: plan.columnCounts[index],
            hasLineBreaks: plan.hasLineBreaks)
        table.start(&xml)
    }

    /// All behind the last table.
    func end(_ xml: inout MarkupText) {
        namedRanges(into: &xml)
        xml.end()
        xml.end()
        xml.end()
    }

    private func namedRanges(into xml: inout MarkupText) {
        if plan.workbook.names.isEmpty { return }
        xml.element("table:named-expressions") { xml in
            for name in plan.workbook.names {
                xml.empty(
                    "table:named-range",
                    [
                        "table:name": name.name,
                        "table:base-cell-address": SheetAddress.text(
                            sheet: name.sheet, CellRange(name.range.first), absolute: true),
                        "table:cell-range-address": SheetAddress.text(sheet: name.sheet, name.range, absolute: true),
                    ])
            }
        }
    }
}

extension MarkupText {
    /// Opens the outermost element with all namespaces and the version.
    mutating func startRoot(_ name: String) {
        start(name)
        for (prefix, address) in Names.written { attribute("xmlns:\(prefix)", address) }
        attribute("office:version", Names.version)
    }
}
