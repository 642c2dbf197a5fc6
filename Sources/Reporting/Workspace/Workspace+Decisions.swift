import Diagnostics
import Forms
import Ledger

extension Workspace {
    /// A decision of an officer on one unit's month, or on many (审核).
    public struct Decision: Hashable, Sendable {
        /// What is decided.
        public var action: DecisionAction
        /// The unit's code or name; with ``isForAll`` the unit above those that it is about, `nil` for all.
        public var unit: String?
        /// 报表期间
        public var period: Period
        /// `nil` takes every form that is owed, where the unit has handed it in.
        public var form: LedgerForm?
        /// `nil` takes the latest version on which the decision makes sense: for unlocking, the one that is locked.
        public var version: Int?
        /// Whether it is made wherever it can be made (全部).
        public var isForAll = false

        /// On the latest version of every form.
        public init(_ action: DecisionAction, unit: String?, period: Period) {
            self.action = action
            self.unit = unit
            self.period = period
        }
    }

    /// What became of a decision.
    public struct DecisionResult: Sendable {
        /// `桐柏区 2017年5月进展报表：已采用`, a line a form.
        public var lines: [String] = []
        /// How many versions or months it was made on.
        public var count = 0
        /// Why it was not made on others, class A; one kind a unit.
        public var refused: [Finding] = []
    }

    /// Makes a decision. Accepting a form with findings of class B writes the reason down as its explanation first.
    ///
    /// - Throws: ``Failure`` of kind `.content` when it cannot be made on the one unit that it is about.
    public func decide(_ decision: Decision, _ note: ChangeNote) throws -> DecisionResult {
        let forms = try decision.form.map { [try form($0)] } ?? self.forms
        if decision.isForAll { return try decideAll(decision, forms, note) }
        guard let name = decision.unit else {
            throw Failure(.content, "workspace.no-unit", "没有写明单位", remedy: "请用 --unit 写明单位，或用 --all-clean 办理全部")
        }
        let unit = try units().find(name)
        var result = DecisionResult()
        var failures: [Failure] = []
        for form in forms {
            let slot = LedgerSlot(form, unit.code, decision.period)
            do {
                let state = try decide(decision, slot, note)
                result.lines.append(
                    "\(unit.label) \(decision.period.chinese)\(form.label)：\(Self.word(decision.action, state))")
                result.count += 1
            } catch let failure as Failure where failure.kind == .content {
                failures.append(failure)
            }
        }
        // One form that was handed in is enough; of several that were not, the first says why.
        if result.count == 0, let first = failures.first { throw first }
        result.refused = failures.filter { $0.rule != "ledger.no-version" }.map(\.finding)
        return result
    }

    private static func word(_ action: DecisionAction, _ state: SubmissionState) -> String {
        action == .undoExempt ? "已撤销免报" : state.word
    }

    private func decide(_ decision: Decision, _ slot: LedgerSlot, _ note: ChangeNote) throws -> SubmissionState {
        let version = try decision.version ?? latest(decision.action, slot)
        if decision.action == .undoAccept { return try undoAccept(slot, version, note) }
        do {
            return try ledger.decide(decision.action, on: slot, version: version, note)
        } catch let failure as Failure where failure.rule == "ledger.accept-class-b" && !note.why.isEmpty {
            try ledger.decide(.explain, on: slot, version: version, note)
            return try ledger.decide(.accept, on: slot, version: version, note)
        }
    }

    /// The explanation that accepting wrote down goes with it: the form waits for one again.
    private func undoAccept(_ slot: LedgerSlot, _ version: Int?, _ note: ChangeNote) throws -> SubmissionState {
        var standing: [DecisionEntry] = []
        for entry in try ledger.history(of: slot).decisions where entry.version == version {
            if entry.action.undone == nil { standing.append(entry) } else { _ = standing.popLast() }
        }
        let state = try ledger.decide(.undoAccept, on: slot, version: version, note)
        guard standing.count > 1, let accepted = standing.last, accepted.action == .accept else { return state }
        let explained = standing[standing.count - 2]
        guard explained.action == .explain, explained.note == accepted.note else { return state }
        return try ledger.decide(.undoExplain, on: slot, version: version, note)
    }

    /// `nil`: the latest of all.
    private func latest(_ action: DecisionAction, _ slot: LedgerSlot) throws -> Int? {
        let state = action == .lock ? SubmissionState.accepted : action.undone?.target
        guard let state, state != .exempt else { return nil }
        return try ledger.history(of: slot).versions.last { $0.version.state == state }?.version.version
    }

    private func decideAll(_ decision: Decision, _ forms: [LedgerForm], _ note: ChangeNote) throws -> DecisionResult {
        var result = DecisionResult()
        for form in forms {
            let outcome = try ledger.decideAll(
                decision.action, form, under: decision.unit, period: decision.period, note)
            result.count += outcome.count
            result.refused += outcome.refused
            result.lines.append("\(decision.period.chinese)\(form.label)：\(decision.action.word) \(outcome.count) 份")
        }
        return result
    }

    /// The units that the ledger has.
    public func units() throws -> UnitTree { try ledger.units() }
}
