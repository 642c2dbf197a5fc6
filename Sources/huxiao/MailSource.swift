import CivilTime
import Diagnostics
import Forms
import Ledger
import Reporting

/// The forms of a campaign that a mail may hold: from a folder's files, or from its ledger.
struct MailSource: Sendable {
    /// 活动名称
    var campaign: String
    var period: Period
    /// Codes or names.
    var units: [String]
    var forms: [FormChoice]
    /// All that was found on the way.
    var findings: [Finding]
    /// The form of a unit, masked or not.
    var make: @Sendable (FormChoice, String, Bool) throws -> MadeForm
    /// Where sending is written down; `nil` for a folder without a ledger.
    var record: Record?

    struct Record: Sendable {
        var workspace: Workspace
        var how: LedgerReporting
        /// As the ledger calls it.
        var code: @Sendable (String) throws -> String
        /// How a form is laid out, masked or not: what it takes to print it again as it was sent.
        var options: @Sendable (FormChoice, Bool) -> [String: String]
    }

    struct Wish {
        var folder: String
        var forms: [FormChoice]
        var period: Period?
        var units: [String]
        var isPartial: Bool
        var date: CalendarDay?
    }

    /// - Returns: No value when the campaign or a template cannot be used; the findings say why.
    static func load(_ wish: Wish, _ shared: SharedOptions) throws -> Checked<MailSource> {
        if Workspace.hasLedger(wish.folder) { return try fromLedger(wish, shared) }
        let loaded = try LoadedCampaign.load([wish.folder], from: shared.folders)
        guard let campaign = loaded.value else { return Checked(nil, loaded.findings) }
        switch campaign {
        case .progress(let progress): return try fromFolder(progress, campaign, wish, shared, loaded.findings)
        case .safety(let safety): return try fromFolder(safety, campaign, wish, shared, loaded.findings)
        }
    }

    // MARK: - Folders

    private static func fromFolder(
        _ progress: Campaign, _ campaign: LoadedCampaign, _ wish: Wish, _ shared: SharedOptions, _ findings: [Finding]
    ) throws -> Checked<MailSource> {
        let source = try FormSource(folders: shared.folders.overridden(by: wish.folder), template: nil, of: 1)
        let template = try source.progress(progress)
        guard let form = template.value else { return Checked(nil, findings + template.findings) }
        let jobs = [false, true].map { isMasked in
            ProgressReportJob(
                campaign: progress, form: form, policy: wish.isPartial ? .carryForward : .strict, date: wish.date,
                isMasked: isMasked)
        }
        let period = try campaign.period(wish.period)
        return Checked(
            MailSource(
                campaign: progress.name, period: period, units: try campaign.unitNames(wish.units, in: period),
                forms: try campaign.forms(wish.forms), findings: findings + template.findings
            ) { _, unit, isMasked in try jobs[isMasked ? 1 : 0].report(of: unit, period: period) })
    }

    private static func fromFolder(
        _ safety: SafetyCampaign, _ campaign: LoadedCampaign, _ wish: Wish, _ shared: SharedOptions,
        _ findings: [Finding]
    ) throws -> Checked<MailSource> {
        let source = try FormSource(folders: shared.folders.overridden(by: wish.folder), template: nil, of: 1)
        var findings = findings
        var jobs: [SafetyForm: SafetyReportJob] = [:]
        for form in SafetyForm.allCases {
            let template = try source.safety(form)
            findings += template.findings
            guard let value = template.value else { return Checked(nil, findings) }
            jobs[form] = SafetyReportJob(campaign: safety, form: form, template: value)
            jobs[form]?.date = wish.date
        }
        let made = jobs
        let period = try campaign.period(wish.period)
        let all = SafetyForm.allCases.map(FormChoice.safety)
        return Checked(
            MailSource(
                campaign: safety.name, period: period, units: try campaign.unitNames(wish.units, in: period),
                forms: try campaign.forms(wish.forms.isEmpty ? all : wish.forms), findings: findings
            ) { form, unit, isMasked in
                guard case .safety(let form) = form, var job = made[form] else {
                    preconditionFailure("the campaign has only its own forms")
                }
                job.isMasked = isMasked
                return try job.report(of: unit, period: period)
            })
    }

    // MARK: - Ledgers

    private static func fromLedger(_ wish: Wish, _ shared: SharedOptions) throws -> Checked<MailSource> {
        let workspace = try shared.workspace(wish.folder)
        let units = try workspace.units()
        let period = try wish.period ?? workspace.ledger.lastReceivedPeriod() ?? workspace.periods.lowerBound
        let usual: [LedgerForm] = workspace.indicators == nil ? [.form1, .form2, .form3] : [.progress]
        let forms =
            try wish.forms.isEmpty
            ? usual.map(FormChoice.init)
            : wish.forms.map { form in
                FormChoice(try workspace.form(form.ledgerForm))
            }
        let source = try FormSource(folders: workspace.templates, template: nil, of: 1)
        // What is written down as sent must be just what was counted, whatever another command does meanwhile.
        let how = LedgerReporting(
            policy: wish.isPartial ? .carryForward : .strict, counting: .accepted,
            asOf: try workspace.ledger.lastChange())
        var findings: [Finding] = []
        var jobs: [FormChoice: LedgerReportJob] = [:]
        for form in forms {
            let layout = try source.layout(form, workspace)
            findings += layout.findings
            guard let value = layout.value else { return Checked(nil, findings) }
            jobs[form] = LedgerReportJob(workspace: workspace, units: units, layout: value, how: how)
            jobs[form]?.date = wish.date
        }
        let made = jobs
        let job: @Sendable (FormChoice, Bool) -> LedgerReportJob = { form, isMasked in
            guard var job = made[form] else { preconditionFailure("the campaign has only its own forms") }
            job.isMasked = isMasked
            return job
        }
        let codes = try LedgerUnitChoice(units: units, wanted: wish.units, isEach: false).codes(period)
        return Checked(
            MailSource(
                campaign: workspace.name, period: period, units: codes, forms: forms, findings: findings,
                make: { form, unit, isMasked in try job(form, isMasked).report(of: unit, period: period) },
                record: Record(
                    workspace: workspace, how: how, code: { try units.find($0).code },
                    options: { job($0, $1).options })))
    }
}
