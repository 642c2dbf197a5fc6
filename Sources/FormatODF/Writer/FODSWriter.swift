import ByteIO
import Diagnostics
import Markup
import Sheets

/// Writes OpenDocument 1.3 spreadsheets as one XML file (`.fods`). What ``ODSWriter`` says of row heights holds here
/// too.
public struct FODSWriter: WorkbookWriter {
    /// There is nothing to choose.
    public init() {}

    /// `fods`.
    public var fileExtension: String { "fods" }

    /// Too many rows or columns, control characters in text.
    public func limits(of workbook: Workbook) -> [Finding] { ODFLimits.findings(workbook) }

    /// Rows leave one at a time.
    ///
    /// - Throws: errors of `sink` as they are.
    public func write(_ workbook: Workbook, to sink: inout some ByteSink) throws {
        let plan = DocumentPlan(workbook)
        let content = ContentPart(plan: plan, pictures: .inFile, hasLineBreaks: true)
        let styles = StyleElements(names: plan.names)
        var xml = MarkupText()
        xml.declaration()
        xml.startRoot("office:document")
        xml.attribute("office:mimetype", Names.spreadsheetMediaType)
        MetaPart(properties: workbook.properties).meta(into: &xml)
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
        try content.body(&xml, to: &sink)
        xml.end()
        xml.lineBreak()
        try sink.write(xml.take())
    }
}

extension WorkbookWriter where Self == FODSWriter {
    /// OpenDocument as one XML file, `.fods`.
    public static var fods: FODSWriter { FODSWriter() }
}
