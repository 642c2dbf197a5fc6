import CivilTime
import Diagnostics
import Forms
import GRDB

extension ReportLedger {
    /// The campaign as reports and checks in memory need it, with the units at and below one, and no others.
    ///
    /// For a district or a city; a whole country is rolled up by ``rollUp(_:under:through:policy:counting:asOf:)``.
    ///
    /// - Parameter unit: A code or name; `nil` for all.
    /// - Throws: ``Failure`` of kind `.content` for an unknown unit or other indicators than the ledger's.
    public func campaign(
        _ indicators: IndicatorSet, under unit: String? = nil, _ how: LedgerReporting = LedgerReporting(),
        signatures: Signatures = Signatures()
    ) throws -> Campaign {
        try read { db in
            let view = try LedgerView(db, asOf: how.change)
            var campaign = try CampaignPart(db, view, unit).campaign(indicators, .counting(how.counting))
            campaign.signatures = signatures
            return campaign
        }
    }

    /// The campaign with which what comes is judged: of each month what was accepted and, where nothing was, what waits.
    ///
    /// - Parameter unit: A code or name; `nil` for all.
    /// - Throws: As ``campaign(_:under:_:signatures:)``.
    public func standingCampaign(_ indicators: IndicatorSet, under unit: String? = nil) throws -> Campaign {
        try read { db in
            try CampaignPart(db, try LedgerView(db, asOf: nil), unit).campaign(indicators, .standing)
        }
    }

    /// The campaign of the three forms with which what comes is judged, likewise.
    ///
    /// - Parameters:
    ///   - unit: A code or name; `nil` for all.
    ///   - schools: All schools; those of other units are left out.
    /// - Throws: As ``safetyCampaign(under:schools:_:)``.
    public func standingSafetyCampaign(under unit: String? = nil, schools: [School] = []) throws -> SafetyCampaign {
        try read { db in
            try CampaignPart(db, try LedgerView(db, asOf: nil), unit).safetyCampaign(schools, .standing)
        }
    }

    /// The campaign of the three forms, likewise; of each form of a month the latest version that counts.
    ///
    /// - Parameters:
    ///   - unit: A code or name; `nil` for all.
    ///   - schools: All schools; those of other units are left out.
    /// - Throws: ``Failure`` of kind `.content` for an unknown unit.
    public func safetyCampaign(
        under unit: String? = nil, schools: [School] = [], _ how: LedgerReporting = LedgerReporting()
    ) throws -> SafetyCampaign {
        try read { db in
            let view = try LedgerView(db, asOf: how.change)
            return try CampaignPart(db, view, unit).safetyCampaign(schools, .counting(how.counting))
        }
    }
}

/// A part of the tree with what it handed in.
struct CampaignPart {
    private let db: Database
    private let view: LedgerView
    private let tree: LedgerTree
    private let records: UnitRecords
    /// Numbers of all its units, in the order of the list of units.
    let reporting: [Int]

    init(_ db: Database, _ view: LedgerView, _ unit: String?) throws {
        (self.db, self.view, records) = (db, view, UnitRecords(db, view))
        let top = try unit.map { try LedgerUnits.find(db, $0, view.change ?? .max) }
        tree = try LedgerTree(db, under: top, asOf: view.change)
        let places = tree.sums.map { ($0.place, $0.id) } + tree.leaves.map { (Int($0.place), Int($0.id)) }
        reporting = places.sorted { $0 < $1 }.map(\.1)
    }

    func campaign(_ indicators: IndicatorSet, _ choice: VersionChoice) throws -> Campaign {
        try view.check(indicators)
        var campaign = Campaign(
            name: view.name, indicators: indicators, periods: view.periods,
            due: view.obligations[.progress]?.due ?? DueRule(), units: try units())
        campaign.comparesSums = true
        campaign.checksLatestOnly = true
        campaign.exemptions = try exemptions(.progress)
        for id in reporting {
            let code = try code(id)
            campaign.openings += try records.openings(id, code, indicators)
            let said = try records.submissions(id, code, indicators, choice)
            campaign.submissions += said.counted
            if !said.uncounted.isEmpty { campaign.uncounted[code] = said.uncounted }
        }
        return campaign
    }

    func safetyCampaign(_ schools: [School], _ choice: VersionChoice) throws -> SafetyCampaign {
        let tree = try units()
        var forms = FormRecords()
        for id in reporting { try records.take(id, try self.tree.unit(id, withParent: false), choice, into: &forms) }
        var campaign = SafetyCampaign(
            name: view.name, periods: view.periods, due: view.obligations[.form1]?.due ?? SafetyCampaign.due,
            units: tree, schools: schools.filter { tree[$0.unit] != nil }, checkups: forms.checkups,
            risks: forms.risks, typedTallies: forms.tallies,
            exemptions: [
                LedgerForm.form1.key: try exemptions(.form1),
                LedgerForm.form2.key: try exemptions(.form2),
            ])
        campaign.uncounted = forms.uncounted
        return campaign
    }

    private func units() throws -> UnitTree {
        var units = try reporting.map { try tree.unit($0) }
        let codes = Set(units.map(\.code))
        for place in units.indices where units[place].parent.map({ !codes.contains($0) }) ?? false {
            units[place].parent = nil
        }
        let joined = UnitTree.join(units)
        if let tree = joined.value { return tree }
        throw joined.findings.first.map {
            Failure(.content, $0.rule, at: $0.place, $0.statement, remedy: $0.remedy)
        } ?? Failure(.content, "units.none", "单位表是空的", remedy: "请至少列出一个单位")
    }

    private func code(_ id: Int) throws -> String { try tree.unit(id, withParent: false).code }

    private func exemptions(_ form: LedgerForm) throws -> [String: Set<Period>] {
        let keys = try Exemptions.keys(db, form, asOf: view.change)
        var found: [String: Set<Period>] = [:]
        guard !keys.isEmpty else { return found }
        let own = Set(reporting)
        for key in keys where own.contains(key / 1_000_000) {
            if let period = Period(stored: key % 1_000_000) {
                found[try code(key / 1_000_000), default: []].insert(period)
            }
        }
        return found
    }
}
