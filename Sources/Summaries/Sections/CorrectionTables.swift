import Forms
import Ledger

/// What reports that were sent would say otherwise now.
struct CorrectionTables {
    let changes: [ChangedReport]
    let units: [String: String]

    static let key = "corrections"

    var table: SummaryTable {
        let columns: [SummaryTable.Column] = [
            .init("report", "报出的报表", width: 170, isLead: true), .init("sent", "报出日期", width: 66),
            .init("figure", "指标", width: 170), .init("row", "行", width: 40), .init("before", "报出时", width: 56),
            .init("after", "现在", width: 56), .init("cause", "因为", width: 170),
        ]
        var rows: [SummaryTable.Row] = []
        for (number, changed) in distinct.enumerated() {
            let head: [SummaryValue] = [
                .text("\(label(changed.report.unit)) \(changed.report.period.chinese)\(changed.report.form.label)"),
                changed.report.note.map { .day($0.at.day) } ?? .none("—"),
            ]
            for (place, cells) in lines(changed).enumerated() {
                rows.append(SummaryTable.Row("\(number).\(place)", head + cells))
            }
        }
        return SummaryTable(
            Self.key, "报出后更正的数", columns, rows, notes: ["一份报表用几种格式报出的，只列一次；明细见 huxiao changes。"])
    }

    /// One report in several formats is one report.
    var distinct: [ChangedReport] {
        var seen: Set<[String]> = []
        return changes.filter { seen.insert(Self.identity($0.report)).inserted }
    }

    /// How many reports were sent, likewise.
    static func count(_ reports: [SentReport]) -> Int { Set(reports.map(identity)).count }

    private static func identity(_ report: SentReport) -> [String] {
        let note = report.note.map { "\($0.at) \($0.by)" } ?? ""
        let made = "\(report.how.change ?? 0) \(report.how.policy) \(report.how.counting)"
        return [report.unit, report.form.key, report.period.description, note, made]
    }

    private func label(_ code: String) -> String { units[code] ?? code }

    private func lines(_ changed: ChangedReport) -> [[SummaryValue]] {
        let figures = changed.figures.map { figure -> [SummaryValue] in
            let causes = figure.causes.map { words(changed.causes[$0]) } + figure.setup.map { words(changed.setup[$0]) }
            return [
                .text(figure.label), .text(figure.row.word), .text(figure.before), .text(figure.after),
                .text(causes.joined(separator: "；")),
            ]
        }
        if !changed.rows.isEmpty {
            let causes = changed.causes.map(words).joined(separator: "；")
            return [[.text("\(changed.rows.count) 行有变动"), .blank, .blank, .blank, .text(causes)]]
        }
        if !figures.isEmpty { return figures }
        return [
            [.text("单位、期初数或报送任务变动"), .blank, .blank, .blank, .text(changed.setup.map(words).joined(separator: "；"))]
        ]
    }

    private func words(_ cause: ChangeCause) -> String {
        let slot = "\(label(cause.slot.unit)) \(cause.slot.period.chinese)\(cause.slot.form.label)"
        return cause.version > 0 ? "\(slot)第 \(cause.version) 版" : "\(slot)不再计入"
    }

    private func words(_ cause: SetupCause) -> String { "\(cause.kind.word)变更" }
}
