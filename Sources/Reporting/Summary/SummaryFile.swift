import Diagnostics
import Sheets
import Summaries

/// A summary in any file format.
public struct SummaryFile {
    /// As sheets, for every format but HTML.
    public let workbook: Workbook
    private let document: SummaryDocument
    private let laidOut: SummaryWorkbook

    /// Lays the summary out once for all formats.
    public init(_ document: SummaryDocument) {
        self.document = document
        laidOut = SummaryWorkbook(document)
        workbook = laidOut.workbook
    }

    /// The file's bytes: the same for the same summary.
    ///
    /// - Throws: ``Failure`` when the format cannot hold it.
    public func bytes(as format: ReportFormat) throws -> [UInt8] {
        format == .html ? SummaryPage(document, laidOut).bytes() : try format.writer().bytes(of: workbook)
    }

    /// What the format cannot hold of it.
    public func limits(of format: ReportFormat) -> [Finding] {
        format == .html ? [] : format.writer().limits(of: workbook)
    }
}
