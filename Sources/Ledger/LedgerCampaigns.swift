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
            try view.check(indicators)
            let part = try CampaignPart(db, view, unit)
            var campaign = Campaign(
                name: view.name, indicators: indicators, periods: view.periods,
                due: view.obligations[.progress]?.due ?? DueRule(), units: try part.units(), signatures: signatures)
            campaign.exemptions = try part.exemptions(.progress)
            for id in part.reporting {
                let code = try part.code(id)
                campaign.openings += try part.openings(id, code, indicators)
                campaign.submissions += try part.submissions(id, code, indicators, how.counting)
            }
            return campaign
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
            let part = try CampaignPart(db, view, unit)
            let tree = try part.units()
            let forms = try part.reporting.map { try part.forms($0, how.counting) }
            return SafetyCampaign(
                name: view.name, periods: view.periods, due: view.obligations[.form1]?.due ?? SafetyCampaign.due,
                units: tree, schools: schools.filter { tree[$0.unit] != nil }, checkups: forms.flatMap(\.checkups),
                risks: forms.flatMap(\.risks), typedTallies: forms.flatMap(\.tallies),
                exemptions: [
                    LedgerForm.form1.key: try part.exemptions(.form1),
                    LedgerForm.form2.key: try part.exemptions(.form2),
                ])
        }
    }
}

/// A part of the tree with what it handed in.
private struct CampaignPart {
    private let db: Database
    private let view: LedgerView
    private let tree: LedgerTree
    private let rows: VersionRows
    /// Numbers of all its units, in the order of the list of units.
    let reporting: [Int]

    struct Forms {
        var checkups: [MonthlyForm<SecurityCheckup>] = []
        var risks: [MonthlyForm<RiskRecord>] = []
        var tallies: [TypedTally] = []
    }

    init(_ db: Database, _ view: LedgerView, _ unit: String?) throws {
        (self.db, self.view, rows) = (db, view, VersionRows(db, view))
        let top = try unit.map { try LedgerUnits.find(db, $0, view.change ?? .max) }
        tree = try LedgerTree(db, under: top, asOf: view.change)
        let places = tree.sums.map { ($0.place, $0.id) } + tree.leaves.map { (Int($0.place), Int($0.id)) }
        reporting = places.sorted { $0 < $1 }.map(\.1)
    }

    func units() throws -> UnitTree {
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

    func code(_ id: Int) throws -> String { try tree.unit(id, withParent: false).code }

    func exemptions(_ form: LedgerForm) throws -> [String: Set<Period>] {
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

    func openings(_ id: Int, _ code: String, _ indicators: IndicatorSet) throws -> [OpeningBalance] {
        var levels = [Int?](repeating: nil, count: indicators.count)
        let statement = try db.cachedStatement(
            sql: "SELECT content FROM opening WHERE unit = ? AND change <= ? ORDER BY change")
        for bytes in try StoredBytes.fetchAll(statement, arguments: [id, view.change ?? Int.max]) {
            let isSound = bytes.withUnsafeBytes {
                ProgressContent.read($0, places: view.places) { place, value in
                    if case .level(let level) = value { levels[place] = level }
                }
            }
            if !isSound { throw LedgerDamage.error("opening", id) }
        }
        return zip(indicators.indicators, levels).compactMap { indicator, level in
            level.map { OpeningBalance(unit: code, indicator: indicator.key, level: $0) }
        }
    }

    func submissions(
        _ id: Int, _ code: String, _ indicators: IndicatorSet, _ counting: Counting
    ) throws -> [MonthlySubmission] {
        // Whether a unit was late is told by what came first, also when that was returned.
        var firstDays: [Period: CalendarDay] = [:]
        var counted: Set<Period> = []
        return try rows.all(.progress, id).compactMap { period, version in
            if firstDays[period] == nil { firstDays[period] = version.received.day }
            guard counting.counts(version.state), case .progress(let content) = version.content else { return nil }
            let received = counted.insert(period).inserted ? firstDays[period] : version.received.day
            let figures = zip(indicators.indicators, content.values).map { ($0.key, ReportedFigure($1)) }
            return MonthlySubmission(
                unit: code, period: period, version: version.version, received: received,
                figures: Dictionary(figures) { first, _ in first }.filter { $0.value.value != .blank },
                cases: content.cases, note: content.note, place: Place(file: version.source))
        }
    }

    func forms(_ id: Int, _ counting: Counting) throws -> Forms {
        var forms = Forms()
        let unit = try tree.unit(id, withParent: false)
        for form in [LedgerForm.form1, .form2, .form3] {
            var latest: [Period: SubmissionVersion] = [:]
            for (period, version) in try rows.all(form, id) where counting.counts(version.state) {
                latest[period] = version
            }
            for period in latest.keys.sorted() { latest[period].map { forms.add($0, unit, period) } }
        }
        return forms
    }
}

extension CampaignPart.Forms {
    mutating func add(_ version: SubmissionVersion, _ unit: ReportingUnit, _ period: Period) {
        let place = Place(file: version.source)
        func rows<Record: FormRecord>(_ records: [Record]) -> [Located<Record>] {
            records.enumerated().map { Located($1, number: $0 + 1, place: place, unit: unit.code) }
        }
        switch version.content {
        case .checkups(let records):
            checkups.append(
                MonthlyForm(unit: unit.code, unitName: unit.label, period: period, rows: rows(records)))
        case .risks(let records):
            risks.append(MonthlyForm(unit: unit.code, unitName: unit.label, period: period, rows: rows(records)))
        case .tally(let lines):
            // Where a line stands in what the ledger stores is no place in the file that came.
            let figures = (TypedFigure.read(RecordTable<TypedTallyLine>.json(lines)).value ?? []).map { figure in
                TypedFigure(figure.figure, figure.row, figure.value, at: place)
            }
            tallies.append(TypedTally(unit: unit.code, period: period, figures: figures))
        case .progress: break
        }
    }
}
