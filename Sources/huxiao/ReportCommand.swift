import ArgumentParser
import ByteIO
import CivilTime
import Diagnostics
import Foundation
import Forms
import Reporting
import Sheets

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "生成一个单位一个月的校园安全工作进展报表。",
        discussion: """
            例：huxiao report Examples/zhengzhou-2017 --period 2017-05 --unit 桐柏区 --format html,ods -o out

            数据有 A 类问题时报表照样生成，推算不出的数字印“缺报”，退出状态为 1。
            """)

    @Argument(help: ArgumentHelp("专项工作文件夹（内有 campaign.yaml），或若干 JSON、CSV 文件。", valueName: "数据"))
    var paths: [String]

    @Option(name: .long, help: ArgumentHelp("报表期间，如 2017-05；不写则为最近有数据的月份。", valueName: "月份"))
    var period: Period?

    @Option(name: .long, help: ArgumentHelp("填表单位的名称或代码，可重复；不写则为最上级单位。", valueName: "单位"))
    var unit: [String] = []

    @Option(name: .long, help: ArgumentHelp("格式，逗号分隔：html、ods、fods、xml。", valueName: "格式"))
    var format: FormatList = .all

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("输出文件夹；只有一个单位、一种格式时也可以是文件名。", valueName: "路径"))
    var output = "."

    @Flag(name: .long, help: "有单位缺报时按已报单位汇总：缺报单位的合计沿用上次，并在表上注明。")
    var partial = false

    @Option(name: .long, help: ArgumentHelp("只计到这一天为止收到的数据，用来重印当时的报表。", valueName: "日期"))
    var asOf: CalendarDay?

    @Option(name: .long, help: ArgumentHelp("填表日期，如 2017-06-01；不写则用 campaign.yaml 中的，再没有则留空手填。", valueName: "日期"))
    var date: CalendarDay?

    @Option(name: .long, help: ArgumentHelp("改用这个模板文件；同名的 .csv 是它的指标。", valueName: "文件"))
    var template: String?

    @Flag(name: .long, help: "HTML 只输出可放进邮件正文的一段，样式写在元素上。")
    var fragment = false

    @Flag(name: .long, help: "最后列出各步骤用时。")
    var timings = false

    @OptionGroup var shared: SharedOptions

    func run() throws {
        var clock = StepClock()
        let loaded = try clock.measure("读取数据") { try CampaignFolder.load(paths: paths, templates: shared.folders.paths) }
        guard let campaign = loaded.value else { throw try refuse(loaded.findings) }
        let form = try clock.measure("读取模板") { try self.form(for: campaign) }
        guard let progress = form.value else { throw try refuse(loaded.findings + form.findings) }
        let job = ProgressReportJob(
            campaign: campaign, form: progress, policy: partial ? .carryForward : .strict, asOf: asOf, date: date)
        let made = try clock.measure("计算与填表") { try job.workbooks(for: units(of: campaign), period: month(of: campaign)) }
        var written: [Written] = []
        var files = OutputFiles()
        // What may be ignored in a template concerns who edits it, not who prints.
        var findings = loaded.findings + form.findings.filter { $0.severity < .hint } + made.flatMap(\.findings)
        for report in made {
            for format in format.formats {
                let writer = format.writer(RenderOptions(isFragment: fragment))
                let path = path(for: report, format, isOnly: made.count == 1)
                let place = Place(file: path)
                findings += writer.limits(of: report.workbook).map { $0.within(place) }
                try clock.measure("写出 \(format.rawValue)") { try files.add(writer.bytes(of: report.workbook), at: path) }
                written.append(Written(path: path, format: format.rawValue, unit: report.unit, period: report.period))
            }
        }
        try clock.measure("存盘") { try files.commit() }
        try finish(made, written, Finding.unique(findings), clock)
    }

    private func form(for campaign: Campaign) throws -> Checked<ProgressForm> {
        if let template { return try ProgressForm.load(templateAt: template) }
        let folders = paths.count == 1 ? shared.folders.overridden(by: paths[0]) : shared.folders
        return try ProgressForm.load(campaign.indicators.key, from: folders)
    }

    private func units(of campaign: Campaign) throws -> [String] {
        if !unit.isEmpty { return unit }
        guard let root = campaign.units.roots.first else {
            throw Failure(.content, "campaign.no-unit", "单位表是空的", remedy: "请在 campaign.yaml 或 units.csv 中列出单位")
        }
        return [root.code]
    }

    private func month(of campaign: Campaign) throws -> Period {
        if let period { return period }
        guard let last = campaign.lastReportedPeriod else {
            throw Failure(.content, "campaign.nothing-reported", "还没有任何月报数据", remedy: "请把月报放进 submissions 文件夹，或用 --period 指定月份")
        }
        return last
    }

    private func path(for report: ProgressReportJob.Made, _ format: ReportFormat, isOnly: Bool) -> String {
        let isFile = isOnly && self.format.formats.count == 1 && output.lowercased().hasSuffix("." + format.rawValue)
        if isFile { return output }
        let name = FileName.safe([report.period.chinese, report.unit, report.title]) + "." + format.rawValue
        return output == "." ? name : (output.hasSuffix("/") ? output : output + "/") + name
    }

    // MARK: What is told

    struct Written: Encodable {
        var path: String
        var format: String
        var unit: String
        var period: String

        init(path: String, format: String, unit: String, period: Period) {
            self.path = path
            self.format = format
            self.unit = unit
            self.period = period.description
        }
    }

    private struct Outcome: Encodable {
        var status: Int32
        var written: [Written]
        var findings: [FindingJSON]
    }

    private func finish(
        _ made: [ProgressReportJob.Made], _ written: [Written], _ findings: [Finding], _ clock: StepClock
    ) throws {
        let status = findings.contains { $0.severity == .mandatory } ? ExitStatus.findings : ExitStatus.done
        if shared.json {
            Console.printJSON(Outcome(status: status, written: written, findings: findings.map(FindingJSON.init)))
        } else {
            for report in made { Console.print("\(report.title)　\(report.unit)　\(report.period.chinese)") }
            var table = TextTable()
            for file in written { table.add(["  " + file.path, ReportFormat(rawValue: file.format)?.summary ?? ""]) }
            table.lines.forEach(Console.print)
            Console.print("核对结果：\(Console.summary(of: findings))")
            Console.printFindings(findings, listing: shared.listing)
        }
        if timings { clock.lines.forEach(Console.printError) }
        if status != ExitStatus.done { throw ExitCode(status) }
    }

    /// Nothing can be made: the findings, and the status that tells so.
    private func refuse(_ findings: [Finding]) throws -> ExitCode {
        if shared.json {
            Console.printJSON(Outcome(status: ExitStatus.findings, written: [], findings: findings.map(FindingJSON.init)))
        } else {
            Console.printFindings(findings, listing: shared.listing)
            Console.printError("没有生成报表：\(Console.summary(of: findings))")
        }
        return ExitCode(ExitStatus.findings)
    }
}

/// `html,ods`: formats in the order given, each once.
struct FormatList: ExpressibleByArgument {
    var formats: [ReportFormat]

    static let all = FormatList(formats: ReportFormat.allCases)

    init(formats: [ReportFormat]) { self.formats = formats }

    init?(argument: String) {
        let names = argument.split { $0 == "," || $0 == "，" || $0 == "、" }.map { FieldText.folded($0) }
        let formats = names.compactMap(ReportFormat.init(rawValue:))
        guard !names.isEmpty, formats.count == names.count else { return nil }
        self.formats = formats.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    var defaultValueDescription: String { formats.map(\.rawValue).joined(separator: ",") }
}

/// How long each step took, for `--timings`.
struct StepClock {
    private var steps: [(name: String, duration: Duration)] = []

    mutating func measure<Result>(_ name: String, _ work: () throws -> Result) rethrows -> Result {
        let start = ContinuousClock.now
        defer { steps.append((name, ContinuousClock.now - start)) }
        return try work()
    }

    var lines: [String] {
        var table = TextTable()
        for step in steps + [("合计", steps.reduce(.zero) { $0 + $1.duration })] {
            let microseconds = step.duration.components.attoseconds / 1_000_000_000_000 + step.duration.components.seconds * 1_000_000
            table.add([step.name, "\(microseconds / 1000).\(String(microseconds % 1000 + 1000).dropFirst()) ms"])
        }
        return table.lines
    }
}
