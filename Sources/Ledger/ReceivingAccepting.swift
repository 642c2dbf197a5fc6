import Diagnostics
import Forms
import GRDB

/// What became of one form of a file, and where it stands now.
public struct Receipt: Hashable, Sendable {
    /// A new version, a known one, or why there is no place for it.
    public var outcome: ReceiptOutcome
    /// The version's state after the command; `nil` for a form that was refused.
    public var state: SubmissionState?
    /// For a version that was known: the latest one, where that came later and with another file; `nil` otherwise. Nothing is
    /// accepted then.
    public var newer: NewerVersion?
    /// The locked version of the month, which has to be unlocked before this one can be accepted; `nil` when none is locked.
    public var locked: Int?

    /// A version that another file brought later.
    public struct NewerVersion: Hashable, Sendable {
        /// From 1.
        public var version: Int
        /// SHA-256 of the file, 32 bytes.
        public var sha256: [UInt8]
    }

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
            var accepting = try AcceptingAtOnce(db, note, rules, isOn: accepting)
            return try zip(file.forms, outcomes).map { form, outcome in
                let slot = LedgerSlot(form.content.form, form.unit, form.period)
                switch outcome {
                case .known(let version):
                    let newer = try Self.newer(db, slot, version, file.sha256)
                    let state = try accepting.state(of: slot, version, isAsked: newer == nil)
                    var receipt = Receipt(outcome: outcome, state: state)
                    receipt.newer = newer
                    receipt.locked = try Self.locked(db, slot)
                    return receipt
                case .stored(let version):
                    var receipt = Receipt(outcome: outcome, state: try accepting.state(of: slot, version))
                    receipt.locked = try Self.locked(db, slot)
                    return receipt
                case .refused: return Receipt(outcome: outcome, state: nil)
                }
            }
        }
    }

    private static func locked(_ db: Database, _ slot: LedgerSlot) throws -> Int? {
        guard let unit = try LedgerUnits.number(db, slot.unit) else { return nil }
        return try StoredVersions.states(db, slot.form, unit, slot.period).last { $0.state == .locked }?.version
    }

    private static func newer(
        _ db: Database, _ slot: LedgerSlot, _ version: Int, _ sha256: [UInt8]
    ) throws -> Receipt.NewerVersion? {
        guard let unit = try LedgerUnits.number(db, slot.unit) else { return nil }
        let statement = try db.cachedStatement(
            sql: """
                SELECT s.version, r.sha256 FROM submission s JOIN receipt r ON r.change = s.change
                WHERE s.form = ? AND s.unit = ? AND s.period = ? AND s.version > ? ORDER BY s.version DESC LIMIT 1
                """)
        let arguments: StatementArguments = [slot.form.rawValue, unit, slot.period.stored, version]
        guard let row = try Row.fetchOne(statement, arguments: arguments) else { return nil }
        let found = Receipt.NewerVersion(version: row.int(0), sha256: Array(row.bytes(1)))
        return found.sha256 == sha256 ? nil : found
    }

    /// Accepts, month after month, what of versions that wait can be accepted now: one may have waited for another.
    ///
    /// - Returns: Where each version stands, in their order; `nil` for one that is not there.
    /// - Throws: ``Failure`` of kind `.system` when the ledger refuses; it is then as it was.
    public func acceptWaiting(
        _ versions: [(slot: LedgerSlot, version: Int)], _ note: ChangeNote
    ) throws -> [SubmissionState?] {
        if versions.isEmpty { return [] }
        return try write { db in
            var accepting = try AcceptingAtOnce(db, note, rules, isOn: true)
            var states = [SubmissionState?](repeating: nil, count: versions.count)
            let order = versions.indices.sorted {
                (versions[$0].slot.period, versions[$0].version, $0) < (
                    versions[$1].slot.period, versions[$1].version, $1
                )
            }
            for place in order {
                states[place] = try accepting.state(of: versions[place].slot, versions[place].version)
            }
            return states
        }
    }
}

/// Accepts what can be accepted among the forms of one file.
private struct AcceptingAtOnce {
    private let db: Database
    private let note: ChangeNote
    private let isOn: Bool
    private let judge: VersionJudge
    /// One for the whole file, begun with the first version that is accepted.
    private var change: Int?

    init(_ db: Database, _ note: ChangeNote, _ rules: VersionRules?, isOn: Bool) throws {
        self.db = db
        self.note = note
        self.isOn = isOn
        judge = try VersionJudge(db, rules)
    }

    /// Where the version stands, after it was accepted if it can be.
    ///
    /// - Parameter isAsked: False only looks.
    mutating func state(of slot: LedgerSlot, _ version: Int, isAsked: Bool = true) throws -> SubmissionState? {
        guard let unit = try LedgerUnits.number(db, slot.unit) else { return nil }
        let rows = try StoredVersions.states(db, slot.form, unit, slot.period)
        guard let row = rows.first(where: { $0.version == version }) else { return nil }
        guard isOn, isAsked, row.waits, !rows.contains(where: { $0.state == .locked }),
            try !StoredVersions.isExempt(db, slot.form, unit, slot.period)
        else { return row.state }
        var machine = try StoredVersions.machine(db, slot.form, unit, slot.period, version)
        let judged = JudgedVersion(unit: unit, version: version)
        let counts = try judge.findings(slot.form, slot.period, [judged], isWhole: false)[0].counts
        if machine.refusal(.accept, counts) != nil { return row.state }
        machine.follow(.accept)
        try write(slot.form, unit, slot.period, version, machine.state)
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
