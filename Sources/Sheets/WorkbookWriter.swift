import ByteIO
import Diagnostics

/// Writes a workbook as one file format. The same workbook always gives the same bytes.
public protocol WorkbookWriter: Sendable {
    /// Without the dot, for example `ods`.
    var fileExtension: String { get }

    /// What this format cannot hold of `workbook`: each a finding that states the limit. Empty when all of it fits.
    func limits(of workbook: Workbook) -> [Finding]

    /// - Throws: errors of `sink` as they are.
    func write(_ workbook: Workbook, to sink: inout some ByteSink) throws
}

extension WorkbookWriter {
    /// None: a format that holds everything needs no more than this.
    public func limits(of workbook: Workbook) -> [Finding] { [] }

    /// The whole file in memory, for tests and small files.
    ///
    /// - Throws: What ``write(_:to:)`` throws.
    public func bytes(of workbook: Workbook) throws -> [UInt8] {
        var sink = MemorySink()
        try write(workbook, to: &sink)
        return sink.bytes
    }
}
