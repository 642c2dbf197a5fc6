import Forms
import GRDB

/// Something that was set up otherwise after a report was made, and that its figures follow from.
public struct SetupCause: Hashable, Sendable {
    /// What was changed.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// 期初数
        case openings
        /// 单位表: who reports to whom, from when until when.
        case units
        /// 专项工作设置: months, indicators, what is owed.
        case campaign

        /// 期初数, 单位表, 专项工作设置.
        public var word: String {
            switch self {
            case .openings: "期初数"
            case .units: "单位表"
            case .campaign: "专项工作设置"
            }
        }
    }

    /// What was changed.
    public var kind: Kind
    /// The number of the change.
    public var change: Int
    /// Who, when and why.
    public var note: ChangeNote
    /// Codes of the units of which it was changed, in the order of their numbers; empty for the campaign as a whole.
    public var units: [String]
    /// Keys of the indicators whose 期初数 it gives otherwise; empty for anything else.
    public var keys: [String]
    /// Codes of these units and of all that are or were above them.
    var path: Set<String>

    /// 新增 of a flow never follows from 期初数.
    func touches(_ unit: String, _ indicator: Indicator, _ row: FigureRow) -> Bool {
        switch kind {
        case .campaign: true
        case .units: path.contains(unit)
        case .openings:
            path.contains(unit) && keys.contains(indicator.key.name) && (row == .total || indicator.kind == .stock)
        }
    }
}

/// Finds what was set up otherwise since a report was made.
struct SetupCauses {
    private let db: Database
    private let report: SentReport
    private let since: Int
    private let then: LedgerView
    private let now: LedgerView

    init(_ db: Database, _ report: SentReport) throws {
        self.db = db
        self.report = report
        since = report.how.change ?? 0
        then = try LedgerView(db, asOf: report.how.change)
        now = try LedgerView(db, asOf: nil)
    }

    /// Whether the report can be made from the ledger as it is now, figure by figure.
    var isComparable: Bool {
        now.periods.contains(report.period)
            && (report.form != .progress || then.indicatorKeys == now.indicatorKeys)
    }

    /// In the order of the changes.
    func find() throws -> [SetupCause] {
        let openings = report.form == .progress ? try self.openings() : []
        return try (openings + units() + campaigns()).sorted {
            ($0.change, $0.kind.rawValue) < ($1.change, $1.kind.rawValue)
        }
    }

    // MARK: - Opening balances

    private func openings() throws -> [SetupCause] {
        let sql = """
            SELECT unit, change, content FROM opening WHERE unit IN (SELECT unit FROM opening WHERE change > ?)
            ORDER BY unit, change
            """
        let rows = try Row.fetchCursor(db, sql: sql, arguments: [since])
        var collected = Collected()
        var (present, levels) = (0, [Int: Int]())
        while let row = try rows.next() {
            let unit = row.int(0)
            if unit != present { (present, levels) = (unit, [:]) }
            var places: Set<Int> = []
            let isSound = row.bytes(2).withUnsafeBytes {
                ProgressContent.read($0, places: now.places) { place, value in
                    guard case .level(let level) = value else { return }
                    if levels.updateValue(level, forKey: place) != level { places.insert(place) }
                }
            }
            if !isSound { throw LedgerDamage.error("opening", unit) }
            if row.int(1) > since, !places.isEmpty { collected.add(unit, to: row.int(1), places) }
        }
        return try causes(.openings, collected)
    }

    // MARK: - Units

    private struct State: Equatable {
        var parent: Int
        var opens: Int?
        var closes: Int?
        var isSummary: Bool
    }

    /// Names and the order of the list are in no figure.
    private func units() throws -> [SetupCause] {
        let sql = """
            SELECT unit, change, parent, opens, closes, summary FROM unit_state
            WHERE unit IN (SELECT unit FROM unit_state WHERE change > ?) ORDER BY unit, change
            """
        let rows = try Row.fetchCursor(db, sql: sql, arguments: [since])
        var collected = Collected()
        var (present, known) = (0, State?.none)
        while let row = try rows.next() {
            let unit = row.int(0)
            if unit != present { (present, known) = (unit, nil) }
            let state = State(
                parent: row.int(2), opens: row.optionalInt(3), closes: row.optionalInt(4), isSummary: row.int(5) == 1)
            if row.int(1) > since, state != known { collected.add(unit, to: row.int(1)) }
            known = state
        }
        return try causes(.units, collected)
    }

    // MARK: - The campaign

    private func campaigns() throws -> [SetupCause] {
        let changes = try Int.fetchAll(
            db, sql: "SELECT change FROM campaign WHERE change > ? ORDER BY change", arguments: [since])
        var before = then
        return try changes.compactMap { change in
            let after = try LedgerView(db, asOf: change)
            defer { before = after }
            if isSame(before, after) { return nil }
            return SetupCause(
                kind: .campaign, change: change, note: try Self.note(db, change), units: [], keys: [], path: [])
        }
    }

    /// As far as the report's figures follow from it.
    private func isSame(_ a: LedgerView, _ b: LedgerView) -> Bool {
        guard a.periods.lowerBound == b.periods.lowerBound,
            a.periods.contains(report.period) == b.periods.contains(report.period)
        else { return false }
        guard report.form == .progress else { return a.obligations[.form1]?.due == b.obligations[.form1]?.due }
        let months = max(0, min(a.months, a.periods.lowerBound.distance(to: report.period) + 1))
        return a.indicatorKeys == b.indicatorKeys
            && (0..<months).map { a.periods.lowerBound.advanced(by: $0) }.allSatisfy {
                a.isOwed(.progress, $0) == b.isOwed(.progress, $0)
            }
    }

    // MARK: - What they share

    /// Units of which something is new, by change.
    private struct Collected {
        var units: [Int: [Int]] = [:]
        var places: [Int: Set<Int>] = [:]

        mutating func add(_ unit: Int, to change: Int, _ places: Set<Int> = []) {
            units[change, default: []].append(unit)
            self.places[change, default: []].formUnion(places)
        }
    }

    /// Only of units that are, or were, at or below the report's.
    private func causes(_ kind: SetupCause.Kind, _ collected: Collected) throws -> [SetupCause] {
        try collected.units.keys.sorted().compactMap { change in
            var (codes, path) = ([String](), Set<String>())
            for unit in collected.units[change] ?? [] {
                let own = try [change - 1, change].reduce(into: Set<String>()) {
                    $0.formUnion(try LedgerUnits.path(db, unit, $1))
                }
                guard own.contains(report.unit) else { continue }
                codes.append(try LedgerUnits.unit(db, unit, .max, withParent: false).code)
                path.formUnion(own)
            }
            if codes.isEmpty { return nil }
            let places = collected.places[change] ?? []
            return SetupCause(
                kind: kind, change: change, note: try Self.note(db, change), units: codes,
                keys: now.indicatorKeys.enumerated().filter { places.contains($0.offset) }.map(\.element), path: path)
        }
    }

    /// Who made a change, when and why.
    static func note(_ db: Database, _ change: Int) throws -> ChangeNote {
        let row = try Row.fetchOne(db, sql: "SELECT at, who, why FROM change WHERE number = ?", arguments: [change])
        guard let row, let at = Moment(row.text(0)) else { throw LedgerDamage.error("change", change) }
        return ChangeNote(at: at, by: row.text(1), why: row.text(2))
    }
}
