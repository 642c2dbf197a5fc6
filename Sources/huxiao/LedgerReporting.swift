import ArgumentParser
import CivilTime
import Diagnostics
import Forms
import Foundation
import Ledger
import Reporting

/// How a report is made from a ledger, and whether it is written down as sent.
struct LedgerOptions: ParsableArguments {
    @Flag(name: .customLong("all-received"), help: "有台账时：收到的都计入，含未审核的，不含已退回的，并印在报表上；不写则只计已采用的。")
    var allReceived = false

    @Flag(name: .customLong("as-sent"), help: "有台账时：照最后一次报出时的样子重印；不写则按现在的数据。")
    var asSent = false

    @Flag(name: .customLong("as-now"), help: "有台账时：按现在的数据（默认）。")
    var asNow = false

    @Option(name: .long, help: ArgumentHelp("与 --as-sent 同用：哪一次报出，见 huxiao changes。", valueName: "号"))
    var change: Int?

    @Flag(name: .long, help: "有台账时：把写出的报表记为已报出，以后的更正用 huxiao changes 查。")
    var sent = false

    @Flag(name: .long, help: "与 --sent 同用：有 A 类问题也照样报出，记录会写明。")
    var anyway = false

    @Option(name: .customLong("to"), help: ArgumentHelp("与 --sent 同用：报给谁，可重复。", valueName: "单位"))
    var recipients: [String] = []

    @OptionGroup var noting: ChangeOptions

    func validate() throws {
        if asSent, asNow { throw ValidationError("--as-sent 和 --as-now 只能写一个") }
        if asSent, sent { throw ValidationError("--as-sent 是重印，不能同时 --sent") }
        if asSent, allReceived { throw ValidationError("--as-sent 照报出时的取数办法，不用写 --all-received") }
        if change != nil, !asSent { throw ValidationError("--change 要与 --as-sent 同用") }
        if anyway, !sent { throw ValidationError("--anyway 要与 --sent 同用") }
        if !recipients.isEmpty, !sent { throw ValidationError("--to 要与 --sent 同用") }
    }

    /// Whether any of them needs a ledger.
    var isUsed: Bool { allReceived || asSent || asNow || sent }
}

extension ReportCommand {
    /// Makes the reports of a folder that has a ledger.
    func runFromLedger(_ folder: String, _ wanted: [FormChoice], _ clock: inout StepClock) throws {
        let workspace = try clock.measure("打开台账") { try shared.workspace(folder, isReading: !ledger.sent) }
        let units = try clock.measure("读取单位") { try workspace.units() }
        let period = try period ?? workspace.ledger.lastReceivedPeriod() ?? workspace.periods.lowerBound
        let sender = LedgerSending(
            workspace: workspace, options: ledger, formats: output.format.formats, isPartial: partial)
        if ledger.sent { try clock.measure("核对台账") { try workspace.ledger.checkContent() } }
        let codes = try LedgerUnitChoice(units: units, wanted: unit, isEach: everyUnit).codes(period)
        var writing = ReportWriting(output: output, shared: shared, render: RenderOptions(isFragment: fragment))
        var findings: [Finding] = []
        var made: [(job: LedgerReportJob, unit: String)] = []
        let choices = wanted.isEmpty ? [FormChoice(try workspace.form(nil))] : wanted
        for form in choices {
            _ = try workspace.form(form.ledgerForm)
            let source = try FormSource(folders: workspace.templates, template: template, of: choices.count)
            let layout = try clock.measure("读取模板") { try source.layout(form, workspace) }
            findings += layout.findings
            guard let layout = layout.value else { throw writing.refuse(findings) }
            for code in codes {
                var job = LedgerReportJob(
                    workspace: workspace, units: units, layout: layout,
                    how: LedgerReporting(policy: partial ? .carryForward : .strict))
                (job.date, job.reportingDay, job.isMasked, job.unitLayout) = (date, reportingDay, mask, self.layout)
                try sender.prepare(&job, code, period)
                made.append((job, code))
            }
        }
        let jobs = made
        // What stands against sending is told before anything is written, and kept with what is sent all the same.
        let standing = StandingFindings()
        writing.obstacle = {
            standing.findings = $0; return sender.obstacle($0)
        }
        writing.whenWritten = { try sender.finish($0, jobs, period, standing.findings) }
        try writing.write(jobs.map { job in { try job.job.report(of: job.unit, period: period) } }, findings, &clock)
    }
}

/// What was found while reports were made, between finding it and recording it.
private final class StandingFindings {
    var findings: [Finding] = []
}

/// Which units reports are made of.
struct LedgerUnitChoice {
    let units: UnitTree
    let wanted: [String]
    let isEach: Bool

    func codes(_ period: Period) throws -> [String] {
        guard let root = units.roots.first else {
            throw Failure(.content, "campaign.no-unit", "单位表是空的", remedy: "请在 units.csv 中列出单位，再执行 huxiao init")
        }
        let tops = try wanted.map { try units.find($0) }
        if !isEach { return tops.isEmpty ? [root.code] : tops.map(\.code) }
        var seen = Set<String>()
        let leaves = (tops.isEmpty ? units.roots : tops).flatMap { units.leaves(under: $0.code, reportingIn: period) }
        return leaves.map(\.code).filter { seen.insert($0).inserted }
    }
}

/// Writes down what was sent, and compares what is printed again with it.
struct LedgerSending {
    let workspace: Workspace
    let options: LedgerOptions
    let formats: [ReportFormat]
    /// Whether units that are missing are left out on purpose, and named on the report (--partial).
    let isPartial: Bool

    /// Says which changes count; what is printed as it was sent is made just as it was then.
    func prepare(_ job: inout LedgerReportJob, _ unit: String, _ period: Period) throws {
        if options.asSent {
            let sent = try workspace.sentReport(job.form, of: unit, period: period, change: options.change)
            (job.how, job.options) = (sent.how, sent.options)
            return
        }
        job.how.counting = options.allReceived ? .allReceived : .accepted
        // What is written down as sent must be just what was counted, whatever another command does meanwhile.
        job.how.change = options.sent ? try workspace.ledger.lastChange() : nil
    }

    /// Why the reports must not be written down as sent; `nil` when nothing stands against it.
    func obstacle(_ findings: [Finding]) -> String? {
        let words = standing(findings)
        guard options.sent, !options.anyway, !words.isEmpty else { return nil }
        return "没有报出：\(words)，没有写出文件，也没有记为已报出。请改正后再报；确实要照样报出的，请加 --anyway，记录会写明。"
    }

    /// What stands against sending: 有 2 条 A 类问题、1 处缺报; empty when nothing does.
    private func standing(_ findings: [Finding]) -> String {
        let count = findings.count { $0.severity == .mandatory }
        let missing =
            isPartial ? 0 : findings.count { $0.severity != .mandatory && $0.rule.hasSuffix(".missing-unit") }
        let words = (count > 0 ? ["\(count) 条 A 类问题"] : []) + (missing > 0 ? ["\(missing) 处缺报"] : [])
        return words.isEmpty ? "" : "有 " + words.joined(separator: "、")
    }

    func finish(
        _ files: [ReportWriting.WrittenFile], _ jobs: [(job: LedgerReportJob, unit: String)], _ period: Period,
        _ findings: [Finding]
    ) throws {
        if options.sent { try record(files, jobs, period, findings) }
        if options.asSent { try compare(files, jobs, period) }
    }

    private func record(
        _ files: [ReportWriting.WrittenFile], _ jobs: [(job: LedgerReportJob, unit: String)], _ period: Period,
        _ findings: [Finding]
    ) throws {
        let words = standing(findings)
        let note = options.noting.note(why: words.isEmpty ? "" : "\(words)，照样报出")
        for file in files {
            let (job, unit) = jobs[file.form]
            let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
            var report = SentReport(
                unit: unit, form: job.form, period: period, policy: job.how.policy, counting: job.how.counting,
                madeAt: job.how.change ?? 0, format: file.format.rawValue, fileName: name, bytes: file.bytes,
                recipients: options.recipients)
            report.options = job.options
            let change = try workspace.ledger.recordSent(report, note)
            let anyway = note.why.isEmpty ? "" : "，\(note.why)"
            Console.printError("记为已报出：\(name)（第 \(change) 号\(anyway)）")
        }
    }

    private func compare(
        _ files: [ReportWriting.WrittenFile], _ jobs: [(job: LedgerReportJob, unit: String)], _ period: Period
    ) throws {
        let sent = try workspace.ledger.sentReports()
        for file in files {
            let (job, unit) = jobs[file.form]
            let same = sent.filter {
                $0.form == job.form && $0.unit == unit && $0.period == period && $0.format == file.format.rawValue
                    && $0.how == job.how && $0.options == job.options
            }
            guard let report = same.last else { continue }
            let isSame = report.sha256 == Digest.sha256(file.bytes)
            Console.printError(
                isSame
                    ? "与第 \(report.change) 号报出的逐字节相同：\(file.path)"
                    : "数据与第 \(report.change) 号报出时相同，但文件不同：模板或程序有变化。\(file.path)")
        }
    }
}

extension FormSource {
    func layout(_ form: FormChoice, _ workspace: Workspace) throws -> Checked<LedgerReportJob.Layout> {
        switch form {
        case .safety(let form):
            let loaded = try safety(form)
            return Checked(loaded.value.map { .safety(form, $0) }, loaded.findings)
        case .progress:
            guard let indicators = workspace.indicators else { return Checked(nil) }
            let loaded = try progress(indicators.key)
            return Checked(loaded.value.map { .progress($0) }, loaded.findings)
        }
    }
}

extension FormChoice {
    var ledgerForm: LedgerForm {
        switch self {
        case .progress: .progress
        case .safety(.form1): .form1
        case .safety(.form2): .form2
        case .safety(.form3): .form3
        }
    }

    init(_ form: LedgerForm) {
        switch form {
        case .progress: self = .progress
        case .form1: self = .safety(.form1)
        case .form2: self = .safety(.form2)
        case .form3: self = .safety(.form3)
        }
    }
}
