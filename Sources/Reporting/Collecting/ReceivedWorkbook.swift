import Archive
import Diagnostics
import FormatODF
import FormatXLSX
import Sheets

/// A received file, read as a spreadsheet of whichever format its content is.
struct ReceivedWorkbook {
    var workbook: Workbook
    /// The file's own, for giving it back.
    var format: ReportFormat
    var findings: [Finding]

    /// - Throws: ``Failure`` of kind `.content` that names what the file is and what to do.
    static func read(_ bytes: [UInt8], limits: CollectLimits) throws -> ReceivedWorkbook {
        let format = Self.format(of: bytes)
        let read =
            try format == .xlsx
            ? XLSXReader(limits: limits.reading).read(bytes) : ODFReader(limits: limits.reading).read(bytes)
        guard let workbook = read.value else {
            throw Failure(.content, "collect.unreadable", "没有可以读取的内容", remedy: "请用原程序打开后重新保存")
        }
        var received = ReceivedWorkbook(workbook: workbook, format: format, findings: read.findings)
        received.computeOpenFormulas()
        return received
    }

    /// Programs that cannot compute write formulas without a result; what they would show is what was filled in.
    private mutating func computeOpenFormulas() {
        let open = workbook.sheets.indices.flatMap { sheet in Self.openFormulas(workbook.sheets[sheet], sheet) }
        if open.isEmpty { return }
        var failures: [Finding] = []
        let computed = workbook.recalculated(&failures)
        let unknown = Set(failures.map(\.place))
        for (sheet, cell) in open {
            let place = Place(sheet: workbook.sheets[sheet].name, cell: cell)
            workbook.sheets[sheet][cell] = computed.sheets[sheet][cell]
            if unknown.contains(place) {
                findings.append(
                    Finding(
                        "collect.open-formula", .mandatory, at: place, "单元格里是公式，文件中没有它的结果，本程序也算不出",
                        remedy: "请用 WPS、Excel 或 LibreOffice 打开后重新保存，或直接填写结果"))
            }
        }
    }

    private static func openFormulas(_ sheet: Sheet, _ index: Int) -> [(sheet: Int, cell: CellRef)] {
        sheet.rows.enumerated().flatMap { row, cells in
            cells.cells.indices.compactMap { column in
                guard case .formula(let formula) = cells.cells[column].value, formula.result == .empty else {
                    return nil
                }
                return (index, CellRef(row: row, column: column))
            }
        }
    }

    private static func format(of bytes: [UInt8]) -> ReportFormat {
        guard PackageReader.recognises(bytes) else {
            let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
            return head.contains("urn:oasis:names:tc:opendocument") || head.contains("office:document") ? .fods : .xlsx
        }
        guard let package = try? PackageReader(bytes), !package.contains("[Content_Types].xml") else { return .xlsx }
        return package.contains("content.xml") ? .ods : .xlsx
    }

    /// How grave it is that a file is no spreadsheet: what may be a form in another guise must be mended, a photograph may be ignored.
    ///
    /// - Parameter name: As the sender gave it: what is called a spreadsheet was meant to be one.
    static func severity(of failure: Failure, named name: String) -> Severity {
        let sheets = [".xlsx", ".ods", ".fods", ".xls", ".et", ".xlsm"]
        let isNamedSheet = sheets.contains { name.lowercased().hasSuffix($0) }
        guard failure.rule.hasSuffix(".wrong-kind"), !isNamedSheet else { return .mandatory }
        if failure.statement.contains("图片") { return .hint }
        let papers = ["PDF", "Word", "演示文稿", "OFD", "网页", "文本或 CSV"]
        return papers.contains { failure.statement.contains($0) } ? .verify : .mandatory
    }
}
