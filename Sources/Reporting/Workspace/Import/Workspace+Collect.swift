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
        var number = 0
        for forms in Self.byFile(collection.forms) {
            progress(number, collection.forms.count, forms[0].file)
            number += forms.count
            result.files.append(ImportedFile(path: forms[0].file, forms: try store(forms, options)))
        }
        let hashes = Set(collection.forms.map(\.sha256))
        try ImportSettling(ledger: ledger, options: options, hashes: hashes).settle(&result)
        return result
    }

    /// A workbook that holds several units' forms gave one after the other.
    private static func byFile(_ forms: [CollectedForm]) -> [[CollectedForm]] {
        var files: [[CollectedForm]] = []
        for form in forms {
            if let last = files.last?.last, last.file == form.file, last.sha256 == form.sha256 {
                files[files.count - 1].append(form)
            } else {
                files.append([form])
            }
        }
        return files
    }

    private func store(_ forms: [CollectedForm], _ options: ImportOptions) throws -> [ImportedForm] {
        let first = forms[0]
        let received = options.received ?? first.sent ?? options.moment(of: first.path)
        // Where another file of the same collection counts instead, this one is only kept.
        let accepted = forms.map { options.accepts && ($0.counts || $0.isKnown) }
        var imported = forms.map(Self.imported)
        for accepts in [true, false] {
            let places = forms.indices.filter { accepted[$0] == accepts && forms[$0].incoming(indicators) != nil }
            if places.isEmpty { continue }
            var file = IncomingFile(
                source: first.file, sha256: first.sha256, received: received,
                forms: places.compactMap { forms[$0].incoming(indicators) })
            file.isAgain = options.isAgain
            for (place, receipt) in zip(places, try ledger.receive(file, accepting: accepts, options.note)) {
                imported[place].outcome = receipt.outcome
                // Figures that are the same with another 合计 are another version all the same.
                if case .stored = receipt.outcome {
                    imported[place].findings.removeAll { $0.rule == FormCollector.knownRule }
                }
                imported[place].state = receipt.state
                imported[place].newer = receipt.newer
                imported[place].locked = receipt.locked
                imported[place].mayBeAccepted = accepts
                if case .refused(let finding) = receipt.outcome { imported[place].findings.append(finding) }
            }
        }
        return imported
    }

    private static func imported(_ form: CollectedForm) -> ImportedForm {
        ImportedForm(
            form: form.kind?.ledgerForm, unit: form.unit ?? "", unitName: form.unitName, period: form.period,
            findings: form.findings)
    }
}

extension CollectedForm {
    /// Whether the ledger had it already.
    fileprivate var isKnown: Bool { findings.contains { $0.rule == FormCollector.knownRule } }

    /// `nil` for one that could not be read, or does not say whose it is.
    fileprivate func incoming(_ set: IndicatorSet?) -> IncomingForm? {
        guard let record, let unit, let period else { return nil }
        var form = IncomingForm(
            unit: unit, period: period, content: record.content(set),
            findings: findings.filter { $0.rule != FormCollector.knownRule })
        form.shownTotals = Dictionary(shownTotals.map { ($0.indicator.name, $0.number) }) { first, _ in first }
        return form
    }
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
