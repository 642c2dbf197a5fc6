import ArgumentParser
import Diagnostics
import Forms
import Ledger
import Reporting

/// What every decision names.
struct DecisionOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("工作区文件夹。", valueName: "文件夹"))
    var folder = "."

    @Option(name: .long, help: ArgumentHelp("单位的名称或代码。", valueName: "单位"))
    var unit: String?

    @Option(name: .long, help: ArgumentHelp("月份，如 2017-05。", valueName: "月份"))
    var period: Period

    @Option(name: .long, help: ArgumentHelp("报表：progress、form1、form2、form3；不写则为该单位当月的各张报表。", valueName: "报表"))
    var form: LedgerForm?

    @Option(name: .long, help: ArgumentHelp("理由，记入历史。", valueName: "理由"))
    var why = ""

    @Flag(name: .long, help: "撤销这项办理。")
    var undo = false

    @OptionGroup var change: ChangeOptions
    @OptionGroup var shared: SharedOptions

    private struct Outcome: Encodable {
        var status: Int32
        var count: Int
        var refused: [FindingJSON]
    }

    /// - Parameter version: `nil` takes the latest.
    func run(
        _ action: DecisionAction, undo back: DecisionAction, version: Int? = nil, isForAll: Bool = false
    ) throws {
        let workspace = try shared.workspace(folder)
        var decision = Workspace.Decision(undo ? back : action, unit: unit, period: period)
        (decision.form, decision.version, decision.isForAll) = (form, version, isForAll)
        let result = try workspace.decide(decision, change.note(why: why))
        if shared.json {
            Console.printJSON(
                Outcome(status: ExitStatus.done, count: result.count, refused: result.refused.map(FindingJSON.init)))
        } else {
            result.lines.forEach(Console.print)
            if !result.refused.isEmpty { Console.print("没有办理 \(result.refused.count) 份：") }
            Console.printFindings(result.refused, listing: shared.listing)
        }
    }
}

struct AcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "采用：核对过的一份计入汇总。",
        discussion: """
            例：
              huxiao accept 2019 --unit 云溪区 --period 2019-10 --by 张三
              huxiao accept 2019 --period 2019-10 --all-clean

            有 A 类问题的不能采用；有 B 类问题的要用 --why 写明说明。
            """)

    @Flag(name: .customLong("all-clean"), help: "采用全部没有 A 类、B 类问题的（B 类已说明的也算）。")
    var allClean = false

    @Option(name: .long, help: ArgumentHelp("第几版；不写则为最新一版。", valueName: "版本"))
    var version: Int?

    @OptionGroup var options: DecisionOptions

    func run() throws { try options.run(.accept, undo: .undoAccept, version: version, isForAll: allClean) }
}

struct ReturnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "退回：请该单位更正后重报。",
        discussion: "例：huxiao return 2019 --unit 云溪区 --period 2019-10 --form form1 --why 保安员数与上月不符")

    @Option(name: .long, help: ArgumentHelp("第几版；不写则为最新一版。", valueName: "版本"))
    var version: Int?

    @OptionGroup var options: DecisionOptions

    func run() throws { try options.run(.returnIt, undo: .undoReturn, version: version) }
}

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "说明：写明该单位对 B 类问题的说明。",
        discussion: "例：huxiao explain 2019 --unit 云溪区 --period 2019-10 --why 新建校区启用")

    @Option(name: .long, help: ArgumentHelp("第几版；不写则为最新一版。", valueName: "版本"))
    var version: Int?

    @OptionGroup var options: DecisionOptions

    func run() throws { try options.run(.explain, undo: .undoExplain, version: version) }
}

struct LockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: "锁定：当月不再改动。",
        discussion: """
            例：huxiao lock 2019 --period 2019-10 --all
            解锁用 --undo。锁定后收到的更正仍登记，但要先解锁才能采用。
            """)

    @Option(name: .long, help: ArgumentHelp("第几版；不写则为最新的已采用的一版。", valueName: "版本"))
    var version: Int?

    @Flag(name: .customLong("all"), help: "锁定全部已采用的。")
    var all = false

    @OptionGroup var options: DecisionOptions

    func run() throws { try options.run(.lock, undo: .undoLock, version: version, isForAll: all) }
}

struct ExemptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exempt", abstract: "免报：该单位当月不用报，不计入应报。",
        discussion: "例：huxiao exempt 2019 --unit 湖湾市 --period 2019-11 --why 校舍重建停课")

    @OptionGroup var options: DecisionOptions

    func run() throws { try options.run(.exempt, undo: .undoExempt) }
}
