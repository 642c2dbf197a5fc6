import ByteIO
import Diagnostics
import Forms
import Foundation
import Sheets
import Templating

/// One city's progress table as a pair of files: the template `NAME.fods` and beside it the indicators `NAME.csv`.
public struct ProgressForm: Sendable {
    /// For example `zhengzhou-progress`.
    public let name: String
    /// 指标, in the order of the table.
    public let indicators: IndicatorSet
    /// The table's layout, bound to the fields of a progress report.
    public let template: FormTemplate

    /// The indicators alone, for checking data.
    ///
    /// - Throws: ``Failure`` when no folder holds the form, or its data file cannot be read.
    public static func indicators(of name: String, in folders: TemplateFolders) throws -> Checked<IndicatorSet> {
        try indicators(beside: folders.template(for: name), name: name, folders)
    }

    /// - Throws: As ``indicators(of:in:)``, and for a template that is not a spreadsheet.
    public static func load(_ name: String, from folders: TemplateFolders) throws -> Checked<ProgressForm> {
        try load(templateAt: folders.template(for: name), name: name, folders: folders)
    }

    /// - Parameters:
    ///   - path: A template file. Its indicators are the `.csv` beside it of the same name, or of the name that its document
    ///     property `huxiao.form` says, beside it or in `folders`: so a copy of a shipped template needs no copy of the `.csv`.
    ///   - name: The form's name; `nil`: what the document property says, or the file's name.
    public static func load(
        templateAt path: String, name: String? = nil, folders: TemplateFolders = TemplateFolders([])
    ) throws -> Checked<ProgressForm> {
        let read = try TemplateFile.read(path)
        guard let workbook = read.value else { return Checked(nil, read.findings) }
        let stated = workbook.properties[custom: FormTemplate.Identity.formProperty] ?? ""
        let name = name ?? (stated.isEmpty ? Self.name(of: path) : stated)
        let indicators = try indicators(beside: path, name: name, folders)
        guard let set = indicators.value else { return Checked(nil, indicators.findings) }
        let compiled = TemplateFile.compile(workbook, at: path, for: ProgressReport.recordType(for: set))
        return Checked(
            compiled.value.map { ProgressForm(name: name, indicators: set, template: $0) },
            indicators.findings + read.findings + compiled.findings)
    }

    /// The report on the form, ready for any writer.
    ///
    /// - Parameter isMasked: Whether what is about persons is replaced by ``Forms/Masking/mark``.
    public func filled(with report: ProgressReport, isMasked: Bool = false) -> Checked<Workbook> {
        var report = isMasked ? report.masked : report
        report.identity = identity(of: report)
        return identified(template.filled(with: report.data), as: report)
    }

    /// The form for a unit to fill in: unit and month are printed, the rest is open, with ranges and hints.
    public func blank(for unit: ReportingUnit, period: Period, of campaign: Campaign) -> Checked<Workbook> {
        var report = ProgressReport.blank(for: unit, period: period, of: campaign)
        report.identity = identity(of: report)
        return identified(template.blank(with: report.data), as: report)
    }

    private func identity(of report: ProgressReport) -> String {
        let version = template.identity.version
        return "\(name)\(version.isEmpty ? "" : "/" + version) · \(report.unit.code) · \(report.period)"
    }

    private func identified(_ filled: Checked<Workbook>, as report: ProgressReport) -> Checked<Workbook> {
        guard var workbook = filled.value else { return filled }
        workbook.properties.title = "\(report.unit.name)\(report.indicators.title)（\(report.period.chinese)）"
        // What the template says of itself is what reading back compares.
        let form = template.identity.form
        workbook.properties[custom: FormTemplate.Identity.formProperty] = form.isEmpty ? name : form
        workbook.properties[custom: ReturnedForm.Identity.unitProperty] = report.unit.code
        workbook.properties[custom: ReturnedForm.Identity.periodProperty] = report.period.description
        return Checked(workbook, filled.findings)
    }

    private static func indicators(
        beside path: String, name: String, _ folders: TemplateFolders
    ) throws -> Checked<IndicatorSet> {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let own = path.withoutExtension + ".csv"
        // A name from a file never leads elsewhere.
        let others = name.contains("/") ? [] : [folder.isEmpty ? "." : folder] + folders.paths
        let candidates = [own] + others.map { "\($0)/\(name).csv" }
        guard let data = candidates.first(where: { access($0, F_OK) == 0 }) else {
            throw Failure(
                .system, "template.no-indicators", at: Place(file: path), "找不到这个模板的指标文件 \(name).csv",
                remedy: "请把它放在模板旁边；由现有模板另存的，请保留文档属性 huxiao.form")
        }
        let checked = IndicatorSet.read(try FileBytes.read(data), key: name)
        return Checked(checked.value, checked.findings.map { $0.within(Place(file: data)) })
    }

    private static func name(of path: String) -> String {
        let name = path.withoutExtension
        return name.split(separator: "/").last.map(String.init) ?? name
    }
}

extension String {
    /// A file's path without the last dot of its name and what follows.
    fileprivate var withoutExtension: String {
        guard let dot = lastIndex(of: "."), !self[dot...].contains("/") else { return self }
        return String(self[..<dot])
    }
}
