import Forms

/// All indicators of the table over the span.
struct IndicatorTables {
    let figures: ProgressFigures

    static let key = "indicators"
    private static let mostMonths = 12

    private var indicators: [Indicator] { figures.material.indicators.indicators }
    private var months: [Period] { figures.span.months }

    /// With the months in it where they have room, else in tables of a year each.
    var tables: [SummaryTable] {
        if months.count <= Self.mostMonths { return [table(Self.key, "各项指标", Array(months.indices))] }
        let years = Dictionary(grouping: months.indices) { months[$0].year }
        return [table(Self.key, "各项指标", [])]
            + years.keys.sorted().map { year in
                monthTable("\(Self.key)-\(year)", "\(year)年各月新增", years[year] ?? [])
            }
    }

    private func table(_ key: String, _ title: String, _ shown: [Int]) -> SummaryTable {
        let hasYearBefore = indicators.indices.contains { yearBefore($0) != nil }
        var columns = lead + [.init("opening", "期初", width: 46)] + shown.map(monthColumn)
        columns += [.init("increase", "本期新增", width: 48), .init("total", "期末合计", width: 52)]
        columns += [
            .init("yearBefore", "上年同期", width: 48), .init("change", "增减", width: 46),
            .init("changeRate", "增减%", width: 46),
        ]
        let rows = indicators.indices.map { place in
            let own = figures.own
            return SummaryTable.Row(
                indicators[place].key.name,
                leadCells(place) + [figures.opening(own, place)] + shown.map { increase($0, place) }
                    + [figures.increase(own, place), figures.closing(own, place)] + comparison(place))
        }
        var notes = [
            "累计数：期末合计＝期初＋本期新增，自行动开始累计。期末数（存量）：期初为统计期前的数，本期新增为净增减，可以是负数。",
            "与上年比：累计数比同样月份的新增，期末数比上年同月末的合计。" + (hasYearBefore ? "" : "台账不含上年同期，故为“—”。"),
        ]
        if rows.contains(where: { $0.cells.contains { $0.isPartial } }) {
            notes.append("＊：有单位缺报或有空项，只合计已报的，见首页。")
        }
        return SummaryTable(key, title, columns, rows, notes: notes)
    }

    private func monthTable(_ key: String, _ title: String, _ shown: [Int]) -> SummaryTable {
        let rows = indicators.indices.map { place in
            SummaryTable.Row(indicators[place].key.name, leadCells(place) + shown.map { increase($0, place) })
        }
        return SummaryTable(key, title, lead + shown.map(monthColumn), rows)
    }

    private var lead: [SummaryTable.Column] {
        [
            .init("number", "序号", width: 30, isLead: true), .init("title", "指标", width: 170, isLead: true),
            .init("unit", "单位", width: 30), .init("kind", "性质", width: 42),
        ]
    }

    private func leadCells(_ place: Int) -> [SummaryValue] {
        let indicator = indicators[place]
        return [
            .text(indicator.numberText), .text(indicator.title), .text(indicator.unit), .text(indicator.kind.word),
        ]
    }

    private func monthColumn(_ month: Int) -> SummaryTable.Column {
        let period = months[month]
        let years = Set(months.map(\.year)).count > 1
        return .init(
            period.description, "\(period.month)月", group: years ? "\(period.year)年各月新增" : "各月新增", width: 42)
    }

    private func increase(_ month: Int, _ indicator: Int) -> SummaryValue {
        figures.increase(figures.own, figures.months.lowerBound + month, indicator)
    }

    private func yearBefore(_ place: Int) -> SummaryValue? {
        figures.yearBefore(place, indicators[place].kind)
    }

    /// The year before, the difference, and the difference as a part of the year before.
    private func comparison(_ place: Int) -> [SummaryValue] {
        guard let before = yearBefore(place) else { return [.none("—"), .none("—"), .none("—")] }
        let now =
            indicators[place].kind == .flow ? figures.increase(figures.own, place) : figures.closing(figures.own, place)
        let change = SummaryValue.difference(now, before)
        return [before, change, .rate(change, of: before)]
    }
}
