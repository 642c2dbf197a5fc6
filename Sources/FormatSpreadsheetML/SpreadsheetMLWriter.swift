import ByteIO
import Diagnostics
import Markup
import Sheets

/// Writes Excel 2003 XML, also called SpreadsheetML: one XML file that Excel and WPS open like a workbook.
///
/// A font has one family, the first of its list: the format knows no fallbacks. Truth values are written as 是 and 否,
/// spans of time as numbers, because programs disagree on them.
///
/// Sheets are written before the styles that they use and that stand ahead of them in the file; they wait in memory,
/// and past a megabyte in a temporary file without a name. So streamed rows may be of any style.
public struct SpreadsheetMLWriter: RowStreamingWriter {
    /// There is nothing to choose.
    public init() {}

    /// `xml`.
    public var fileExtension: String { "xml" }

    /// What this format cannot hold of `workbook`, each with the limit and what is written instead.
    public func limits(of workbook: Workbook) -> [Finding] { LimitCheck(workbook).findings() }

    /// - Throws: ``Failure`` of kind `.system` when the temporary folder is full; errors of `sink` as they are.
    public func write(_ workbook: Workbook, to sink: inout some ByteSink) throws {
        var none = NoRows()
        try write(workbook, streaming: nil, from: &none, to: &sink)
    }

    /// As the protocol says; fails also as ``write(_:to:)`` does.
    public func write(
        _ workbook: Workbook, streaming stretch: RowStretch, from rows: inout some RowProducer,
        to sink: inout some ByteSink
    ) throws {
        try write(workbook, streaming: Optional(stretch), from: &rows, to: &sink)
    }

    private func write(
        _ workbook: Workbook, streaming stretch: RowStretch?, from rows: inout some RowProducer,
        to sink: inout some ByteSink
    ) throws {
        let names = ExcelSheetNames(workbook.sheets.map(\.name))
        let lists = LongLists(workbook, sheetNames: names)
        var styles = StyleUse(workbook)
        var body = MarkupText(.xml)
        var spool = Spool()
        for index in workbook.sheets.indices {
            let own = stretch.flatMap { $0.sheet == index ? $0 : nil }
            let sheet = SheetRows(workbook, sheet: index, streaming: own, names)
            try worksheet(workbook, index, sheet, lists, from: &rows, &styles, &body, to: &spool)
        }
        lists.writeSheet(to: &body)
        try spool.write(body.take())
        var markup = MarkupText(.xml)
        start(to: &markup)
        PropertiesPart.write(workbook.properties, to: &markup)
        excelWorkbook(workbook, to: &markup)
        StylesPart.write(styles.styles, to: &markup)
        NamesPart.write(workbook, names, lists, to: &markup)
        try sink.write(markup.take())
        try spool.read { try sink.write($0) }
        markup.end()
        markup.lineBreak()
        try sink.write(markup.take())
    }

    private func start(to markup: inout MarkupText) {
        markup.declaration()
        markup.processingInstruction("mso-application", "progid=\"Excel.Sheet\"")
        markup.start(
            "Workbook",
            [
                "xmlns": Names.spreadsheet, "xmlns:o": Names.office, "xmlns:x": Names.excel,
                "xmlns:ss": Names.spreadsheet,
                "xmlns:html": Names.html,
            ])
        markup.lineBreak()
    }

    private func excelWorkbook(_ workbook: Workbook, to markup: inout MarkupText) {
        markup.start("ExcelWorkbook", ["xmlns": Names.excel])
        if let active = workbook.sheets.firstIndex(where: { !$0.isHidden }), active > 0 {
            markup.element("ActiveSheet", text: String(active))
        }
        markup.element("ProtectStructure", text: "False")
        markup.element("ProtectWindows", text: "False")
        markup.end()
        markup.lineBreak()
    }

    private func worksheet(
        _ workbook: Workbook, _ index: Int, _ rows: SheetRows, _ lists: LongLists,
        from producer: inout some RowProducer, _ styles: inout StyleUse, _ markup: inout MarkupText,
        to spool: inout Spool
    ) throws {
        let sheet = workbook.sheets[index]
        let name = rows.names.written[index]
        let selected = workbook.sheets.firstIndex { !$0.isHidden } ?? 0
        markup.start("Worksheet", ["ss:Name": name, "ss:Protected": sheet.isProtected ? "1" : nil])
        NamesPart.write(printNamesOf: sheet, name: name, to: &markup)
        try rows.write(from: &producer, &styles, &markup, to: &spool)
        OptionsPart.write(sheet, isSelected: index == selected, to: &markup)
        OptionsPart.writeBreaks(sheet, to: &markup)
        for validation in sheet.validations { ValidationPart.write(validation, lists: lists, to: &markup) }
        for format in sheet.conditionalFormats {
            ConditionalPart.write(format, styles.styles, rows.names, to: &markup)
        }
        markup.end()
        markup.lineBreak()
        try spool.write(markup.take())
    }
}

extension WorkbookWriter where Self == SpreadsheetMLWriter {
    /// Excel 2003 XML.
    public static var spreadsheetML: SpreadsheetMLWriter { SpreadsheetMLWriter() }
}
