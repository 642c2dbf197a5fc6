import CivilTime
import Diagnostics

/// A campaign and all that its units have reported (专项工作).
public struct Campaign: Sendable {
    /// For example 2017年全市中小学幼儿园“护校安园”专项工作.
    public var name: String
    /// The official table's indicators (指标体系).
    public var indicators: IndicatorSet
    /// The months that it covers.
    public var periods: ClosedRange<Period>
    /// When each month's report is due (报送期限).
    public var due: DueRule
    /// Who reports, and to whom (填报单位).
    public var units: UnitTree
    /// 期初数, in the order of the file.
    public var openings: [OpeningBalance]
    /// All versions, in the order of the files.
    public var submissions: [MonthlySubmission]
    /// The foot of the form (落款).
    public var signatures: Signatures
    /// Months for which a unit owes nothing although it reports (免报), by the unit's code.
    public var exemptions: [String: Set<Period>]
    /// What came and does not count (已收到但未采用), by the unit's code; empty where all that came counts.
    public var uncounted: [String: [Period: Uncounted]] = [:]
    /// Whether a unit with units below it may hand in a table of its own, which is then compared with their sum; otherwise such a
    /// table is a finding.
    public var comparesSums = false
    /// Whether a version that a later one takes the place of is history: its figures are then not checked any more.
    public var checksLatestOnly = false

    /// What is not given stays empty; reports are due as in Zhengzhou.
    public init(
        name: String, indicators: IndicatorSet, periods: ClosedRange<Period>, due: DueRule = DueRule(), units: UnitTree,
        openings: [OpeningBalance] = [], submissions: [MonthlySubmission] = [], signatures: Signatures = Signatures(),
        exemptions: [String: Set<Period>] = [:]
    ) {
        self.name = name
        self.indicators = indicators
        self.periods = periods
        self.due = due
        self.units = units
        self.openings = openings
        self.submissions = submissions
        self.signatures = signatures
        self.exemptions = exemptions
    }

    /// Whether the unit owes a report for the month: it reports then, and is not exempt.
    public func expects(_ unit: ReportingUnit, in period: Period) -> Bool {
        unit.reports(in: period) && exemptions[unit.code]?.contains(period) != true
    }

    /// The longest campaign that is worked with, in months.
    public static let longestInMonths = 120

    /// In order.
    public var months: [Period] {
        (0...max(0, periods.lowerBound.distance(to: periods.upperBound))).map(periods.lowerBound.advanced)
    }

    /// The last month for which anything arrived; `nil` before the first submission.
    public var lastReportedPeriod: Period? { lastReportedPeriod(asOf: nil) }

    /// The last month for which anything had arrived by `day`; `nil` counts everything.
    public func lastReportedPeriod(asOf day: CalendarDay?) -> Period? {
        submissions.lazy.filter { submission in
            guard let day, let received = submission.received else { return true }
            return received <= day
        }.map(\.period).filter { periods.contains($0) }.max()
    }
}

/// When a month's report is due: before the 1st of the next month in Zhengzhou.
public struct DueRule: Hashable, Sendable {
    /// The day of the month, from 1; in a shorter month its last day.
    public var day: Int
    /// 0 for the reported month itself, 1 for the next one.
    public var monthOffset: Int

    /// Source: Zhengzhou 2017, 四、(三): “于每月1日前将上月工作数据填写…报市局” [source].
    public init(day: Int = 1, monthOffset: Int = 1) {
        self.day = day
        self.monthOffset = monthOffset
    }

    /// The last day on which a report for `period` is in time.
    public func lastDay(for period: Period) -> CalendarDay {
        let month = period.advanced(by: min(max(monthOffset, 0), 120))
        let day = min(max(day, 1), CalendarDay.days(in: month.month, of: month.year))
        return CalendarDay(year: month.year, month: month.month, day: day) ?? month.firstDay
    }
}

/// A unit's level of a stock before the campaign's first month (期初数).
public struct OpeningBalance: Hashable, Sendable {
    /// The unit's code.
    public var unit: String
    /// A stock of the campaign's set (存量指标).
    public var indicator: IndicatorKey
    /// In the indicator's own unit of measure.
    public var level: Int
    /// Where it stands.
    public var place: Place

    /// Nothing is checked here: an unknown unit or indicator becomes a finding when the campaign is checked.
    public init(unit: String, indicator: IndicatorKey, level: Int, place: Place = Place()) {
        self.unit = unit
        self.indicator = indicator
        self.level = level
        self.place = place
    }
}

/// The foot of the form. What is empty stays blank for ink.
public struct Signatures: Hashable, Sendable {
    /// 审核人
    public var reviewer: String
    /// 填表人
    public var preparer: String
    /// 联系电话
    public var phone: String
    /// 填表日期
    public var date: CalendarDay?

    /// What is not given stays empty, for ink.
    public init(reviewer: String = "", preparer: String = "", phone: String = "", date: CalendarDay? = nil) {
        self.reviewer = reviewer
        self.preparer = preparer
        self.phone = phone
        self.date = date
    }
}
