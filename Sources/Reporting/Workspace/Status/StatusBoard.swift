import CivilTime
import Forms
import Ledger

/// How far a campaign's month has come, as an officer sees it: the counts, each unit, and whom to call (报送情况).
public struct StatusBoard: Hashable, Sendable {
    /// 活动名称
    public var campaign: String
    /// The month whose counts these are.
    public var period: Period
    /// The day on which lateness is judged.
    public var day: CalendarDay
    /// One a form that is owed, in their order. Their leaves are all units of the part that was asked for.
    public var forms: [LedgerStatus]
    /// Whom to call, the longest overdue first (催报名单).
    public var calls: [StatusCall]
    /// True when there were more to call than are listed.
    public var isCut: Bool

    /// The headings of the counts, in the order of ``cells(of:)``.
    public static let headings = ["应报", "已收", "完整", "部分", "空表", "按时", "迟报", "退回", "待审", "采用", "缺报", "免报"]

    /// The counts in the order of ``headings``.
    public static func cells(of counts: StatusCounts) -> [Int] {
        [
            counts.expected, counts.received, counts.full, counts.partial, counts.empty, counts.onTime, counts.late,
            counts.returned, counts.waiting, counts.accepted, counts.missing, counts.exempt,
        ]
    }

    /// The headings of the rates, each with what is divided by what, in the order of ``rates(of:)``.
    public static let rateHeadings = ["报送率\n（已收/应报）", "按时率\n（按时/应报）", "完整率\n（完整/应报）", "采用率\n（采用/应报）"]

    /// In the order of ``rateHeadings``.
    public static func rates(of counts: StatusCounts) -> [Rate] {
        [counts.receivedRate, counts.onTimeRate, counts.fullRate, counts.acceptedRate]
    }
}

/// A unit to call about one form of one month.
public struct StatusCall: Hashable, Sendable {
    /// Who.
    public var unit: ReportingUnit
    /// About which form.
    public var form: LedgerForm
    /// Of which month.
    public var period: Period
    /// What is the matter.
    public var trouble: LeafStatus.Trouble
    /// What came and does not count; `nil` when nothing came, and for what counts.
    public var uncounted: Uncounted?
    /// As ``Ledger/LeafStatus/wrong``.
    public var wrong: String
    /// The last day that was in time.
    public var due: CalendarDay
    /// How many days have gone since, as of the board's day; negative before it.
    public var overdueDays: Int

    /// 缺报; of what came and does not count, why: 已收到但未采用：第 1 版有 2 条 A 类问题，待退回.
    public var reason: String {
        if trouble == .wrong { return "\(trouble.word)（\(wrong)）" }
        return trouble <= .unexplained ? uncounted?.words ?? trouble.word : trouble.word
    }

    /// 逾期 5 天, 今天到期, 还有 3 天.
    public var delay: String {
        if overdueDays > 0 { return "逾期 \(overdueDays) 天" }
        return overdueDays == 0 ? "今天到期" : "还有 \(-overdueDays) 天"
    }

    /// Whether it waits for an explanation, whatever else is the matter.
    var isUnexplained: Bool { if case .unexplained = uncounted?.reason { true } else { false } }

    /// The longest overdue first, then the graver trouble; units in the order of their list.
    static func sorted(_ calls: [StatusCall]) -> [StatusCall] {
        let order = calls.enumerated().sorted { a, b in
            (-a.element.overdueDays, a.element.trouble, a.offset) < (
                -b.element.overdueDays, b.element.trouble, b.offset
            )
        }
        return order.map(\.element)
    }
}

extension StatusBoard {
    /// What lists call the unit that was asked for.
    public var unitLabel: String { forms.first?.rows.first?.unit.label ?? "" }
}
