import Forms

/// The units directly below compared by their rates at the end of the span.
struct ComparisonTables {
    let rates: [RateCourse]
    let children: [ReportingUnit]
    let total: ReportingUnit

    static let key = "comparison"
    static let partsKey = "comparison-parts"
    /// More units than this make a chart nobody can read.
    static let mostInChart = 40

    /// Rates with places; equal rates share a place.
    var places: SummaryTable {
        var columns: [SummaryTable.Column] = [.init("unit", "单位", width: 96, isLead: true)]
        for rate in rates {
            columns.append(.init(rate.key, "比率", group: rate.name, width: 44))
            columns.append(.init(rate.key + ".place", "名次", group: rate.name, width: 58))
        }
        let rankings = rates.map { Ranking($0.children.map(\.rate)) }
        var rows = children.indices.map { child in
            SummaryTable.Row(
                children[child].code,
                [.text(Self.short(children[child].label))]
                    + zip(rates, rankings).flatMap { rate, ranking -> [SummaryValue] in
                        [rate.children[child], ranking.places[child].map { .text($0.text) } ?? .none("—")]
                    })
        }
        rows.append(
            SummaryTable.Row(
                total.code, [.text(total.label)] + rates.flatMap { [$0.last, .blank] }, isTotal: true))
        return SummaryTable(
            Self.key, "各单位比较（期末）", columns, rows,
            notes: ["名次按比率从高到低；比率相同的并列，后面的名次顺延。合计由各单位的分子、分母重新计算，不是比率的平均。"])
    }

    /// As charts have room for.
    private static func short(_ name: String) -> String { name.count > 10 ? name.prefix(9) + "…" : name }

    /// What the rates are made of.
    var parts: SummaryTable {
        var columns: [SummaryTable.Column] = [.init("unit", "单位", width: 96, isLead: true)]
        for rate in rates {
            columns.append(.init(rate.key + ".part", "分子", group: rate.name, width: 40))
            columns.append(.init(rate.key + ".whole", "分母", group: rate.name, width: 40))
        }
        columns += GoalColumns(rates).columns
        var rows = children.indices.map { child in
            row(children[child], rates.map { $0.children[child] })
        }
        rows.append(row(total, rates.map(\.last), isTotal: true))
        return SummaryTable(Self.partsKey, "各单位比率的分子、分母（期末）", columns, rows)
    }

    private func row(_ unit: ReportingUnit, _ values: [SummaryValue], isTotal: Bool = false) -> SummaryTable.Row {
        let cells = values.flatMap { value -> [SummaryValue] in
            guard case .rate(let parts, let isPartial) = value else { return [.none(value.text), .none(value.text)] }
            return [.count(parts.part, isPartial: isPartial), .count(parts.whole, isPartial: isPartial)]
        }
        return SummaryTable.Row(
            unit.code, [.text(unit.label)] + cells + GoalColumns(rates).cells, isTotal: isTotal)
    }

    /// One a rate; none of a single unit, and none of more units than can be read.
    var charts: [SummaryChart] {
        guard (2...Self.mostInChart).contains(children.count) else { return [] }
        return rates.map { rate in
            var series = [SummaryChart.Series(rate.key, .column)]
            if rate.target != nil { series.append(.init(GoalColumns.key(rate.target), .goal, table: Self.partsKey)) }
            return SummaryChart(
                title: rate.name, table: Self.key, categories: "unit", series: series, rows: 0..<children.count,
                valueTitle: "%", isRate: true)
        }
    }
}

extension SummaryValue {
    var rate: Rate? { if case .rate(let rate, _) = self { rate } else { nil } }
}
