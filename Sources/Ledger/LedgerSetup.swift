import Diagnostics
import Forms
import GRDB

/// What a ledger is about: the campaign, who reports, and which forms are owed.
public struct LedgerSetup: Sendable {
    /// 活动名称
    public var campaign: String
    /// The months that it covers.
    public var periods: ClosedRange<Period>
    /// The indicators of the progress table; `nil` for a campaign that has none.
    public var indicators: IndicatorSet?
    /// Who reports, and to whom.
    public var units: UnitTree
    /// Codes of units that hand in the sum of all below them (汇总填报), so that nothing below them is expected here.
    public var summaries: Set<String>
    /// Which forms are owed, and until when.
    public var obligations: [Obligation]

    /// Without indicators and summaries, unless they are given.
    public init(
        campaign: String, periods: ClosedRange<Period>, indicators: IndicatorSet? = nil, units: UnitTree,
        summaries: Set<String> = [], obligations: [Obligation]
    ) {
        self.campaign = campaign
        self.periods = periods
        self.indicators = indicators
        self.units = units
        self.summaries = summaries
        self.obligations = obligations
    }
}

/// That every unit that fills in forms owes one of this kind each month (报送任务).
public struct Obligation: Hashable, Sendable {
    /// Which form.
    public var form: LedgerForm
    /// Until when.
    public var due: DueRule
    /// For which months; `nil` for all of the campaign.
    public var periods: ClosedRange<Period>?

    /// For all months, unless said otherwise.
    public init(_ form: LedgerForm, due: DueRule, periods: ClosedRange<Period>? = nil) {
        self.form = form
        self.due = due
        self.periods = periods
    }
}

/// What became of a list of units that was given to a ledger.
public struct UnitsOutcome: Hashable, Sendable {
    /// Codes of units that the ledger did not have.
    public var added: [String] = []
    /// Codes of units of which something is new.
    public var changed: [String] = []
    /// Codes of units that the list lacks; they stay. To close one, give it a last month (末报期间).
    public var absent: [String] = []
}

extension ReportLedger {
    /// Writes a new version of what the ledger is about. What was written before stays in the history.
    ///
    /// - Throws: ``Failure`` of kind `.content` when an obligation is not consistent, `.system` when the ledger refuses.
    @discardableResult
    public func configure(_ setup: LedgerSetup, _ note: ChangeNote) throws -> UnitsOutcome {
        let months = setup.periods.lowerBound.distance(to: setup.periods.upperBound) + 1
        guard months <= Campaign.longestInMonths else {
            throw Failure(
                .content, "ledger.too-long", "专项工作最长 \(Campaign.longestInMonths) 个月，实为 \(months) 个月", remedy: "请改正起止月份")
        }
        return try write { db in
            let change = try Self.begin(.campaign, note, db)
            let set = try setup.indicators.map { try Self.number(of: $0, db) }
            try db.execute(
                sql: "INSERT INTO campaign VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    change, setup.campaign, setup.periods.lowerBound.stored, setup.periods.upperBound.stored, set,
                ])
            for obligation in setup.obligations { try Self.insert(obligation, setup.periods, change, db) }
            var units = UnitWriting(db, change)
            return try units.write(setup.units, summaries: setup.summaries)
        }
    }

    /// Adds units and writes down what of known ones is new.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the ledger refuses.
    @discardableResult
    public func setUnits(_ units: UnitTree, summaries: Set<String> = [], _ note: ChangeNote) throws -> UnitsOutcome {
        try write { db in
            var writing = UnitWriting(db, try Self.begin(.units, note, db))
            return try writing.write(units, summaries: summaries)
        }
    }

    private static func insert(
        _ obligation: Obligation, _ periods: ClosedRange<Period>, _ change: Int, _ db: Database
    ) throws {
        guard (1...31).contains(obligation.due.day), (0...120).contains(obligation.due.monthOffset) else {
            throw Failure(
                .content, "ledger.due", at: Place(record: obligation.form.label),
                "报送期限应为每月 1 到 31 日、最多晚 120 个月，实为第 \(obligation.due.monthOffset) 个月后 \(obligation.due.day) 日",
                remedy: "请改正")
        }
        let span = obligation.periods ?? periods
        try db.execute(
            sql: "INSERT INTO obligation VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                obligation.form.rawValue, change, obligation.due.day, obligation.due.monthOffset,
                span.lowerBound.stored, span.upperBound.stored,
            ])
    }

    /// The number of the set with exactly these indicators, written when new.
    private static func number(of set: IndicatorSet, _ db: Database) throws -> Int {
        let keys = StoredJSON.text(set.indicators.map(\.key.name))
        if let known = try Int.fetchOne(db, sql: "SELECT id FROM indicator_set WHERE indicators = ?", arguments: [keys])
        {
            return known
        }
        try db.execute(sql: "INSERT INTO indicator_set (key, indicators) VALUES (?, ?)", arguments: [set.key, keys])
        return Int(db.lastInsertedRowID)
    }
}

/// Writes units; those that are new get numbers in the order of the tree, so that a subtree lies together.
private struct UnitWriting {
    let db: Database
    let change: Int
    private var known: [String: Int] = [:]

    init(_ db: Database, _ change: Int) {
        self.db = db
        self.change = change
    }

    private struct State: Equatable {
        var place: Int
        var name: String
        var shortName: String?
        var kind: String
        var parent: Int?
        var opens: Int?
        var closes: Int?
        var isSummary: Bool
    }

    mutating func write(_ tree: UnitTree, summaries: Set<String>) throws -> UnitsOutcome {
        var outcome = UnitsOutcome()
        let old = try states()
        outcome.added = try number(tree)
        let added = Set(outcome.added)
        let insert = try SQLStatement(db, "INSERT INTO unit_state VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (place, unit) in tree.units.enumerated() {
            guard let id = known[unit.code] else { continue }
            let state = State(
                place: place, name: unit.name, shortName: unit.shortName, kind: unit.kind.rawValue,
                parent: unit.parent.flatMap { known[$0] }, opens: unit.reportsFrom?.stored,
                closes: unit.reportsThrough?.stored, isSummary: summaries.contains(unit.code))
            if old[id] == state { continue }
            if !added.contains(unit.code) { outcome.changed.append(unit.code) }
            try run(insert, id, state)
        }
        outcome.absent = known.keys.filter { tree[$0] == nil }.sorted()
        return outcome
    }

    private func run(_ insert: SQLStatement, _ id: Int, _ state: State) throws {
        try insert.bind(id, at: 1)
        try insert.bind(change, at: 2)
        try insert.bind(state.place, at: 3)
        try insert.bind(state.name, at: 4)
        try insert.bind(state.shortName, at: 5)
        try insert.bind(state.kind, at: 6)
        try insert.bind(state.parent, at: 7)
        try insert.bind(state.opens, at: 8)
        try insert.bind(state.closes, at: 9)
        try insert.bind(state.isSummary ? 1 : 0, at: 10)
        try insert.run()
    }

    /// Numbers units that the ledger lacks, from the top down.
    private mutating func number(_ tree: UnitTree) throws -> [String] {
        for row in try Row.fetchAll(db, sql: "SELECT code, id FROM unit") { known[row.text(0)] = row.int(1) }
        var next = (known.values.max() ?? 0) + 1
        let insert = try SQLStatement(db, "INSERT INTO unit VALUES (?, ?)")
        var added: [String] = []
        var open = Array(tree.roots.reversed())
        while let unit = open.popLast() {
            open.append(contentsOf: tree.children(of: unit.code).reversed())
            if known[unit.code] != nil { continue }
            try insert.bind(next, at: 1)
            try insert.bind(unit.code, at: 2)
            try insert.run()
            known[unit.code] = next
            added.append(unit.code)
            next += 1
        }
        return added
    }

    /// The present state of each unit, by number.
    private func states() throws -> [Int: State] {
        var states: [Int: State] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM unit_state ORDER BY unit, change")
        while let row = try rows.next() {
            states[row.int(0)] = State(
                place: row.int(2), name: row.text(3), shortName: row.optionalText(4), kind: row.text(5),
                parent: row.optionalInt(6), opens: row.optionalInt(7),
                closes: row.optionalInt(8), isSummary: row.int(9) == 1)
        }
        return states
    }
}

extension SQLStatement {
    func bind(_ value: Int?, at place: Int32) throws {
        if let value { try bind(value, at: place) } else { try bindNull(at: place) }
    }

    func bind(_ text: String?, at place: Int32) throws {
        if let text { try bind(text, at: place) } else { try bindNull(at: place) }
    }
}
