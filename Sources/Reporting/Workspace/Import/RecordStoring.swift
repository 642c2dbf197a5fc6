import CivilTime
import Diagnostics
import Forms
import Ledger

/// Puts files that were read and checked into the ledger, each in one piece.
struct RecordStoring {
    let workspace: Workspace
    let units: UnitTree
    let options: ImportOptions

    private var ledger: ReportLedger { workspace.ledger }

    func store(_ file: RecordFile) throws -> ImportedFile {
        var imported = ImportedFile(path: file.path, openings: file.openings.count, findings: file.findings)
        if let rollUp = file.rollUp {
            imported.forms = try store(rollUp, file)
            return imported
        }
        imported.openingUnits = Set(file.openings.map(\.unit))
        if !file.openings.isEmpty {
            let findings = try ledger.receiveOpenings(file.openings, of: incoming(file, []), options.note)
            imported.openings -= findings.count { $0.severity == .mandatory }
            if findings.contains(where: { $0.rule == "ledger.known-file" }) { imported.openings = 0 }
            imported.findings += findings
        }
        let known = file.drafts.filter { units[$0.unit] != nil }
        var received: [Receipt] = []
        if !known.isEmpty {
            let forms = known.map { draft in
                var form = IncomingForm(
                    unit: draft.unit, period: draft.period, content: draft.content(workspace.indicators),
                    findings: Finding.unique(draft.findings), received: draft.received.map { Moment($0) })
                form.statedVersion = draft.statedVersion
                return form
            }
            received = try ledger.receive(incoming(file, forms), accepting: options.accepts, options.note)
        }
        var next = received.makeIterator()
        imported.forms = file.drafts.map { draft in
            form(draft, units[draft.unit] == nil ? unknownUnit(draft, file.path) : next.next())
        }
        return imported
    }

    private func incoming(_ file: RecordFile, _ forms: [IncomingForm]) -> IncomingFile {
        var incoming = IncomingFile(
            source: file.source, bytes: file.bytes, received: options.moment(of: file.path), forms: forms)
        incoming.isAgain = options.isAgain
        return incoming
    }

    /// The sums of an office below, a form a month; a file that nobody trusts is a finding and stops no other.
    private func store(_ rollUp: RollUpFile, _ file: RecordFile) throws -> [ImportedForm] {
        guard let indicators = workspace.indicators else {
            throw Failure(.content, "rollup.no-table", at: Place(file: file.path), "这个专项工作没有进展报表，不收汇总文件")
        }
        let unit = rollUp.content.unit
        var form = ImportedForm(form: .progress, unit: unit, unitName: units[unit]?.label ?? unit)
        let outcomes: [ReceiptOutcome]
        do {
            outcomes = try ledger.receive(
                rollUp, named: file.source, indicators, received: options.moment(of: file.path), options.note)
        } catch let failure as Failure where failure.kind == .content {
            form.findings = [failure.within(Place(file: file.path)).finding]
            return [form]
        }
        return try zip(rollUp.content.months, outcomes).map { month, outcome in
            form.period = Period(month.period)
            form.outcome = outcome
            form.findings = []
            form.state = try state(of: outcome, form)
            if case .refused(let finding) = outcome { form.findings.append(finding) }
            return form
        }
    }

    /// What was signed was looked at below: it has no findings here.
    private func state(of outcome: ReceiptOutcome, _ form: ImportedForm) throws -> SubmissionState? {
        guard let period = form.period else { return nil }
        let slot = LedgerSlot(.progress, form.unit, period)
        switch outcome {
        case .refused: return nil
        case .stored(let version), .known(let version):
            let state = try ledger.history(of: slot).versions.first { $0.version.version == version }?.version.state
            guard options.accepts, state == .received else { return state }
            return try ledger.decide(.accept, on: slot, version: version, options.note)
        }
    }

    /// The ledger names no unit that was probably meant; the list of units does.
    private func unknownUnit(_ draft: RecordDraft, _ path: String) -> Receipt? {
        do {
            _ = try units.find(draft.unit)
            return nil
        } catch let failure as Failure {
            return Receipt(outcome: .refused(failure.within(Place(file: path)).finding))
        } catch {
            return nil
        }
    }

    private func form(_ draft: RecordDraft, _ received: Receipt?) -> ImportedForm {
        var form = ImportedForm(
            form: draft.record.ledgerForm, unit: draft.unit, unitName: units[draft.unit]?.label ?? draft.unit,
            period: draft.period, outcome: received?.outcome, state: received?.state,
            findings: Finding.unique(draft.findings), newer: received?.newer, locked: received?.locked)
        if case .refused(let finding) = received?.outcome { form.findings.append(finding) }
        return form
    }
}
