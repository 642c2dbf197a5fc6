import Diagnostics
import Forms
import GRDB

/// A version that is to be judged, by the numbers under which the ledger keeps it.
struct JudgedVersion: Hashable {
    var unit: Int
    var version: Int
}

/// Says what is wrong with versions of forms, judged with what counts now (现在的核对结果).
///
/// What was found in a file itself (cells that cannot be read) stays as it was found when it came; what follows from other
/// months, opening balances, other forms and the list of units is found anew each time.
struct VersionJudge {
    private let db: Database
    private let view: LedgerView
    private let rules: VersionRules?
    private let stored: SQLStatement
    private let signed: SQLStatement

    init(_ db: Database, _ rules: VersionRules?) throws {
        self.db = db
        let view = try LedgerView(db, asOf: nil)
        // Rules for other indicators than the ledger's say nothing about it.
        let fits = rules?.indicators.map { $0.indicators.map(\.key.name) == view.indicatorKeys } ?? true
        (self.view, self.rules) = (view, fits ? rules : nil)
        stored = try SQLStatement(
            db, "SELECT findings FROM finding WHERE form = ? AND unit = ? AND period = ? AND version = ?")
        signed = try SQLStatement(
            db,
            """
            SELECT (SELECT summary FROM unit_state WHERE unit = ?1 ORDER BY change DESC LIMIT 1)
            OR EXISTS (SELECT 1 FROM signer WHERE unit = ?1)
            """)
    }

    /// - Parameter isWhole: Whether what only asks for a check is looked for too; for accepting, class A and B are enough.
    /// - Returns: One list a version, in their order, the graver first.
    func findings(
        _ form: LedgerForm, _ period: Period, _ versions: [JudgedVersion], isWhole: Bool
    ) throws -> [[Finding]] {
        let places = try versions.indices.filter { try isJudged(versions[$0].unit) }
        let judged = places.map { versions[$0] }
        let derived = try derived(form, period, judged, isWhole: isWhole)
        var findings = try versions.map { try received(form, period, $0) }
        for (place, new) in zip(places, derived) {
            findings[place].removeAll { VersionRules.isDerived($0.rule) }
            findings[place] += new
        }
        return findings.map { Finding.unique($0).inOrderOfSeverity }
    }

    /// What was found when the version came (收到时).
    func received(_ form: LedgerForm, _ period: Period, _ version: JudgedVersion) throws -> [Finding] {
        for (place, number) in [form.rawValue, version.unit, period.stored, version.version].enumerated() {
            try stored.bind(number, at: Int32(place + 1))
        }
        defer { stored.reset() }
        return try stored.step() ? StoredFinding.findings(stored.text(0)) : []
    }

    /// What a unit hands in as a signed sum was judged below.
    private func isJudged(_ unit: Int) throws -> Bool {
        if rules == nil { return false }
        try signed.bind(unit, at: 1)
        return try signed.number() != 1
    }

    private func derived(
        _ form: LedgerForm, _ period: Period, _ versions: [JudgedVersion], isWhole: Bool
    ) throws -> [[Finding]] {
        guard let rules, view.periods.contains(period) else { return versions.map { _ in [] } }
        if form != .progress {
            let judge = SafetyJudge(db: db, view: view)
            return try versions.map { try judge.findings(form, period, $0, isWhole: isWhole) }
        }
        guard let indicators = rules.indicators else { return versions.map { _ in [] } }
        let judge = ProgressJudge(db: db, view: view, indicators: indicators, limits: rules.limits)
        return try judge.findings(period, versions, isWhole: isWhole)
    }
}

extension [Finding] {
    /// The graver first; of one class in their order.
    var inOrderOfSeverity: [Finding] { Severity.allCases.flatMap { severity in filter { $0.severity == severity } } }

    /// What they ask for before a version can be accepted.
    var counts: StateMachine.Counts {
        StateMachine.Counts(
            mandatory: count { $0.severity == .mandatory }, explain: count { $0.severity == .explain },
            example: first { $0.severity <= .explain }?.statement ?? "")
    }
}
