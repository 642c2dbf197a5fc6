import CivilTime
import Diagnostics
import Forms
import Ledger
import Prose

/// All that a summary is made of, whatever the campaign's forms are.
public struct SummaryMaterial: Sendable {
    /// 活动名称
    public var campaign: String
    /// Whose summary it is.
    public var unit: ReportingUnit
    /// 统计期间; within the campaign.
    public var span: SummarySpan
    /// The campaign's months: a goal without a day of its own is to be reached by their end.
    public var periods: ClosedRange<Period>
    /// What counts, and what sums do with units that did not report.
    public var how: LedgerReporting
    /// Rates to be reached or watched.
    public var goals: [SummaryGoal]
    /// Days of the campaign's calendar.
    public var milestones: [Milestone]
    /// What a person wrote, section by section under headings.
    public var notes: [ProseBlock]
    /// When anything that counts was last changed; `nil` for a ledger to which nothing came.
    public var lastChange: ChangeNote?
    /// How many units fill in forms.
    public var leafCount: Int
    /// One a form and month of the span, with every unit that fills in forms; of more than ``mostListed`` only those that
    /// somebody has to call about.
    public var statuses: [LedgerStatus]
    /// Likewise, of months before the span from which its figures follow.
    public var earlier: [LedgerStatus]
    /// Reports of the span that were sent, and say otherwise now.
    public var changes: [ChangedReport]
    /// Reports of the span that were sent; one in several formats stands here several times.
    public var sent: [SentReport]

    /// More units than these are not listed one by one.
    public static let mostListed = 20_000

    /// Nothing is known yet of what came.
    public init(
        campaign: String, unit: ReportingUnit, span: SummarySpan, of periods: ClosedRange<Period>, how: LedgerReporting
    ) {
        (self.campaign, self.unit, self.span, self.periods, self.how) = (campaign, unit, span, periods, how)
        (goals, milestones, notes, statuses, earlier) = ([], [], [], [], [])
        (changes, sent, leafCount) = ([], [], 0)
    }
}

/// Something counted month by month against something else: what goals, comparisons and charts are made of.
struct RateCourse: Sendable {
    var key: String
    var name: String
    /// 0.85 is 85 %; `nil` for one that is watched.
    var target: Double?
    var by: Period?
    var source: String
    /// `已达标 ÷ 全部校园`
    var parts: String
    /// The campaign's first month.
    var start: Period
    /// One a month from ``start`` to the end of the span: a rate, or why there is none.
    var history: [SummaryValue]
    /// At the end of the span, one a unit directly below.
    var children: [SummaryValue]

    /// At the end of a month; `nil` outside what is known.
    func value(_ month: Period) -> SummaryValue? {
        let place = start.distance(to: month)
        return history.indices.contains(place) ? history[place] : nil
    }

    /// At the end of the span.
    var last: SummaryValue { history.last ?? .none("—") }

    /// Whether a rate reaches the goal; `nil` where there is no rate or no goal.
    func isReached(_ value: SummaryValue) -> Bool? {
        guard let target, case .rate(let rate, _) = value, rate.whole > 0 else { return nil }
        // To a ten-thousandth, so that 0.85 is 85 % and not what a machine makes of it.
        return rate.part * 10_000 >= Int((target * 10_000).rounded()) * rate.whole
    }
}

/// What was found and what was mended, of one kind, month by month.
struct MendingCourse: Sendable {
    var key: String
    var name: String
    /// 处, 起, 个
    var unit: String
    /// 排查 and 整改, 排查 and 化解
    var foundWord: String
    var mendedWord: String
    /// New in each month of the span.
    var found: [SummaryValue]
    var mended: [SummaryValue]
    /// Of the whole span.
    var spanFound: SummaryValue
    var spanMended: SummaryValue
    /// At the end of the span, whenever it was found.
    var open: SummaryValue
    /// Mended of found since the campaign began.
    var rate: SummaryValue
    /// One a unit directly below: found, mended, open, rate.
    var children: [[SummaryValue]]
}

extension SummaryValue {
    /// What is known where sums go on without missing units, marked where they are missing.
    ///
    /// - Parameters:
    ///   - carried: The figure under the policy that was asked for.
    ///   - strict: The same figure, unknown as soon as a unit is missing.
    init(_ carried: Figure, strict: Figure) {
        if let number = carried.number {
            self = .count(number, isPartial: strict.number == nil)
        } else {
            self = .none(carried.description)
        }
    }

    var number: Int? { if case .count(let number, _) = self { number } else { nil } }

    var isPartial: Bool {
        switch self {
        case .count(_, let isPartial), .rate(_, let isPartial): isPartial
        default: false
        }
    }

    /// A part of a whole; why there is none where either is not known.
    static func rate(_ part: SummaryValue, of whole: SummaryValue) -> SummaryValue {
        guard let number = part.number else { return part == .blank ? .none("—") : .none(part.text) }
        guard let all = whole.number else { return .none(whole.text) }
        return .rate(Rate(part: number, whole: all), isPartial: part.isPartial || whole.isPartial)
    }

    static func difference(_ value: SummaryValue, _ other: SummaryValue) -> SummaryValue {
        guard let number = value.number else { return .none(value.text) }
        guard let less = other.number else { return .none(other.text) }
        let (result, overflow) = number.subtractingReportingOverflow(less)
        return overflow ? .none("—") : .count(result, isPartial: value.isPartial || other.isPartial)
    }
}
