import ArgumentParser
import Diagnostics
import Reporting

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "备份台账：一个完整的文件，别的命令正在使用也可以备份。",
        discussion: """
            例：huxiao backup 2017 -o 备份/2017-06-05.sqlite
            恢复：把备份复制成工作区里的 ledger.sqlite，并删去旁边的 ledger.sqlite-wal、ledger.sqlite-shm，再用 huxiao verify 核验。
            """)

    @Argument(help: ArgumentHelp("工作区文件夹。", valueName: "文件夹"))
    var folder = "."

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("备份文件，不能已经存在。", valueName: "文件"))
    var output: String

    @OptionGroup var shared: SharedOptions

    private struct Outcome: Encodable {
        var status = ExitStatus.done
        var written: [String]
    }

    func run() throws {
        let ledger = try shared.workspace(folder, isReading: true).ledger
        try OutputFiles.makeFolder(of: output)
        try ledger.backUp(to: output)
        if shared.json { return Console.printJSON(Outcome(written: [output])) }
        Console.print("备份 \(output)")
    }
}

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "核验台账：页面、引用、每一份的校验值、状态与审核记录、合计的勾稽。",
        discussion: "例：huxiao verify 2017")

    @Argument(help: ArgumentHelp("工作区文件夹。", valueName: "文件夹"))
    var folder = "."

    @OptionGroup var shared: SharedOptions

    private struct Outcome: Encodable {
        var status: Int32
        var submissions: Int
        var decisions: Int
        var sums: Int
        var findings: [FindingJSON]
    }

    func run() throws {
        let result = try shared.workspace(folder, isReading: true).verify()
        let status = result.findings.contains { $0.severity == .mandatory } ? ExitStatus.findings : ExitStatus.done
        if shared.json {
            Console.printJSON(
                Outcome(
                    status: status, submissions: result.submissions, decisions: result.decisions, sums: result.sums,
                    findings: result.findings.map(FindingJSON.init)))
        } else {
            Console.print("核验 \(result.submissions) 份、\(result.decisions) 条办理记录、\(result.sums) 个汇总数：")
            Console.print(result.findings.isEmpty ? "台账完好。" : "台账有问题。\(Console.summary(of: result.findings))")
            Console.printFindings(result.findings, listing: shared.listing)
        }
        if status != ExitStatus.done { throw ExitCode(status) }
    }
}
