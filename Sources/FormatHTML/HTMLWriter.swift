import ByteIO
import Diagnostics
import Markup
import Sheets

/// Writes HTML that looks like the form on the screen and on paper, without scripts and without anything from a
/// network.
///
/// Hidden sheets, rows and columns, and what lies outside the print range, are left out. Conditions of conditional
/// formats are evaluated, but for formulas.
///
/// The charts of a sheet stand below its table as drawings (SVG), see ``ChartDrawing``.
///
/// Rows are written before the style sheet, which stands ahead of them and lists what they use; of a page they wait in
/// memory, and past a megabyte in a temporary file without a name. Streamed rows that the repeated rows of a sheet
/// stand among or below are held all at once; what stands right of ``RowStretch/columnCount`` in a streamed row is left
/// out.
public struct HTMLWriter: RowStreamingWriter {
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
        let sheet = workbook.sheets[stretch.sheet]
        let header = sheet.headerRows ?? 0..<0
        if sheet.isHidden || stretch.rowCount == 0 || !header.isEmpty && header.upperBound > stretch.first {
            return try write(StretchModel.whole(workbook, stretch, from: &rows), to: &sink)
        }
        let kept = KeptCells()
        var watched = WatchedRows(rows, for: sheet, stretch, keeping: kept)
        defer { rows = watched.rows }
        try write(workbook, streaming: stretch, kept, from: &watched, to: &sink)
    }

    private func write(
        _ workbook: Workbook, streaming stretch: RowStretch?, _ kept: KeptCells?, from rows: inout some RowProducer,
        to sink: inout some ByteSink
    ) throws {
        let tables = SheetTable.shown(of: workbook, streaming: stretch, kept)
        switch form {
        case .page:
            var document = PageDocument(workbook, tables)
            try document.write(from: &rows, to: &sink)
        case .fragment: try fragment(workbook, tables, from: &rows, to: &sink)
        }
    }

    private func fragment(
        _ workbook: Workbook, _ tables: [SheetTable], from rows: inout some RowProducer,
        to sink: inout some ByteSink
    ) throws {
        var looks = LookTable(workbook)
        var markup = MarkupText(.html)
        markup.start("div", ["lang": "zh-Hans"])
        markup.lineBreak()
        for (index, table) in tables.enumerated() {
            if index > 0 { markup.empty("hr", ["style": "margin:12pt 0;border:0;border-top:1px solid #cccccc"]) }
            try sink.write(markup.take())
            _ = try table.write(title: table.sheet.name, .inline, from: &rows, &looks, to: &sink)
        }
        markup.end()
        markup.lineBreak()
        try sink.write(markup.take())
    }
}

extension WorkbookWriter where Self == HTMLWriter {
    /// A whole HTML document.
    public static var html: HTMLWriter { HTMLWriter() }
    /// HTML for the body of a mail.
    public static var htmlFragment: HTMLWriter { HTMLWriter(form: .fragment) }
}
