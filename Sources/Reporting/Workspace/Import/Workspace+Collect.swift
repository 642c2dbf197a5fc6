import Diagnostics
import Forms
import Ledger

extension Workspace {
    /// What received forms are compared with: the campaign as the ledger has it, whatever was decided.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the ledger is damaged.
    public func collectCampaign() throws -> CollectCampaign {
        let how = LedgerReporting(counting: .allReceived)
        switch basics.kind {
        case .progress(let set): return .progress(try ledger.campaign(set, how, signatures: basics.head.signatures))
        case .safety(let schools): return .safety(try ledger.safetyCampaign(schools: schools, how))
        }
    }

    /// Brings forms that were collected into the ledger, those with findings of class A too; each file whole, or not at all.
    ///
    /// - Parameter progress: Told before each form is stored: its number from 0, how many there are, its file.
    /// - Throws: ``Failure`` of kind `.system` when the ledger refuses; forms before that one are in.
    public func take(
        _ collection: CollectedForms, _ options: ImportOptions, progress: (Int, Int, String) -> Void = { _, _, _ in }
    ) throws -> ImportResult {
        var result = ImportResult()
        result.findings = collection.findings
        for (number, form) in collection.forms.enumerated() {
            progress(number, collection.forms.count, form.file)
            result.files.append(ImportedFile(path: form.file, forms: [try store(form, options)]))
        }
        return result
    }

    private func store(_ form: CollectedForm, _ options: ImportOptions) throws -> ImportedForm {
        var imported = ImportedForm(
            form: form.kind?.ledgerForm, unit: form.unit ?? "", unitName: form.unitName, period: form.period,
            findings: form.findings)
        guard let record = form.record, let unit = form.unit, let period = form.period else { return imported }
        let incoming = IncomingForm(
            unit: unit, period: period, content: record.content(indicators), findings: form.findings)
        let file = IncomingFile(
            source: form.file, sha256: form.sha256,
            received: options.received ?? form.sent ?? options.moment(of: form.path), forms: [incoming])
        // Where another file of the same collection counts instead, this one is only kept.
        let accepts = options.accepts && (form.counts || form.isKnown)
        let receipt = try ledger.receive(file, accepting: accepts, options.note).first
        imported.outcome = receipt?.outcome
        imported.state = receipt?.state
        if case .refused(let finding) = receipt?.outcome { imported.findings.append(finding) }
        return imported
    }

}

extension CollectedForm {
    /// Whether the ledger had it already.
    fileprivate var isKnown: Bool { findings.contains { $0.rule == "collect.known-already" } }
}

extension CollectedKind {
    var ledgerForm: LedgerForm {
        switch self {
        case .progress: .progress
        case .safety(.form1): .form1
        case .safety(.form2): .form2
        case .safety(.form3): .form3
        }
    }
}
