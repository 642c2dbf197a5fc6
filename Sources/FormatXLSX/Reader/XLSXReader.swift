import Archive
import Diagnostics
import FileKinds
import Sheets

/// Reads Office Open XML spreadsheets (`.xlsx`), Transitional and Strict.
///
/// It takes files as Excel, WPS, LibreOffice, Google Sheets and the common libraries save them and keeps what they say:
/// the text “3” stays text. What is not read (charts, macros, links, icon sets) is left out with a
/// finding.
public struct XLSXReader: Sendable {
    /// What a file may take at most.
    public var limits: ReadLimits

    /// Reads within `limits`.
    public init(limits: ReadLimits = ReadLimits()) { self.limits = limits }

    /// - Parameter bytes: The whole file. It is taken for hostile: no input makes this trap or take memory past the
    ///   limits.
    /// - Returns: The workbook, and what of the file it does not hold.
    /// - Throws: ``Failure`` of kind `.content`: another kind of file, encrypted, damaged, over a limit. Its place has
    ///   no file name; the caller adds it.
    public func read(_ bytes: [UInt8]) throws -> Checked<Workbook> {
        let file = try open(bytes)
        let workbook = try WorkbookAssembler(file).workbook()
        return Checked(workbook, file.log.findings)
    }

    /// Opens a file whose rows are read one at a time: ``XLSXFile/rows(of:_:)``.
    ///
    /// - Throws: as ``read(_:)``.
    public func open(_ bytes: [UInt8]) throws -> XLSXFile {
        if bytes.count > limits.archive.packageBytes {
            throw Failure(
                .content, "xlsx.over-limit", "文件超过 \(limits.archive.packageBytes >> 20) MiB 的上限",
                remedy: "请确认文件是否正确，或拆分后再处理")
        }
        switch try FileKind.of(bytes, wanted: .xlsx) {
        case .package: return try XLSXFile(PackageReader(bytes, limits: limits.archive), limits)
        case .xml:
            // Only to name the file's kind; a broken one is refused as such.
            let root = try ElementReader.root(bytes, limits: limits.xml)
            throw WantedFormat.xlsx.refusal(ofRoot: root.name, expected: "xlsx 压缩包")
        }
    }
}
