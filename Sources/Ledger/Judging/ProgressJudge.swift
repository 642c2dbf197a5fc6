import Diagnostics
import Forms
import Foundation
import GRDB

/// Judges progress tables of one month with what counts of the other months.
struct ProgressJudge {
    let db: Database
    let view: LedgerView
    let indicators: IndicatorSet
    let limits: LedgerRuleLimits

    /// So many units are held in memory at a time.
    private static let most = 500

    /// - Returns: One list a version, in their order.
    func findings(_ period: Period, _ versions: [JudgedVersion], isWhole: Bool) throws -> [[Finding]] {
        var findings = [[Finding]](repeating: [], count: versions.count)
        let exemptions = try Exemptions.keys(db, .progress, asOf: nil)
        var part: [Int] = []
        var units: Set<Int> = []
        func flush() throws {
            for (place, found) in zip(part, try judge(period, part.map { versions[$0] }, exemptions, isWhole: isWhole))
            {
                findings[place] = found
            }
            (part, units) = ([], [])
        }
        for (place, version) in versions.enumerated() {
            // Two versions of one unit are judged one after the other.
            if part.count >= Self.most || units.contains(version.unit) { try flush() }
            part.append(place)
            units.insert(version.unit)
        }
        try flush()
        for place in versions.indices where try isSum(versions[place].unit) {
            findings[place] = try sumFindings(period, versions[place])
        }
        return findings
    }

    // MARK: - Units that fill in the form

    private func judge(
        _ period: Period, _ versions: [JudgedVersion], _ exemptions: Set<Int>, isWhole: Bool
    ) throws -> [[Finding]] {
        if versions.isEmpty { return [] }
        let records = UnitRecords(db, view)
        var units: [ReportingUnit] = []
        var submissions: [MonthlySubmission] = []
        var openings: [OpeningBalance] = []
        var judged: [SubmissionVersion?] = []
        var carried: [[Finding]] = []
        for version in versions {
            let unit = try LedgerUnits.unit(db, version.unit, .max, withParent: false)
            units.append(unit)
            openings += try records.openings(version.unit, unit.code, indicators)
            let months = try records.months(.progress, version.unit)
            submissions += others(months, period, unit.code)
            let own = months.first { $0.period == period }?.versions ?? []
            let candidate = own.first { $0.version == version.version }
            judged.append(candidate)
            carried.append(candidate.map { CarriedFigures(indicators, unit, period).findings($0, of: own) } ?? [])
            if let candidate, var said = UnitRecords.submission(candidate, unit.code, period, indicators) {
                // Tells the findings of one unit from those of another of the same name.
                said.place = Place(file: unit.code)
                submissions.append(said)
            }
        }
        let campaign = try campaign(units, openings, submissions, versions, exemptions)
        let totals = campaign.totals()
        var found = totals.checkMonth(period)
        // A negative 新增 of a flow is a finding of the table itself already.
        if isWhole {
            found += campaign.checkOverTime(period, limits).filter { $0.rule != LedgerRule.flowFalls.id }
        }
        let byUnit = Dictionary(grouping: found) { $0.place.file ?? "" }
        return try units.indices.map { place in
            guard let version = judged[place] else { return [] }
            let shown = try disagreements(totals, units[place].code, period, versions[place])
            let own = (byUnit[units[place].code] ?? []) + carried[place] + shown
            return own.map { $0.placed(in: version.source) }
        }
    }

    /// Where the form shows another 合计 than the one that follows from all months.
    private func disagreements(
        _ totals: ProgressTotals, _ unit: String, _ period: Period, _ version: JudgedVersion
    ) throws -> [Finding] {
        try shownTotals(period, version).sorted { $0.key < $1.key }.compactMap {
            totals.disagreement(of: unit, in: period, IndicatorKey($0.key), shown: $0.value)
        }
    }

    /// What the form shows as 合计.
    private func shownTotals(_ period: Period, _ version: JudgedVersion) throws -> [String: Int] {
        let statement = try db.cachedStatement(
            sql: "SELECT totals FROM shown_total WHERE form = 1 AND unit = ? AND period = ? AND version = ?")
        let json = try String.fetchOne(statement, arguments: [version.unit, period.stored, version.version])
        return json.flatMap { try? JSONDecoder().decode([String: Int].self, from: Data($0.utf8)) } ?? [:]
    }

    /// What stands for the other months.
    private func others(
        _ months: [(period: Period, versions: [SubmissionVersion])], _ period: Period, _ code: String
    ) -> [MonthlySubmission] {
        months.filter { $0.period != period }.compactMap { month in
            guard let last = VersionChoice.standing.chosen(month.versions).last else { return nil }
            var said = UnitRecords.submission(last, code, month.period, indicators)
            said?.place = Place()
            return said
        }
    }

    private func campaign(
        _ units: [ReportingUnit], _ openings: [OpeningBalance], _ submissions: [MonthlySubmission],
        _ versions: [JudgedVersion], _ exemptions: Set<Int>
    ) throws -> Campaign {
        guard let tree = UnitTree.join(units).value else { throw LedgerDamage.error("unit", versions[0].unit) }
        var campaign = Campaign(
            name: view.name, indicators: indicators, periods: view.periods,
            due: view.obligations[.progress]?.due ?? DueRule(), units: tree, openings: openings,
            submissions: submissions)
        campaign.checksLatestOnly = true
        for (unit, version) in zip(units, versions) where !exemptions.isEmpty {
            campaign.exemptions[unit.code] = Set(
                campaign.months.filter { exemptions.contains(Exemptions.key(version.unit, $0.stored)) })
        }
        return campaign
    }

    // MARK: - Units with units below them

    private func isSum(_ unit: Int) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                SELECT 1 FROM unit_state s WHERE s.parent = ?
                AND s.change = (SELECT max(n.change) FROM unit_state n WHERE n.unit = s.unit) LIMIT 1
                """)
        return try Int.fetchOne(statement, arguments: [unit]) != nil
    }

    /// What a unit with units below it typed, against their sum.
    private func sumFindings(_ period: Period, _ version: JudgedVersion) throws -> [Finding] {
        let unit = try LedgerUnits.unit(db, version.unit, .max, withParent: false)
        var campaign = try CampaignPart(db, view, unit.code).campaign(indicators, .standing)
        let own = try UnitRecords(db, view).months(.progress, version.unit).first { $0.period == period }?.versions
        guard let typed = own?.first(where: { $0.version == version.version }),
            var said = UnitRecords.submission(typed, unit.code, period, indicators)
        else { return [] }
        said.place = Place(file: unit.code)
        campaign.submissions.removeAll { $0.unit == unit.code && $0.period == period }
        campaign.submissions.append(said)
        let shown = try disagreements(campaign.totals(), unit.code, period, version)
        let month = campaign.totals().checkMonth(period).filter { $0.place.file == unit.code }
        let sums = campaign.checkSumOfParts(of: unit.code, in: period)
        return (month.filter { $0.rule.hasPrefix("progress.relation") == false } + sums + shown).map {
            $0.placed(in: typed.source)
        }
    }
}

extension Finding {
    /// Beside its record, not beside whatever told units apart.
    fileprivate func placed(in source: String) -> Finding {
        var finding = self
        finding.place.file = source
        return finding
    }
}
