import CivilTime

/// What a report tells of one unit that fills in the form, beside its figures: gaps, open figures, lateness, corrections.
package struct LeafHistory: Sendable {
    /// What counts of one month.
    package struct Month: Sendable {
        /// From 1.
        package var version: Int
        /// When the version that counts arrived.
        package var received: CalendarDay?
        /// When the first version arrived.
        package var firstReceived: CalendarDay?
        /// Places of the indicators that nothing is known of.
        package var open: [Int]
        /// 案事件 of the month.
        package var cases: [CaseDetail]

        /// All that is known of the month.
        package init(
            version: Int, received: CalendarDay?, firstReceived: CalendarDay?, open: [Int], cases: [CaseDetail]
        ) {
            self.version = version
            self.received = received
            self.firstReceived = firstReceived
            self.open = open
            self.cases = cases
        }
    }

    /// By month of the campaign, up to the report's own; `nil` where nothing counts.
    package var months: [Month?]
    /// Whether a report is owed, by month.
    package var isExpected: [Bool]
    /// The campaign's first month.
    package var start: Period

    /// The last of `months` is the month that the report is about.
    package init(months: [Month?], isExpected: [Bool], start: Period) {
        self.months = months
        self.isExpected = isExpected
        self.start = start
    }

    private func period(_ month: Int) -> Period { start.advanced(by: month) }

    func missing(_ unit: ReportingUnit) -> ProgressReport.MissingUnit? {
        let gaps = months.indices.filter { isExpected[$0] && months[$0] == nil }
        guard !gaps.isEmpty else { return nil }
        let last = months.indices.last { months[$0] != nil }
        return ProgressReport.MissingUnit(unit: unit, months: gaps.map(period), lastReported: last.map(period))
    }

    func incomplete(_ unit: ReportingUnit, _ indicators: [Indicator]) -> ProgressReport.IncompleteUnit? {
        guard let month = months.last, let month, isExpected.last == true, !month.open.isEmpty else { return nil }
        return ProgressReport.IncompleteUnit(unit: unit, indicators: month.open.map { indicators[$0] })
    }

    func late(_ unit: ReportingUnit, _ rule: DueRule) -> ProgressReport.LateUnit? {
        guard let month = months.last, let received = month?.firstReceived else { return nil }
        let due = rule.lastDay(for: period(months.count - 1))
        return received > due ? ProgressReport.LateUnit(unit: unit, received: received, due: due) : nil
    }

    func corrections(_ unit: ReportingUnit) -> [ProgressReport.Correction] {
        months.enumerated().compactMap { place, month in
            guard let month, month.version > 1 else { return nil }
            return ProgressReport.Correction(
                unit: unit, period: period(place), version: month.version, received: month.received)
        }
    }
}

/// What a report tells of all its units, gathered one unit at a time.
package struct ReportEvents: Sendable {
    private let indicators: [Indicator]
    private let due: DueRule
    private(set) var missing: [ProgressReport.MissingUnit] = []
    private(set) var incomplete: [ProgressReport.IncompleteUnit] = []
    private(set) var late: [ProgressReport.LateUnit] = []
    private(set) var corrections: [ProgressReport.Correction] = []
    private var cases: [ProgressReport.ReportedCase] = []

    /// Nothing to tell yet.
    package init(indicators: IndicatorSet, due: DueRule) {
        self.indicators = indicators.indicators
        self.due = due
    }

    /// - Parameter unit: Asked for only when there is something to tell.
    package mutating func add(_ history: LeafHistory, of unit: () throws -> ReportingUnit) rethrows {
        guard isEventful(history) else { return }
        let unit = try unit()
        if let entry = history.missing(unit) { missing.append(entry) }
        if let entry = history.incomplete(unit, indicators) { incomplete.append(entry) }
        if let entry = history.late(unit, due) { late.append(entry) }
        corrections += history.corrections(unit)
        if let month = history.months.last, let month {
            cases += month.cases.map { ProgressReport.ReportedCase(unit: unit, detail: $0) }
        }
    }

    /// Whether there is something to tell; most units of a good month have nothing.
    package func isEventful(_ history: LeafHistory) -> Bool {
        if let month = history.months.last, let month {
            let due = due.lastDay(for: history.start.advanced(by: history.months.count - 1))
            if !month.open.isEmpty || !month.cases.isEmpty || month.firstReceived ?? due > due { return true }
        }
        return history.months.indices.contains { place in
            guard let month = history.months[place] else { return history.isExpected[place] }
            return month.version > 1
        }
    }

    /// By day, then in the order in which the units came.
    var orderedCases: [ProgressReport.ReportedCase] {
        let order = cases.enumerated().sorted { a, b in
            let (first, second) = (a.element.detail.day, b.element.detail.day)
            if first == second { return a.offset < b.offset }
            guard let second else { return true }
            return first.map { $0 < second } ?? false
        }
        return order.map(\.element)
    }
}

extension ProgressReport {
    /// A report from figures and events that were gathered outside a campaign.
    package init(
        campaign: String, indicators: IndicatorSet, unit: ReportingUnit, period: Period, policy: MissingPolicy,
        figures: [IndicatorFigures], children: [UnitFigures], events: ReportEvents, note: String, signatures: Signatures
    ) {
        self.init(
            campaign: campaign, indicators: indicators, unit: unit, period: period, policy: policy, figures: figures,
            children: children, missing: events.missing, incomplete: events.incomplete, late: events.late,
            corrections: events.corrections, cases: events.orderedCases, note: note, signatures: signatures,
            identity: "")
    }
}

extension ProgressReport.UnitFigures {
    /// A child's figures, for reports that are made outside a campaign.
    package static func make(_ unit: ReportingUnit, _ figures: [IndicatorFigures]) -> ProgressReport.UnitFigures {
        ProgressReport.UnitFigures(unit: unit, figures: figures)
    }
}
