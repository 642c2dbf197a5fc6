import Diagnostics
import Forms
import GRDB

/// Writes opening balances within one transaction.
struct OpeningStore {
    private let db: Database
    private let view: LedgerView
    private let note: ChangeNote
    private var findings: [Finding] = []

    init(_ db: Database, _ note: ChangeNote) throws {
        self.db = db
        view = try LedgerView(db, asOf: nil)
        self.note = note
    }

    mutating func take(_ openings: [OpeningBalance]) throws -> [Finding] {
        let places = Dictionary(view.indicatorKeys.enumerated().map { ($1, $0) }) { first, _ in first }
        var rows: [Int: [ReportedFigure.Value]] = [:]
        for opening in openings {
            guard let unit = try LedgerUnits.number(db, opening.unit) else {
                refuse(opening, "ledger.unknown-unit", "单位代码“\(opening.unit)”不在台账的单位表中，没有登记", "请改正单位代码，或先登记该单位")
                continue
            }
            guard let place = places[opening.indicator.name] else {
                refuse(opening, "progress.unknown-indicator", "指标“\(opening.indicator)”不在指标表中", "请改正")
                continue
            }
            rows[unit, default: Array(repeating: .blank, count: view.indicatorKeys.count)][place] = .level(
                opening.level)
        }
        // What is known already is no change.
        let new = try rows.keys.sorted().filter { try isNew(rows[$0] ?? [], $0) }
        if new.isEmpty { return findings }
        let change = try ReportLedger.begin(.openings, note, db)
        let insert = try SQLStatement(db, "INSERT INTO opening VALUES (?, ?, ?, ?)")
        for unit in new { try store(ProgressContent(rows[unit] ?? []), unit, change, insert) }
        return findings
    }

    private func isNew(_ values: [ReportedFigure.Value], _ unit: Int) throws -> Bool {
        var known = [ReportedFigure.Value](repeating: .blank, count: values.count)
        let statement = try db.cachedStatement(sql: "SELECT content FROM opening WHERE unit = ? ORDER BY change")
        for bytes in try StoredBytes.fetchAll(statement, arguments: [unit]) {
            let isSound = bytes.withUnsafeBytes {
                ProgressContent.read($0, places: view.places) { place, value in
                    if value != .blank, known.indices.contains(place) { known[place] = value }
                }
            }
            if !isSound { throw LedgerDamage.error("opening", unit) }
        }
        return zip(values, known).contains { $0 != .blank && $0 != $1 }
    }

    private func store(_ content: ProgressContent, _ unit: Int, _ change: Int, _ insert: SQLStatement) throws {
        let bytes = content.bytes(set: view.set)
        try insert.bind(unit, at: 1)
        try insert.bind(change, at: 2)
        try insert.bind(Digest.row([unit, change], bytes), at: 3)
        try insert.bind(bytes, at: 4)
        try insert.run()
    }

    private mutating func refuse(_ opening: OpeningBalance, _ rule: String, _ statement: String, _ remedy: String) {
        let place = Place(record: "\(opening.unit) 期初数").within(opening.place)
        findings.append(Finding(rule, .mandatory, at: place, statement, remedy: remedy))
    }
}
