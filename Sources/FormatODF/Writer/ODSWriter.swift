import Archive
import ByteIO
import Diagnostics
import Sheets

/// Writes OpenDocument 1.3 spreadsheets as packages (`.ods`), with names of the standard only.
///
/// Row heights are written as computed, never left to the program that opens the file; what tells a fitted row from a
/// fixed one is `style:min-row-height`. This reader sees it again; LibreOffice drops it, so that a fitted row comes
/// back from there as a fixed one of the same height.
public struct ODSWriter: WorkbookWriter {
    /// There is nothing to choose.
    public init() {}

    /// `ods`.
    public var fileExtension: String { "ods" }

    /// Too many rows or columns, control characters in text.
    public func limits(of workbook: Workbook) -> [Finding] { ODFLimits.findings(workbook) }

    /// The package is kept compressed in memory until it is complete.
    ///
    /// - Throws: errors of `sink` as they are.
    public func write(_ workbook: Workbook, to sink: inout some ByteSink) throws {
        let plan = DocumentPlan(workbook)
        let package = try PackageWriter()
        try package.add(
            PackageEntry(name: "mimetype", bytes: Array(Names.spreadsheetMediaType.utf8), compression: .stored))
        try package.add("content.xml") {
            try ContentPart(plan: plan, pictures: .inPackage, hasLineBreaks: false).write(to: &$0)
        }
        try package.add("styles.xml") { try StylesPart(plan: plan).write(to: &$0) }
        try package.add("meta.xml") { try MetaPart(properties: workbook.properties).write(to: &$0) }
        var entries = ["content.xml", "styles.xml", "meta.xml"].map { (path: $0, mediaType: "text/xml") }
        for (sheet, model) in workbook.sheets.enumerated() {
            for (index, picture) in model.pictures.enumerated() {
                let path = PicturePlacing.path(sheet: sheet, index, picture)
                try package.add(PackageEntry(name: path, bytes: picture.data, compression: .stored))
                entries.append((path, picture.mediaType))
            }
        }
        try package.add("META-INF/manifest.xml") { try ManifestPart(entries: entries).write(to: &$0) }
        try package.finish(to: &sink)
    }
}

extension WorkbookWriter where Self == ODSWriter {
    /// OpenDocument package, `.ods`.
    public static var ods: ODSWriter { ODSWriter() }
}
