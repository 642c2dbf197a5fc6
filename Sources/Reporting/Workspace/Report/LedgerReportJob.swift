import CivilTime
import Diagnostics
import Forms
import Ledger
import Templating

/// Makes reports from a ledger, of any unit of the tree.
public struct LedgerReportJob: Sendable {
    /// How the form looks.
    public enum Layout: Sendable {
        /// 进展报表
        case progress(ProgressForm)
        /// One of the three forms.
        case safety(SafetyForm, FormTemplate)

        /// As the ledger calls it.
        public var form: LedgerForm {
            switch self {
            case .progress: .progress
            case .safety(.form1, _): .form1
            case .safety(.form2, _): .form2
            case .safety(.form3, _): .form3
            }
        }
    }

    private let workspace: Workspace
    private let layout: Layout
    private let units: UnitTree
    /// What counts, and as of which change.
    public var how: LedgerReporting
    /// 填表日期; `nil`: the campaign's own, or room for ink.
    public var date: CalendarDay?
    /// The day on which overdue is judged; `nil`: the month's due day.
    public var reportingDay: CalendarDay?
    /// Whether what is about persons is replaced by ``Forms/Masking/mark``.
    public var isMasked = false
    /// How several units share one form of the three.
    public var unitLayout = UnitLayout.list

    /// Beyond this many units that fill in forms, figures are added up but not checked once more: they were when they came.
    static let mostChecked = 3000

    /// - Parameter units: As the ledger has them.
    public init(workspace: Workspace, units: UnitTree, layout: Layout, how: LedgerReporting) {
        self.workspace = workspace
        self.layout = layout
        self.units = units
        self.how = how
    }

    /// As the ledger calls it.
    public var form: LedgerForm { layout.form }

    private enum OptionKey {
        static let date = "date"
        static let reportingDay = "reportingDay"
        static let mask = "mask"
        static let layout = "layout"
    }

    /// What it takes, beside the ledger and the template, to make the same bytes again; kept with a report that is sent.
    public var options: [String: String] {
        get {
            var options: [String: String] = [OptionKey.layout: unitLayout.rawValue]
            options[OptionKey.date] = date?.description
            options[OptionKey.reportingDay] = reportingDay?.description
            if isMasked { options[OptionKey.mask] = "true" }
            return options
        }
        set {
            date = newValue[OptionKey.date].flatMap { CalendarDay(iso: $0) }
            reportingDay = newValue[OptionKey.reportingDay].flatMap { CalendarDay(iso: $0) }
            isMasked = newValue[OptionKey.mask] != nil
            unitLayout = newValue[OptionKey.layout].flatMap(UnitLayout.init) ?? .list
        }
    }

    /// The report of one unit.
    ///
    /// - Parameter unit: Its code.
    /// - Throws: ``Failure`` of kind `.content` for a unit or month that the campaign lacks.
    public func report(of unit: String, period: Period) throws -> MadeForm {
        switch layout {
        case .progress(let form): try progress(form, unit, period)
        case .safety(let form, let template): try safety(form, template, unit, period)
        }
    }

    private func progress(_ form: ProgressForm, _ unit: String, _ period: Period) throws -> MadeForm {
        var report = try workspace.ledger.progressReport(
            of: unit, period: period, form.indicators, how, signatures: workspace.basics.head.signatures)
        if let date { report.signatures.date = date }
        report.basis = how.counting.basis
        var findings: [Finding] = []
        if units.leaves(under: unit, reportingIn: period).count <= Self.mostChecked {
            let campaign = try workspace.ledger.campaign(form.indicators, under: unit, how)
            report.uncounted = campaign.uncounted.mapValues { Set($0.keys) }
            findings = ProgressTotals(campaign, policy: how.policy).checkReport(of: unit, in: period)
        }
        return try form.made(of: report, isMasked: isMasked, findings)
    }

    private func safety(
        _ form: SafetyForm, _ template: FormTemplate, _ unit: String, _ period: Period
    ) throws -> MadeForm {
        guard case .safety(let schools) = workspace.basics.kind else { throw Workspace.unusable(workspace.folder) }
        let campaign = try workspace.ledger.safetyCampaign(under: unit, schools: schools, how)
        var job = SafetyReportJob(campaign: campaign, form: form, template: template)
        job.date = date
        job.reportingDay = reportingDay
        job.isMasked = isMasked
        job.basis = how.counting.basis
        return try job.report(of: unit, period: period, layout: unitLayout)
    }
}

extension Counting {
    /// For the foot of a report; empty for the ordinary.
    var basis: String { self == .accepted ? "" : "本表按收到的全部数据汇总，含未审核的，不含已退回的" }
}
