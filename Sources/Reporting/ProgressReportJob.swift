import CivilTime
import Diagnostics
import Forms
import Sheets

/// Makes the progress tables of one campaign, for any of its units and months.
public struct ProgressReportJob: Sendable {
    private let totals: ProgressTotals
    private let form: ProgressForm
    private let date: CalendarDay?
    private let isMasked: Bool

    /// - Parameters:
    ///   - day: Counts only what had arrived by then; `nil` counts everything.
    ///   - date: 填表日期; `nil`: the campaign's own, or room for ink.
    ///   - isMasked: Whether what is about persons is replaced by ``Forms/Masking/mark``.
    public init(
        campaign: Campaign, form: ProgressForm, policy: MissingPolicy = .strict, asOf day: CalendarDay? = nil,
        date: CalendarDay? = nil, isMasked: Bool = false
    ) {
        totals = ProgressTotals(campaign, policy: policy, asOf: day)
        self.form = form
        self.date = date
        self.isMasked = isMasked
    }

    /// - Parameter units: Codes, names or short names.
    /// - Throws: ``Failure`` of kind `.content` for a unit that is not in the tree or a month outside the campaign.
    public func workbooks(for units: [String], period: Period) throws -> [MadeForm] {
        try units.map { try report(of: $0, period: period) }
    }

    /// The table of one unit.
    ///
    /// - Throws: As ``workbooks(for:period:)``.
    public func report(of unit: String, period: Period) throws -> MadeForm {
        var report = try totals.report(for: unit, period: period)
        if let date { report.signatures.date = date }
        return try form.made(of: report, isMasked: isMasked, totals.checkReport(of: unit, in: period))
    }

    /// The form for a unit to fill in: unit and month are printed, the rest is open, with ranges and hints.
    ///
    /// - Throws: As ``workbooks(for:period:)``.
    public func blank(for name: String, period: Period) throws -> MadeForm {
        // Making the report tells whether unit and month are the campaign's.
        let report = try totals.report(for: name, period: period)
        let blank = form.blank(for: report.unit, period: period, of: totals.campaign)
        return try form.made(of: blank, report, [])
    }
}

extension ProgressForm {
    /// A report on the form, with all that is wrong with either.
    ///
    /// - Throws: ``Failure`` of kind `.content` when the template cannot be filled.
    func made(of report: ProgressReport, isMasked: Bool, _ findings: [Finding]) throws -> MadeForm {
        try made(of: filled(with: report, isMasked: isMasked), report, findings)
    }

    func made(of filled: Checked<Workbook>, _ report: ProgressReport, _ findings: [Finding]) throws -> MadeForm {
        guard let workbook = filled.value else {
            throw Failure(.content, "report.not-made", "模板不能填写", remedy: "请用 huxiao check 检查模板")
        }
        return MadeForm(
            unit: report.unit.name, period: report.period, title: report.indicators.title, workbook: workbook,
            findings: findings + filled.findings + workbook.cutTextFindings)
    }
}
