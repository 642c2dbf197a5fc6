import Forms

/// What was found and mended: by month, by kind, and by the units directly below.
struct MendingTables {
    let span: SummarySpan
    let kinds: [MendingCourse]
    let children: [ReportingUnit]
    /// One a month: which units are missing in it; empty for none.
    let gaps: [String]

    static let monthsKey = "hazards"
    static let kindsKey = "hazard-kinds"
    static let unitsKey = "hazard-units"

    var months: SummaryTable {
        var columns: [SummaryTable.Column] = [.init("month", "月份", width: 54, isLead: true)]
        for kind in kinds {
            columns.append(.init(kind.key + ".found", kind.foundWord, group: "\(kind.name)（\(kind.unit)）", width: 50))
            columns.append(.init(kind.key + ".mended", kind.mendedWord, group: "\(kind.name)（\(kind.unit)）", width: 50))
        }
        columns.append(.init("gaps", "说明", width: 120))
        var rows = span.months.enumerated().map { place, month in
            SummaryTable.Row(
                month.description,
                [.text(span.shortName(of: month))] + kinds.flatMap { [$0.found[place], $0.mended[place]] } + [
                    .text(gaps[place])
                ])
        }
        rows.append(
            SummaryTable.Row(
                "total", [.text("本期")] + kinds.flatMap { [$0.spanFound, $0.spanMended] } + [.blank], isTotal: true))
        return SummaryTable(Self.monthsKey, "各月新增排查与整改", columns, rows)
    }

    /// - Parameter more: Further columns, with one value a kind.
    func byKind(_ more: [(column: SummaryTable.Column, values: [SummaryValue])] = [], notes: [String]) -> SummaryTable {
        let columns: [SummaryTable.Column] =
            [
                .init("kind", "种类", width: 130, isLead: true), .init("found", "本期排查", width: 56),
                .init("mended", "本期整改", width: 56), .init("open", "期末未整改", width: 62),
                .init("rate", "累计整改率", width: 62),
            ] + more.map(\.column)
        let rows = kinds.enumerated().map { place, kind in
            SummaryTable.Row(
                kind.key,
                [.text("\(kind.name)（\(kind.unit)）"), kind.spanFound, kind.spanMended, kind.open, kind.rate]
                    + more.map { $0.values[place] })
        }
        return SummaryTable(Self.kindsKey, "排查整改分类", columns, rows, notes: notes)
    }

    /// - Parameter more: Further columns, with one value a unit.
    func byUnit(_ more: [(column: SummaryTable.Column, values: [SummaryValue])] = []) -> SummaryTable {
        var columns: [SummaryTable.Column] = [.init("unit", "单位", width: 96, isLead: true)]
        for kind in kinds {
            for (key, heading) in [("found", kind.foundWord), ("mended", kind.mendedWord), ("open", "未整改")] {
                columns.append(
                    .init("\(kind.key).\(key)", heading, group: "\(kind.name)（\(kind.unit)）", width: 50))
            }
            columns.append(.init("\(kind.key).rate", "累计整改率", group: "\(kind.name)（\(kind.unit)）", width: 56))
        }
        let rows = children.indices.map { child in
            SummaryTable.Row(
                children[child].code,
                [.text(children[child].label)] + kinds.flatMap { $0.children[child] } + more.map { $0.values[child] })
        }
        return SummaryTable(Self.unitsKey, "各单位排查整改", columns + more.map(\.column), rows)
    }

    /// One a kind: found beside mended, month by month.
    var charts: [SummaryChart] {
        kinds.map { kind in
            SummaryChart(
                title: "\(kind.name)：各月新增\(kind.foundWord)与\(kind.mendedWord)", table: Self.monthsKey,
                categories: "month",
                series: [.init(kind.key + ".found", .column), .init(kind.key + ".mended", .column)],
                rows: 0..<span.months.count, valueTitle: kind.unit, isRate: false)
        }
    }
}
