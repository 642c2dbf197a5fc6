import Diagnostics
import Sheets

/// Writes a workbook as a file, which appears whole or not at all.
///
///     try save(workbook, as: .html, to: "out/report.html")
///
/// - Returns: What the format could not hold of the workbook, each a finding that states the limit.
/// - Throws: ``Failure`` of kind `.system` when the file cannot be written.
@discardableResult
public func save(
    _ workbook: Workbook, as format: ReportFormat, to path: String, options: RenderOptions = RenderOptions()
) throws -> [Finding] {
    let writer = format.writer(options)
    var files = OutputFiles()
    try files.add(writer.bytes(of: workbook), at: path)
    try files.commit()
    return writer.limits(of: workbook).map { $0.within(Place(file: path)) }
}
