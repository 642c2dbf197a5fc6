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
    public func limits(of workbook: Workbook) -> [Finding] { [] }

    public func bytes(of workbook: Workbook) throws -> [UInt8] {
        var sink = MemorySink()
        try write(workbook, to: &sink)
        return sink.bytes
    }
}
