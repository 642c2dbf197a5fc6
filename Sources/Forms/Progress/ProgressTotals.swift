import CivilTime

/// 新增 and 合计 of every unit, month and indicator of a campaign.
///
/// Made once, then asked for any figure; a pure function of the campaign, the policy and the day.
public struct ProgressTotals: Sendable {
    /// Everything that the figures were made from.
    public let campaign: Campaign
    /// What the sums do with units that did not report.
    public let policy: MissingPolicy
    /// The submissions that count, by unit place and month: the latest version of each.
    let latest: [[MonthlySubmission?]]
    /// The first version of each, which tells whether a report was late.
    let first: [[MonthlySubmission?]]
    private let months: Int
    private let indicators: Int
    /// [unit][month][indicator]
    private var increases: [PackedFigure]
    /// [unit][month + 1][indicator]; slot 0 holds the level before the campaign.
    private var totals: [PackedFigure]

    /// - Parameter day: Counts only what had arrived by then, to print a report as it was sent; `nil` counts
    ///   everything. What has no day of receipt always counts.
    public init(_ campaign: Campaign, policy: MissingPolicy = .strict, asOf day: CalendarDay? = nil) {
        self.campaign = campaign
        self.policy = policy
        months = campaign.months.count
        indicators = campaign.indicators.count
        let versions = Self.versions(campaign, asOf: day)
        latest = versions.map { $0.map(MonthlySubmission.inForce) }
        first = versions.map { $0.map(\.first) }
        let units = campaign.units.units.count
        increases = Array(repeating: .notExpected, count: units * months * indicators)
        totals = Array(repeating: .notReported, count: units * (months + 1) * indicators)
        let openings = Self.openings(campaign)
        var leaf = LeafFigures(kinds: campaign.indicators.indicators.map(\.kind), months: months, policy: policy)
        for unit in campaign.units.bottomUp {
            if campaign.units.children(at: unit).isEmpty {
                fillLeaf(unit, openings[unit], &leaf)
            } else {
                fillSum(unit)
            }
        }
    }

    /// - Precondition: `unit` and `month` are places within the campaign.
    func increase(_ unit: Int, _ month: Int, _ indicator: Int) -> PackedFigure {
        increases[(unit * months + month) * indicators + indicator]
    }

    /// - Parameter month: −1 is the level before the campaign.
    func total(_ unit: Int, _ month: Int, _ indicator: Int) -> PackedFigure {
        totals[(unit * (months + 1) + month + 1) * indicators + indicator]
    }

    /// `nil` outside the campaign.
    func place(of period: Period) -> Int? {
        campaign.periods.contains(period) ? campaign.periods.lowerBound.distance(to: period) : nil
    }

    /// The figures of one unit, month and indicator; `nil` for a unit, month or key that the campaign lacks.
    public func figures(of unit: String, in period: Period, _ key: IndicatorKey) -> IndicatorFigures? {
        guard let unit = campaign.units.place(of: unit), let month = place(of: period),
            let indicator = campaign.indicators.place(of: key)
        else { return nil }
        return figures(unit, month, indicator)
    }

    func figures(_ unit: Int, _ month: Int, _ indicator: Int) -> IndicatorFigures {
        IndicatorFigures(
            increase: increase(unit, month, indicator).figure, previousTotal: total(unit, month - 1, indicator).figure,
            total: total(unit, month, indicator).figure)
    }

    // MARK: - Units that fill in the form

    private mutating func fillLeaf(_ unit: Int, _ openings: [Int?], _ leaf: inout LeafFigures) {
        let owner = campaign.units.units[unit]
        var report = LeafReport(indicators: indicators, months: months)
        report.isExpected = campaign.months.map { campaign.expects(owner, in: $0) }
        report.opensLater = owner.opens(after: campaign.periods.lowerBound)
        report.openings = openings
        for (month, submission) in latest[unit].enumerated() {
            guard let figures = submission?.figures else { continue }
            for (place, indicator) in campaign.indicators.indicators.enumerated() {
                report.values[month * indicators + place] = figures[indicator.key]?.value ?? .blank
            }
        }
        leaf.walk(report)
        let (first, before) = (unit * months * indicators, unit * (months + 1) * indicators)
        increases.replaceSubrange(first..<(first + leaf.increases.count), with: leaf.increases)
        totals.replaceSubrange(before..<(before + leaf.totals.count), with: leaf.totals)
    }

    private mutating func setIncrease(_ unit: Int, _ month: Int, _ indicator: Int, _ figure: PackedFigure) {
        increases[(unit * months + month) * indicators + indicator] = figure
    }

    private mutating func setTotal(_ unit: Int, _ month: Int, _ indicator: Int, _ figure: PackedFigure) {
        totals[(unit * (months + 1) + month + 1) * indicators + indicator] = figure
    }

    // MARK: - Sums

    private mutating func fillSum(_ unit: Int) {
        let children = campaign.units.children(at: unit)
        for indicator in 0..<indicators {
            for month in -1..<months {
                setTotal(unit, month, indicator, sum(children.map { total($0, month, indicator) }, isTotal: true))
            }
            for month in 0..<months {
                setIncrease(
                    unit, month, indicator, sum(children.map { increase($0, month, indicator) }, isTotal: false))
            }
        }
    }

    private func sum(_ parts: [PackedFigure], isTotal: Bool) -> PackedFigure {
        var sum = FigureSum()
        for part in parts { sum.add(part) }
        return sum.figure(policy, isTotal: isTotal)
    }

    // MARK: - What counts

    /// By unit place and month, the lowest version first. Of two submissions with the same version, which is a finding, the first
    /// stands.
    private static func versions(_ campaign: Campaign, asOf day: CalendarDay?) -> [[[MonthlySubmission]]] {
        var versions = [[[MonthlySubmission]]](
            repeating: Array(repeating: [], count: campaign.months.count), count: campaign.units.units.count)
        for submission in campaign.submissions where campaign.periods.contains(submission.period) {
            guard let unit = campaign.units.place(of: submission.unit) else { continue }
            if let day, let received = submission.received, received > day { continue }
            let month = campaign.periods.lowerBound.distance(to: submission.period)
            if versions[unit][month].contains(where: { $0.version == submission.version }) { continue }
            let place = versions[unit][month].firstIndex { $0.version > submission.version }
            versions[unit][month].insert(submission, at: place ?? versions[unit][month].count)
        }
        return versions
    }

    /// By unit place and indicator; of several, the first that is within range.
    private static func openings(_ campaign: Campaign) -> [[Int?]] {
        let none = [Int?](repeating: nil, count: campaign.indicators.count)
        var openings = Array(repeating: none, count: campaign.units.units.count)
        for opening in campaign.openings where ReportedFigure.range.contains(opening.level) {
            guard let unit = campaign.units.place(of: opening.unit),
                let place = campaign.indicators.place(of: opening.indicator), openings[unit][place] == nil
            else { continue }
            openings[unit][place] = opening.level
        }
        return openings
    }
}

extension Campaign {
    /// 新增 and 合计 of every unit, month and indicator.
    public func totals(_ policy: MissingPolicy = .strict, asOf day: CalendarDay? = nil) -> ProgressTotals {
        ProgressTotals(self, policy: policy, asOf: day)
    }
}
