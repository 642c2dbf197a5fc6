import ByteIO
import Diagnostics
import Markup
import Sheets

/// Writes Excel 2003 XML, also called SpreadsheetML: one XML file that Excel and WPS open like a workbook.
///
/// A font has one family, the first of its list: the format knows no fallbacks. Truth values are written as 是 and 否,
/// spans of time as numbers, because programs disagree on them.
public struct SpreadsheetMLWriter: WorkbookWriter {
    /// There is nothing to choose.
    public init() {}

    /// `xml`.
    public var fileExtension: String { "xml" }

    /// What this format cannot hold of `workbook`, each with the limit and what is written instead.
    public func limits(of workbook: Workbook) -> [Finding] { LimitCheck(workbook).findings() }

    /// - Throws: errors of `sink` as they are.
    public func write(_ workbook: Workbook, to sink: inout some ByteSink) throws {
        let names = ExcelSheetNames(workbook.sheets.map(\.name))
        let lists = LongLists(workbook, sheetNames: names)
        var styles = StyleUse(workbook)
        var markup = MarkupText(.xml)
        start(to: &markup)
        PropertiesPart.write(workbook.properties, to: &markup)
        excelWorkbook(workbook, to: &markup)
        StylesPart.write(styles.styles, to: &markup)
        NamesPart.write(workbook, names, lists, to: &markup)
        let selected = workbook.sheets.firstIndex { !$0.isHidden } ?? 0
        for index in workbook.sheets.indices {
            try worksheet(
                TablePart(workbook, sheet: index, names: names), name: names.written[index],
                isSelected: index == selected,
                lists, &styles, &markup, to: &sink)
        }
        lists.writeSheet(to: &markup)
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
        _ table: TablePart, name: String, isSelected: Bool, _ lists: LongLists, _ styles: inout StyleUse,
        _ markup: inout MarkupText, to sink: inout some ByteSink
    ) throws {
        let sheet = table.sheet
        markup.start("Worksheet", ["ss:Name": name, "ss:Protected": sheet.isProtected ? "1" : nil])
        NamesPart.write(printNamesOf: sheet, name: name, to: &markup)
        try table.write(&styles, &markup, to: &sink)
        OptionsPart.write(sheet, isSelected: isSelected, to: &markup)
        OptionsPart.writeBreaks(sheet, to: &markup)
        for validation in sheet.validations { ValidationPart.write(validation, lists: lists, to: &markup) }
        for format in sheet.conditionalFormats {
            ConditionalPart.write(format, styles.styles, table.names, to: &markup)
        }
        markup.end()
        markup.lineBreak()
        try sink.write(markup.take())
    }
}

extension WorkbookWriter where Self == SpreadsheetMLWriter {
    /// Excel 2003 XML.
    public static var spreadsheetML: SpreadsheetMLWriter { SpreadsheetMLWriter() }
}
