import CivilTime
import Diagnostics

/// 附件3 中小学幼儿园安全集中整治攻坚行动战果统计表, counted from 附件1 and 附件2; never typed.
///
/// What 新增 means when forms are handed in month after month [ours]:
/// - 排查学校: campuses whose first filled-in row is this month's; 累计 = different campuses so far.
/// - 排查风险隐患: hazards that this month's form lists for the first time. A hazard found after the 25th is therefore new in
///   the next month's report, and one found before the campaign in the first; the report already sent stays true.
/// - 已完成, 正在整改中, 逾期, the four kinds of 护学岗: levels at the month's end, by each latest row; 新增 is the net change,
///   negative when hazards were mended, or when one is opened again.
/// - Rates have no 新增: their parts are counted again every month.
///
/// So 累计(m) = 累计(m−1) + 新增(m), and 排查 = 已完成 + 正在整改中 as long as every row has its 隐患整改情况. Source: Changzhou 2019, 附件3:
/// 排查学校（家）, 排查风险隐患（个） [source]; the other figures [plan] and [ours], see ``TallyFigure/provenance``.
public struct CampaignTally: Hashable, Sendable {
    /// 报表期间
    public let period: Period
    /// 报告日期: a hazard in progress is overdue when its 整改时限 is before this day.
    public let reportingDay: CalendarDay
    private let entries: [TallyFigure: TallyEntry]

    /// Counts a month. For a district or city, give the forms of all its units.
    ///
    /// - Parameters:
    ///   - checkups: Any months; those after `period` are left out.
    ///   - risks: Likewise.
    ///   - reportingDay: The day on which overdue is judged.
    ///   - previousReportingDay: The one of the month before, so that 逾期 has a 新增.
    public init(
        checkups: [MonthlyForm<SecurityCheckup>], risks: [MonthlyForm<RiskRecord>], period: Period,
        reportingDay: CalendarDay,
        previousReportingDay: CalendarDay
    ) {
        let now = TallySnapshot(checkups, risks, through: period, on: reportingDay)
        let before = TallySnapshot(checkups, risks, through: period.previous, on: previousReportingDay)
        self.period = period
        self.reportingDay = reportingDay
        entries = Dictionary(
            TallyFigure.allCases.map { ($0, TallyEntry($0, now: now[$0], before: before[$0])) },
            uniquingKeysWith: { first, _ in first })
    }

    /// As above, with the days of the campaign's calendar: both months are judged on their due days.
    public init(
        checkups: [MonthlyForm<SecurityCheckup>], risks: [MonthlyForm<RiskRecord>], period: Period, due: DueRule,
        reportingDay: CalendarDay? = nil
    ) {
        self.init(
            checkups: checkups, risks: risks, period: period, reportingDay: reportingDay ?? due.lastDay(for: period),
            previousReportingDay: due.lastDay(for: period.previous))
    }

    private init(period: Period, reportingDay: CalendarDay, entries: [TallyFigure: TallyEntry]) {
        self.period = period
        self.reportingDay = reportingDay
        self.entries = entries
    }

    /// One figure, with the rows behind it.
    public subscript(figure: TallyFigure) -> TallyEntry { entries[figure] ?? TallyEntry() }

    /// The sum of several units' tallies: counts are added, rates are made anew from the sums of their parts.
    ///
    /// - Returns: `nil` without a tally, or when they are not of the same month and reporting day.
    public static func sum(_ tallies: [CampaignTally]) -> CampaignTally? {
        guard let first = tallies.first,
            tallies.allSatisfy({ $0.period == first.period && $0.reportingDay == first.reportingDay })
        else { return nil }
        var entries: [TallyFigure: TallyEntry] = [:]
        for figure in TallyFigure.allCases {
            entries[figure] = tallies.dropFirst().reduce(into: first[figure]) { $0.add($1[figure]) }
        }
        return CampaignTally(period: first.period, reportingDay: first.reportingDay, entries: entries)
    }
}

/// One figure of 附件3, with the rows behind it.
public struct TallyEntry: Hashable, Sendable {
    /// 累计: how many are counted; for a rate its numerator.
    public internal(set) var count = 0
    /// A rate's denominator; `nil` for a count.
    public internal(set) var whole: Int?
    /// 上期累计; for a rate the numerator of the month before.
    public internal(set) var previousCount = 0
    /// The rows behind 累计.
    public internal(set) var rows: [CountedRow] = []
    /// The rows behind 新增, for the two counts of what was found; empty for levels and rates.
    public internal(set) var newRows: [CountedRow] = []

    init() {}

    init(_ figure: TallyFigure, now: TallySnapshot.Part, before: TallySnapshot.Part) {
        count = now.rows.count
        whole = figure.isRate ? now.whole : nil
        previousCount = before.rows.count
        rows = now.rows
        newRows = now.newRows
    }

    /// 新增; `nil` for a rate.
    public var increase: Int? { whole == nil ? count - previousCount : nil }

    /// 0.875 is 87.5 %; `nil` for a count, and for a rate of nothing: “—”, never 0 % or 100 %.
    public var rate: Double? {
        guard let whole, whole > 0 else { return nil }
        return Double(count) / Double(whole)
    }

    /// 新增 for a template.
    public var increaseValue: FieldValue { increase.map { .integer($0) } ?? .absent(.undefined) }

    /// 累计 for a template.
    public var totalValue: FieldValue {
        if whole == nil { return .integer(count) }
        return rate.map { .ratio($0) } ?? .absent(.undefined)
    }

    mutating func add(_ other: TallyEntry) {
        count += other.count
        if let part = other.whole { whole = (whole ?? 0) + part }
        previousCount += other.previousCount
        rows += other.rows
        newRows += other.newRows
    }
}
