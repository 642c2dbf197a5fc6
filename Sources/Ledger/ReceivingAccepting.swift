import Diagnostics
import Forms
import GRDB

/// What became of one form of a file, and where it stands now.
public struct Receipt: Hashable, Sendable {
    /// A new version, a known one, or why there is no place for it.
    public var outcome: ReceiptOutcome
    /// The version's state after the command; `nil` for a form that was refused.
    public var state: SubmissionState?

    /// Without a state, a form that was refused.
    public init(outcome: ReceiptOutcome, state: SubmissionState? = nil) {
        self.outcome = outcome
        self.state = state
    }
}

extension ReportLedger {
    /// Stores what a file says and, if wished, accepts at once what can be accepted: all in one piece.
    ///
    /// A version that was known and still waits is accepted too, so that a command that was broken off can be run again. One
    /// that was returned stays so.
    ///
    /// - Parameter accepting: Whether versions without findings of class A, and of class B unless explained, are accepted.
    /// - Returns: One a form, in their order.
    /// - Throws: ``Failure`` of kind `.system` when the ledger refuses; it is then as it was.
    public func receive(_ file: IncomingFile, accepting: Bool, _ note: ChangeNote) throws -> [Receipt] {
        try write { db in
            let outcomes = try SubmissionStore(db).take(file, note)
            var accepting = AcceptingAtOnce(db, note, isOn: accepting)
            return try zip(file.forms, outcomes).map { form, outcome in
                switch outcome {
                case .stored(let version), .known(let version):
                    Receipt(outcome: outcome, state: try accepting.state(of: form, version))
                case .refused: Receipt(outcome: outcome, state: nil)
                }
            }
        }
    }
}

/// Accepts what can be accepted among the forms of one file.
private struct AcceptingAtOnce {
    private let db: Database
    private let note: ChangeNote
    private let isOn: Bool
    /// One for the whole file, begun with the first version that is accepted.
    private var change: Int?

    init(_ db: Database, _ note: ChangeNote, isOn: Bool) {
        self.db = db
        self.note = note
        self.isOn = isOn
    }

    /// Where the version stands, after it was accepted if it can be.
    mutating func state(of form: IncomingForm, _ version: Int) throws -> SubmissionState? {
        let kind = form.content.form
        guard let unit = try LedgerUnits.number(db, form.unit) else { return nil }
        let rows = try StoredVersions.states(db, kind, unit, form.period)
        guard let row = rows.first(where: { $0.version == version }) else { return nil }
        guard isOn, row.state == .received || row.state == .explained, !rows.contains(where: { $0.state == .locked }),
            try !StoredVersions.isExempt(db, kind, unit, form.period)
        else { return row.state }
        var machine = try StoredVersions.machine(db, kind, unit, form.period, version)
        if machine.refusal(.accept, row.counts) != nil { return row.state }
        machine.follow(.accept)
        try write(kind, unit, form.period, version, machine.state)
        return machine.state
    }

    private mutating func write(
        _ form: LedgerForm, _ unit: Int, _ period: Period, _ version: Int, _ state: SubmissionState
    ) throws {
        let change = try change ?? ReportLedger.begin(.decided, note, db)
        self.change = change
        let insert = try db.cachedStatement(sql: "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?)")
        try insert.execute(
            arguments: [
                form.rawValue, unit, period.stored, version, change, DecisionAction.accept.rawValue, state.rawValue,
            ])
        let update = try db.cachedStatement(
            sql: "UPDATE submission SET state = ? WHERE form = ? AND unit = ? AND period = ? AND version = ?")
        try update.execute(arguments: [state.rawValue, form.rawValue, unit, period.stored, version])
    }
}
