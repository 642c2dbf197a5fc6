import CivilTime
import Diagnostics

/// What one unit reported for one month, as received (月报). A correction is another submission with a higher version.
public struct MonthlySubmission: Hashable, Sendable {
    /// The unit's code.
    public var unit: String
    /// The month that it reports on (报表期间), whenever it was handed in.
    public var period: Period
    /// From 1; the latest version of a month counts, earlier ones are kept.
    public var version: Int
    /// When it arrived; `nil` when nobody wrote it down: it is then never late.
    public var received: CalendarDay?
    /// An indicator without an entry was not reported.
    public var figures: [IndicatorKey: ReportedFigure]
    /// 案事件 for the remark cell.
    public var cases: [CaseDetail]
    /// 情况说明; may be empty.
    public var note: String
    /// Where the submission stands.
    public var place: Place

    /// A first version with no figures, unless more is given.
    public init(
        unit: String, period: Period, version: Int = 1, received: CalendarDay? = nil,
        figures: [IndicatorKey: ReportedFigure] = [:], cases: [CaseDetail] = [], note: String = "",
        place: Place = Place()
    ) {
        self.unit = unit
        self.period = period
        self.version = version
        self.received = received
        self.figures = figures
        self.cases = cases
        self.note = note
        self.place = place
    }
}

extension MonthlySubmission {
    /// What counts of a unit's month: the latest version, and what it leaves open from the versions before it. So a correction
    /// may hold only what changed.
    ///
    /// - Parameter versions: The lowest version first.
    /// - Returns: `nil` without any version.
    package static func inForce(_ versions: [MonthlySubmission]) -> MonthlySubmission? {
        versions.reduce(nil) { earlier, next in
            guard let earlier else { return next }
            var merged = next
            merged.figures = earlier.figures.merging(next.figures.filter { $0.value.value != .blank }) { _, new in new }
            if next.cases.isEmpty { merged.cases = earlier.cases }
            if next.note.isEmpty { merged.note = earlier.note }
            return merged
        }
    }
}

/// One figure as a unit reported it, and where it stands.
public struct ReportedFigure: Hashable, Sendable {
    /// What was reported. A typed 0, a blank and “/” are different things.
    public enum Value: Hashable, Sendable {
        /// This month's 新增.
        case increase(Int)
        /// A stock's level at the month's end (期末数).
        case level(Int)
        /// “/”: the indicator does not apply to the unit, so that it adds nothing.
        case notApplicable
        /// Left empty: not reported, and not zero.
        case blank
        /// Something that is not a figure, with a finding of its own: not reported.
        case refused

        /// A number or “/”; anything else leaves the figure open.
        package var isReported: Bool {
            switch self {
            case .increase, .level, .notApplicable: true
            case .blank, .refused: false
            }
        }
    }

    /// The figure, or why there is none.
    public var value: Value
    /// Where it stands, so that a finding can name its cell or line.
    public var place: Place

    /// - Parameter place: Where it stands; nothing for figures that come from code.
    public init(_ value: Value, at place: Place = Place()) {
        self.value = value
        self.place = place
    }

    /// This month's 新增, for figures that come from code.
    public static func increase(_ number: Int) -> ReportedFigure { ReportedFigure(.increase(number)) }
    /// A level at the month's end (期末数), for figures that come from code.
    public static func level(_ number: Int) -> ReportedFigure { ReportedFigure(.level(number)) }
    /// “/”, for figures that come from code.
    public static let notApplicable = ReportedFigure(.notApplicable)
    /// Nothing was reported, for figures that come from code.
    public static let blank = ReportedFigure(.blank)

    /// What a single figure may be: −1,000,000,000 to 1,000,000,000.
    public static let range = -1_000_000_000...1_000_000_000
}

/// One case or incident that the remark cell (具体情况) tells about.
public struct CaseDetail: Hashable, Sendable {
    /// The unit's code.
    public var unit: String
    /// The month in whose remark cell it is told.
    public var period: Period
    /// 破获刑事案件、查处治安案件、防范案事件…
    public var kind: String
    /// When it happened; `nil` when only the month is known.
    public var day: CalendarDay?
    /// What happened; about persons, so it never appears in messages.
    public var summary: String
    /// Where it stands; messages give this and never the summary.
    public var place: Place

    /// A case without a day and a place, unless they are given.
    public init(
        unit: String, period: Period, kind: String, day: CalendarDay? = nil, summary: String, place: Place = Place()
    ) {
        self.unit = unit
        self.period = period
        self.kind = kind
        self.day = day
        self.summary = summary
        self.place = place
    }
}
