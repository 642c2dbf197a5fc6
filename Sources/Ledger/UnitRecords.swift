import CivilTime
import Diagnostics
import Forms
import GRDB

/// What single units handed in, as campaigns in memory hold it.
struct UnitRecords {
    private let db: Database
    private let view: LedgerView
    private let rows: VersionRows

    init(_ db: Database, _ view: LedgerView) { (self.db, self.view, rows) = (db, view, VersionRows(db, view)) }

    /// What of a unit's progress tables counts, and what came and does not.
    struct Said {
        /// Each version with what it takes over from the one that it follows, by month and version.
        var counted: [MonthlySubmission] = []
        /// Months of which something came and nothing counts.
        var uncounted: [Period: Uncounted] = [:]
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
        _ id: Int, _ code: String, _ indicators: IndicatorSet, _ choice: VersionChoice
    ) throws -> Said {
        var said = Said()
        for (period, versions) in try months(.progress, id) {
            let chosen = choice.chosen(versions)
            said.uncounted[period] = chosen.isEmpty ? Self.uncounted(versions) : nil
            for (place, version) in chosen.enumerated() {
                var submission = Self.submission(version, code, period, indicators)
                // Whether a unit was late is told by what came first, also when that was returned.
                if place == 0 { submission?.received = versions.first?.received.day }
                if let submission { said.counted.append(submission) }
            }
        }
        return said
    }

    /// All versions of every month, the lowest first.
    func months(_ form: LedgerForm, _ id: Int) throws -> [(period: Period, versions: [SubmissionVersion])] {
        var months: [(period: Period, versions: [SubmissionVersion])] = []
        for (period, version) in try rows.all(form, id) {
            if months.last?.period != period { months.append((period, [])) }
            months[months.count - 1].versions.append(version)
        }
        return months
    }

    static func uncounted(_ versions: [SubmissionVersion]) -> Uncounted? {
        versions.last.map { Uncounted(version: $0.version, reason: $0.state == .returned ? .returned : .undecided) }
    }

    /// `nil` for a version of another form.
    static func submission(
        _ version: SubmissionVersion, _ code: String, _ period: Period, _ indicators: IndicatorSet
    ) -> MonthlySubmission? {
        guard case .progress(let content) = version.inForce else { return nil }
        var figures: [IndicatorKey: ReportedFigure] = [:]
        for (indicator, value) in zip(indicators.indicators, content.values) where value != .blank {
            figures[indicator.key] = ReportedFigure(value)
        }
        return MonthlySubmission(
            unit: code, period: period, version: version.version, received: version.received.day, figures: figures,
            cases: content.cases, note: content.note, place: Place(file: version.source))
    }

    /// Adds what a unit handed in of the three forms: of each month the latest version that is chosen.
    func take(_ id: Int, _ unit: ReportingUnit, _ choice: VersionChoice, into forms: inout FormRecords) throws {
        for form in [LedgerForm.form1, .form2, .form3] {
            for (period, versions) in try months(form, id) {
                if let latest = choice.chosen(versions).last {
                    forms.add(latest, unit, period)
                } else {
                    forms.uncounted[form.key, default: [:]][unit.code, default: [:]][period] = Self.uncounted(versions)
                }
            }
        }
    }
}

/// What units handed in of the three forms.
struct FormRecords {
    private(set) var checkups: [MonthlyForm<SecurityCheckup>] = []
    private(set) var risks: [MonthlyForm<RiskRecord>] = []
    private(set) var tallies: [TypedTally] = []
    var uncounted: [String: [String: [Period: Uncounted]]] = [:]

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
            tallies.append(TypedTally(unit: unit.code, period: period, figures: Self.typed(lines, place)))
        case .progress: break
        }
    }

    /// Where a line stands in what the ledger stores is no place in the file that came.
    static func typed(_ lines: [TypedTallyLine], _ place: Place) -> [TypedFigure] {
        (TypedFigure.read(RecordTable<TypedTallyLine>.json(lines)).value ?? []).map { figure in
            TypedFigure(figure.figure, figure.row, figure.value, at: place)
        }
    }
}
