import Forms

/// Goals and how far they are reached, and the rates behind them month by month.
struct GoalTables {
    let span: SummarySpan
    /// The campaign's months.
    let campaign: ClosedRange<Period>
    let rates: [RateCourse]
    /// One a month: which units are missing in it; empty for none.
    let gaps: [String]

    static let goalsKey = "goals"
    static let ratesKey = "rates"

    var goals: SummaryTable {
        let columns: [SummaryTable.Column] = [
            .init("name", "目标", width: 110, isLead: true), .init("parts", "计算", width: 170),
            .init("first", "期首月", width: 50), .init("rate", "期末", width: 50), .init("target", "目标值", width: 46),
            .init("by", "期限", width: 62), .init("atDue", "期限时", width: 50), .init("since", "首次达到", width: 62),
            .init("state", "结果", width: 56),
        ]
        let rows = rates.filter { $0.target != nil }.map(goalRow)
        let notes = rates.filter { $0.target != nil && !$0.source.isEmpty }.map { "\($0.name)：\($0.source)。" }
        return SummaryTable(Self.goalsKey, "目标完成情况", columns, rows, notes: notes)
    }

    private func goalRow(_ rate: RateCourse) -> SummaryTable.Row {
        SummaryTable.Row(
            rate.key,
            [
                .text(rate.name), .text(rate.parts), rate.value(span.periods.lowerBound) ?? .none("—"), rate.last,
                .rate(Rate(part: Int(((rate.target ?? 0) * 10_000).rounded()), whole: 10_000)),
                rate.by.map { .text($0.chinese) } ?? .text("行动结束"), atDue(rate) ?? .none("—"),
                firstReached(rate).map { .text($0.chinese) } ?? .none("—"), .text(state(rate)),
            ])
    }

    /// The first month at whose end it was reached, be it before the span.
    private func firstReached(_ rate: RateCourse) -> Period? {
        rate.history.indices.first { rate.isReached(rate.history[$0]) == true }.map { rate.start.advanced(by: $0) }
    }

    /// At the end of the month by which it was to be reached; `nil` while that has not come.
    private func atDue(_ rate: RateCourse) -> SummaryValue? {
        guard let by = rate.by, by <= span.periods.upperBound else { return nil }
        return rate.value(by)
    }

    /// 已达到, 逾期达到, 未达到, 逾期未达到, 未到期限, 无数据.
    func state(_ rate: RateCourse) -> String {
        guard let isReached = rate.isReached(rate.last) else { return "无数据" }
        if isReached { return atDue(rate).flatMap(rate.isReached) == false ? "逾期达到" : "已达到" }
        if (rate.by ?? campaign.upperBound) > span.periods.upperBound { return "未到期限" }
        return rate.by == nil ? "未达到" : "逾期未达到"
    }

    /// Whether there is a goal, and a rate at the end of the span.
    func isMeasured(_ rate: RateCourse) -> Bool { rate.isReached(rate.last) != nil }

    /// At the end of the span, in time or not.
    func isReached(_ rate: RateCourse) -> Bool { rate.isReached(rate.last) == true }

    /// The rates, and a column for each different goal, which charts draw as a line.
    var monthly: SummaryTable {
        var columns: [SummaryTable.Column] = [.init("month", "月份", width: 54, isLead: true)]
        columns += rates.map { .init($0.key, $0.name, width: 62) } + GoalColumns(rates).columns
        columns.append(.init("gaps", "说明", width: 130))
        let rows = span.months.enumerated().map { place, month in
            SummaryTable.Row(
                month.description,
                [.text(span.shortName(of: month))] + rates.map { $0.value(month) ?? .none("—") }
                    + GoalColumns(rates).cells
                    + [.text(gaps[place])])
        }
        return SummaryTable(Self.ratesKey, "各月比率与目标", columns, rows)
    }

    /// One a goal: the rate against its goal over the months.
    var charts: [SummaryChart] {
        rates.filter { $0.target != nil }.map { rate in
            SummaryChart(
                title: rate.name, table: Self.ratesKey, categories: "month",
                series: [.init(rate.key, .line), .init(GoalColumns.key(rate.target), .goal)],
                rows: 0..<span.months.count,
                valueTitle: "%", isRate: true)
        }
    }
}

/// A column for each different goal, so that a chart can draw it from cells.
struct GoalColumns {
    private let targets: [Double]

    init(_ rates: [RateCourse]) {
        targets = Set(rates.compactMap(\.target)).sorted()
    }

    static func key(_ target: Double?) -> String { "goal.\(target.map(SummaryGoal.words) ?? "")" }

    var columns: [SummaryTable.Column] {
        targets.map { .init(Self.key($0), "目标\(SummaryGoal.words($0))", width: 58) }
    }

    var cells: [SummaryValue] {
        targets.map { .rate(Rate(part: Int(($0 * 10_000).rounded()), whole: 10_000)) }
    }
}
