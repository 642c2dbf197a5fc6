import Diagnostics
import Forms
import GRDB

/// Writes opening balances within one transaction.
struct OpeningStore {
    private let db: Database
    private let view: LedgerView
    private let note: ChangeNote
    private var findings: [Finding] = []
    private let indicators: IndicatorSet?
    /// The file that they come from; `nil` for what comes from code.
    private var file: IncomingFile?

    /// - Parameter rules: Knows the indicators' official words; without it they are called by their keys.
    init(_ db: Database, _ note: ChangeNote, _ rules: VersionRules?) throws {
        self.db = db
        indicators = rules?.indicators
        view = try LedgerView(db, asOf: nil)
        self.note = note
    }

    /// What a file says, unless it came before and newer ones have replaced it.
    mutating func take(_ openings: [OpeningBalance], of file: IncomingFile) throws -> [Finding] {
        self.file = file
        let rows = try rows(openings)
        let new = try rows.keys.sorted().filter { try isNew(rows[$0] ?? [], $0) }
        if let earlier = try receipt(of: file), !file.isAgain, !new.isEmpty, try isReplaced(new, since: earlier.change)
        {
            let which = "第 \(earlier.change) 号变更，\(earlier.at)"
            return findings + [
                Finding(
                    "ledger.known-file", .verify, at: Place(file: file.source),
                    "这个期初数文件以前登记过（\(which)），后来又登记了新的期初数，这次没有登记",
                    remedy: "确实要恢复成这个文件的数，请加 --again")
            ]
        }
        try note(replaced: rows, new)
        try store(rows, new)
        return findings
    }

    mutating func take(_ openings: [OpeningBalance]) throws -> [Finding] {
        let rows = try rows(openings)
        // What is known already is no change.
        try store(rows, try rows.keys.sorted().filter { try isNew(rows[$0] ?? [], $0) })
        return findings
    }

    private func receipt(of file: IncomingFile) throws -> (change: Int, at: String)? {
        let sql = """
            SELECT c.number, c.at FROM receipt r JOIN change c ON c.number = r.change
            WHERE r.sha256 = ? AND c.kind = 'openings' ORDER BY c.number DESC LIMIT 1
            """
        return try Row.fetchOne(db, sql: sql, arguments: [StoredBytes(file.sha256)]).map {
            ($0.int(0), String($0.text(1).prefix(10)))
        }
    }

    private func isReplaced(_ units: [Int], since change: Int) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM opening WHERE unit = ? AND change > ? LIMIT 1")
        return try units.contains { try Int.fetchOne(statement, arguments: [$0, change]) != nil }
    }

    /// Other figures than those that were known are told: every month's 合计 follows from them.
    private mutating func note(replaced rows: [Int: [ReportedFigure.Value]], _ units: [Int]) throws {
        var (count, first) = (0, "")
        for unit in units {
            let known = try known(unit, rows[unit]?.count ?? 0)
            for (place, value) in (rows[unit] ?? []).enumerated() {
                guard case .level(let old) = known[place], case .level(let new) = value, old != new else { continue }
                count += 1
                if first.isEmpty {
                    first = "\(try LedgerUnits.unit(db, unit, .max).label)“\(word(place))”\(old) → \(new)"
                }
            }
        }
        if count == 0 { return }
        findings.append(
            Finding(
                "ledger.openings-replaced", .verify, at: Place(file: file?.source),
                "改动了 \(count) 项已登记的期初数，例如 \(first)，以前各月的合计随之改变",
                remedy: "请核对；已报出的报表用 huxiao changes 查看"))
    }

    private func word(_ place: Int) -> String {
        let key = view.indicatorKeys[place]
        return indicators?.indicators.first { $0.key.name == key }?.reference ?? key
    }

    private mutating func rows(_ openings: [OpeningBalance]) throws -> [Int: [ReportedFigure.Value]] {
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
        return rows
    }

    private func store(_ rows: [Int: [ReportedFigure.Value]], _ new: [Int]) throws {
        if new.isEmpty { return }
        let change = try ReportLedger.begin(.openings, note, db)
        if let file {
            try db.execute(
                sql: "INSERT INTO receipt VALUES (?, ?, ?, ?)",
                arguments: [change, file.source, StoredBytes(file.sha256), file.received.description])
        }
        let insert = try SQLStatement(db, "INSERT INTO opening VALUES (?, ?, ?, ?)")
        for unit in new { try store(ProgressContent(rows[unit] ?? []), unit, change, insert) }
    }

    private func isNew(_ values: [ReportedFigure.Value], _ unit: Int) throws -> Bool {
        zip(values, try known(unit, values.count)).contains { $0 != .blank && $0 != $1 }
    }

    /// What the ledger has of a unit now.
    private func known(_ unit: Int, _ count: Int) throws -> [ReportedFigure.Value] {
        var known = [ReportedFigure.Value](repeating: .blank, count: count)
        let statement = try db.cachedStatement(sql: "SELECT content FROM opening WHERE unit = ? ORDER BY change")
        for bytes in try StoredBytes.fetchAll(statement, arguments: [unit]) {
            let isSound = bytes.withUnsafeBytes {
                ProgressContent.read($0, places: view.places) { place, value in
                    if value != .blank, known.indices.contains(place) { known[place] = value }
                }
            }
            if !isSound { throw LedgerDamage.error("opening", unit) }
        }
        return known
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
