import CivilTime
import Diagnostics
import Forms
import GRDB

/// How far a month has come, for one unit or all below it. Every count is of units that fill in forms.
public struct StatusCounts: Hashable, Sendable {
    /// 应报: those that owe the form, exempt ones left out.
    public var expected = 0
    /// 收到空表
    public var empty = 0
    /// 部分填写
    public var partial = 0
    /// 填写完整
    public var full = 0
    /// 迟报: what came first came after the due day; the others that were received are on time.
    public var late = 0
    /// 已退回, and nothing newer came.
    public var returned = 0
    /// 待退回: waits with findings of class A, judged with what counts now.
    public var mandatory = 0
    /// 待说明: waits with findings of class B that nobody explained, and none of class A.
    public var unexplained = 0
    /// 待审: the latest version waits, be it a correction of one that counts; those with findings too.
    public var waiting = 0
    /// 已采用 or 已锁定
    public var accepted = 0
    /// 免报
    public var exempt = 0
    /// Received although nothing is owed; in no rate.
    public var unexpected = 0

    /// Nothing is expected, nothing came.
    public init() {}

    /// 已收到, the empty ones too.
    public var received: Int { empty + partial + full }
    /// 缺报
    public var missing: Int { expected - received }
    /// 按时
    public var onTime: Int { received - late }
    /// 报送率: received of expected.
    public var receivedRate: Rate { Rate(part: received, whole: expected) }
    /// 按时率: on time of expected.
    public var onTimeRate: Rate { Rate(part: onTime, whole: expected) }
    /// 完整率: full of expected.
    public var fullRate: Rate { Rate(part: full, whole: expected) }
    /// 采用率: accepted of expected.
    public var acceptedRate: Rate { Rate(part: accepted, whole: expected) }

    /// Adds another part's counts.
    public static func += (sum: inout StatusCounts, part: StatusCounts) {
        sum.expected += part.expected
        sum.empty += part.empty
        sum.partial += part.partial
        sum.full += part.full
        sum.late += part.late
        sum.returned += part.returned
        sum.mandatory += part.mandatory
        sum.unexplained += part.unexplained
        sum.waiting += part.waiting
        sum.accepted += part.accepted
        sum.exempt += part.exempt
        sum.unexpected += part.unexpected
    }
}

/// One unit that fills in forms, and where its month stands.
public struct LeafStatus: Hashable, Sendable {
    /// What there is to do about it; the graver first.
    public enum Trouble: Int, Hashable, Sendable, Comparable {
        case missing, returned, mandatory, unexplained, wrong, empty, partial, late, none

        /// 缺报, 已退回待重报…
        public var word: String {
            switch self {
            case .missing: "缺报"
            case .returned: "已退回待重报"
            case .mandatory: "A 类问题待退回"
            case .unexplained: "B 类问题待说明"
            case .wrong: "已采用，现在有 A 类问题"
            case .empty: "收到空表"
            case .partial: "填写不全"
            case .late: "迟报"
            case .none: ""
            }
        }

        /// The graver first.
        public static func < (a: Trouble, b: Trouble) -> Bool { a.rawValue < b.rawValue }
    }

    /// Why nothing is owed.
    public enum Release: Hashable, Sendable {
        /// 尚未开办
        case notOpen
        /// 已停办
        case closed
        /// 免报
        case exempt
        /// The form is not owed in the month by anybody.
        case notOwed
        /// A unit with units below it, which are those that owe the form.
        case sum

        /// 未开办, 已停办, 免报…
        public var word: String {
            switch self {
            case .notOpen: "未开办"
            case .closed: "已停办"
            case .exempt: "免报"
            case .notOwed: "不用报"
            case .sum: "下级汇总"
            }
        }
    }

    /// Who.
    public var unit: ReportingUnit
    /// What to call it about.
    public var trouble: Trouble
    /// The latest version; 0 when nothing came.
    public var version: Int
    /// The state of the latest version; `exempt` for a month for which nothing is owed; `nil` when nothing came.
    public var state: SubmissionState?
    /// When something came first; `nil` when nothing came.
    public var received: Moment?
    /// Why the unit owes nothing; `nil` when it owes the form.
    public var release: Release?
    /// What came last and does not count, be it a correction of what does; `nil` when the latest version counts, and when nothing
    /// came.
    public var uncounted: Uncounted?
    /// What the first finding of class A says of a version that counts: a correction of another month, or other opening
    /// balances, made it wrong; empty where nothing did.
    public var wrong: String
    /// Who sent the latest version back or released the month (退回、免报), when and why; `nil` for other states.
    public var decided: ChangeNote?
    /// Whether any version counts, be it the latest or one before it.
    public var isAccepted: Bool
}

/// How far a form's month has come, along the tree.
public struct LedgerStatus: Hashable, Sendable {
    /// One unit of the table.
    public struct Row: Hashable, Sendable {
        /// Whose counts these are.
        public var unit: ReportingUnit
        /// How far below the first row's unit.
        public var depth: Int
        /// Of the unit and all below it.
        public var counts: StatusCounts
    }

    /// Which form.
    public var form: LedgerForm
    /// Which month.
    public var period: Period
    /// The last day that was in time.
    public var due: CalendarDay
    /// Units with units below them, from the top down; the unit itself when it fills in forms.
    public var rows: [Row]
    /// Those that were asked for, the graver trouble first, then in the order of the list of units.
    public var leaves: [LeafStatus]
}

/// Which units that fill in forms a status lists.
public enum StatusListing: Hashable, Sendable {
    case nobody
    /// Those that somebody has to call, at most so many.
    case troubled(limit: Int)
    case everybody
}

extension ReportLedger {
    /// What came for a month, what is missing, and whom to call.
    ///
    /// - Parameter unit: A code or name; `nil` for all.
    /// - Throws: ``Failure`` of kind `.content` for an unknown unit or a month outside the campaign.
    public func status(
        of form: LedgerForm, _ period: Period, under unit: String? = nil,
        listing: StatusListing = .troubled(limit: 1000)
    ) throws -> LedgerStatus {
        try read { db in
            let view = try LedgerView(db, asOf: nil)
            _ = try view.place(of: period)
            let top = try unit.map { try LedgerUnits.find(db, $0, .max) }
            let tree = try LedgerTree(db, under: top, asOf: nil)
            var counting = try StatusCounting(db, view, form, period, tree, try VersionJudge(db, rules))
            return try counting.run(listing)
        }
    }
}
