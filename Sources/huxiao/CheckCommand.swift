import ArgumentParser
import ByteIO
import CivilTime
import Diagnostics
import Forms
import Foundation
import Reporting

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "核对数据或检查模板，一次列出全部问题。",
        discussion: """
            数据：huxiao check Examples/zhengzhou-2017
            模板：huxiao check Templates/zhengzhou-progress.fods
            刚收到、还没有放进文件夹的一张表：先写是哪张表，再写专项工作文件夹和收到的文件，例如
              huxiao check form2 Examples/changzhou-2019 收到的表.csv --unit 竹亭区 --period 2019-09

            A 强制：必须改正；B 准强制：需要说明；C 核实：请核对；D 提示：可不处理。
            """)

    @Argument(
        help: ArgumentHelp("专项工作文件夹、JSON 或 CSV 数据文件，或 .fods、.ods 模板；前面可写哪张表（form1、form2、form3）。", valueName: "路径"))
    var paths: [String]

    @Option(name: .long, help: ArgumentHelp("只核对到这个月为止。", valueName: "月份"))
    var period: Period?

    @Option(name: .long, help: ArgumentHelp("收到的表是哪个单位的：名称或代码。", valueName: "单位"))
    var unit: String?

    @Option(name: .long, help: ArgumentHelp("收到的附件2、附件3：按哪一天判断逾期；不写则为当月报送截止日。", valueName: "日期"))
    var reportingDay: CalendarDay?

    @Flag(name: .long, help: "逐级汇总后再核对一遍上级单位的数字。")
    var rollUps = false

    @Flag(name: .customLong("from-files"), help: "文件夹有台账时也直接核对文件里的数据，不用台账。")
    var fromFiles = false

    @OptionGroup var shared: SharedOptions

    private struct Outcome: Encodable {
        var status: Int32
        var findings: [FindingJSON]
    }

    func run() throws {
        let findings = Finding.unique(try allFindings())
        let status = findings.contains { $0.severity == .mandatory } ? ExitStatus.findings : ExitStatus.done
        if shared.json {
            Console.printJSON(Outcome(status: status, findings: findings.map(FindingJSON.init)))
        } else {
            Console.printFindings(findings, listing: shared.listing)
            Console.print("核对结果：\(Console.summary(of: findings))")
        }
        if status != ExitStatus.done { throw ExitCode(status) }
    }

    private func allFindings() throws -> [Finding] {
        if let first = paths.first, FormChoice(first) != nil, paths.count > 2 { return try checkReceived() }
        let templates = paths.filter { ["fods", "ods"].contains(($0 as NSString).pathExtension.lowercased()) }
        let data = paths.filter { !templates.contains($0) }
        var findings: [Finding] = []
        for path in templates {
            findings += try collecting { try TemplateCheck.findings(of: path, in: shared.folders) }
        }
        if !data.isEmpty { findings += try collecting { try check(data) } }
        return findings
    }

    /// Files that have just come in, against the campaign that they are meant for.
    private func checkReceived() throws -> [Finding] {
        let (wanted, paths) = try FormChoice.split(paths)
        guard let unit, let period, paths.count > 1 else {
            throw ValidationError("核对刚收到的表，请写明专项工作文件夹、文件、--unit 和 --period")
        }
        let loaded = try LoadedCampaign.load([paths[0]], from: shared.folders)
        guard case .safety(let campaign) = loaded.value, wanted.count == 1, case .safety(let form) = wanted[0] else {
            if loaded.value == nil { return loaded.findings }
            throw ValidationError("只能核对 form1、form2、form3 中的一张")
        }
        return try paths.dropFirst().flatMap { path in
            try collecting {
                try ReceivedForm.findings(
                    of: path, form, unit: unit, period: period, in: campaign, reportingDay: reportingDay)
            }
        }
    }

    private func check(_ data: [String]) throws -> [Finding] {
        if data.count == 1, Workspace.hasLedger(data[0]), !fromFiles {
            return try shared.workspace(data[0], isReading: true).check(unit, through: period)
        }
        let loaded = try LoadedCampaign.load(data, from: shared.folders)
        switch loaded.value {
        case .progress(let campaign): return loaded.findings + campaign.check(through: period, rollUps: rollUps)
        case .safety(let campaign): return loaded.findings + campaign.check(through: period)
        case nil: return loaded.findings
        }
    }

    /// One path whose content cannot be used does not keep the others from being checked.
    private func collecting(_ work: () throws -> [Finding]) throws -> [Finding] {
        do {
            return try work()
        } catch let failure as Failure where failure.kind == .content {
            return [failure.finding]
        }
    }
}
