import Archive
import ByteIO
import Diagnostics
import Markup
import Sheets

/// Writes OpenDocument 1.3 spreadsheets as packages (`.ods`), with names of the standard only.
///
/// Row heights are written as computed, never left to the program that opens the file; what tells a fitted row from a
/// fixed one is `style:min-row-height`. This reader sees it again; LibreOffice drops it, so that a fitted row comes
/// back from there as a fixed one of the same height.
///
/// Rows are written before the styles that they use and that stand ahead of them in the file; compressed, they wait in
/// memory, and past a megabyte in a temporary file without a name. So streamed rows may be of any style and height.
public struct ODSWriter: RowStreamingWriter {
    /// What compresses the parts.
    public var deflater: Deflater

    /// Small files, unless asked for speed.
    public init(deflater: Deflater = .zlib) { self.deflater = deflater }

    /// `ods`.
    public var fileExtension: String { "ods" }

    /// Too many rows or columns, control characters in text.
    public func limits(of workbook: Workbook) -> [Finding] { ODFLimits.findings(workbook) }

    /// - Throws: ``Failure`` when a part passes 4 GiB (`.content`) or the temporary folder is full (`.system`); errors
    ///   of `sink` as they are.
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
        var plan = DocumentPlan(workbook, streaming: stretch, kept, .inPackage, hasLineBreaks: false)
        var tables: [PackedPart] = []
        for sheet in plan.sheets {
            var part = try PackedPart(deflater: deflater)
            try plan.writeRows(of: sheet, from: &rows, to: &part)
            tables.append(part)
        }
        let package = try PackageStream(deflater: deflater)
        try package.addStored("mimetype", Array(Names.spreadsheetMediaType.utf8), to: &sink)
        try content(plan, tables, into: package, &sink)
        var styles = MemorySink()
        try StylesPart(plan: plan).write(to: &styles)
        try package.add("styles.xml", styles.bytes, to: &sink)
        var meta = MemorySink()
        try MetaPart(properties: workbook.properties).write(to: &meta)
        try package.add("meta.xml", meta.bytes, to: &sink)
        try end(workbook, plan.charts, package, &sink)
    }

    private func content(
        _ plan: DocumentPlan, _ tables: [PackedPart], into package: PackageStream, _ sink: inout some ByteSink
    ) throws {
        let content = ContentPart(plan: plan)
        var xml = MarkupText()
        try package.open("content.xml", isStreamed: tables.contains(where: \.isInFile))
        content.start(&xml)
        for (index, table) in tables.enumerated() {
            content.startTable(index, &xml)
            try xml.take().withUnsafeBytes { try package.write($0, to: &sink) }
            try package.write(table, to: &sink)
            xml.end()
        }
        content.end(&xml)
        try xml.take().withUnsafeBytes { try package.write($0, to: &sink) }
        try package.close(to: &sink)
    }

    /// Pictures, charts and the list of all parts.
    private func end(
        _ workbook: Workbook, _ charts: [ChartObject], _ package: PackageStream, _ sink: inout some ByteSink
    ) throws {
        var entries = ["content.xml", "styles.xml", "meta.xml"].map { (path: $0, mediaType: "text/xml") }
        for (sheet, model) in workbook.sheets.enumerated() {
            for (index, picture) in model.pictures.enumerated() {
                let path = PicturePlacing.path(sheet: sheet, index, picture)
                try package.addStored(path, picture.data, to: &sink)
                entries.append((path, picture.mediaType))
            }
        }
        for (index, chart) in charts.enumerated() {
            let folder = ChartObject.folder(index + 1) + "/"
            entries.append((folder, ChartObject.mediaType))
            for (name, bytes) in [("content.xml", chart.content()), ("styles.xml", chart.stylesPart())] {
                try package.add(folder + name, bytes, to: &sink)
                entries.append((folder + name, "text/xml"))
            }
        }
        var manifest = MemorySink()
        try ManifestPart(entries: entries).write(to: &manifest)
        try package.add("META-INF/manifest.xml", manifest.bytes, to: &sink)
        try package.finish(to: &sink)
    }
}

extension WorkbookWriter where Self == ODSWriter {
    /// OpenDocument package, `.ods`.
    public static var ods: ODSWriter { ODSWriter() }

    /// OpenDocument package for long lists, compressed by isa-l.
    public static var fastODS: ODSWriter { ODSWriter(deflater: .isal) }
}
