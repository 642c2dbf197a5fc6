/// Sums of 新增 and 合计 along a tree of units, from leaves that come one at a time.
///
/// It holds a figure for every sum, month and indicator, and nothing of the leaves.
package struct ProgressRollUp: Sendable {
    private let months: Int
    private let indicators: Int
    private let policy: MissingPolicy
    private var leaf: LeafFigures
    /// [sum][month][indicator]
    private var increases: [FigureSum]
    /// [sum][month + 1][indicator]; slot 0 holds the level before the campaign.
    private var totals: [FigureSum]

    /// - Parameter sums: How many sums are made; they are named by their places from 0.
    package init(kinds: [IndicatorKind], months: Int, sums: Int, policy: MissingPolicy) {
        self.months = months
        self.policy = policy
        indicators = kinds.count
        leaf = LeafFigures(kinds: kinds, months: months, policy: policy)
        increases = Array(repeating: FigureSum(), count: sums * months * indicators)
        totals = Array(repeating: FigureSum(), count: sums * (months + 1) * indicators)
    }

    /// Adds what one unit reported to a sum.
    package mutating func add(_ report: LeafReport, to sum: Int) {
        leaf.walk(report)
        var place = sum * months * indicators
        for figure in leaf.increases {
            increases[place].add(figure)
            place += 1
        }
        place = sum * (months + 1) * indicators
        for figure in leaf.totals {
            totals[place].add(figure)
            place += 1
        }
    }

    /// Adds one finished sum to the one above it: `policy` counts at every level, as in a campaign in memory.
    package mutating func add(sum child: Int, to parent: Int) {
        var (from, to) = (child * months * indicators, parent * months * indicators)
        for _ in 0..<(months * indicators) {
            increases[to].add(increases[from].figure(policy, isTotal: false))
            (from, to) = (from + 1, to + 1)
        }
        (from, to) = (child * (months + 1) * indicators, parent * (months + 1) * indicators)
        for _ in 0..<((months + 1) * indicators) {
            totals[to].add(totals[from].figure(policy, isTotal: true))
            (from, to) = (from + 1, to + 1)
        }
    }

    /// Takes in the leaves that another one has added to the same sums, before any sum is added to another.
    package mutating func merge(_ other: ProgressRollUp) {
        for place in increases.indices { increases[place].add(other.increases[place]) }
        for place in totals.indices { totals[place].add(other.totals[place]) }
    }

    /// - Precondition: All are places from 0, within what was given at the start.
    package func figures(_ sum: Int, _ month: Int, _ indicator: Int) -> IndicatorFigures {
        IndicatorFigures(
            increase: increases[(sum * months + month) * indicators + indicator].figure(policy, isTotal: false).figure,
            previousTotal: total(sum, month - 1, indicator), total: total(sum, month, indicator))
    }

    /// - Parameter month: −1 is the level before the campaign.
    package func total(_ sum: Int, _ month: Int, _ indicator: Int) -> Figure {
        totals[(sum * (months + 1) + month + 1) * indicators + indicator].figure(policy, isTotal: true).figure
    }

    /// The figures of one unit that fills in the form, for every month; by month, then by indicator.
    package static func figures(of report: LeafReport, kinds: [IndicatorKind], policy: MissingPolicy)
        -> [[IndicatorFigures]]
    {
        var leaf = LeafFigures(kinds: kinds, months: report.months, policy: policy)
        leaf.walk(report)
        return (0..<report.months).map { month in
            kinds.indices.map { indicator in
                let place = month * kinds.count + indicator
                return IndicatorFigures(
                    increase: leaf.increases[place].figure, previousTotal: leaf.totals[place].figure,
                    total: leaf.totals[place + kinds.count].figure)
            }
        }
    }
}
