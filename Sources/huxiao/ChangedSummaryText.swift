import Forms
import Ledger
import Reporting

/// What of a sent summary changed, on a terminal.
struct ChangedSummaryText {
    /// The same summary in one or several formats; at least one.
    private let formats: [ChangedSummary]
    private let units: UnitTree

    /// One summary in several formats is one.
    static func all(_ summaries: [ChangedSummary], _ units: UnitTree) -> [ChangedSummaryText] {
        var groups: [[ChangedSummary]] = []
        for changed in summaries {
            if let last = groups.last?[0], last.differences == changed.differences,
                last.summary.note == changed.summary.note,
                last.summary.unit == changed.summary.unit, last.summary.span == changed.summary.span
            {
                groups[groups.count - 1].append(changed)
            } else {
                groups.append([changed])
            }
        }
        return groups.map { ChangedSummaryText(formats: $0, units: units) }
    }

    var lines: [String] {
        let summary = formats[0].summary
        let numbers = formats.map { String($0.summary.change) }.joined(separator: "、")
        let unit = units[summary.unit]?.label ?? summary.unit
        let sent = summary.note.map { "\($0.at.day) \($0.by) 报出" } ?? "报出"
        let to = summary.recipients.isEmpty ? "" : "给 " + summary.recipients.joined(separator: "、")
        var table = TextTable()
        table.add(["  表", "行", "列", "报出时", "现在"])
        for difference in formats[0].differences {
            table.add([
                "  " + difference.table, difference.row, difference.column, difference.before, difference.after,
            ])
        }
        return ["第 \(numbers) 号　\(unit)　\(summary.span.words)　总结　\(sent)\(to)"]
            + formats.map { "  \($0.summary.fileName)" } + table.lines + [""]
    }
}

extension ChangesJSON.Summary {
    init(_ changed: ChangedSummary) {
        let summary = changed.summary
        self.init(
            change: summary.change, unit: summary.unit, from: summary.span.periods.lowerBound.description,
            to: summary.span.periods.upperBound.description, file: summary.fileName,
            sha256: Digest.hex(summary.sha256),
            figures: changed.differences.map {
                ChangesJSON.SummaryFigure(
                    table: $0.table, row: $0.row, column: $0.column, before: $0.before, after: $0.after)
            })
    }
}
