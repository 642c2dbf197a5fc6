import Forms
import TextTemplates

/// What the words' template may name, filled in from the finished tables, so that every number knows its cell.
struct WordValues {
    private(set) var values: [String: TextTemplate.Value] = [:]
    private(set) var marks = FigureMarks()
    private let document: SummaryDocument

    init(_ document: SummaryDocument) {
        self.document = document
    }

    // MARK: - Figures

    /// A cell's text, marked with its place; empty where there is no such cell.
    mutating func figure(_ table: String, _ row: String, _ column: String) -> TextTemplate.Value {
        guard let found = document.table(table)?.table, let row = found.row(row), let place = found.column(column)
        else {
            return .text("")
        }
        let value = found.rows[row].cells[place]
        guard value.isNumber || value.isNone else { return .text(FigureMarks.plain(value.text)) }
        let text = marks.mark(value.text, Narrative.Origin(table, found.rows[row].key, column))
        return .text(value.isNone ? "（\(text)）" : text)
    }

    mutating func set(_ name: String, _ text: String) { values[name] = .text(FigureMarks.plain(text)) }
    mutating func set(_ name: String, _ value: TextTemplate.Value) { values[name] = value }

    static func text(_ text: String) -> TextTemplate.Value { .text(FigureMarks.plain(text)) }

    // MARK: - What every summary has

    static let commonNames: [String: TextTemplate.Name] = [
        "unit": .text, "campaign": .text, "span": .text, "months": .text, "basis": .text, "dataDay": .text,
        "childCount": .text, "carried": .text, "childWord": .text, "gapCount": .text, "gaps": .list(["text": .text]),
        "goalCount": .text, "metCount": .text, "goals": .list(goalNames), "met": .list(goalNames),
        "unmet": .list(goalNames), "compared": .list(comparedNames),
        "hazards": .list([
            "name": .text, "found": .text, "mended": .text, "open": .text, "rate": .text, "unit": .text,
            "mendedWord": .text,
        ]),
        "reporting": .list([
            "form": .text, "expected": .text, "received": .text, "missing": .text, "late": .text, "receivedRate": .text,
            "onTimeRate": .text, "fullRate": .text,
        ]),
        "sentCount": .text, "changedCount": .text,
    ]

    private static let goalNames: [String: TextTemplate.Name] = [
        "name": .text, "rate": .text, "part": .text, "whole": .text, "target": .text, "by": .text, "state": .text,
        "since": .text, "first": .text,
    ]
    private static let comparedNames: [String: TextTemplate.Name] = [
        "name": .text, "best": .list(["unit": .text]), "bestRate": .text, "worst": .list(["unit": .text]),
        "worstRate": .text,
    ]

    mutating func addGoals(_ tables: GoalTables, total: String) {
        // What has nothing to measure is neither met nor missed.
        let goals = tables.rates.filter { tables.isMeasured($0) }
        var all: [[String: TextTemplate.Value]] = []
        for rate in goals {
            var item: [String: TextTemplate.Value] = ["name": Self.text(rate.name)]
            for column in ["rate", "by", "state", "since", "first"] {
                item[column] = figure(GoalTables.goalsKey, rate.key, column)
            }
            item["target"] = Self.text(rate.target.map(SummaryGoal.words) ?? "")
            item["part"] = figure(ComparisonTables.partsKey, total, rate.key + ".part")
            item["whole"] = figure(ComparisonTables.partsKey, total, rate.key + ".whole")
            all.append(item)
        }
        let isMet = goals.map(tables.isReached)
        values["goals"] = .list(all)
        values["met"] = .list(zip(all, isMet).filter { $0.1 }.map(\.0))
        values["unmet"] = .list(zip(all, isMet).filter { !$0.1 }.map(\.0))
        set("goalCount", goals.isEmpty ? "" : String(goals.count))
        let met = isMet.count { $0 }
        set("metCount", met > 0 ? String(met) : "")
    }

    /// For each rate that has any: who is first and who is last, ties together.
    mutating func addComparison(_ tables: ComparisonTables) {
        var all: [[String: TextTemplate.Value]] = []
        for rate in tables.rates {
            let places = Ranking(rate.children.map(\.rate)).places
            let numbers = places.compactMap { $0?.number }
            guard let first = numbers.min(), let last = numbers.max(), first < last else { continue }
            let best = places.indices.filter { places[$0]?.number == first }
            let worst = places.indices.filter { places[$0]?.number == last }
            func names(_ places: [Int]) -> TextTemplate.Value {
                let most = 5
                var labels = places.prefix(most).map { tables.children[$0].label }
                if places.count > most { labels[most - 1] += "等\(places.count)个单位" }
                return .list(labels.map { ["unit": Self.text($0)] })
            }
            all.append([
                "name": Self.text(rate.name), "best": names(best), "worst": names(worst),
                "bestRate": figure(ComparisonTables.key, tables.children[best[0]].code, rate.key),
                "worstRate": figure(ComparisonTables.key, tables.children[worst[0]].code, rate.key),
            ])
        }
        values["compared"] = .list(all)
    }

    mutating func addHazards(_ kinds: [MendingCourse]) {
        var all: [[String: TextTemplate.Value]] = []
        for kind in kinds {
            var item = [
                "name": Self.text(kind.name), "unit": Self.text(kind.unit), "mendedWord": Self.text(kind.mendedWord),
            ]
            for column in ["found", "mended", "open", "rate"] {
                item[column] = figure(MendingTables.kindsKey, kind.key, column)
            }
            all.append(item)
        }
        values["hazards"] = .list(all)
    }

    mutating func addReporting(_ forms: [String: String]) {
        var all: [[String: TextTemplate.Value]] = []
        for (key, label) in forms.sorted(by: { $0.key < $1.key }) {
            var item = ["form": Self.text(label)]
            for column in ["expected", "received", "missing", "late", "receivedRate", "onTimeRate", "fullRate"] {
                item[column] = figure(ReportingTables.monthsKey, key + ".total", column)
            }
            all.append(item)
        }
        values["reporting"] = .list(all)
    }
}

extension SummaryValue {
    var isNone: Bool { if case .none = self { true } else { false } }
}
