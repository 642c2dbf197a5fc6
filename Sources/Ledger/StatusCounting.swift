import CivilTime
import Diagnostics
import Forms
import GRDB

/// Counts one month, unit by unit.
struct StatusCounting {
    private let db: Database
    private let view: LedgerView
    private let form: LedgerForm
    private let period: Period
    private let tree: LedgerTree
    private let due: CalendarDay
    private let isOwed: Bool
    private let judge: VersionJudge
    private var finding: StatusFinding

    /// Past this many versions that wait, what was found when they came stands for what is wrong with them now.
    private static let mostJudged = 20_000
    /// Past this many versions that count, they are not judged once more: they were when they were accepted.
    private static let mostAccepted = 3_000

    init(
        _ db: Database, _ view: LedgerView, _ form: LedgerForm, _ period: Period, _ tree: LedgerTree,
        _ judge: VersionJudge
    ) throws {
        self.db = db
        (self.view, self.form, self.period, self.tree, self.judge) = (view, form, period, tree, judge)
        due = (view.obligations[form]?.due ?? DueRule()).lastDay(for: period)
        isOwed = view.isOwed(form, period)
        finding = try StatusFinding(db, view, form, period)
    }

    /// A unit and what is known of it.
    private struct Entry {
        var found: StatusFinding.Found
        var place: Int32
        var release: LeafStatus.Release?
        /// Among the sums; −1 for the topmost.
        var parent = -1
        var trouble = LeafStatus.Trouble.none
        var uncounted: Uncounted?
        /// What is wrong with the version that counts, as things stand now.
        var wrong = ""
    }

    mutating func run(_ listing: StatusListing) throws -> LedgerStatus {
        var sums = [StatusCounts](repeating: StatusCounts(), count: tree.sums.count)
        var alone = StatusCounts()
        var listed: [Entry] = []
        var waiting: [Entry] = []
        var others: [Entry] = []
        for leaf in tree.leaves {
            var entry = Entry(found: try finding.find(Int(leaf.id)), place: leaf.place, parent: Int(leaf.parent))
            entry.release = release(leaf, entry.found)
            if entry.release == nil, entry.found.waits {
                waiting.append(entry)
                continue
            }
            others.append(entry)
        }
        try judgeAccepted(&others)
        try judgeAccepted(&waiting)
        for place in others.indices {
            settle(&others[place], [], &sums, &alone)
            if Self.isListed(others[place], listing) { listed.append(others[place]) }
        }
        for (place, found) in try judged(waiting).enumerated() {
            settle(&waiting[place], found, &sums, &alone)
            if Self.isListed(waiting[place], listing) { listed.append(waiting[place]) }
        }
        listed += try typedSums().filter { Self.isListed($0, listing) }
        for place in sums.indices.reversed() where tree.sums[place].parent >= 0 {
            sums[tree.sums[place].parent] += sums[place]
        }
        return LedgerStatus(
            form: form, period: period, due: due, rows: try rows(sums, alone), leaves: try leaves(listed, listing))
    }

    private func rows(_ sums: [StatusCounts], _ alone: StatusCounts) throws -> [LedgerStatus.Row] {
        if tree.sums.isEmpty, let leaf = tree.leaves.first {
            return [LedgerStatus.Row(unit: try tree.unit(Int(leaf.id)), depth: 0, counts: alone)]
        }
        return try zip(tree.sums, sums).map { sum, counts in
            LedgerStatus.Row(unit: try tree.unit(sum.id), depth: sum.depth, counts: counts)
        }
    }

    private func release(_ leaf: LedgerTree.Leaf, _ found: StatusFinding.Found) -> LeafStatus.Release? {
        let month = Int32(clamping: period.stored)
        if month < leaf.opens { return .notOpen }
        if month > leaf.closes { return .closed }
        if !isOwed { return .notOwed }
        return found.isExempt ? .exempt : nil
    }

    // MARK: - What waits

    private func judged(_ waiting: [Entry]) throws -> [[Finding]] {
        let versions = waiting.map { JudgedVersion(unit: $0.found.id, version: $0.found.version) }
        if versions.count > Self.mostJudged { return try versions.map { try judge.received(form, period, $0) } }
        return try judge.findings(form, period, versions, isWhole: false)
    }

    /// What was accepted may have become wrong by what came later for another month.
    private func judgeAccepted(_ entries: inout [Entry]) throws {
        let places = entries.indices.filter { entries[$0].release == nil && entries[$0].found.isAccepted }
        if places.count > Self.mostAccepted { return }
        let versions = places.map { JudgedVersion(unit: entries[$0].found.id, version: entries[$0].found.counting) }
        for (place, found) in zip(places, try judge.findings(form, period, versions, isWhole: false)) {
            entries[place].wrong = found.first { $0.severity == .mandatory }?.statement ?? ""
        }
    }

    /// Units with units below them that typed their sums, and whose tables wait with findings.
    private mutating func typedSums() throws -> [Entry] {
        var entries: [Entry] = []
        for sum in tree.sums {
            var entry = Entry(
                found: try finding.find(sum.id), place: Int32(clamping: sum.place), release: .sum, parent: -1)
            guard entry.found.waits else { continue }
            entry.uncounted = Self.uncounted(entry.found, try judged([entry])[0])
            entry.trouble = Self.trouble(entry.uncounted) ?? .none
            if entry.trouble != .none { entries.append(entry) }
        }
        return entries
    }

    private static func uncounted(_ found: StatusFinding.Found, _ findings: [Finding]) -> Uncounted? {
        var uncounted = latest(found, findings)
        uncounted?.counting = found.isAccepted ? found.counting : nil
        uncounted?.isLocked = found.isLocked
        return uncounted
    }

    private static func latest(_ found: StatusFinding.Found, _ findings: [Finding]) -> Uncounted? {
        guard found.waits || found.state == .returned else { return nil }
        if found.state == .returned { return Uncounted(version: found.version, reason: .returned) }
        let counts = findings.counts
        if counts.mandatory > 0 {
            return Uncounted(
                version: found.version, reason: .mandatory(counts.mandatory), example: counts.example)
        }
        if counts.explain > 0, found.state != .explained {
            return Uncounted(
                version: found.version, reason: .unexplained(counts.explain), example: counts.example)
        }
        return Uncounted(version: found.version, reason: .clean)
    }

    private static func trouble(_ uncounted: Uncounted?) -> LeafStatus.Trouble? {
        switch uncounted?.reason {
        case .returned: .returned
        case .mandatory: .mandatory
        case .unexplained: .unexplained
        case .undecided, .clean, nil: nil
        }
    }

    // MARK: - Counting

    private func settle(
        _ entry: inout Entry, _ findings: [Finding], _ sums: inout [StatusCounts], _ alone: inout StatusCounts
    ) {
        entry.uncounted = Self.uncounted(entry.found, findings)
        let counts = counts(entry)
        entry.trouble = entry.release == nil ? trouble(entry, counts) : .none
        if entry.parent >= 0 { sums[entry.parent] += counts } else { alone += counts }
    }

    private func counts(_ entry: Entry) -> StatusCounts {
        var counts = StatusCounts()
        let found = entry.found
        if let release = entry.release {
            counts.exempt = release == .exempt ? 1 : 0
            counts.unexpected = found.version > 0 ? 1 : 0
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
        counts.accepted = found.isAccepted ? 1 : 0
        counts.waiting = found.waits ? 1 : 0
        switch Self.trouble(entry.uncounted) {
        case .returned: counts.returned = found.isAccepted ? 0 : 1
        case .mandatory: counts.mandatory = 1
        case .unexplained: counts.unexplained = 1
        default: break
        }
        return counts
    }

    private func trouble(_ entry: Entry, _ counts: StatusCounts) -> LeafStatus.Trouble {
        if counts.missing > 0 { return .missing }
        // An empty table says all that its findings say, in fewer words.
        if let trouble = Self.trouble(entry.uncounted), trouble != .unexplained || counts.empty == 0 { return trouble }
        if !entry.wrong.isEmpty { return .wrong }
        if counts.empty > 0 { return .empty }
        if counts.partial > 0 { return .partial }
        return counts.late > 0 ? .late : .none
    }

    private static func isListed(_ entry: Entry, _ listing: StatusListing) -> Bool {
        switch listing {
        case .nobody: false
        case .troubled: entry.trouble != .none
        case .everybody: true
        }
    }

    private func decided(_ entry: Entry) throws -> ChangeNote? {
        let action: DecisionAction = entry.found.isExempt ? .exempt : .returnIt
        guard entry.found.isExempt || entry.found.state == .returned else { return nil }
        let statement = try db.cachedStatement(
            sql: """
                SELECT c.at, c.who, c.why FROM decision d JOIN change c ON c.number = d.change
                WHERE d.form = ? AND d.unit = ? AND d.period = ? AND d.action = ? ORDER BY d.change DESC LIMIT 1
                """)
        let row = try Row.fetchOne(
            statement, arguments: [form.rawValue, entry.found.id, period.stored, action.rawValue])
        guard let row, let at = Moment(row.text(0)) else { return nil }
        return ChangeNote(at: at, by: row.text(1), why: row.text(2))
    }

    private func leaves(_ listed: [Entry], _ listing: StatusListing) throws -> [LeafStatus] {
        var limit = listed.count
        if case .troubled(let most) = listing { limit = max(0, most) }
        let ordered = listed.sorted { ($0.trouble, $0.place) < ($1.trouble, $1.place) }
        return try ordered.prefix(limit).map { entry in
            let decided = try decided(entry)
            var uncounted = entry.uncounted
            if uncounted?.reason == .returned { uncounted?.example = decided?.words ?? "" }
            return LeafStatus(
                unit: try tree.unit(entry.found.id), trouble: entry.trouble, version: entry.found.version,
                state: entry.found.isExempt ? .exempt : entry.found.state, received: entry.found.received,
                release: entry.release, uncounted: uncounted, wrong: entry.wrong, decided: decided,
                isAccepted: entry.found.isAccepted)
        }
    }
}

extension ChangeNote {
    /// 张三 2017-06-03：停课
    public var words: String { "\(by) \(at.day)" + (why.isEmpty ? "" : "：\(why)") }
}
