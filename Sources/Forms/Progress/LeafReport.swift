/// All that one unit that fills in the form has reported of a campaign, as numbers only.
///
/// One value is used for unit after unit, so that a country needs no more memory than a village.
package struct LeafReport: Sendable {
    /// How many indicators and months there are.
    package let indicators: Int
    package let months: Int
    /// Whether it owes a report, by month.
    package var isExpected: [Bool]
    /// By month, then by indicator.
    package var values: [ReportedFigure.Value]
    /// 期初数 by indicator; `nil` where nothing is known.
    package var openings: [Int?]
    /// Whether it opens during the campaign, so that its stocks open at 0.
    package var opensLater = false

    /// Nothing is reported yet.
    package init(indicators: Int, months: Int) {
        self.indicators = indicators
        self.months = months
        isExpected = Array(repeating: true, count: months)
        values = Array(repeating: .blank, count: months * indicators)
        openings = Array(repeating: nil, count: indicators)
    }

    /// Makes it ready for the next unit.
    package mutating func clear() {
        for place in values.indices { values[place] = .blank }
        for place in openings.indices { openings[place] = nil }
        for month in isExpected.indices { isExpected[month] = true }
        opensLater = false
    }

    /// The level before the campaign: 0 for a flow and for what opens later.
    func opening(_ indicator: Int, _ kind: IndicatorKind) -> PackedFigure {
        if kind == .flow || opensLater { return .zero }
        guard let level = openings[indicator], ReportedFigure.range.contains(level) else { return .noOpening }
        return PackedFigure(level)
    }
}

/// 新增 and 合计 of one unit that fills in the form, for every month and indicator.
///
/// The only place where they are computed: for a campaign in memory and for a ledger of any size.
struct LeafFigures: Sendable {
    private let kinds: [IndicatorKind]
    private let policy: MissingPolicy
    /// By month, then by indicator.
    private(set) var increases: [PackedFigure]
    /// Likewise; the first row is the level before the campaign.
    private(set) var totals: [PackedFigure]

    init(kinds: [IndicatorKind], months: Int, policy: MissingPolicy) {
        self.kinds = kinds
        self.policy = policy
        increases = Array(repeating: .notExpected, count: months * kinds.count)
        totals = Array(repeating: .notReported, count: (months + 1) * kinds.count)
    }

    mutating func walk(_ report: LeafReport) {
        let count = kinds.count
        for indicator in 0..<count {
            let kind = kinds[indicator]
            var walk = LeafTotals(opening: report.opening(indicator, kind), policy: policy)
            totals[indicator] = walk.total
            var place = indicator
            for month in 0..<report.months {
                increases[place] =
                    report.isExpected[month] ? walk.take(report.values[place], kind: kind) : .notExpected
                place += count
                totals[place] = walk.total
            }
        }
    }
}
