import ByteIO
import Diagnostics
import Markup
import Sheets

/// Writes OpenDocument 1.3 spreadsheets as one XML file (`.fods`). What ``ODSWriter`` says of row heights and of
/// waiting rows holds here too, but that rows wait as they are, not compressed.
public struct FODSWriter: RowStreamingWriter {
    /// There is nothing to choose.
    public init() {}

    /// `fods`.
    public var fileExtension: String { "fods" }

    /// Too many rows or columns, control characters in text.
    public func limits(of workbook: Workbook) -> [Finding] { ODFLimits.findings(workbook) }

    /// - Throws: ``Failure`` of kind `.system` when the temporary folder is full; errors of `sink` as they are.
    public func write(_ workbook: Workbook, to sink: inout some ByteSink) throws {
        var none = NoRows()
        try write(workbook, streaming: nil, nil, from: &none, to: &sink)
    }

    /// As the protocol says; fails also as ``write(_:to:)`` does.
    public func write(
        _ workbook: Workbook, streaming stretch: RowStretch, from rows: inout some RowProducer,
        to sink: inout some ByteSink
    ) throws {
        let kept = KeptCells()
        var watched = WatchedRows(rows, for: workbook.sheets[stretch.sheet], stretch, keeping: kept)
        defer { rows = watched.rows }
        try write(workbook, streaming: stretch, kept, from: &watched, to: &sink)
    }

    private func write(
        _ workbook: Workbook, streaming stretch: RowStretch?, _ kept: KeptCells?, from rows: inout some RowProducer,
        to sink: inout some ByteSink
    ) throws {
        var plan = DocumentPlan(workbook, streaming: stretch, kept, .inFile, hasLineBreaks: true)
        var tables: [Spool] = []
        for sheet in plan.sheets {
            var spool = Spool()
            try plan.writeRows(of: sheet, from: &rows, to: &spool)
            tables.append(spool)
        }
        let content = ContentPart(plan: plan)
        var xml = MarkupText()
        start(plan, content, &xml)
        let charts = plan.charts
        for (index, table) in tables.enumerated() {
            content.startTable(index, &xml)
            try sink.write(xml.take())
            try ChartPlaces.read(table, to: &sink) { charts[$0 - 1].flat() }
            xml.end()
        }
        content.end(&xml)
        xml.lineBreak()
        try sink.write(xml.take())
    }

    /// Up to the first table.
    private func start(_ plan: DocumentPlan, _ content: ContentPart, _ xml: inout MarkupText) {
        let styles = StyleElements(names: plan.names)
        xml.declaration()
        xml.startRoot("office:document")
        xml.attribute("office:mimetype", Names.spreadsheetMediaType)
        MetaPart(properties: plan.workbook.properties).meta(into: &xml)
        xml.lineBreak()
        styles.fontFaces(into: &xml)
        xml.lineBreak()
        styles.commonStyles(into: &xml)
        xml.lineBreak()
        xml.element("office:automatic-styles") { xml in
            content.automaticStyles(into: &xml)
            StylesPart(plan: plan).automaticStyles(into: &xml)
        }
        xml.lineBreak()
        PageElements(names: plan.names).masterPages(into: &xml)
        xml.lineBreak()
        content.startBody(&xml)
    }
}

extension WorkbookWriter where Self == FODSWriter {
    /// OpenDocument as one XML file, `.fods`.
    public static var fods: FODSWriter { FODSWriter() }
}
