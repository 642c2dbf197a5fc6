import ArgumentParser
import Diagnostics
import Forms
import Foundation
import Reporting

struct CollectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect", abstract: "收回填好的表：逐份核对，列出问题，写出可用的数据，生成退改件。",
        discussion: """
            例：
              huxiao collect 收件箱 --campaign Examples/changzhou-2019 --period 2019-10
              huxiao collect 收件箱 --campaign 专项工作文件夹 --mark 退改 -o 专项工作文件夹
              huxiao collect 收件箱 --into 工作区 --mark 退改 --accept

            可以给文件、文件夹、邮件（.eml，读附件）和 ZIP 压缩包。表按它自己的标识认，不看文件名。
            -o 只写出没有 A 类（强制）问题的表。
            """)

    @Argument(help: ArgumentHelp("收到的文件或文件夹。", valueName: "文件"))
    var paths: [String]

    @Option(name: .long, help: ArgumentHelp("按这个专项工作文件夹核对单位、期间和数字，并列出没有报的单位。", valueName: "文件夹"))
    var campaign: String?

    @Option(name: .long, help: ArgumentHelp("只收这个月的表，如 2019-10。", valueName: "月份"))
    var period: Period?

    @Option(name: .long, help: ArgumentHelp("把有问题的表标出错处，写到这个文件夹，可直接发回改正。", valueName: "文件夹"))
    var mark: String?

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("把收下的数据写到这个文件夹，布局与专项工作文件夹相同。", valueName: "文件夹"))
    var output: String?

    @Option(name: .long, help: ArgumentHelp("数据的格式：csv 或 json。", valueName: "格式"))
    var format: RecordFormat = .csv

    @OptionGroup var receiving: ReceivingOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var shared: SharedOptions

    func run() throws {
        if let into = receiving.into { return try collect(into: into) }
        if receiving.isUsed { throw ValidationError("--accept、--received 要与 --into 同用") }
        var folders = shared.folders
        var known: [Finding] = []
        var expected: CollectCampaign?
        if let campaign, Workspace.hasLedger(campaign) {
            let workspace = try shared.workspace(campaign, isReading: true)
            (folders, expected) = (workspace.templates, try workspace.collectCampaign())
            try checkPeriod(in: workspace.periods)
            Console.printError("按台账里收到的核对，没有登记；要登记请用 --into \(campaign)")
        } else if let campaign {
            folders = folders.overridden(by: campaign)
            let loaded = try LoadedCampaign.load([campaign], from: shared.folders)
            known = loaded.findings
            guard let value = loaded.value else { throw refuse(known) }
            expected = value.forCollecting
            try checkPeriod(in: value.periods)
        }
        var collector = FormCollector(templates: folders, campaign: expected, period: period)
        collector.keepsWorkbooks = mark != nil
        let line = ProgressLine()
        var collection = collector.collect(paths) { line.show("正在读取 \($0 + 1)/\($1)：\($2)") }
        line.clear()
        // What is wrong with the folder itself concerns whoever keeps it; here only that it could not be used.
        collection.findings += known.filter { $0.severity == .mandatory }
        var outcome = CollectOutcome(collection)
        try writeMarked(collection, &outcome)
        try writeAccepted(collection, &outcome)
        try tell(collection, outcome)
    }

    private func checkPeriod(in periods: ClosedRange<Period>) throws {
        guard let period, !periods.contains(period) else { return }
        throw ValidationError(
            "--period 应在 \(periods.lowerBound) 至 \(periods.upperBound) 之间，实为 \(period)")
    }

    func writeMarked(_ collection: CollectedForms, _ outcome: inout CollectOutcome) throws {
        guard let mark else { return }
        for copy in MarkedCopy.all(of: collection) {
            let path = Self.joined(mark, copy.fileName)
            let limits = try save(copy.workbook, as: copy.format, to: path)
            outcome.marked.append(path)
            outcome.limits += limits.filter { $0.severity < .hint }
        }
    }

    /// Each form whole or not at all; the others do not wait for it.
    func writeAccepted(_ collection: CollectedForms, _ outcome: inout CollectOutcome) throws {
        guard let output else { return }
        for form in collection.forms {
            guard let file = AcceptedFile.make(of: form, as: format) else { continue }
            let path = Self.joined(output, file.path)
            var files = OutputFiles()
            try files.add(file.bytes, at: path)
            try files.commit()
            outcome.written.append(path)
        }
    }

    private func tell(_ collection: CollectedForms, _ outcome: CollectOutcome) throws {
        let findings = collection.allFindings + outcome.limits
        let status = findings.contains { $0.severity == .mandatory } ? ExitStatus.findings : ExitStatus.done
        if shared.json {
            Console.printJSON(outcome.json(status: status))
        } else {
            CollectTable(collection).lines.forEach(Console.print)
            Console.print("")
            Console.print("共 \(collection.forms.count) 份，收下 \(collection.forms.count { $0.accepted != nil }) 份。")
            if let output { Console.print("写出数据 \(outcome.written.count) 个文件，在 \(output)") }
            if let mark { Console.print("退改件 \(outcome.marked.count) 份，在 \(mark)") }
            Console.print("核对结果：\(Console.summary(of: findings))")
            Console.printFindings(findings, listing: shared.listing)
        }
        if status != ExitStatus.done { throw ExitCode(status) }
    }

    private func refuse(_ findings: [Finding]) -> ExitCode {
        if shared.json {
            Console.printJSON(FailureJSON(status: ExitStatus.findings, findings: findings.map(FindingJSON.init)))
        } else {
            Console.printFindings(findings, listing: shared.listing)
            Console.printError("没有收表：专项工作文件夹不能使用。\(Console.summary(of: findings))")
        }
        return ExitCode(ExitStatus.findings)
    }

    private static func joined(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}

extension RecordFormat: ExpressibleByArgument {}

extension LoadedCampaign {
    fileprivate var periods: ClosedRange<Period> {
        switch self {
        case .progress(let campaign): campaign.periods
        case .safety(let campaign): campaign.periods
        }
    }

    var forCollecting: CollectCampaign {
        switch self {
        case .progress(let campaign): .progress(campaign)
        case .safety(let campaign): .safety(campaign)
        }
    }
}
