import ByteIO
import Diagnostics
import Markup
import Sheets

/// Writes HTML that looks like the form on the screen and on paper, without scripts and without anything from a
/// network.
///
/// Hidden sheets, rows and columns, and what lies outside the print range, are left out. Conditions of conditional
/// formats are evaluated, but for formulas.
public struct HTMLWriter: WorkbookWriter {
    /// What the text is for.
    public enum Form: Hashable, Sendable {
        /// A whole document with one style sheet: for browsers and for printing.
        case page
        /// A `div` without head and style sheet, every style inline: for the body of a mail.
        case fragment
    }

    /// What the text is for.
    public var form: Form

    /// A writer of whole documents unless told otherwise.
    public init(form: Form = .page) { self.form = form }

    /// `html`.
    public var fileExtension: String { "html" }

    /// What this format cannot hold of `workbook`, each with the limit and what is written instead.
    public func limits(of workbook: Workbook) -> [Finding] { LimitCheck.findings(workbook) }

    /// - Throws: errors of `sink` as they are.
    public func write(_ workbook: Workbook, to sink: inout some ByteSink) throws {
        var markup = MarkupText(.html)
        switch form {
        case .page: PageDocument(workbook).write(to: &markup)
        case .fragment: fragment(workbook, to: &markup)
        }
        try sink.write(markup.take())
    }

    private func fragment(_ workbook: Workbook, to markup: inout MarkupText) {
        var looks = LookTable(workbook)
        markup.start("div", ["lang": "zh-Hans"])
        markup.lineBreak()
        var isFirst = true
        for (index, sheet) in workbook.sheets.enumerated() where !sheet.isHidden {
            let layout = SheetLayout(workbook, sheet: index)
            if layout.isEmpty { continue }
            if !isFirst { markup.empty("hr", ["style": "margin:12pt 0;border:0;border-top:1px solid #cccccc"]) }
            isFirst = false
            TablePart(layout, title: sheet.name, styling: .inline, workbook: workbook).write(&looks, to: &markup)
            NotesPart.write(layout, isInline: true, to: &markup)
        }
        markup.end()
        markup.lineBreak()
    }
}

extension WorkbookWriter where Self == HTMLWriter {
    /// A whole HTML document.
    public static var html: HTMLWriter { HTMLWriter() }
    /// HTML for the body of a mail.
    public static var htmlFragment: HTMLWriter { HTMLWriter(form: .fragment) }
}
