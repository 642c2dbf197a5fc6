import CivilTime
import Diagnostics
import Forms
import GRDB

/// How a report is made from a ledger.
public struct LedgerReporting: Hashable, Sendable {
    /// What the sums do with units of which nothing counts.
    public var policy: MissingPolicy
    /// Which versions count.
    public var counting: Counting
    /// As the ledger was at that change (`asSent`); `nil` as it is now (`asNow`).
    public var change: Int?

    /// Strict, of what was accepted, as it is now, unless said otherwise.
    public init(policy: MissingPolicy = .strict, counting: Counting = .accepted, asOf change: Int? = nil) {
        self.policy = policy
        self.counting = counting
        self.change = change
    }
}

extension ReportLedger {
    /// The progress table of a unit at any level, without holding the units below it in memory.
    ///
    /// - Parameter unit: Its code, name or short name.
    /// - Throws: ``Failure`` of kind `.content` when the unit is unknown or the month outside the campaign.
    public func progressReport(
        of unit: String, period: Period, _ indicators: IndicatorSet, _ how: LedgerReporting = LedgerReporting(),
        signatures: Signatures = Signatures()
    ) throws -> ProgressReport {
        try read { db in
            let view = try LedgerView(db, asOf: how.change)
            try view.check(indicators)
            let top = try LedgerUnits.find(db, unit, how.change ?? .max)
            var making = try ReportMaking(db, view, top, try view.place(of: period), indicators, how)
            try making.gather()
            return try making.report(period, signatures)
        }
    }
}

/// Makes one progress table in one walk.
private struct ReportMaking {
    private let db: Database
    private let view: LedgerView
    private let top: Int
    private let month: Int
    private let indicators: IndicatorSet
    private let how: LedgerReporting
    private let tree: LedgerTree
    private let kinds: [IndicatorKind]
    private var sums: ProgressRollUp
    private var events: [(place: Int32, id: Int, history: LeafHistory)] = []
    private var leafRows: [Int: [IndicatorFigures]] = [:]
    private var note = ""

    init(
        _ db: Database, _ view: LedgerView, _ top: Int, _ month: Int, _ indicators: IndicatorSet,
        _ how: LedgerReporting
    ) throws {
        (self.db, self.view, self.top, self.month) = (db, view, top, month)
        (self.indicators, self.how) = (indicators, how)
        tree = try LedgerTree(db, under: top, asOf: how.change)
        kinds = indicators.indicators.map(\.kind)
        sums = ProgressRollUp(kinds: kinds, months: month + 1, sums: tree.sums.count, policy: how.policy)
    }

    mutating func gather() throws {
        guard let first = tree.leaves.first, let last = tree.leaves.last else { return }
        let walk = try LedgerWalk(
            db, view, through: month, how.counting, units: Int(first.id)...Int(last.id), wantsWords: true)
        let start = Int32(clamping: view.periods.lowerBound.stored)
        let teller = ReportEvents(indicators: indicators, due: due)
        for leaf in tree.leaves {
            try walk.move(to: leaf, opensAfter: start)
            if leaf.parent >= 0 { sums.add(walk.report, to: Int(leaf.parent)) }
            if leaf.parent <= 0 {
                leafRows[Int(leaf.id)] =
                    ProgressRollUp.figures(of: walk.report, kinds: kinds, policy: how.policy)[month]
            }
            if leaf.parent < 0 { note = walk.words.note }
            let history = try walk.history()
            if teller.isEventful(history) { events.append((leaf.place, Int(leaf.id), history)) }
        }
        for place in tree.sums.indices.reversed() where tree.sums[place].parent >= 0 {
            sums.add(sum: place, to: tree.sums[place].parent)
        }
    }

    private var due: DueRule { view.obligations[.progress]?.due ?? DueRule() }

    func report(_ period: Period, _ signatures: Signatures) throws -> ProgressReport {
        var told = ReportEvents(indicators: indicators, due: due)
        for event in events.sorted(by: { ($0.place, $0.id) < ($1.place, $1.id) }) {
            try told.add(event.history) { try tree.unit(event.id) }
        }
        let own = tree.sums.isEmpty ? leafRows[top] ?? [] : row(0)
        return ProgressReport(
            campaign: view.name, indicators: indicators, unit: try tree.unit(top), period: period, policy: how.policy,
            figures: own, children: tree.sums.isEmpty ? [] : try children(), events: told,
            note: tree.sums.isEmpty ? note : try ownNote(period), signatures: signatures)
    }

    private func row(_ sum: Int) -> [IndicatorFigures] { kinds.indices.map { sums.figures(sum, month, $0) } }

    private func children() throws -> [ProgressReport.UnitFigures] {
        var rows: [(place: Int, id: Int, figures: [IndicatorFigures])] = []
        for (place, sum) in tree.sums.enumerated() where sum.parent == 0 {
            rows.append((sum.place, sum.id, row(place)))
        }
        for leaf in tree.leaves where leaf.parent == 0 {
            rows.append((Int(leaf.place), Int(leaf.id), leafRows[Int(leaf.id)] ?? []))
        }
        rows.sort { ($0.place, $0.id) < ($1.place, $1.id) }
        return try rows.map { ProgressReport.UnitFigures.make(try tree.unit($0.id), $0.figures) }
    }

    /// What a unit with units below it wrote in its own table.
    private func ownNote(_ period: Period) throws -> String {
        let versions = try VersionRows(db, view).counted(.progress, top, period, how.counting)
        guard case .progress(let content)? = versions.last?.inForce else { return "" }
        return content.note
    }
}
