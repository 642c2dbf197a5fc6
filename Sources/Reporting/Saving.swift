import ByteIO
import Diagnostics
import Forms
import Sheets
import Templating

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

/// Writes a form with a list of any length as a file, which appears whole or not at all; memory does not grow with the
/// list.
///
///     let form = template.streamed(report, list: "risks", count: count).value
///     try save(form, as: .xlsx, to: "out/risks.xlsx") { () -> RiskRecord? in try cursor.next() }
///
/// - Parameters:
///   - isMasked: Whether what is about persons is replaced by ``Forms/Masking/mark``.
///   - next: The next record; `nil` behind the last one.
/// - Returns: What the format could not hold, and what will not be whole on paper.
/// - Throws: ``Failure`` of kind `.system` when the file cannot be written, of kind `.content` when the format takes no
///   more rows or another number of records came than was said; what `next` throws.
@discardableResult
public func save<Record: FormRecord>(
    _ form: StreamedForm, as format: ReportFormat, to path: String, isMasked: Bool = false,
    next: () throws -> Record?
) throws -> [Finding] {
    guard let writer = format.listWriter else {
        throw Failure(
            .content, "report.not-streamed", at: Place(file: path), "格式 \(format.rawValue) 不能逐行写出", remedy: "请换成 xlsx")
    }
    var files = OutputFiles()
    let findings = try files.add(at: path) { sink in
        try form.write(as: writer, to: &sink, isMasked: isMasked, next: next)
    }
    try files.commit()
    return findings.map { $0.within(Place(file: path)) }
}
