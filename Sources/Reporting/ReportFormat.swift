import Archive
import ByteIO
import FormatHTML
import FormatODF
import FormatSpreadsheetML
import FormatXLSX
import Sheets

/// The file formats of a report.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
    case html, xlsx, ods, fods, xml

    /// What it is and who opens it.
    public var summary: String {
        switch self {
        case .html: "网页，任何浏览器打开，可直接打印"
        case .xlsx: "Excel 表格，WPS、Excel、LibreOffice 打开，适合上报"
        case .ods: "OpenDocument 表格，LibreOffice、WPS 打开"
        case .fods: "单文件 OpenDocument 表格，LibreOffice 打开"
        case .xml: "Excel 2003 XML 表格，Excel、WPS、LibreOffice 打开"
        }
    }

    /// Whoever turns a workbook into a file of this format.
    public func writer(_ options: RenderOptions = RenderOptions()) -> any WorkbookWriter {
        switch self {
        case .html: HTMLWriter(form: options.isFragment ? .fragment : .page)
        case .xlsx: XLSXWriter()
        case .ods: ODSWriter()
        case .fods: FODSWriter()
        case .xml: SpreadsheetMLWriter()
        }
    }

    /// Whoever writes a list of any length, its rows one at a time; `nil` for a format that cannot.
    ///
    /// Packages are compressed by isa-l, and XLSX has its texts in their cells, which takes a tenth of the time.
    public var listWriter: (any RowStreamingWriter)? {
        switch self {
        case .xlsx: XLSXWriter.fastXLSX
        case .ods: ODSWriter(deflater: .isal)
        case .html, .fods, .xml: writer() as? any RowStreamingWriter
        }
    }
}

/// How a report is written, beyond the choice of the format.
public struct RenderOptions: Hashable, Sendable {
    /// HTML only: a piece with inline styles that a mail can carry, not a page of its own.
    public var isFragment: Bool

    /// A whole page unless a fragment is asked for.
    public init(isFragment: Bool = false) { self.isFragment = isFragment }
}
