import Diagnostics

extension ProgressTotals {
    /// Everything that is wrong with the content of the campaign, in this order: openings, submissions, totals,
    /// relations.
    ///
    /// - Parameters:
    ///   - through: Missing units are listed up to this month; `nil` takes the last month for which anything arrived.
    ///   - rollUps: Whether relations are checked on sums too, not only on what units filled in.
    public func check(through: Period? = nil, rollUps: Bool = false) -> [Finding] {
        let scope = CheckScope(campaign)
        let findings = dataFindings(scope)
        guard let through = through ?? campaign.lastReportedPeriod else {
            let count = campaign.units.units.indices.filter { campaign.units.children(at: $0).isEmpty }.count
            return findings + [
                Finding(
                    "campaign.nothing-reported", .explain, "\(count) 个填报单位都还没有月报数据",
                    remedy: "请把收到的 CSV、JSON 放进 submissions 文件夹")
            ]
        }
        return findings + totalsFindings(scope, through: through) + relationFindings(through: through, rollUps: rollUps)
    }

    /// What is wrong with the content that one report is made of: the unit's own figures and those of the units below
    /// it, up to its month; relations for the month itself. Nothing for a unit or month that the campaign lacks.
    public func checkReport(of unit: String, in period: Period) -> [Finding] {
        guard let owner = try? campaign.findUnit(unit) else { return [] }
        let scope = CheckScope(campaign, under: owner.code, through: period)
        let units = scope.leaves.map { campaign.units.units[$0].code }
        let relations = ([owner.code] + units.filter { $0 != owner.code }).flatMap {
            checkRelations(of: $0, in: period)
        }
        return dataFindings(scope) + totalsFindings(scope, through: period) + relations
    }

    /// What is wrong with what was handed in for one month, judged with what counts of the other months. Each finding names the
    /// place of the submission that it is about; units that handed in nothing are left out.
    package func checkMonth(_ period: Period) -> [Finding] {
        guard let month = place(of: period) else { return [] }
        var own = campaign
        own.submissions.removeAll { $0.period != period }
        var submissions = SubmissionCheck(own, CheckScope(campaign))
        submissions.run()
        let totals = totalsFindings(CheckScope(campaign), through: period).filter {
            !Self.missingRules.contains($0.rule)
        }
        let relations = PlacedRelation.all(of: campaign.indicators)
        let disagreeing = campaign.units.units.indices.filter { latest[$0][month] != nil }.flatMap {
            checkRelations($0, month, relations)
        }
        return submissions.findings + totals + disagreeing
    }

    /// Whether 合计 that a form shows is another than the one that follows from 期初数 and all months, class B; `nil` when it is not,
    /// and when it is not known.
    public func disagreement(of unit: String, in period: Period, _ key: IndicatorKey, shown: Int) -> Finding? {
        guard let indicator = campaign.indicators[key],
            let total = figures(of: unit, in: period, key)?.total.number, total != shown
        else { return nil }
        let record = "\(campaign.units[unit]?.label ?? unit) \(period.chinese)"
        let field = FieldName(key: "indicators.\(indicator.key).total", label: indicator.title + "合计")
        return Finding(
            "collect.total-disagrees", .explain, at: Place(record: record, field: field),
            "表中合计 \(shown)，按期初数和各月新增推算为 \(total)", remedy: "请核对新增；合计由程序计算，不用填写")
    }

    private static let missingRules = ["progress.missing-unit", "progress.uncounted-unit"]

    private func dataFindings(_ scope: CheckScope) -> [Finding] {
        var openings = OpeningCheck(self, scope)
        openings.run()
        var submissions = SubmissionCheck(campaign, scope)
        submissions.run()
        return openings.findings + submissions.findings
    }

    private func totalsFindings(_ scope: CheckScope, through: Period) -> [Finding] {
        var totals = TotalsCheck(self, scope, through: through)
        totals.run()
        return totals.findings
    }

    private func relationFindings(through: Period, rollUps: Bool) -> [Finding] {
        let relations = PlacedRelation.all(of: campaign.indicators)
        var findings: [Finding] = []
        for place in campaign.units.units.indices {
            let isLeaf = campaign.units.children(at: place).isEmpty
            for (month, period) in campaign.months.enumerated() where period <= through {
                // A month that a unit did not report has a finding of its own.
                guard isLeaf ? latest[place][month] != nil : rollUps else { continue }
                findings += checkRelations(place, month, relations)
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

/// Which content a check looks at.
struct CheckScope {
    /// Places of the units that fill in the form, in file order.
    let leaves: [Int]
    /// `nil`: every unit, those that the tree lacks included.
    private let codes: Set<String>?
    /// `nil`: every month.
    private let last: Period?

    init(_ campaign: Campaign) {
        leaves = campaign.units.units.indices.filter { campaign.units.children(at: $0).isEmpty }
        codes = nil
        last = nil
    }

    init(_ campaign: Campaign, under unit: String, through period: Period) {
        leaves = campaign.units.leafPlaces(under: unit)
        codes = Set(leaves.map { campaign.units.units[$0].code })
        last = period
    }

    func contains(_ unit: String) -> Bool { codes?.contains(unit) ?? true }

    func contains(_ unit: String, _ period: Period) -> Bool { contains(unit) && last.map { period <= $0 } ?? true }
}
