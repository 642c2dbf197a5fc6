import ByteIO
import Markup
import Sheets

/// What is written of a workbook, worked out once for all parts.
struct DocumentPlan {
    let workbook: Workbook
    let sheets: [SheetPlan]
    let names: StyleNames

    init(_ workbook: Workbook) {
        self.workbook = workbook
        sheets = workbook.sheets.indices.map { SheetPlan($0, of: workbook) }
        names = StyleNames(sheets, of: workbook)
    }
}

/// Writes `content.xml`, and of one file the same elements.
struct ContentPart {
    let plan: DocumentPlan
    let pictures: PicturePlacing
    /// Line breaks between rows, for people who read the file; a package has none, because strict readers refuse them.
    let hasLineBreaks: Bool

    func write(to sink: inout some ByteSink) throws {
        var xml = MarkupText()
        xml.declaration()
        xml.startRoot("office:document-content")
        StyleElements(names: plan.names).fontFaces(into: &xml)
        xml.element("office:automatic-styles") { automaticStyles(into: &$0) }
        try body(&xml, to: &sink)
        xml.end()
        try sink.write(xml.take())
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
    }

    /// `office:body`; rows leave one at a time.
    func body(_ xml: inout MarkupText, to sink: inout some ByteSink) throws {
        xml.start("office:body")
        xml.start("office:spreadsheet")
        let validations = ValidationElements(plan: plan)
        validations.write(into: &xml)
        for sheet in plan.sheets {
            let cells = CellElements(
                names: plan.names, plan: sheet, validations: validations.names(ofSheet: sheet.index), pictures: pictures
            )
            try TableElements(plan: sheet, cells: cells, hasLineBreaks: hasLineBreaks).write(&xml, to: &sink)
        }
        namedRanges(into: &xml)
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
