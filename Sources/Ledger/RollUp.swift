import Diagnostics
import Dispatch
import Forms
import GRDB
import Synchronization

/// 新增 and 合计 of every unit with units below it, at and below one, for every month up to one.
public struct RollUp: Sendable {
    /// From the top down, neighbours in the order of the list of units.
    public let units: [ReportingUnit]
    /// The first month is the campaign's.
    public let periods: ClosedRange<Period>
    /// How many units that fill in forms were added up.
    public let leafCount: Int
    /// How many versions counted.
    public let submissionCount: Int
    /// The number of the last change that was counted.
    public let change: Int
    private let indicators: IndicatorSet
    private let sums: ProgressRollUp
    private let places: [String: Int]

    init(
        _ units: [ReportingUnit], _ periods: ClosedRange<Period>, _ indicators: IndicatorSet, _ sums: ProgressRollUp,
        leaves: Int, submissions: Int, change: Int
    ) {
        (self.units, self.periods, self.indicators, self.sums) = (units, periods, indicators, sums)
        (leafCount, submissionCount, self.change) = (leaves, submissions, change)
        places = Dictionary(units.enumerated().map { ($1.code, $0) }) { first, _ in first }
    }

    /// The figures of a sum; `nil` for a unit, month or key that the roll-up lacks.
    public func figures(of unit: String, in period: Period, _ key: IndicatorKey) -> IndicatorFigures? {
        guard let unit = places[unit], periods.contains(period), let indicator = indicators.place(of: key) else {
            return nil
        }
        return sums.figures(unit, periods.lowerBound.distance(to: period), indicator)
    }

    /// All figures of a sum, in the order of the indicators; `nil` for a unit or month that the roll-up lacks.
    public func figures(of unit: String, in period: Period) -> [IndicatorFigures]? {
        guard let unit = places[unit], periods.contains(period) else { return nil }
        let month = periods.lowerBound.distance(to: period)
        return indicators.indicators.indices.map { sums.figures(unit, month, $0) }
    }

    /// The level of a sum before the campaign's first month; `nil` for a unit or key that the roll-up lacks.
    public func opening(of unit: String, _ key: IndicatorKey) -> Figure? {
        guard let unit = places[unit], let indicator = indicators.place(of: key) else { return nil }
        return sums.total(unit, -1, indicator)
    }
}

extension ReportLedger {
    /// Adds up the progress tables along the tree: one scan over what is stored, on two cores where there are that many.
    ///
    /// - Parameters:
    ///   - unit: A code or name; `nil` for all.
    ///   - period: The last month; earlier ones come with it, since 合计 follows from them.
    ///   - change: As the ledger was at that change; `nil` as it is now.
    /// - Throws: ``Failure`` of kind `.content` for an unknown unit or month, `.system` when the ledger is damaged.
    public func rollUp(
        _ indicators: IndicatorSet, under unit: String? = nil, through period: Period,
        policy: MissingPolicy = .strict, counting: Counting = .accepted, asOf change: Int? = nil
    ) throws -> RollUp {
        let job = RollUpJob(
            ledger: self, indicators: indicators, unit: unit, period: period, policy: policy, counting: counting,
            change: change)
        return try job.run()
    }
}

/// One roll-up, in parts that run at the same time.
private struct RollUpJob: Sendable {
    let ledger: ReportLedger
    let indicators: IndicatorSet
    let unit: String?
    let period: Period
    let policy: MissingPolicy
    let counting: Counting
    let change: Int?

    /// Below this many units, a second thread costs more than it gives.
    private static let smallest = 20_000

    private struct Part {
        var sums: ProgressRollUp
        var submissions: Int
        /// The last change of the view that the part was made from.
        var change: Int
    }

    private struct Plan {
        var view: LedgerView
        var leaves: [LedgerTree.Leaf]
        var sums: [LedgerTree.Sum]
        var units: [ReportingUnit]
        var change: Int
    }

    func run() throws -> RollUp {
        let plan = try ledger.read { try makePlan($0) }
        var parts = try parallel(plan)
        // Something was written between the two views.
        if Set(parts.map(\.change)).count > 1 { parts = [try part(plan, 0..<plan.leaves.count)] }
        let submissions = parts.reduce(0) { $0 + $1.submissions }
        guard var sums = parts.popLast()?.sums else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
        while let other = parts.popLast() { sums.merge(other.sums) }
        for place in plan.sums.indices.reversed() where plan.sums[place].parent >= 0 {
            sums.add(sum: place, to: plan.sums[place].parent)
        }
        return RollUp(
            plan.units, plan.view.periods.lowerBound...period, indicators, sums, leaves: plan.leaves.count,
            submissions: submissions, change: change ?? plan.change)
    }

    private func makePlan(_ db: Database) throws -> Plan {
        let view = try LedgerView(db, asOf: change)
        try view.check(indicators)
        _ = try view.place(of: period)
        let top = try unit.map { try LedgerUnits.find(db, $0, change ?? .max) }
        let tree = try LedgerTree(db, under: top, asOf: change)
        let units = try tree.sums.map { try tree.unit($0.id, withParent: $0.parent >= 0) }
        return Plan(
            view: view, leaves: tree.leaves, sums: tree.sums, units: units, change: try ReportLedger.lastChange(db))
    }

    private func parallel(_ plan: Plan) throws -> [Part] {
        let count = plan.leaves.count
        if count < Self.smallest { return [try part(plan, 0..<count)] }
        let results = Mutex<[Int: Result<Part, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: 2) { half in
            let range = half == 0 ? 0..<(count / 2) : (count / 2)..<count
            let result = Result { try part(plan, range) }
            results.withLock { $0[half] = result }
        }
        return try results.withLock { found in
            defer { found = [:] }
            return try [0, 1].compactMap { try found[$0]?.get() }
        }
    }

    private func part(_ plan: Plan, _ range: Range<Int>) throws -> Part {
        try ledger.read { db in
            let months = plan.view.periods.lowerBound.distance(to: period) + 1
            var sums = ProgressRollUp(
                kinds: indicators.indicators.map(\.kind), months: months, sums: plan.sums.count, policy: policy)
            var submissions = 0
            let leaves = plan.leaves[range]
            if let first = leaves.first, let last = leaves.last {
                let walk = try LedgerWalk(
                    db, plan.view, through: months - 1, counting, units: Int(first.id)...Int(last.id))
                let start = Int32(clamping: plan.view.periods.lowerBound.stored)
                for leaf in leaves where leaf.parent >= 0 {
                    try walk.move(to: leaf, opensAfter: start)
                    submissions += walk.months.reduce(0) { $0 + ($1.version > 0 ? 1 : 0) }
                    sums.add(walk.report, to: Int(leaf.parent))
                }
            }
            return Part(sums: sums, submissions: submissions, change: try ReportLedger.lastChange(db))
        }
    }
}
