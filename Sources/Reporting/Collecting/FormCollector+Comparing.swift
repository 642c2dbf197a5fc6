import Diagnostics
import Forms

/// What shows only when all forms are there: doubles, earlier months, figures that follow from other forms, units that are missing.
extension FormCollector {
    func compare(_ collection: inout CollectedForms) {
        settleDoubles(&collection.forms)
        // Said once, not for every file.
        for index in collection.forms.indices {
            let skipped = collection.forms[index].findings.filter { $0.rule == "rule.skipped" }
            collection.findings += skipped
            collection.forms[index].findings.removeAll { $0.rule == "rule.skipped" }
        }
        switch campaign {
        case .safety(let campaign): compare(&collection, with: campaign)
        case .progress(let campaign): compareFigures(&collection, with: campaign)
        case nil: compareAlone(&collection)
        }
        collection.findings = Finding.unique(collection.findings)
    }

    // MARK: - Doubles

    static let knownRule = "collect.known-already"
    static let doubleRule = "collect.double-form"

    /// Of several files of one unit, form and month the last without findings of class A counts; without such a one, the
    /// last: by its 填报时间, else by when it was saved, else in the order of the files.
    private func settleDoubles(_ forms: inout [CollectedForm]) {
        var places: [CollectedForm.Slot: [Int]] = [:]
        for (index, form) in forms.enumerated() where form.record != nil {
            if let slot = form.slot { places[slot, default: []].append(index) }
        }
        for indices in places.values where indices.count > 1 {
            let order = ReceivedOrder(indices.map { forms[$0] })
            let sorted = order.sorted.map { indices[$0] }
            guard let counting = sorted.last(where: { !forms[$0].isRefused }) ?? sorted.last else { continue }
            for index in indices {
                forms[index].counts = index == counting
                let others = (index == counting ? indices.filter { $0 != counting } : [counting]).map { forms[$0].file }
                let what = "同一单位、同一期间的\(forms[index].kind?.label ?? "表")收到 \(indices.count) 份"
                let names = others.prefix(5).joined(separator: "、") + (others.count > 5 ? "等" : "")
                let statement =
                    index == counting
                    ? "\(what)，\(order.word)采用了这一份，没有采用 \(names)" : "\(what)，这一份没有采用，\(order.word)采用的是 \(names)"
                forms[index].findings.append(
                    Finding(Self.doubleRule, .verify, statement, remedy: "请核对哪一份是最后的；不对的请移走不要的一份，重新收集"))
            }
        }
    }

    // MARK: - Changzhou's three forms

    private func compare(_ collection: inout CollectedForms, with campaign: SafetyCampaign) {
        let merged = merged(collection.forms, into: campaign)
        for index in collection.forms.indices where collection.forms[index].counts {
            let form = collection.forms[index]
            guard let unit = form.unit, let period = form.period else { continue }
            switch form.record {
            case .risks:
                let history = RiskHistory.reopened(merged.risks.filter { $0.unit == unit }, in: period)
                collection.forms[index].findings += history.filter { $0.place.file == form.file }
            case .tally(let typed):
                collection.forms[index].findings += merged.compare(typed, of: unit, period: period)
            default: break
            }
        }
        for period in periods(of: collection.forms) {
            for unit in merged.units.roots.flatMap({ merged.missing(under: $0.code, period) }) {
                var lacking: [(kind: CollectedKind, came: Uncounted?)] = []
                if !merged.checkups.contains(where: { $0.unit == unit.code && $0.period == period }) {
                    let came = campaign.uncounted[SecurityCheckup.formKey]?[unit.code]?[period]
                    lacking.append((.safety(.form1), came))
                }
                if !merged.risks.contains(where: { $0.unit == unit.code && $0.period == period }) {
                    let came = campaign.uncounted[RiskRecord.formKey]?[unit.code]?[period]
                    lacking.append((.safety(.form2), came))
                }
                lacking.removeAll { arrived($0.kind, unit.code, period, collection.forms) }
                collection.findings += missing(lacking.map { ($0.kind.label, $0.came) }, unit, period)
            }
        }
    }

    /// The campaign with what is accepted now in place of what it had of the same unit and month.
    private func merged(_ forms: [CollectedForm], into campaign: SafetyCampaign) -> SafetyCampaign {
        var checkups: [MonthlyForm<SecurityCheckup>] = []
        var risks: [MonthlyForm<RiskRecord>] = []
        for form in forms {
            switch form.accepted {
            case .checkups(let form): checkups.append(form)
            case .risks(let form): risks.append(form)
            default: break
            }
        }
        return SafetyCampaign(
            name: campaign.name, periods: campaign.periods, due: campaign.due, units: campaign.units,
            schools: campaign.schools,
            checkups: Self.replaced(campaign.checkups, by: checkups), risks: Self.replaced(campaign.risks, by: risks),
            typedTallies: campaign.typedTallies)
    }

    private static func replaced<Record>(
        _ known: [MonthlyForm<Record>], by new: [MonthlyForm<Record>]
    ) -> [MonthlyForm<Record>] {
        let slots = Set(new.map { [$0.unit, $0.period.description] })
        return known.filter { !slots.contains([$0.unit, $0.period.description]) } + new
    }

    private static let talliesNeedCampaign = Finding(
        "collect.tally-unchecked", .verify, "没有指定专项工作文件夹，附件3的数字没有核对", remedy: "请加上 --campaign 再收")

    // MARK: - Missing units

    /// The months that were collected, in order.
    private func periods(of forms: [CollectedForm]) -> [Period] {
        guard let campaign else { return [] }
        let found = period.map { [$0] } ?? Array(Set(forms.compactMap(\.period)))
        return found.filter { campaign.periods.contains($0) }.sorted()
    }

    /// Whether it came, though it may have to be mended.
    private func arrived(_ kind: CollectedKind, _ unit: String, _ period: Period, _ forms: [CollectedForm]) -> Bool {
        forms.contains { $0.kind == kind && $0.unit == unit && $0.period == period }
    }

    /// - Parameter lacking: What is not there, and what of it came before and does not count.
    private func missing(
        _ lacking: [(label: String, came: Uncounted?)], _ unit: ReportingUnit, _ period: Period
    ) -> [Finding] {
        if lacking.isEmpty { return [] }
        let absent = lacking.filter { $0.came == nil }.map(\.label)
        let sentences =
            (absent.isEmpty ? [] : ["没有收到\(absent.joined(separator: "、"))"])
            + lacking.compactMap { entry in entry.came.map { entry.label + $0.words } }
        return [
            Finding(
                "collect.missing-unit", .explain, at: Place(record: "\(unit.label) \(period.chinese)"),
                sentences.joined(separator: "；"), remedy: absent.isEmpty ? lacking.compactMap(\.came)[0].remedy : "请催报")
        ]
    }

    // MARK: - Progress tables

    private func compareFigures(_ collection: inout CollectedForms, with campaign: Campaign) {
        var campaign = campaign
        let known = Dictionary(grouping: campaign.submissions) { [$0.unit, $0.period.description] }
        for index in collection.forms.indices {
            guard case .progress(var submission) = collection.forms[index].record, collection.forms[index].counts
            else { continue }
            let earlier = (known[[submission.unit, submission.period.description]] ?? []).max {
                $0.version < $1.version
            }
            dropKnownCases(&submission, earlier)
            if let earlier, Self.isSame(earlier, submission) {
                collection.forms[index].counts = false
                collection.forms[index].findings.append(
                    Finding(Self.knownRule, .hint, "与已有的第 \(earlier.version) 版相同，没有再收", remedy: ""))
                continue
            }
            submission.version = (earlier?.version ?? 0) + 1
            collection.forms[index].record = .progress(submission)
            if campaign.units[submission.unit] != nil, !campaign.units.isLeaf(submission.unit) {
                collection.forms[index].isSum = true
                continue
            }
            if !collection.forms[index].isRefused { campaign.submissions.append(submission) }
        }
        check(&collection.forms, in: campaign)
        for index in collection.forms.indices where collection.forms[index].isSum {
            compareSum(&collection.forms[index], with: campaign)
        }
        for period in periods(of: collection.forms) {
            let reported = Set(campaign.submissions.filter { $0.period == period }.map(\.unit))
            for unit in campaign.units.roots.flatMap({ campaign.units.leaves(under: $0.code, reportingIn: period) })
            where !reported.contains(unit.code) {
                let kind = CollectedKind.progress(campaign.indicators.key)
                if arrived(kind, unit.code, period, collection.forms) { continue }
                let came = campaign.uncounted[unit.code]?[period]
                collection.findings += missing([(kind.label, came)], unit, period)
            }
        }
    }

    /// What a unit with units below it typed, cell by cell against their sum.
    private func compareSum(_ form: inout CollectedForm, with campaign: Campaign) {
        guard case .progress(let said) = form.record else { return }
        var compared = campaign
        compared.submissions.removeAll { $0.unit == said.unit && $0.period == said.period }
        let totals = ProgressTotals(compared)
        compared.submissions.append(said)
        let file = Place(file: form.file)
        form.findings += compared.checkSumOfParts(of: said.unit, in: said.period).map { $0.within(file) }
        addDisagreements(&form, said, totals)
        form.findings.append(
            Finding(
                "collect.compared-only", .hint, "“\(form.unitName)”有下级单位，这张表只与各下级之和核对，不计入汇总", remedy: ""))
    }

    /// Where the form shows another 合计 than the one that follows from all months.
    private func addDisagreements(_ form: inout CollectedForm, _ said: MonthlySubmission, _ totals: ProgressTotals) {
        for shown in form.shownTotals {
            guard
                var finding = totals.disagreement(
                    of: said.unit, in: said.period, shown.indicator, shown: shown.number)
            else { continue }
            finding.place.record = nil
            form.findings.append(finding.within(shown.place))
        }
    }

    /// The rules of each table, as far as they show in it.
    private func check(_ forms: inout [CollectedForm], in campaign: Campaign) {
        let totals = ProgressTotals(campaign)
        for index in forms.indices {
            // What is known already is not checked again; what it shows as 合计 may be new.
            let isKnown = forms[index].findings.contains { $0.rule == Self.knownRule }
            guard case .progress(let submission) = isKnown ? forms[index].record : forms[index].accepted else {
                continue
            }
            if forms[index].isSum { continue }
            let file = forms[index].file
            if !isKnown {
                let findings = totals.checkReport(of: submission.unit, in: submission.period)
                forms[index].findings += findings.filter { $0.place.file == file && $0.place.record != nil }
            }
            // Without the months before there is nothing to compare with.
            if self.campaign != nil { addDisagreements(&forms[index], submission, totals) }
        }
    }

    /// Cases that the campaign tells already: the remark of a form that we printed comes back as it was. Those of the
    /// campaign's list belong to every version; those of the version before are only repeated together with new ones.
    private func dropKnownCases(_ submission: inout MonthlySubmission, _ earlier: MonthlySubmission?) {
        guard let earlier else { return }
        let listed = earlier.cases.filter { $0.place.file != earlier.place.file }
        submission.cases.removeAll { Self.isKnown($0, in: listed) }
        if submission.cases.allSatisfy({ Self.isKnown($0, in: earlier.cases) }) { submission.cases = [] }
    }

    private static func isKnown(_ detail: CaseDetail, in known: [CaseDetail]) -> Bool {
        known.contains { $0.day == detail.day && $0.kind == detail.kind && $0.summary == detail.summary }
    }

    private static func isSame(_ a: MonthlySubmission, _ b: MonthlySubmission) -> Bool {
        let keys = Set(a.figures.keys).union(b.figures.keys)
        if !b.cases.isEmpty || !b.note.isEmpty && b.note != a.note { return false }
        return keys.allSatisfy { (a.figures[$0]?.value ?? .blank) == (b.figures[$0]?.value ?? .blank) }
    }

    /// Without a campaign each table is checked as the only one of its unit.
    private func compareAlone(_ collection: inout CollectedForms) {
        var forms = KnownForms(folders: templates)
        for index in collection.forms.indices {
            let received = collection.forms[index]
            if case .tally = received.record { collection.forms[index].findings.append(Self.talliesNeedCampaign) }
            guard case .progress(let submission) = received.accepted, let kind = received.kind,
                case .progress(let form) = try? forms.form(named: kind.name),
                let tree = UnitTree.join([ReportingUnit(code: submission.unit, name: received.unitName)]).value
            else { continue }
            let campaign = Campaign(
                name: "", indicators: form.indicators, periods: submission.period...submission.period, units: tree,
                submissions: [submission])
            var one = [received]
            check(&one, in: campaign)
            collection.forms[index] = one[0]
        }
    }
}
