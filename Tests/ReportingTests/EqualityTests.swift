import CivilTime
import Diagnostics
import Forms
import Foundation
import Reporting
import Sheets
import Templating
import TestSupport
import Testing

/// The reports whose every format must hold the same.
enum EqualReport: String, CaseIterable, CustomTestStringConvertible {
    case form1, form2, form3, progress, awkward

    var testDescription: String { rawValue }

    func workbook() throws -> Workbook {
        switch self {
        case .progress: return try Self.progress()
        case .awkward: return try Self.awkwardForm()
        case .form1, .form2, .form3: return try Self.example(try #require(SafetyForm(rawValue: rawValue))).workbook
        }
    }

    static func template(_ form: SafetyForm) throws -> FormTemplate {
        let loaded = try TemplateFile.load("\(Repository.templates)/\(form.template).fods", for: form.recordType)
        return try #require(loaded.value)
    }

    static func campaign() throws -> SafetyCampaign {
        try #require(try SafetyCampaignFolder.load("\(Repository.root)/Examples/changzhou-2019").value)
    }

    static func example(_ form: SafetyForm) throws -> MadeForm {
        var job = SafetyReportJob(campaign: try campaign(), form: form, template: try template(form))
        job.date = CalendarDay(year: 2019, month: 12, day: 25)
        return try job.report(of: "990200", period: try #require(Period("2019-12")))
    }

    private static func progress() throws -> Workbook {
        let folders = TemplateFolders([Repository.templates])
        let campaign = try #require(try CampaignFolder.load(Repository.example, templates: folders.paths).value)
        let form = try #require(try ProgressForm.load("zhengzhou-progress", from: folders).value)
        let job = ProgressReportJob(
            campaign: campaign, form: form, date: CalendarDay(year: 2017, month: 6, day: 1))
        return try job.report(of: "990100", period: try #require(Period("2017-05"))).workbook
    }

    /// Texts that guessing, escaping or cutting could spoil.
    static let texts = [
        "123456789012345678", "13800000000", "1-2", "3/4", "=1+1", "0012", "+86", "-", "1e5", "TRUE", "2019-07-15",
        "12:30", "50%",
        "😀👨‍👩‍👧", "𠮷野 㙍", "第一行\n第二行", " 前后有空格 ", "两  个   空格", "制\t表", "&amp; <b>粗</b> ]]>", "{{填报单位}}", "'引号\"",
        String(repeating: "围墙低矮易攀爬。", count: 1250), "响铃\u{07}之后\u{1B}[0m",
    ]

    static func awkwardForm() throws -> Workbook {
        let rows = texts.enumerated().map { index, text in
            var risk = RiskRecord()
            risk.school = "第\(index)小学"
            risk.risk = text
            risk.station = text.count > 100 ? "" : text
            risk.foundOn = CalendarDay(year: 2019, month: 9, day: 1 + index)
            risk.state = .inProgress
            return risk
        }
        let head = FormHead(unit: "=A1&\"单位\"", unitCode: "0012", period: Period("2019-09"))
        return try #require(try template(.form2).filled(with: Form2Report(head: head, rows: rows).data).value)
    }
}

/// One report in one format.
struct EqualityCase: CustomTestStringConvertible {
    var report: EqualReport
    var format: ReportFormat

    var testDescription: String { "\(report.rawValue) as \(format.rawValue)" }

    static let readable = EqualReport.allCases.flatMap { report in
        ReportFormat.allCases.filter(ReadSheet.isReadable).map { EqualityCase(report: report, format: $0) }
    }
}

@Suite("The same report in every format", .enabled(if: ReadSheet.python != nil, "HUXIAO_PYTHON is not set"))
struct EqualityTests {
    @Test("Readers that are not ours find the same cells, types and merges", arguments: EqualityCase.readable)
    func equal(_ one: EqualityCase) throws {
        let workbook = try one.report.workbook()
        let found = try ReadSheet.read(one.format.writer().bytes(of: workbook), as: one.format).map(\.sorted)
        #expect(found.count == workbook.sheets.count)
        for (read, sheet) in zip(found, workbook.sheets) {
            let model = ReadSheet(sheet, in: one.format)
            let isEqual = read.matches(model, one.format)
            #expect(isEqual, "\(read.difference(from: model))")
        }
    }
}

@Suite("Control characters in a report")
struct EqualityControlCharacterTests {
    /// XLSX keeps them, as escapes.
    static let formats = ReportFormat.allCases.filter { $0 != .xlsx }

    @Test("Every format tells where they were and that pictures stand in their place", arguments: formats)
    func told(_ format: ReportFormat) throws {
        let findings = format.writer().limits(of: try EqualReport.awkwardForm()).filter {
            $0.rule.hasSuffix(".control-character")
        }
        // 派出所 and 涉校风险隐患 of the last row.
        #expect(findings.map { $0.place.cell?.description } == ["B28", "E28"])
        #expect(findings.allSatisfy { $0.description.contains("U+0007") && $0.description.contains("可见") })
    }
}
