import Diagnostics
import Forms
import GRDB

/// One unit's form of one month.
public struct LedgerSlot: Hashable, Sendable {
    /// Which form.
    public var form: LedgerForm
    /// The unit's code.
    public var unit: String
    /// 报表期间
    public var period: Period

    /// The form of a unit for a month.
    public init(_ form: LedgerForm, _ unit: String, _ period: Period) {
        self.form = form
        self.unit = unit
        self.period = period
    }
}

/// What became of a decision on many forms.
public struct DecisionOutcome: Hashable, Sendable {
    /// The number of the change; `nil` when nothing was changed.
    public var change: Int?
    /// How many versions, or months, it was made on.
    public var count = 0
    /// Why it was not made on others: class B where an explanation is lacking, else class A.
    public var refused: [Finding] = []
}

extension ReportLedger {
    /// Decides on a version of a form, or on a month (免报).
    ///
    /// - Parameter version: `nil` takes the latest.
    /// - Returns: The state that it stands in now.
    /// - Throws: ``Failure`` of kind `.content` with the reason when the decision cannot be made now, when there is no such
    ///   version, and when a reason is lacking.
    @discardableResult
    public func decide(
        _ action: DecisionAction, on slot: LedgerSlot, version: Int? = nil, _ note: ChangeNote
    ) throws -> SubmissionState {
        try write { db in
            let deciding = try Deciding(db, action, note, rules)
            let unit = try LedgerUnits.find(db, slot.unit, .max)
            return try deciding.decide(unit, slot, version)
        }
    }

    /// Decides on the latest version of every unit at or below one, where it can be made.
    ///
    /// - Parameter unit: A code or name; `nil` for all.
    /// - Returns: How many; for those that it could not be made on, a finding. Units without a version are left out.
    public func decideAll(
        _ action: DecisionAction, _ form: LedgerForm, under unit: String? = nil, period: Period, _ note: ChangeNote
    ) throws -> DecisionOutcome {
        if action.isAboutMonth {
            throw Failure(.content, "ledger.one-by-one", "\(action.word)要逐个单位办理", remedy: "请给出一个单位")
        }
        return try write { db in
            let top = try unit.map { try LedgerUnits.find(db, $0, .max) }
            return try BulkDeciding(db, action, form, period, note, rules).run(under: top)
        }
    }
}

/// Makes one decision.
private struct Deciding {
    let db: Database
    let action: DecisionAction
    let change: Int
    let rules: VersionRules?

    init(_ db: Database, _ action: DecisionAction, _ note: ChangeNote, _ rules: VersionRules?) throws {
        self.db = db
        self.action = action
        self.rules = rules
        try Deciding.checkReason(action, note)
        change = try ReportLedger.begin(.decided, note, db)
    }

    static func checkReason(_ action: DecisionAction, _ note: ChangeNote) throws {
        if action.needsReason, note.why.isEmpty {
            throw Failure(.content, "ledger.no-reason", "\(action.word)要写明理由", remedy: "请给出理由")
        }
    }

    func decide(_ unit: Int, _ slot: LedgerSlot, _ version: Int?) throws -> SubmissionState {
        let owner = try LedgerUnits.unit(db, unit, .max)
        let place = Place(record: "\(owner.label) \(slot.period.chinese)\(slot.form.label)")
        if action.isAboutMonth { return try exempt(unit, slot, place) }
        let rows = try StoredVersions.states(db, slot.form, unit, slot.period)
        guard let row = version.map({ wanted in rows.first { $0.version == wanted } }) ?? rows.last else {
            throw Failure(
                .content, "ledger.no-version", at: place, version.map { "没有第 \($0) 版" } ?? "还没有收到",
                remedy: "请核对单位、期间和版本")
        }
        try checkMonth(rows, row.version, unit, slot, place)
        var machine = try StoredVersions.machine(db, slot.form, unit, slot.period, row.version)
        let counts = try counts(unit, slot, row)
        if let refusal = machine.refusal(action, counts) {
            let place = Place(record: (place.record ?? "") + "第 \(row.version) 版")
            throw Failure(.content, refusal.rule, at: place, refusal.statement, remedy: refusal.remedy)
        }
        machine.follow(action)
        try write(slot, unit, row.version, machine.state)
        return machine.state
    }

    /// Only accepting asks for what is wrong with a version.
    private func counts(_ unit: Int, _ slot: LedgerSlot, _ row: StoredVersions.Row) throws -> StateMachine.Counts {
        guard action == .accept else { return .none }
        let judged = JudgedVersion(unit: unit, version: row.version)
        return try VersionJudge(db, rules).findings(slot.form, slot.period, [judged], isWhole: false)[0].counts
    }

    private func checkMonth(
        _ rows: [StoredVersions.Row], _ version: Int, _ unit: Int, _ slot: LedgerSlot, _ place: Place
    ) throws {
        guard action == .accept else { return }
        if rows.contains(where: { $0.state == .locked }) {
            throw Failure(.content, "ledger.locked", at: place, "该月已锁定，不能再采用其他版本", remedy: "请先解锁")
        }
        if try StoredVersions.isExempt(db, slot.form, unit, slot.period) {
            throw Failure(.content, "ledger.exempt", at: place, "该月已免报，不能采用", remedy: "请先撤销免报")
        }
    }

    private func exempt(_ unit: Int, _ slot: LedgerSlot, _ place: Place) throws -> SubmissionState {
        let isExempt = try StoredVersions.isExempt(db, slot.form, unit, slot.period)
        guard isExempt == (action == .undoExempt) else {
            throw Failure(
                .content, "ledger.state", at: place, isExempt ? "已经免报" : "没有免报，不能撤销", remedy: "请查看该月的历史")
        }
        let accepted = try StoredVersions.states(db, slot.form, unit, slot.period).contains {
            Counting.accepted.counts($0.state)
        }
        if accepted {
            throw Failure(.content, "ledger.state", at: place, "已有采用的版本，不能免报", remedy: "请先撤销采用")
        }
        if action == .exempt { try ExemptionCheck(db: db, unit: unit, slot: slot, place: place).run() }
        try db.execute(
            sql: action == .exempt
                ? "INSERT INTO exemption VALUES (?, ?, ?)"
                : "DELETE FROM exemption WHERE form = ? AND unit = ? AND period = ?",
            arguments: [slot.form.rawValue, unit, slot.period.stored])
        let state: SubmissionState = action == .exempt ? .exempt : .received
        try write(slot, unit, 0, state)
        return state
    }

    private func write(_ slot: LedgerSlot, _ unit: Int, _ version: Int, _ state: SubmissionState) throws {
        let key = [slot.form.rawValue, unit, slot.period.stored, version]
        try DecisionWriter(db, action).write(key, change, state)
    }
}

/// Makes the same decision on the latest version of many units.
private struct BulkDeciding {
    let db: Database
    let action: DecisionAction
    let form: LedgerForm
    let period: Period
    let note: ChangeNote
    let rules: VersionRules?

    init(
        _ db: Database, _ action: DecisionAction, _ form: LedgerForm, _ period: Period, _ note: ChangeNote,
        _ rules: VersionRules?
    ) throws {
        try Deciding.checkReason(action, note)
        (self.db, self.action, self.form, self.period, self.note) = (db, action, form, period, note)
        self.rules = rules
    }

    /// One unit's latest version.
    private struct Candidate {
        var unit: Int
        var row: StoredVersions.Row
        var isLocked: Bool
    }

    func run(under top: Int?) throws -> DecisionOutcome {
        var outcome = DecisionOutcome()
        let tree = try LedgerTree(db, under: top, asOf: nil)
        let writer = try DecisionWriter(db, action)
        let exemptions = try Exemptions.keys(db, form, asOf: nil)
        let candidates = try candidates(tree)
        let counts = try counts(candidates)
        for (candidate, counts) in zip(candidates, counts) {
            let (unit, row) = (candidate.unit, candidate.row)
            var machine =
                try row.state == .received
                ? StateMachine() : StoredVersions.machine(db, form, unit, period, row.version)
            let isExempt = exemptions.contains(Exemptions.key(unit, period.stored))
            if let refusal = try refusal(machine, counts, unit, isExempt: isExempt, isLocked: candidate.isLocked) {
                outcome.refused.append(refusal)
                continue
            }
            machine.follow(action)
            // A decision that changes nothing leaves no trace.
            let change = try outcome.change ?? ReportLedger.begin(.decided, note, db)
            outcome.change = change
            try writer.write([form.rawValue, unit, period.stored, row.version], change, machine.state)
            outcome.count += 1
        }
        return outcome
    }

    /// Units that fill in the form; then those above them that typed their sums.
    private func candidates(_ tree: LedgerTree) throws -> [Candidate] {
        let latest = try LatestVersions(db, form, period, action)
        let month = Int32(clamping: period.stored)
        let units = tree.leaves.filter { $0.reports(in: month) }.map { Int($0.id) } + tree.sums.map(\.id)
        return try units.compactMap { unit in
            guard let (row, isLocked) = try latest.row(of: unit) else { return nil }
            if action == .accept, Counting.accepted.counts(row.state) { return nil }
            return Candidate(unit: unit, row: row, isLocked: isLocked)
        }
    }

    /// Only accepting asks for what is wrong with a version that waits.
    private func counts(_ candidates: [Candidate]) throws -> [StateMachine.Counts] {
        var counts = [StateMachine.Counts](repeating: .none, count: candidates.count)
        guard action == .accept else { return counts }
        let waiting = candidates.indices.filter { candidates[$0].row.waits }
        let judged = waiting.map { JudgedVersion(unit: candidates[$0].unit, version: candidates[$0].row.version) }
        let findings = try VersionJudge(db, rules).findings(form, period, judged, isWhole: false)
        for (place, found) in zip(waiting, findings) { counts[place] = found.counts }
        return counts
    }

    private func refusal(
        _ machine: StateMachine, _ counts: StateMachine.Counts, _ unit: Int, isExempt: Bool, isLocked: Bool
    ) throws -> Finding? {
        if let refusal = machine.refusal(action, counts) {
            return try finding(unit, refusal.rule, refusal.statement, refusal.remedy)
        }
        guard action == .accept else { return nil }
        if isExempt { return try finding(unit, "ledger.exempt", "该月已免报，不能采用", "请先撤销免报") }
        return isLocked ? try finding(unit, "ledger.locked", "该月已锁定，不能再采用其他版本", "请先解锁") : nil
    }

    private func finding(_ unit: Int, _ rule: String, _ statement: String, _ remedy: String) throws -> Finding {
        let owner = try LedgerUnits.unit(db, unit, .max)
        let severity: Severity = rule == "ledger.accept-class-b" ? .explain : .mandatory
        return Finding(
            rule, severity, at: Place(record: "\(owner.label) \(period.chinese)\(form.label)"), statement,
            remedy: remedy)
    }
}

/// Finds, of unit after unit, the latest version on which a decision makes sense.
private struct LatestVersions {
    private let rows: SQLStatement
    /// The state that the decision starts from; `nil`: that of the latest version, whatever it is.
    private let start: SubmissionState?

    init(_ db: Database, _ form: LedgerForm, _ period: Period, _ action: DecisionAction) throws {
        // What is locked or taken back lies below a correction that came later and waits.
        start = action == .lock ? .accepted : action.undone?.target
        rows = try SQLStatement(
            db,
            """
            SELECT version, state FROM submission WHERE form = ? AND unit = ? AND period = ? ORDER BY version DESC
            """)
        try rows.bind(form.rawValue, at: 1)
        try rows.bind(period.stored, at: 3)
    }

    /// The latest version in the state from which the decision starts, else the latest of all, and whether any version of the
    /// month is locked.
    func row(of unit: Int) throws -> (row: StoredVersions.Row, isLocked: Bool)? {
        defer { rows.reset() }
        try rows.bind(unit, at: 2)
        guard try rows.step() else { return nil }
        var found = [present]
        while try rows.step() { found.append(present) }
        let fitting = found.first { $0.state == start }
        return (fitting ?? found[0], found.contains { $0.state == .locked })
    }

    private var present: StoredVersions.Row {
        StoredVersions.Row(version: rows.int(0), state: SubmissionState(rawValue: rows.int(1)) ?? .received)
    }
}

/// Writes decisions, and the states that follow from them.
private struct DecisionWriter {
    private let insert: SQLStatement
    private let update: SQLStatement

    init(_ db: Database, _ action: DecisionAction) throws {
        insert = try SQLStatement(
            db,
            """
            INSERT INTO decision (form, unit, period, version, change, state, action)
            VALUES (?, ?, ?, ?, ?, ?, '\(action.rawValue)')
            """)
        update = try SQLStatement(
            db, "UPDATE submission SET state = ? WHERE form = ? AND unit = ? AND period = ? AND version = ?")
    }

    /// - Parameter key: Form, unit, month and version; version 0 is the month as a whole.
    func write(_ key: [Int], _ change: Int, _ state: SubmissionState) throws {
        for (place, number) in (key + [change, state.rawValue]).enumerated() {
            try insert.bind(number, at: Int32(place + 1))
        }
        try insert.run()
        guard key.last != 0 else { return }
        for (place, number) in ([state.rawValue] + key).enumerated() { try update.bind(number, at: Int32(place + 1)) }
        try update.run()
    }
}
