import ArgumentParser
import ByteIO
import Diagnostics
import Foundation
import Forms
import Reporting

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "核对数据或检查模板，一次列出全部问题。",
        discussion: """
            数据：huxiao check Examples/zhengzhou-2017
            模板：huxiao check Templates/zhengzhou-progress.fods

            A 强制：必须改正；B 准强制：需要说明；C 核实：请核对；D 提示：可不处理。
            """)

    @Argument(help: ArgumentHelp("专项工作文件夹、JSON 或 CSV 数据文件，或 .fods、.ods 模板。", valueName: "路径"))
    var paths: [String]

    @Option(name: .long, help: ArgumentHelp("只核对到这个月为止。", valueName: "月份"))
    var period: Period?

    @Flag(name: .long, help: "逐级汇总后再核对一遍上级单位的数字。")
    var rollUps = false

    @OptionGroup var shared: SharedOptions

    private struct Outcome: Encodable {
        var status: Int32
        var findings: [FindingJSON]
    }

    func run() throws {
        let templates = paths.filter { ["fods", "ods"].contains(($0 as NSString).pathExtension.lowercased()) }
        let data = paths.filter { !templates.contains($0) }
        var findings: [Finding] = []
        for path in templates { findings += try collecting { try TemplateCheck.findings(of: path) } }
        if !data.isEmpty { findings += try collecting { try check(data) } }
        findings = Finding.unique(findings)
        let status = findings.contains { $0.severity == .mandatory } ? ExitStatus.findings : ExitStatus.done
        if shared.json {
            Console.printJSON(Outcome(status: status, findings: findings.map(FindingJSON.init)))
        } else {
            Console.printFindings(findings, listing: shared.listing)
            Console.print("核对结果：\(Console.summary(of: findings))")
        }
        if status != ExitStatus.done { throw ExitCode(status) }
    }

    private func check(_ data: [String]) throws -> [Finding] {
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
