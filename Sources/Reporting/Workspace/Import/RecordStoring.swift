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
        var received: [Receipt] = []
        if !known.isEmpty {
            let forms = known.map { draft in
                IncomingForm(
                    unit: draft.unit, period: draft.period, content: draft.content(workspace.indicators),
                    findings: Finding.unique(draft.findings), received: draft.received.map { Moment($0) })
            }
            let incoming = IncomingFile(
                source: file.source, bytes: file.bytes, received: options.moment(of: file.path), forms: forms)
            received = try ledger.receive(incoming, accepting: options.accepts, options.note)
        }
        var next = received.makeIterator()
        imported.forms = file.drafts.map { draft in
            form(draft, units[draft.unit] == nil ? unknownUnit(draft, file.path) : next.next())
        }
        return imported
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
            findings: Finding.unique(draft.findings))
        if case .refused(let finding) = received?.outcome { form.findings.append(finding) }
        return form
    }
}
