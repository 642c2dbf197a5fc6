import Diagnostics
import Forms
import GRDB

/// The units at or below one, as numbers: what a walk over the ledger needs of half a million units.
struct LedgerTree {
    /// A unit that fills in forms.
    struct Leaf {
        var id: Int32
        /// The place of the unit above it among ``sums``; −1 for the topmost.
        var parent: Int32
        /// As stored; 0 from the start.
        var opens: Int32
        /// As stored; `Int32.max` to the end.
        var closes: Int32
        /// In the order of the list of units.
        var place: Int32

        func reports(in period: Int32) -> Bool { opens <= period && period <= closes }
    }

    /// A unit with units below it.
    struct Sum {
        var id: Int
        var parent: Int
        /// How far below the topmost.
        var depth: Int
        /// In the order of the list of units.
        var place: Int
    }

    /// In the order of their numbers, as submissions are stored.
    private(set) var leaves: [Leaf] = []
    /// From the top down, each before those below it, neighbours in the order of the list of units.
    private(set) var sums: [Sum] = []
    private let db: Database
    private let limit: Int

    /// - Parameter top: The number of the topmost unit; `nil` for all units.
    init(_ db: Database, under top: Int?, asOf change: Int?) throws {
        self.db = db
        limit = change ?? Int.max
        let ids = try top.map { try Self.subtree(db, $0, change ?? Int.max) }
        walk(UnitNodes(try Self.nodes(db, ids?.sorted(), limit), top: top.map { Int32(clamping: $0) }))
        leaves.sort { $0.id < $1.id }
    }

    private mutating func walk(_ nodes: UnitNodes) {
        var open = nodes.children(of: nil).reversed().map { (node: $0, parent: -1, depth: 0) }
        while let (index, parent, depth) = open.popLast() {
            let node = nodes.nodes[index]
            let below = node.isSummary ? [] : nodes.children(of: index)
            if below.isEmpty {
                leaves.append(
                    Leaf(
                        id: node.id, parent: Int32(clamping: parent), opens: node.opens, closes: node.closes,
                        place: node.place))
                continue
            }
            sums.append(Sum(id: Int(node.id), parent: parent, depth: depth, place: Int(node.place)))
            let place = sums.count - 1
            for child in below.reversed() { open.append((child, place, depth + 1)) }
        }
    }

    /// The state of each unit, of the given ones or of all, in the order of their numbers.
    private static func nodes(_ db: Database, _ ids: [Int]?, _ limit: Int) throws -> [UnitNodes.Node] {
        var nodes: [UnitNodes.Node] = []
        let columns = "SELECT unit, parent, place, opens, closes, summary FROM unit_state WHERE change <= ?"
        func take(_ rows: SQLStatement) throws {
            while try rows.step() {
                let node = UnitNodes.Node(
                    id: Int32(clamping: rows.int(0)), parent: Int32(clamping: rows.int(1)),
                    place: Int32(clamping: rows.int(2)), opens: Int32(clamping: rows.int(3)),
                    closes: rows.isNull(4) ? .max : Int32(clamping: rows.int(4)), isSummary: rows.int(5) == 1)
                // A later state takes the place of an earlier one.
                if nodes.last?.id == node.id { nodes.removeLast() }
                nodes.append(node)
            }
            rows.reset()
        }
        guard let ids else {
            let rows = try SQLStatement(db, columns + " ORDER BY unit, change")
            try rows.bind(limit, at: 1)
            try take(rows)
            return nodes
        }
        let rows = try SQLStatement(db, columns + " AND unit = ? ORDER BY change DESC LIMIT 1")
        try rows.bind(limit, at: 1)
        for id in ids {
            try rows.bind(id, at: 2)
            try take(rows)
        }
        return nodes
    }

    /// The numbers of a unit and all below it.
    private static func subtree(_ db: Database, _ top: Int, _ limit: Int) throws -> [Int] {
        try Int.fetchAll(
            db,
            sql: """
                WITH RECURSIVE below (id) AS (
                    VALUES (:top)
                    UNION
                    SELECT s.unit FROM unit_state s JOIN below b ON s.parent = b.id
                    WHERE s.change = (SELECT max(change) FROM unit_state n WHERE n.unit = s.unit AND n.change <= :limit)
                )
                SELECT id FROM below
                """, arguments: ["top": top, "limit": limit])
    }

    /// The whole of a unit; its parent only when `withParent`.
    func unit(_ id: Int, withParent: Bool = true) throws -> ReportingUnit {
        try LedgerUnits.unit(db, id, limit, withParent: withParent)
    }
}

/// Looks up single units.
enum LedgerUnits {
    /// - Throws: `SQLITE_CORRUPT` for a number without a unit.
    static func unit(_ db: Database, _ id: Int, _ limit: Int, withParent: Bool = true) throws -> ReportingUnit {
        let sql = """
            SELECT u.code, s.name, s.short_name, s.kind, p.code, s.opens, s.closes
            FROM unit_state s JOIN unit u ON u.id = s.unit LEFT JOIN unit p ON p.id = s.parent
            WHERE s.unit = ? AND s.change <= ? ORDER BY s.change DESC LIMIT 1
            """
        let statement = try db.cachedStatement(sql: sql)
        guard let row = try Row.fetchOne(statement, arguments: [id, limit]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unit \(id) has no state")
        }
        return ReportingUnit(
            code: row.text(0), name: row.text(1), shortName: row.optionalText(2),
            kind: ReportingUnit.Kind(rawValue: row.text(3)) ?? .other,
            parent: withParent ? row.optionalText(4) : nil,
            reportsFrom: row.optionalInt(5).flatMap { Period(stored: $0) },
            reportsThrough: row.optionalInt(6).flatMap { Period(stored: $0) })
    }

    /// Codes of a unit and of all above it.
    ///
    /// - Parameter limit: As they were at that change; `Int.max` for now.
    static func path(_ db: Database, _ id: Int, _ limit: Int = .max) throws -> Set<String> {
        let statement = try db.cachedStatement(
            sql: """
                WITH RECURSIVE above (id) AS (
                    VALUES (:unit)
                    UNION
                    SELECT s.parent FROM unit_state s JOIN above a ON s.unit = a.id
                    WHERE s.parent IS NOT NULL AND s.change = (
                        SELECT max(change) FROM unit_state n WHERE n.unit = s.unit AND n.change <= :limit)
                )
                SELECT u.code FROM unit u JOIN above a ON u.id = a.id
                """)
        return try Set(String.fetchAll(statement, arguments: ["unit": id, "limit": limit]))
    }

    static func number(_ db: Database, _ code: String) throws -> Int? {
        try Int.fetchOne(try db.cachedStatement(sql: "SELECT id FROM unit WHERE code = ?"), arguments: [code])
    }

    /// Finds a unit by code, name or short name.
    ///
    /// - Throws: ``Failure`` of kind `.content` with the name that was probably meant.
    static func find(_ db: Database, _ name: String, _ limit: Int) throws -> Int {
        if let exact = try number(db, name) { return exact }
        let named = try Int.fetchAll(
            db,
            sql: """
                SELECT DISTINCT s.unit FROM unit_state s WHERE (s.name = :name OR s.short_name = :name)
                AND s.change = (SELECT max(change) FROM unit_state n WHERE n.unit = s.unit AND n.change <= :limit)
                ORDER BY s.unit LIMIT 2
                """, arguments: ["name": name, "limit": limit])
        if named.count == 1 { return named[0] }
        let rows = try Int.fetchAll(
            db, sql: "SELECT unit FROM unit_state WHERE change <= ? GROUP BY unit ORDER BY unit LIMIT 5000",
            arguments: [limit])
        let units = try rows.map { try unit(db, $0, limit, withParent: false) }
        guard let code = try UnitTree.join(units).value?.find(name).code, let id = try number(db, code) else {
            throw Failure(.content, "progress.unknown-unit", "单位“\(name)”不在单位表中", remedy: "请写单位表中的代码或名称")
        }
        return id
    }
}
