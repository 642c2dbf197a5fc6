import CivilTime
import Diagnostics
import Forms
import GRDB

/// The progress tables of a unit and of the units directly below it, month after month: what a summary is made of.
public struct ProgressCourse: Hashable, Sendable {
    /// The figures of one unit over the months.
    public struct Course: Hashable, Sendable {
        /// Whose figures these are.
        public var unit: ReportingUnit
        /// By month of ``ProgressCourse/periods``, then in the order of the indicators.
        public var months: [[IndicatorFigures]]

        /// What is known of an indicator in a month.
        ///
        /// - Precondition: Both are places from 0.
        public func figures(_ month: Int, _ indicator: Int) -> IndicatorFigures { months[month][indicator] }
    }

    /// From the campaign's first month on.
    public var periods: ClosedRange<Period>
    /// The unit that was asked for.
    public var own: Course
    /// The units directly below it, in the order of the list of units; none for one that fills in forms itself.
    public var children: [Course]
}

extension ReportLedger {
    /// The figures of a unit and of those directly below it, of every month up to one, in one walk over the ledger.
    ///
    /// - Parameters:
    ///   - unit: Its code, name or short name.
    ///   - last: Earlier months come with it, since 合计 follows from them.
    /// - Throws: ``Failure`` of kind `.content` when the unit is unknown or the month outside the campaign.
    public func progressCourse(
        of unit: String, through last: Period, _ indicators: IndicatorSet, _ how: LedgerReporting = LedgerReporting()
    ) throws -> ProgressCourse {
        try read { db in
            let view = try LedgerView(db, asOf: how.change)
            try view.check(indicators)
            let top = try LedgerUnits.find(db, unit, how.change ?? .max)
            var making = try CourseMaking(db, view, top, try view.place(of: last), indicators, how)
            try making.gather()
            return try making.course(through: last)
        }
    }
}

/// Adds up the months of one unit and of those directly below it.
private struct CourseMaking {
    private let view: LedgerView
    private let db: Database
    private let top: Int
    private let months: Int
    private let how: LedgerReporting
    private let tree: LedgerTree
    private let kinds: [IndicatorKind]
    private var sums: ProgressRollUp
    /// Of units that fill in forms, the one that was asked for or those directly below it.
    private var leaves: [Int: [[IndicatorFigures]]] = [:]

    init(
        _ db: Database, _ view: LedgerView, _ top: Int, _ last: Int, _ indicators: IndicatorSet, _ how: LedgerReporting
    ) throws {
        (self.db, self.view, self.top, self.how) = (db, view, top, how)
        months = last + 1
        tree = try LedgerTree(db, under: top, asOf: how.change)
        kinds = indicators.indicators.map(\.kind)
        sums = ProgressRollUp(kinds: kinds, months: months, sums: tree.sums.count, policy: how.policy)
    }

    mutating func gather() throws {
        guard let first = tree.leaves.first, let last = tree.leaves.last else { return }
        let walk = try LedgerWalk(
            db, view, through: months - 1, how.counting, units: Int(first.id)...Int(last.id))
        let start = Int32(clamping: view.periods.lowerBound.stored)
        for leaf in tree.leaves {
            try walk.move(to: leaf, opensAfter: start)
            if leaf.parent >= 0 { sums.add(walk.report, to: Int(leaf.parent)) }
            if leaf.parent <= 0 {
                leaves[Int(leaf.id)] = ProgressRollUp.figures(of: walk.report, kinds: kinds, policy: how.policy)
            }
        }
        for place in tree.sums.indices.reversed() where tree.sums[place].parent >= 0 {
            sums.add(sum: place, to: tree.sums[place].parent)
        }
    }

    func course(through last: Period) throws -> ProgressCourse {
        let own = tree.sums.isEmpty ? leaves[top] ?? [] : row(0)
        return ProgressCourse(
            periods: view.periods.lowerBound...last,
            own: ProgressCourse.Course(unit: try tree.unit(top), months: own),
            children: tree.sums.isEmpty ? [] : try children())
    }

    private func row(_ sum: Int) -> [[IndicatorFigures]] {
        (0..<months).map { month in kinds.indices.map { sums.figures(sum, month, $0) } }
    }

    private func children() throws -> [ProgressCourse.Course] {
        var rows: [(place: Int, id: Int, months: [[IndicatorFigures]])] = []
        for (place, sum) in tree.sums.enumerated() where sum.parent == 0 {
            rows.append((sum.place, sum.id, row(place)))
        }
        for leaf in tree.leaves where leaf.parent == 0 {
            rows.append((Int(leaf.place), Int(leaf.id), leaves[Int(leaf.id)] ?? []))
        }
        rows.sort { ($0.place, $0.id) < ($1.place, $1.id) }
        return try rows.map { ProgressCourse.Course(unit: try tree.unit($0.id), months: $0.months) }
    }
}
