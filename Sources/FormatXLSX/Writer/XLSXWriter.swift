import Archive
import ByteIO
import Diagnostics
import Sheets

/// Writes XLSX (Office Open XML, Transitional): the safest attachment among offices, opened by Excel, WPS and
/// LibreOffice.
///
/// A font has one family, the first of its list: the format knows no fallbacks. A percentage and a span of time are
/// numbers with a format, because the format has no such types.
public struct XLSXWriter: RowStreamingWriter {
    /// Where texts stand. Every program reads both.
    public enum Strings: Hashable, Sendable {
        /// In their cells: what takes the least time and memory, but Apple's programs show nothing.
        case inline
        /// Each once in a table of their own; past so many different ones, in their cells.
        case shared(cap: Int)
    }

    /// For long lists ``Strings/inline`` is faster.
    public var strings: Strings
    /// What compresses the parts.
    public var deflater: Deflater

    /// The defaults give small files that every program shows.
    public init(strings: Strings = .shared(cap: 65_536), deflater: Deflater = .zlib) {
        self.strings = strings
        self.deflater = deflater
    }

    /// `xlsx`.
    public var fileExtension: String { "xlsx" }

    /// What XLSX cannot hold of `workbook`, each with what is written instead.
    public func limits(of workbook: Workbook) -> [Finding] { LimitCheck(workbook).findings() }

    /// - Throws: ``Failure`` when a part passes 4 GiB; errors of `sink` as they are.
    public func write(_ workbook: Workbook, to sink: inout some ByteSink) throws {
        var parts = try WorkbookParts(workbook, strings: stringCap, PackageStream(deflater: deflater))
        try parts.write(to: &sink)
    }

    /// - Throws: As ``RowStreamingWriter/write(_:streaming:from:to:)`` says, and ``Failure`` when a part passes 4 GiB.
    public func write(
        _ workbook: Workbook, streaming stretch: RowStretch, from rows: inout some RowProducer,
        to sink: inout some ByteSink
    ) throws {
        precondition(workbook.sheets.indices.contains(stretch.sheet), "there is no such sheet")
        let package = try PackageStream(deflater: deflater)
        let kept = KeptCells()
        var parts = WorkbookParts(workbook, streaming: stretch, keeping: kept, strings: stringCap, package)
        var streamed = try StreamedRows(stretch, of: workbook)
        var watched = WatchedRows(rows, for: workbook.sheets[stretch.sheet], stretch, keeping: kept)
        defer { rows = watched.rows }
        try parts.write(&streamed, from: &watched, to: &sink)
    }

    private var stringCap: Int {
        switch strings {
        case .inline: 0
        case .shared(let cap): max(cap, 0)
        }
    }
}

extension WorkbookWriter where Self == XLSXWriter {
    /// XLSX.
    public static var xlsx: XLSXWriter { XLSXWriter() }

    /// XLSX for long lists: texts in their cells, compressed by isa-l.
    public static var fastXLSX: XLSXWriter { XLSXWriter(strings: .inline, deflater: .isal) }
}
