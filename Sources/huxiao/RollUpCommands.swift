import ArgumentParser
import Diagnostics
import Forms
import Ledger
import Reporting

struct RollUpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollup", abstract: "汇总文件：本级的汇总数，签名后报给上级，上级用 import 登记。",
        discussion: """
            市里：huxiao rollup 2017 --period 2017-05 -o 甲市-2017-05.json
            省里：huxiao trust 省2017 --unit 甲市 --key 公钥      只需一次，公钥由市里用电话或公文告知
                  huxiao import 甲市-2017-05.json --into 省2017 --accept

            省里的单位表只列到市。签名的密钥在工作区的 signing.key，第一次用时生成，不要发给别人。
            """)

    @Argument(help: ArgumentHelp("工作区文件夹。", valueName: "文件夹"))
    var folder = "."

    @Option(name: .long, help: ArgumentHelp("单位的名称或代码；不写则为最上级单位。", valueName: "单位"))
    var unit: String?

    @Option(name: .long, help: ArgumentHelp("汇总到这个月为止，如 2017-05。", valueName: "月份"))
    var period: Period

    @Flag(name: .customLong("all-received"), help: "收到的都计入，含未审核的，不含已退回的；不写则只计已采用的。")
    var allReceived = false

    @Flag(name: .long, help: "有单位缺报时按已报单位汇总，合计沿用上次的数。")
    var partial = false

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("汇总文件。", valueName: "文件"))
    var output: String

    @OptionGroup var shared: SharedOptions

    private struct Outcome: Encodable {
        var status = ExitStatus.done
        var written: [String]
        var publicKey: String
        var units: Int
        var submissions: Int
    }

    func run() throws {
        let how = LedgerReporting(
            policy: partial ? .carryForward : .strict, counting: allReceived ? .allReceived : .accepted)
        let file = try shared.workspace(folder, isReading: true).rollUpFile(of: unit, through: period, how)
        var files = OutputFiles()
        try files.add(file.bytes, at: output)
        try files.commit()
        let key = Digest.hex(file.publicKey)
        if shared.json {
            return Console.printJSON(
                Outcome(
                    written: [output], publicKey: key, units: file.content.units, submissions: file.content.submissions)
            )
        }
        Console.print("写出 \(output)：\(file.content.units) 个填报单位，\(file.content.submissions) 份")
        Console.print("公钥 \(key)")
    }
}

struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "登记下级单位的公钥：只收用它签名的汇总文件。",
        discussion: "例：huxiao trust 省2017 --unit 甲市 --key 8f3c… --by 李四\n公钥请通过电话或公文与该单位核对。")

    @Argument(help: ArgumentHelp("工作区文件夹。", valueName: "文件夹"))
    var folder = "."

    @Option(name: .long, help: ArgumentHelp("单位的名称或代码。", valueName: "单位"))
    var unit: String

    @Option(name: .long, help: ArgumentHelp("公钥：64 个十六进制数字。", valueName: "公钥"))
    var key: String

    @OptionGroup var change: ChangeOptions
    @OptionGroup var shared: SharedOptions

    private struct Outcome: Encodable {
        var status = ExitStatus.done
        var unit: String
    }

    func run() throws {
        guard let bytes = Hex.bytes(key.lowercased()), bytes.count == 32 else {
            throw ValidationError("--key 应为 64 个十六进制数字")
        }
        let workspace = try shared.workspace(folder)
        let owner = try workspace.units().find(unit)
        try workspace.ledger.trust(bytes, of: owner.code, change.note())
        if shared.json { return Console.printJSON(Outcome(unit: owner.code)) }
        Console.print("已登记 \(owner.label) 的公钥")
    }
}
