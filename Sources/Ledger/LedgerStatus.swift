import CivilTime
import Diagnostics
import Forms
import GRDB

/// A part of a whole, never more than the whole.
public struct Rate: Hashable, Sendable {
    /// The numerator.
    public var part: Int
    /// The denominator; 0 when there is nothing to compare with.
    public var whole: Int

    /// So many of so many.
    public init(part: Int, whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// 0.875 is 87.5 %; `nil` of nothing: “—”, never 0 % or 100 %.
    public var value: Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}

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
    /// 已采用 or 已锁定
    public var accepted = 0
    /// 免报
    public var exempt = 0
    /// Received although nothing is owed; in no rate.
    public var unexpected = 0

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

    static func += (sum: inout StatusCounts, part: StatusCounts) {
        sum.expected += part.expected
        sum.empty += part.empty
        sum.partial += part.partial
        sum.full += part.full
        sum.late += part.late
        sum.returned += part.returned
        sum.accepted += part.accepted
        sum.exempt += part.exempt
        sum.unexpected += part.unexpected
    }
}

/// One unit that fills in forms, and where its month stands.
public struct LeafStatus: Hashable, Sendable {
    /// What there is to do about it; the graver first.
    public enum Trouble: Int, Hashable, Sendable, Comparable {
        case missing, returned, empty, partial, late, none

        /// 缺报, 已退回待重报…
        public var word: String {
            switch self {
            case .missing: "缺报"
            case .returned: "已退回待重报"
            case .empty: "收到空表"
            case .partial: "填写不全"
            case .late: "迟报"
            case .none: ""
            }
        }

        /// The graver first.
        public static func < (a: Trouble, b: Trouble) -> Bool { a.rawValue < b.rawValue }
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
            var counting = try StatusCounting(db, view, form, period, try LedgerTree(db, under: top, asOf: nil))
            return try counting.run(listing)
        }
    }
}

/// Counts one month, unit by unit.
private struct StatusCounting {
    private let db: Database
    private let view: LedgerView
    private let form: LedgerForm
    private let period: Period
    private let tree: LedgerTree
    private let due: CalendarDay
    private let versions: SQLStatement
    private let receipt: SQLStatement
    private let exemptions: Set<Int>
    private var lastReceipt: (change: Int, moment: Moment?) = (0, nil)
    private var listed: [(trouble: LeafStatus.Trouble, place: Int32, found: Found)] = []

    /// What is known of one unit.
    private struct Found {
        var id: Int
        var version = 0
        var state: SubmissionState?
        var received: Moment?
        var completeness = Completeness.empty
        var isAccepted = false
        var isExempt = false
    }

    init(_ db: Database, _ view: LedgerView, _ form: LedgerForm, _ period: Period, _ tree: LedgerTree) throws {
        (self.db, self.view, self.form, self.period, self.tree) = (db, view, form, period, tree)
        due = (view.obligations[form]?.due ?? DueRule()).lastDay(for: period)
        exemptions = try Exemptions.keys(db, form, asOf: nil)
        versions = try SQLStatement(
            db,
            """
            SELECT version, state, change, completeness, content FROM submission
            WHERE form = ? AND unit = ? AND period = ? ORDER BY version
            """)
        try versions.bind(form.rawValue, at: 1)
        try versions.bind(period.stored, at: 3)
        receipt = try SQLStatement(db, "SELECT received FROM receipt WHERE change = ?")
    }

    mutating func run(_ listing: StatusListing) throws -> LedgerStatus {
        var sums = [StatusCounts](repeating: StatusCounts(), count: tree.sums.count)
        var alone = StatusCounts()
        let isOwed = view.isOwed(form, period)
        for leaf in tree.leaves {
            let found = try find(Int(leaf.id))
            let counts = count(found, isOwed && leaf.reports(in: Int32(clamping: period.stored)))
            if leaf.parent >= 0 { sums[Int(leaf.parent)] += counts } else { alone += counts }
            note(found, counts, leaf.place, listing)
        }
        for place in sums.indices.reversed() where tree.sums[place].parent >= 0 {
            sums[tree.sums[place].parent] += sums[place]
        }
        var rows = try tree.sums.enumerated().map { place, sum in
            LedgerStatus.Row(unit: try tree.unit(sum.id), depth: sum.depth, counts: sums[place])
        }
        if rows.isEmpty, let leaf = tree.leaves.first {
            rows = [LedgerStatus.Row(unit: try tree.unit(Int(leaf.id)), depth: 0, counts: alone)]
        }
        return LedgerStatus(form: form, period: period, due: due, rows: rows, leaves: try leaves(listing))
    }

    private mutating func find(_ id: Int) throws -> Found {
        var found = Found(id: id)
        found.isExempt = exemptions.contains(Exemptions.key(id, period.stored))
        try versions.bind(id, at: 2)
        defer { versions.reset() }
        var content: ProgressContent?
        while try versions.step() {
            if found.version == 0 { found.received = try received(versions.int(2)) }
            found.version = versions.int(0)
            let state = SubmissionState(rawValue: versions.int(1)) ?? .received
            found.state = state
            if Counting.accepted.counts(state) { found.isAccepted = true }
            let own = Completeness(rawValue: versions.int(3)) ?? .empty
            found.completeness = max(found.completeness, own)
            // A correction may hold only what changed.
            if form == .progress, own == .partial { content = merged(content, versions.blob(4)) }
        }
        if let content { found.completeness = max(found.completeness, content.completeness) }
        return found
    }

    private func merged(_ earlier: ProgressContent?, _ bytes: UnsafeRawBufferPointer) -> ProgressContent? {
        guard let next = ProgressContent.read(bytes, places: view.places, unit: "", period: period) else {
            return earlier
        }
        return earlier.map { next.over($0) } ?? next
    }

    private mutating func received(_ change: Int) throws -> Moment? {
        if lastReceipt.change == change { return lastReceipt.moment }
        try receipt.bind(change, at: 1)
        defer { receipt.reset() }
        lastReceipt = (change, try receipt.step() ? Moment(receipt.text(0)) : nil)
        return lastReceipt.moment
    }

    private func count(_ found: Found, _ isOwed: Bool) -> StatusCounts {
        var counts = StatusCounts()
        guard isOwed, !found.isExempt else {
            if isOwed { counts.exempt = 1 }
            if found.version > 0 { counts.unexpected = 1 }
            return counts
        }
        counts.expected = 1
        guard found.version > 0 else { return counts }
        switch found.completeness {
        case .empty: counts.empty = 1
        case .partial: counts.partial = 1
        case .full: counts.full = 1
        }
        if let day = found.received?.day, day > due { counts.late = 1 }
        if found.isAccepted { counts.accepted = 1 } else if found.state == .returned { counts.returned = 1 }
        return counts
    }

    private func trouble(_ counts: StatusCounts) -> LeafStatus.Trouble {
        if counts.missing > 0 { return .missing }
        if counts.returned > 0 { return .returned }
        if counts.empty > 0 { return .empty }
        if counts.partial > 0 { return .partial }
        return counts.late > 0 ? .late : .none
    }

    private mutating func note(_ found: Found, _ counts: StatusCounts, _ place: Int32, _ listing: StatusListing) {
        let trouble = trouble(counts)
        switch listing {
        case .nobody: return
        case .troubled where trouble == .none: return
        case .troubled, .everybody: listed.append((trouble, place, found))
        }
    }

    private func leaves(_ listing: StatusListing) throws -> [LeafStatus] {
        var limit = listed.count
        if case .troubled(let most) = listing { limit = max(0, most) }
        let ordered = listed.sorted { ($0.trouble, $0.place) < ($1.trouble, $1.place) }
        return try ordered.prefix(limit).map { entry in
            LeafStatus(
                unit: try tree.unit(entry.found.id), trouble: entry.trouble, version: entry.found.version,
                state: entry.found.isExempt ? .exempt : entry.found.state, received: entry.found.received)
        }
    }
}
