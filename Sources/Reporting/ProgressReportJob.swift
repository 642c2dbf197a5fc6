import CivilTime
import Diagnostics
import Forms
import Sheets

/// Makes the progress tables of one campaign, for any of its units and months.
public struct ProgressReportJob: Sendable {
    private let totals: ProgressTotals
    private let form: ProgressForm
    private let date: CalendarDay?

    /// One finished form.
    public struct Made: Sendable {
        /// The unit's name as printed.
        public var unit: String
        public var period: Period
        /// The form's official title.
        public var title: String
        public var workbook: Workbook
        /// What is wrong with the data that it is made of, and what had to be changed to fit.
        public var findings: [Finding]
    }

    /// - Parameters:
    ///   - day: Counts only what had arrived by then; `nil` counts everything.
    ///   - date: 填表日期; `nil`: the campaign's own, or room for ink.
    public init(
        campaign: Campaign, form: ProgressForm, policy: MissingPolicy = .strict, asOf day: CalendarDay? = nil,
        date: CalendarDay? = nil
    ) {
        totals = ProgressTotals(campaign, policy: policy, asOf: day)
        self.form = form
        self.date = date
    }

    /// - Parameter units: Codes, names or short names.
    /// - Throws: ``Failure`` of kind `.content` for a unit that is not in the tree or a month outside the campaign.
    public func workbooks(for units: [String], period: Period) throws -> [Made] {
        try units.map { try made(for: $0, period: period) }
    }

    private func made(for unit: String, period: Period) throws -> Made {
        var report = try totals.report(for: unit, period: period)
        if let date { report.signatures.date = date }
        let filled = form.filled(with: report)
        guard let workbook = filled.value else {
            throw Failure(.content, "report.not-made", "模板不能填写", remedy: "请用 huxiao check 检查模板")
        }
        return Made(
            unit: report.unit.name, period: period, title: report.indicators.title, workbook: workbook,
            findings: totals.checkReport(of: unit, in: period) + filled.findings)
    }
}

extension Finding {
    /// Each finding once, in order.
    public static func unique(_ findings: [Finding]) -> [Finding] {
        var seen = Set<Finding>()
        return findings.filter { seen.insert($0).inserted }
    }
}
