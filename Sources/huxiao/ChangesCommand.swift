import ArgumentParser
import Diagnostics
import Forms
import Ledger
import Reporting

struct ChangesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "changes", abstract: "更正影响：已报出的报表里，哪些数被后来的更正或办理改变了，旧数、新数、因为哪一份。",
        discussion: """
            例：
              huxiao changes 2017
              huxiao report 2017 --unit 示例市 --period 2017-05 --as-sent     照报出时的样子重印
              huxiao report 2017 --unit 示例市 --period 2017-05 --sent        按现在的数据重报
            """)

    @Argument(help: ArgumentHelp("工作区文件夹。", valueName: "文件夹"))
    var folder = "."

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let workspace = try shared.workspace(folder, isReading: true)
        let reports = try workspace.changes()
        let units = try workspace.units()
        let summaries = try workspace.changedSummaries()
        if shared.json { return Console.printJSON(ChangesJSON(reports, summaries)) }
        let sent = try workspace.ledger.sentReports().count
        ChangesText(reports, units).lines.forEach(Console.print)
        ChangedSummaryText.all(summaries, units).flatMap(\.lines).forEach(Console.print)
        Console.print(reports.isEmpty ? "已报出 \(sent) 份，都没有变化。" : "已报出 \(sent) 份，其中 \(reports.count) 份有变化。")
        let all = try workspace.ledger.sentSummaries().count
        if all == 0 { return }
        Console.print(summaries.isEmpty ? "总结报出 \(all) 份，都没有变化。" : "总结报出 \(all) 份，其中 \(summaries.count) 份有变化。")
    }
}

/// What changed, on a terminal.
struct ChangesText {
    private let reports: [ChangedReport]
    private let units: UnitTree

    init(_ reports: [ChangedReport], _ units: UnitTree) {
        self.reports = reports
        self.units = units
    }

    var lines: [String] { groups.flatMap { head($0) + figures($0[0]) + rows($0[0]) + causes($0[0]) + [""] } }

    /// One report in several formats is one report.
    private var groups: [[ChangedReport]] {
        var groups: [[ChangedReport]] = []
        for changed in reports {
            if let last = groups.last?.last, last.figures == changed.figures, last.rows == changed.rows,
                last.causes == changed.causes, last.setup == changed.setup, last.report.isSame(as: changed.report)
            {
                groups[groups.count - 1].append(changed)
            } else {
                groups.append([changed])
            }
        }
        return groups
    }

    private func label(_ code: String) -> String { units[code]?.label ?? code }

    private func head(_ group: [ChangedReport]) -> [String] {
        let report = group[0].report
        let numbers = group.map { String($0.report.change) }.joined(separator: "、")
        let sent = report.note.map { "\($0.at.day) \($0.by) 报出" } ?? "报出"
        let to = report.recipients.isEmpty ? "" : "给 " + report.recipients.joined(separator: "、")
        let why = report.note.map { $0.why.isEmpty ? "" : "（\($0.why)）" } ?? ""
        let title =
            "第 \(numbers) 号　\(label(report.unit))　\(report.period.chinese)　\(report.form.label)　\(sent)\(to)\(why)"
        return [title] + group.map { "  \($0.report.fileName)" }
    }

    private func figures(_ changed: ChangedReport) -> [String] {
        var table = TextTable()
        table.add(["  指标", "", "报出时", "现在", "因为"])
        for figure in changed.figures {
            let causes = figure.causes.map { cause(changed.causes[$0]) } + figure.setup.map { cause(changed.setup[$0]) }
            table.add([
                "  " + figure.label, figure.row.word, figure.before, figure.after, causes.joined(separator: "；"),
            ])
        }
        return changed.figures.isEmpty ? [] : table.lines
    }

    private func rows(_ changed: ChangedReport) -> [String] {
        var table = TextTable()
        table.add(["  单位", "", "行", "栏目", "报出时", "现在"])
        for row in changed.rows {
            let number = (row.number ?? row.numberBefore).map(String.init) ?? ""
            for (place, cell) in row.cells.enumerated() {
                let start = place == 0 ? ["  " + label(row.unit), row.kind.word, number] : ["", "", ""]
                table.add(start + [cell.label, cell.before, cell.after])
            }
        }
        return changed.rows.isEmpty ? [] : table.lines
    }

    /// Where no figure names its cause.
    private func causes(_ changed: ChangedReport) -> [String] {
        guard changed.figures.isEmpty else { return [] }
        return changed.causes.map { "  " + cause($0) + "　\($0.note.at.day) \($0.note.by)" }
            + changed.setup.map { "  " + cause($0) }
    }

    private func cause(_ setup: SetupCause) -> String {
        let why = setup.note.why.isEmpty ? "" : " \(setup.note.why)"
        let units = setup.units.prefix(3).map(label).joined(separator: "、")
        let whose = setup.units.isEmpty ? "" : "，\(units)" + (setup.units.count > 3 ? "等 \(setup.units.count) 个单位" : "")
        return "\(setup.kind.word)变更 \(setup.note.at.day) \(setup.note.by)\(why)（第 \(setup.change) 号\(whose)）"
    }

    private func cause(_ cause: ChangeCause) -> String {
        let slot = "\(label(cause.slot.unit)) \(cause.slot.period.chinese)\(cause.slot.form.label)"
        return switch (cause.versionBefore, cause.version) {
        case (0, 0): "\(slot)免报有变动"
        case (0, let new): "\(slot)第 \(new) 版"
        case (let old, 0): "\(slot)第 \(old) 版不再计入"
        case (let old, let new): old == new ? "\(slot)第 \(new) 版" : "\(slot)第 \(new) 版（原第 \(old) 版）"
        }
    }
}

extension SentReport {
    /// Whether both are the same report, in another format.
    fileprivate func isSame(as other: SentReport) -> Bool {
        unit == other.unit && form == other.form && period == other.period && how == other.how
            && recipients == other.recipients && note == other.note
    }
}

/// What changed, for machines.
struct ChangesJSON: Encodable {
    struct Report: Encodable {
        var change: Int
        var unit: String
        var form: String
        var period: String
        var file: String
        var sha256: String
        var figures: [Figure]
        var rows: [Row]
        var causes: [Cause]
        var setup: [Setup]
    }

    struct Figure: Encodable {
        var unit: String
        var key: String
        var label: String
        var row: String
        var before: String
        var after: String
        /// Places in `causes`.
        var causes: [Int]
        /// Places in `setup`.
        var setup: [Int]
    }

    /// A row of 附件1 or 附件2.
    struct Row: Encodable {
        var unit: String
        var kind: String
        var numberBefore: Int?
        var number: Int?
        var cells: [Cell]
        /// Places in `causes`.
        var causes: [Int]
    }

    struct Cell: Encodable {
        var key: String
        var label: String
        var before: String
        var after: String
    }

    /// Opening balances, units or obligations that were set otherwise.
    struct Setup: Encodable {
        var kind: String
        var change: Int
        var by: String
        var at: String
        var why: String
        var units: [String]
        var keys: [String]
    }

    /// A summary that was sent.
    struct Summary: Encodable {
        var change: Int
        var unit: String
        var from: String
        var to: String
        var file: String
        var sha256: String
        var figures: [SummaryFigure]
    }

    /// One cell of its tables.
    struct SummaryFigure: Encodable {
        var table: String
        var row: String
        var column: String
        var before: String
        var after: String
    }

    struct Cause: Encodable {
        var unit: String
        var form: String
        var period: String
        var versionBefore: Int
        var version: Int
        var change: Int
        var by: String
        var at: String
    }

    var status = ExitStatus.done
    var reports: [Report]
    var summaries: [Summary]

    init(_ reports: [ChangedReport], _ summaries: [ChangedSummary]) {
        self.summaries = summaries.map(Summary.init)
        self.reports = reports.map { changed in
            Report(
                change: changed.report.change, unit: changed.report.unit, form: changed.report.form.key,
                period: changed.report.period.description, file: changed.report.fileName,
                sha256: Digest.hex(changed.report.sha256),
                figures: changed.figures.map { figure in
                    Figure(
                        unit: figure.unit, key: figure.key, label: figure.label, row: figure.row.rawValue,
                        before: figure.before, after: figure.after, causes: figure.causes, setup: figure.setup)
                },
                rows: changed.rows.map(Row.init), causes: changed.causes.map(Cause.init),
                setup: changed.setup.map(Setup.init))
        }
    }
}

extension ChangesJSON.Cause {
    init(_ cause: ChangeCause) {
        self.init(
            unit: cause.slot.unit, form: cause.slot.form.key, period: cause.slot.period.description,
            versionBefore: cause.versionBefore, version: cause.version, change: cause.change, by: cause.note.by,
            at: cause.note.at.description)
    }
}

extension ChangesJSON.Row {
    init(_ row: ChangedRow) {
        self.init(
            unit: row.unit, kind: row.kind.rawValue, numberBefore: row.numberBefore, number: row.number,
            cells: row.cells.map {
                ChangesJSON.Cell(key: $0.key, label: $0.label, before: $0.before, after: $0.after)
            },
            causes: row.causes)
    }
}

extension ChangesJSON.Setup {
    init(_ setup: SetupCause) {
        self.init(
            kind: setup.kind.rawValue, change: setup.change, by: setup.note.by, at: setup.note.at.description,
            why: setup.note.why, units: setup.units, keys: setup.keys)
    }
}
