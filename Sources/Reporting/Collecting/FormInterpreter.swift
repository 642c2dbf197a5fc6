import Diagnostics
import Forms
import Templating

/// Makes typed records of one form that was read, and checks them as far as one form alone allows.
struct FormInterpreter {
    let collector: FormCollector
    let form: KnownForms.Form
    let returned: ReturnedForm

    func interpret(into collected: inout CollectedForm) {
        if let campaign = collector.campaign, !campaign.expects(form.kind) {
            collected.findings = [
                Finding(
                    "collect.other-campaign", .mandatory, "这张表（\(form.kind.name)）不属于这个专项工作",
                    remedy: "请核对是否收错了文件，或换一个专项工作文件夹")
            ]
            return
        }
        identify(&collected)
        collected.findings += returned.check(period: collector.period)
        guard let unit = collected.unit, let period = collected.period else { return }
        switch form {
        case .safety(.form1, _): takeCheckups(unit, period, &collected)
        case .safety(.form2, _): takeRisks(unit, period, &collected)
        case .safety(.form3, _): takeTally(&collected)
        case .progress(let form): takeProgress(form, unit, period, &collected)
        }
    }

    // MARK: - Whose form, of which month

    private func identify(_ collected: inout CollectedForm) {
        let shownName = text("unit")
        let code = returned.identity.unit ?? text("unitCode")
        collected.period = returned.identity.period.flatMap { Period($0) } ?? shownPeriod
        collected.unit = code ?? shownName
        collected.unitName = shownName ?? code ?? ""
        if collected.unit == nil {
            collected.findings.append(
                Finding("collect.no-unit", .mandatory, "表中没有填报单位", remedy: "请填写填报单位，或用下发给本单位的空表填写"))
        }
        if collected.period == nil {
            collected.findings.append(
                Finding("collect.no-period", .mandatory, "表中没有报表期间", remedy: "请用下发的当月空表填写"))
        }
        if case .day(let day) = returned.data["date"] { collected.filledInOn = day }
        guard let campaign = collector.campaign else { return }
        findUnit(code, shownName, in: campaign, &collected)
        checkPeriod(in: campaign, &collected)
    }

    private func findUnit(
        _ code: String?, _ name: String?, in campaign: CollectCampaign, _ collected: inout CollectedForm
    ) {
        guard let wanted = code ?? name else { return }
        guard case .found(let unit) = campaign.units.lookUp(wanted) else {
            collected.findings.append(unknownUnit(wanted, in: campaign.units))
            return
        }
        collected.unit = unit.code
        collected.unitName = unit.label
        // A district may hand in 附件3 and a progress table of its own, which are only compared.
        if !campaign.units.isLeaf(unit.code), [.safety(.form1), .safety(.form2)].contains(form.kind) {
            collected.findings.append(
                Finding("collect.sum-unit", .mandatory, "“\(unit.label)”有下级单位，不直接填报", remedy: "请由下级单位填报"))
        }
        guard let code, let name, name != code else { return }
        switch campaign.units.lookUp(name) {
        case .found(let shown) where shown.code != unit.code:
            collected.findings.append(
                Finding(
                    "collect.unit-disagrees", .mandatory, at: place(of: "unit"),
                    "这张表是发给“\(unit.label)”（\(unit.code)）的，填报单位却写“\(ReceivedFile.shownName(name))”",
                    remedy: "请核对；各单位应使用发给自己的空表"))
        case .unknown:
            collected.findings.append(
                Finding(
                    "collect.unit-name", .verify, at: place(of: "unit"),
                    "填报单位应为“\(unit.name)”，实为“\(ReceivedFile.shownName(String(name.prefix(40))))”",
                    remedy: "请核对，按“\(unit.label)”收下"))
        default: break
        }
    }

    private func unknownUnit(_ name: String, in units: UnitTree) -> Finding {
        let shown = ReceivedFile.shownName(String(name.prefix(40)))
        if case .ambiguous(let codes) = units.lookUp(name) {
            return Finding(
                "collect.unknown-unit", .mandatory, at: place(of: "unit"),
                "有几个单位都叫“\(shown)”：\(codes.joined(separator: "、"))", remedy: "请用发给本单位的空表填写")
        }
        var nearest: String?
        if case .unknown(let name) = units.lookUp(name) { nearest = name }
        return Finding(
            "collect.unknown-unit", .mandatory, at: place(of: "unit"), "填报单位“\(shown)”不在单位表中",
            remedy: nearest.map { "是否为“\($0)”？请改正" } ?? "请核对单位，或补入单位表")
    }

    private func checkPeriod(in campaign: CollectCampaign, _ collected: inout CollectedForm) {
        guard let period = collected.period else { return }
        let (first, last) = (campaign.periods.lowerBound, campaign.periods.upperBound)
        if !campaign.periods.contains(period) {
            collected.findings.append(
                Finding(
                    "collect.month-outside", .mandatory,
                    "期间应在 \(first.chinese) 至 \(last.chinese) 之间，实为 \(period.chinese)", remedy: "请用当月的空表填写"))
        } else if let unit = collected.unit.flatMap({ campaign.units[$0] }), !unit.reports(in: period) {
            collected.findings.append(
                Finding(
                    "collect.not-expected", .mandatory, "“\(unit.label)”在 \(period.chinese) 不用填报",
                    remedy: "请核对期间，或改正单位表中的首报期间、末报期间"))
        }
    }

    // MARK: - What the form shows

    private func text(_ key: String) -> String? {
        guard case .text(let text) = returned.data[key] else { return nil }
        let trimmed = FieldText.trimmed(text)
        return trimmed.isEmpty ? nil : trimmed
    }

    private var shownPeriod: Period? {
        guard case .month(let period) = returned.data["period"] else { return nil }
        return period
    }

    func place(of key: String) -> Place {
        guard let found = returned.places.first(where: { $0.path.field.key == key && $0.path.list == nil }) else {
            return Place()
        }
        return Place(sheet: found.sheet, cell: found.cell, field: found.path.field.name)
    }

    // MARK: - Lists

    private func takeCheckups(_ unit: String, _ period: Period, _ collected: inout CollectedForm) {
        let rows: [Located<SecurityCheckup>] = rows(unit, &collected)
        collected.rowCount = rows.count { $0.record.isFilledIn }
        // A finding for every empty cell would bury the one that matters.
        collected.findings += collected.rowCount == 0 ? [Self.nothingFilled] : check(rows, unit, period)
        collected.record = .checkups(MonthlyForm(unit: unit, unitName: collected.unitName, period: period, rows: rows))
    }

    private func takeRisks(_ unit: String, _ period: Period, _ collected: inout CollectedForm) {
        let rows: [Located<RiskRecord>] = rows(unit, &collected)
        collected.rowCount = rows.count
        if rows.isEmpty {
            collected.findings.append(Finding("collect.no-rows", .verify, "没有填写隐患，按本月没有隐患收下", remedy: "请确认本月没有新的隐患"))
        }
        collected.findings += check(rows, unit, period)
        collected.record = .risks(MonthlyForm(unit: unit, unitName: collected.unitName, period: period, rows: rows))
    }

    private func rows<Record: ReportedRecord>(_ unit: String, _ collected: inout CollectedForm) -> [Located<Record>] {
        let rows = returned.located(Record.self, in: Record.listKey, unit: unit)
        collected.findings += rows.findings
        let file = Place(file: collected.file)
        return (rows.value ?? []).map { row in
            var row = row
            row.place = row.place.within(file)
            return row
        }
    }

    private func check<Record: FormRecord>(_ rows: [Located<Record>], _ unit: String, _ period: Period) -> [Finding] {
        guard case .safety(let campaign) = collector.campaign else { return Record.check(rows, in: RuleContext()) }
        return campaign.check(rows, of: unit, period: period)
    }

    static let nothingFilled = Finding(
        "collect.nothing-filled", .mandatory, "除已印好的内容外，表中什么也没有填写", remedy: "请填写后重新报送")
}
