import Archive
import ByteIO
import Diagnostics
import Sheets

/// Writes XLSX (Office Open XML, Transitional): the safest attachment among offices, opened by Excel, WPS and
/// LibreOffice.
///
/// A font has one family, the first of its list: the format knows no fallbacks. A percentage and a span of time are
/// numbers with a format, because the format has no such types.
public struct XLSXWriter: WorkbookWriter {
    /// Where texts stand. Every program reads both.
    public enum Strings: Hashable, Sendable {
        /// In their cells: what takes the least time and memory, but Apple's programs show nothing.
        case inline
        /// Each once in a table of their own; past so many different ones, in their cells.
        case shared(cap: Int)
    }

    /// In a stream, rows take no part in the table of strings: their texts stand in their cells.
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

    /// Writes `workbook` with further rows below those of one sheet. The rows of the sheet itself and of other sheets are
    /// held.
    public func write(
        _ workbook: Workbook, continuing index: Int, with rows: inout some RowProducer, to sink: inout some ByteSink
    ) throws {
        var parts = try WorkbookParts(workbook, strings: stringCap, PackageStream(deflater: deflater))
        try parts.write(continuing: index, with: &rows, to: &sink)
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
