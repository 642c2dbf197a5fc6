import Diagnostics

extension ProgressTotals {
    /// Everything that is wrong with the content of the campaign, in this order: openings, submissions, totals, relations.
    ///
    /// - Parameters:
    ///   - through: Missing units are listed up to this month; `nil` takes the last month for which anything arrived.
    ///   - rollUps: Whether relations are checked on sums too, not only on what units filled in.
    public func check(through: Period? = nil, rollUps: Bool = false) -> [Finding] {
        var openings = OpeningCheck(self)
        openings.run()
        var submissions = SubmissionCheck(campaign)
        submissions.run()
        let findings = openings.findings + submissions.findings
        guard let through = through ?? campaign.lastReportedPeriod else { return findings }
        var sums = TotalsCheck(self, through: through)
        sums.run()
        return findings + sums.findings + relationFindings(through: through, rollUps: rollUps)
    }

    private func relationFindings(through: Period, rollUps: Bool) -> [Finding] {
        var findings: [Finding] = []
        for (place, unit) in campaign.units.units.enumerated() {
            let isLeaf = campaign.units.children(at: place).isEmpty
            for (month, period) in campaign.months.enumerated() where period <= through {
                // A month that a unit did not report has a finding of its own.
                guard isLeaf ? latest[place][month] != nil : rollUps else { continue }
                findings += checkRelations(of: unit.code, in: period)
            }
        }
        return findings
    }
}

extension Campaign {
    /// Everything that is wrong with the content, as ``ProgressTotals/check(through:rollUps:)``.
    public func check(_ policy: MissingPolicy = .strict, through: Period? = nil, rollUps: Bool = false) -> [Finding] {
        totals(policy).check(through: through, rollUps: rollUps)
    }
}
