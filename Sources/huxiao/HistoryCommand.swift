import ArgumentParser
import Diagnostics
import Forms
import Ledger
import Reporting

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "历史：一个单位一个月的各个版本、办理经过，逐格列出前后版本的不同。",
        discussion: "例：huxiao history 2017 --unit 西河区 --period 2017-06")

    @Argument(help: ArgumentHelp("工作区文件夹。", valueName: "文件夹"))
    var folder = "."

    @Option(name: .long, help: ArgumentHelp("单位的名称或代码。", valueName: "单位"))
    var unit: String

    @Option(name: .long, help: ArgumentHelp("月份，如 2017-05。", valueName: "月份"))
    var period: Period

    @Option(name: .long, help: ArgumentHelp("报表：progress、form1、form2、form3；只有一张时可不写。", valueName: "报表"))
    var form: LedgerForm?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let workspace = try shared.workspace(folder, isReading: true)
        let form = try workspace.form(form)
        let owner = try workspace.units().find(unit)
        let history = try workspace.history(of: owner.code, period: period, form: form)
        if shared.json { return Console.printJSON(HistoryJSON(history)) }
        Console.print("\(owner.name)　\(period.chinese)　\(form.label)")
        HistoryText(history).lines.forEach(Console.print)
    }
}

/// A history on a terminal.
struct HistoryText {
    private let history: SlotHistory

    init(_ history: SlotHistory) { self.history = history }

    var lines: [String] {
        if history.versions.isEmpty, history.decisions.isEmpty { return ["", "没有收到，也没有办理过。"] }
        return history.versions.flatMap(version) + decisions + (history.isExempt ? ["", "当月免报。"] : [])
    }

    private func version(_ entry: SlotHistory.Entry) -> [String] {
        let version = entry.version
        let head =
            "第 \(version.version) 版　\(version.received.day) 收到　\(version.completeness.word)　\(version.state.word)"
        return ["", head, "    文件 \(version.source)（SHA-256 \(Digest.hex(version.sha256.prefix(8)))…）"]
            + findings(entry) + differences(entry)
    }

    /// What holds now decides whether it can be accepted; what was found when it came is history.
    private func findings(_ entry: SlotHistory.Entry) -> [String] {
        let now = "    现在的问题　\(counts(entry.judged))"
        let grave = entry.judged.filter { $0.severity <= .verify }.map { "      \($0.severity.rawValue) \($0)" }
        let gone = entry.findings.filter { old in
            old.severity <= .verify && !entry.judged.contains { $0.rule == old.rule && $0.statement == old.statement }
        }
        let then = "    收到时的问题　\(counts(entry.findings))" + (gone.isEmpty ? "" : "，其中现在已经没有的：")
        return [now] + grave + [then] + gone.map { "      \($0.severity.rawValue) \($0)" }
    }

    private func counts(_ findings: [Finding]) -> String {
        Severity.allCases.map { severity in
            "\(severity.rawValue) \(findings.count { $0.severity == severity })"
        }.joined(separator: " ")
    }

    private func differences(_ entry: SlotHistory.Entry) -> [String] {
        if entry.version.version == 1 { return [] }
        if entry.differences.isEmpty { return ["    与上一版相同"] }
        var table = TextTable()
        for cell in entry.differences {
            let row = cell.row.map { "第 \($0) 行 " } ?? ""
            table.add(["      " + row + cell.label, shown(cell.before, cell), "→", shown(cell.after, cell)])
        }
        return ["    与上一版不同 \(entry.differences.count) 处："] + table.lines
    }

    /// What may tell of a person is not put on the screen.
    private func shown(_ text: String, _ cell: CellDifference) -> String {
        text.isEmpty ? "（空）" : cell.isSensitive ? Masking.mark : ReceivedName.oneLine(text)
    }

    private var decisions: [String] {
        if history.decisions.isEmpty { return [] }
        var table = TextTable()
        for entry in history.decisions {
            let which = entry.version > 0 ? "第 \(entry.version) 版" : "当月"
            table.add(
                [
                    "    \(entry.note.at.day) \(entry.note.at.time)", entry.note.by, entry.action.word, which,
                    entry.note.why,
                ])
        }
        return ["", "办理："] + table.lines
    }
}

/// A history for machines.
struct HistoryJSON: Encodable {
    struct Version: Encodable {
        var version: Int
        var state: String
        var received: String
        var source: String
        var sha256: String
        var completeness: String
        var change: Int
        var findings: [FindingJSON]
        var judged: [FindingJSON]
        var differences: [Difference]
    }

    struct Difference: Encodable {
        var key: String
        var row: Int?
        var label: String
        var before: String
        var after: String
    }

    struct Decision: Encodable {
        var change: Int
        var version: Int
        var action: String
        var at: String
        var by: String
        var why: String
    }

    var status = ExitStatus.done
    var isExempt: Bool
    var versions: [Version]
    var decisions: [Decision]

    init(_ history: SlotHistory) {
        isExempt = history.isExempt
        versions = history.versions.map { entry in
            Version(
                version: entry.version.version, state: "\(entry.version.state)",
                received: entry.version.received.description, source: entry.version.source,
                sha256: Digest.hex(entry.version.sha256), completeness: "\(entry.version.completeness)",
                change: entry.version.change, findings: entry.findings.map(FindingJSON.init),
                judged: entry.judged.map(FindingJSON.init),
                differences: entry.differences.map(Difference.init))
        }
        decisions = history.decisions.map { entry in
            Decision(
                change: entry.change, version: entry.version, action: entry.action.rawValue,
                at: entry.note.at.description, by: entry.note.by, why: entry.note.why)
        }
    }
}

extension HistoryJSON.Difference {
    /// What may tell of a person is not repeated.
    init(_ cell: CellDifference) {
        func shown(_ text: String) -> String { cell.isSensitive && !text.isEmpty ? Masking.mark : text }
        self.init(key: cell.key, row: cell.row, label: cell.label, before: shown(cell.before), after: shown(cell.after))
    }
}
