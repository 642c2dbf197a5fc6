import CivilTime
import Diagnostics

/// The progress table (校园安全工作进展报表) of one unit and one month, ready to be put into a template.
public struct ProgressReport: Sendable {
    /// 活动名称
    public var campaign: String
    /// The rows of the table.
    public var indicators: IndicatorSet
    /// 填报单位: whose figures these are.
    public var unit: ReportingUnit
    /// 报表期间
    public var period: Period
    /// What the figures do with units that did not report.
    public var policy: MissingPolicy
    /// In the order of ``indicators``.
    public var figures: [IndicatorFigures]
    /// The units directly below, in file order; empty for a unit that fills in the form itself.
    public var children: [UnitFigures]
    /// Those at or below the unit that owe a report for this month or an earlier one, in file order.
    public var missing: [MissingUnit]
    /// Units that reported this month, but left figures open, which makes sums smaller when totals are carried forward.
    public var incomplete: [IncompleteUnit]
    /// Those whose first report for this month came after the due day.
    public var late: [LateUnit]
    /// Corrections that count in these figures: of this month and of earlier ones.
    public var corrections: [Correction]
    /// By day, then in the order of the files.
    public var cases: [ReportedCase]
    /// The unit's own 情况说明; may be empty.
    public var note: String
    /// 落款: who checked and who filled in the form.
    public var signatures: Signatures
    /// Whether what is about persons was replaced, see ``masked``.
    public private(set) var isMasked = false
    /// What the figures are made of, where that is not the ordinary (取数说明); printed at the foot.
    public var basis = ""
    /// Months of units, by their codes, of which something came that does not count (已收到未采用): they are not called 缺.
    public var uncounted: [String: Set<Period>] = [:]
    /// 表单标识, for example `zhengzhou-progress/1 · 410100 · 2017-05`; set by whoever knows the template's version.
    public var identity: String

    /// One child's figures, in the order of the indicators.
    public struct UnitFigures: Hashable, Sendable {
        /// A unit directly below the report's own.
        public var unit: ReportingUnit
        /// In the order of ``ProgressReport/indicators``.
        public var figures: [IndicatorFigures]
    }

    /// A unit with missing months.
    public struct MissingUnit: Hashable, Sendable {
        /// Whose reports are missing (缺报单位).
        public var unit: ReportingUnit
        /// In order, up to the report's month.
        public var months: [Period]
        /// The last month for which it reported; `nil` when it never did: its totals are then the opening balances.
        public var lastReported: Period?
    }

    /// A unit that left figures of the report's month open.
    public struct IncompleteUnit: Hashable, Sendable {
        /// Who.
        public var unit: ReportingUnit
        /// Which, in the order of the table; at least one.
        public var indicators: [Indicator]
    }

    /// A unit whose first version for this month came after the day on which it was due (迟报单位).
    public struct LateUnit: Hashable, Sendable {
        /// Who was late.
        public var unit: ReportingUnit
        /// When its first version arrived.
        public var received: CalendarDay
        /// The last day that was in time.
        public var due: CalendarDay
    }

    /// A submission that replaced an earlier one (更正).
    public struct Correction: Hashable, Sendable {
        /// Who corrected.
        public var unit: ReportingUnit
        /// The month that was corrected, not the one in which the correction came.
        public var period: Period
        /// Above 1.
        public var version: Int
        /// When it arrived; `nil` when nobody wrote it down.
        public var received: CalendarDay?
    }

    /// A case of the remark cell, with the unit that told it.
    public struct ReportedCase: Hashable, Sendable {
        /// Who told it.
        public var unit: ReportingUnit
        /// What it told; about persons.
        public var detail: CaseDetail
    }

    /// With ``Masking/mark`` in place of names, phone and what the cases and the note tell.
    public var masked: ProgressReport {
        var copy = self
        func mask(_ text: inout String) { if !text.isEmpty { text = Masking.mark } }
        mask(&copy.signatures.reviewer)
        mask(&copy.signatures.preparer)
        mask(&copy.signatures.phone)
        mask(&copy.note)
        for index in copy.cases.indices { mask(&copy.cases[index].detail.summary) }
        copy.isMasked = true
        return copy
    }

    /// A report of which nothing is known but unit and month, for a form to be filled in.
    public static func blank(for unit: ReportingUnit, period: Period, of campaign: Campaign) -> ProgressReport {
        let open = IndicatorFigures(
            increase: .absent(.toBeFilledIn), previousTotal: .absent(.toBeFilledIn), total: .absent(.toBeFilledIn))
        return ProgressReport(
            campaign: campaign.name, indicators: campaign.indicators, unit: unit, period: period, policy: .strict,
            figures: campaign.indicators.indicators.map { _ in open }, children: [], missing: [], incomplete: [],
            late: [],
            corrections: [], cases: [], note: "", signatures: Signatures(), identity: "")
    }

    /// `nil` for a key that the set lacks.
    public subscript(key: IndicatorKey) -> IndicatorFigures? { indicators.place(of: key).map { figures[$0] } }

    /// Whether every figure is known or does not apply.
    public var isComplete: Bool {
        missing.isEmpty && incomplete.isEmpty && figures.allSatisfy { $0.total.reason != .notReported }
    }
}

extension Campaign {
    /// The progress table of one unit and month.
    ///
    /// - Parameters:
    ///   - unit: Its code, name or short name.
    ///   - day: Counts only what had arrived by then; `nil` counts everything.
    /// - Throws: ``Failure`` of kind `.content` when the unit is not in the tree, or the month not in the campaign.
    public func report(
        for unit: String, period: Period, policy: MissingPolicy = .strict, asOf day: CalendarDay? = nil
    ) throws -> ProgressReport {
        try totals(policy, asOf: day).report(for: unit, period: period)
    }

    /// - Throws: ``Failure`` of kind `.content` with the name that was probably meant.
    public func findUnit(_ name: String) throws -> ReportingUnit {
        try units.find(name)
    }
}

extension ProgressTotals {
    /// As ``Campaign/report(for:period:policy:asOf:)``; for many reports of one campaign, make the totals once.
    public func report(for name: String, period: Period) throws -> ProgressReport {
        let unit = try campaign.findUnit(name)
        guard let month = place(of: period), let place = campaign.units.place(of: unit.code) else {
            throw Failure(
                .content, "progress.month-outside", at: Place(record: period.chinese),
                "期间应在 \(campaign.periods.lowerBound.chinese) 至 \(campaign.periods.upperBound.chinese) 之间，实为 \(period.chinese)",
                remedy: "请改正期间")
        }
        var events = ReportEvents(indicators: campaign.indicators, due: campaign.due)
        for leaf in campaign.units.leafPlaces(under: unit.code) {
            events.add(history(leaf, through: month)) { campaign.units.units[leaf] }
        }
        return ProgressReport(
            campaign: campaign.name, indicators: campaign.indicators, unit: unit, period: period, policy: policy,
            figures: row(place, month),
            children: campaign.units.children(at: place).map {
                ProgressReport.UnitFigures(unit: campaign.units.units[$0], figures: row($0, month))
            },
            events: events, note: latest[place][month]?.note ?? "", signatures: campaign.signatures)
    }

    private func row(_ unit: Int, _ month: Int) -> [IndicatorFigures] {
        campaign.indicators.indicators.indices.map { figures(unit, month, $0) }
    }

    private func history(_ place: Int, through month: Int) -> LeafHistory {
        let unit = campaign.units.units[place]
        let months = latest[place].prefix(month + 1).enumerated().map { month, submission in
            submission.map { submission in
                LeafHistory.Month(
                    version: submission.version, received: submission.received,
                    firstReceived: first[place][month]?.received, open: open(submission), cases: submission.cases)
            }
        }
        return LeafHistory(
            months: months, isExpected: campaign.months.prefix(month + 1).map { campaign.expects(unit, in: $0) },
            start: campaign.periods.lowerBound)
    }

    private func open(_ submission: MonthlySubmission) -> [Int] {
        campaign.indicators.indicators.enumerated().compactMap { place, indicator in
            submission.figures[indicator.key]?.value.isReported == true ? nil : place
        }
    }
}
