import ArgumentParser
import Diagnostics
import Forms
import Reporting

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "建立工作区：专项工作文件夹里加上台账；单位表改了以后再执行一次。",
        discussion: """
            新建：
              huxiao init 2019 --units 单位.csv --form changzhou --name 2019年集中整治 --from 2019-09 --to 2019-12
            已有 campaign.yaml 的文件夹：
              huxiao init Examples/zhengzhou-2017

            单位表（.csv，或 .yaml 的树）写代码、名称、上级代码，新开办的写首报期间，停办的写末报期间。
            已有的文件从不覆盖；再执行一次，只把单位表的变动记入台账。
            """)

    @Argument(help: ArgumentHelp("工作区文件夹。", valueName: "文件夹"))
    var folder: String

    @Option(name: .long, help: ArgumentHelp("单位表，写成文件夹里的 units.csv。", valueName: "文件"))
    var units: String?

    @Option(name: .long, help: ArgumentHelp("报表：zhengzhou-progress、changzhou，或自定义模板的代号。", valueName: "报表"))
    var form: String?

    @Option(name: .long, help: ArgumentHelp("活动名称。", valueName: "名称"))
    var name: String?

    @Option(name: .long, help: ArgumentHelp("第一个月，如 2017-04。", valueName: "月份"))
    var from: Period?

    @Option(name: .long, help: ArgumentHelp("最后一个月。", valueName: "月份"))
    var to: Period?

    @Option(name: .long, help: ArgumentHelp("报送期限：当月25日、次月1日；不写则按报表所在城市的规定。", valueName: "期限"))
    var due: DueRule?

    @OptionGroup var change: ChangeOptions
    @OptionGroup var shared: SharedOptions

    private struct Outcome: Encodable {
        var status: Int32
        var made: [String]
        var changes: [String]
        var units: Int
        var leaves: Int
        var findings: [FindingJSON]
    }

    func run() throws {
        let prepared = try Workspace.prepare(
            folder, draft: try draft(), units: units, templates: shared.folders, change.note())
        let status = prepared.workspace == nil ? ExitStatus.findings : ExitStatus.done
        if shared.json {
            Console.printJSON(
                Outcome(
                    status: status, made: prepared.made, changes: prepared.changes.map(\.description),
                    units: prepared.unitCount, leaves: prepared.leafCount,
                    findings: prepared.findings.map(FindingJSON.init)))
        } else {
            tell(prepared)
        }
        if status != ExitStatus.done { throw ExitCode(status) }
    }

    private func draft() throws -> CampaignDraft? {
        if form == nil, name == nil, from == nil, to == nil, due == nil { return nil }
        guard let form, let name, let from, let to else {
            throw ValidationError("新建专项工作请写全 --form、--name、--from、--to")
        }
        guard from <= to, from.distance(to: to) < Campaign.longestInMonths else {
            throw ValidationError("--from 应不晚于 --to，最多 \(Campaign.longestInMonths) 个月")
        }
        return CampaignDraft(name: name, form: form, periods: from...to, due: due)
    }

    private func tell(_ prepared: Workspace.Prepared) {
        for path in prepared.made { Console.print("建立 \(path)") }
        for change in prepared.changes { Console.print(change.description) }
        if let workspace = prepared.workspace {
            if prepared.made.isEmpty, prepared.changes.isEmpty { Console.print("没有变动。") }
            Console.print("“\(workspace.name)”共 \(prepared.unitCount) 个单位，其中 \(prepared.leafCount) 个填报。")
        } else {
            Console.printError("没有建立台账：\(Console.summary(of: prepared.findings))")
        }
        Console.printFindings(prepared.findings, listing: shared.listing)
    }
}

extension DueRule: ExpressibleByArgument {
    /// Reads `当月25日`, `次月1日`; `nil` gives a usage error.
    public init?(argument: String) { self.init(text: argument) }
}
