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
        if !file.openings.isEmpty { imported.findings += try ledger.setOpenings(file.openings, options.note) }
        let known = file.drafts.filter { units[$0.unit] != nil }
        var outcomes: [ReceiptOutcome] = []
        if !known.isEmpty {
            let forms = known.map { draft in
                IncomingForm(
                    unit: draft.unit, period: draft.period, content: draft.content(workspace.indicators),
                    findings: Finding.unique(draft.findings))
            }
            let incoming = IncomingFile(
                source: file.source, bytes: file.bytes, received: options.moment(of: file.path), forms: forms)
            outcomes = try ledger.receive(incoming, options.note)
        }
        var next = outcomes.makeIterator()
        imported.forms = try file.drafts.map { draft in
            let outcome = units[draft.unit] == nil ? unknownUnit(draft, file.path) : next.next()
            return try form(draft, outcome)
        }
        return imported
    }

    /// The ledger names no unit that was probably meant; the list of units does.
    private func unknownUnit(_ draft: RecordDraft, _ path: String) -> ReceiptOutcome? {
        do {
            _ = try units.find(draft.unit)
            return nil
        } catch let failure as Failure {
            return .refused(failure.within(Place(file: path)).finding)
        } catch {
            return nil
        }
    }

    private func form(_ draft: RecordDraft, _ outcome: ReceiptOutcome?) throws -> ImportedForm {
        var form = ImportedForm(
            form: draft.record.ledgerForm, unit: draft.unit, unitName: units[draft.unit]?.label ?? draft.unit,
            period: draft.period, outcome: outcome, findings: Finding.unique(draft.findings))
        switch outcome {
        case .stored(let version), .known(let version): form.isAccepted = try accept(form, version)
        case .refused(let finding): form.findings.append(finding)
        case nil: break
        }
        return form
    }

    private func accept(_ form: ImportedForm, _ version: Int) throws -> Bool {
        guard options.accepts, let kind = form.form, let period = form.period,
            !form.findings.contains(where: { $0.severity <= .explain })
        else { return false }
        let slot = LedgerSlot(kind, form.unit, period)
        do {
            try ledger.decide(.accept, on: slot, version: version, options.note)
            return true
        } catch let failure as Failure where failure.kind == .content {
            // Decided before: accepted, locked, or returned for a reason that still holds.
            return false
        }
    }
}
