import Diagnostics
import Forms
import GRDB

extension ReportLedger {
    /// The list of units as the ledger has it now, in the order in which it was given.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the ledger is damaged.
    public func units() throws -> UnitTree {
        try read { db in
            let sql = """
                SELECT u.code, s.name, s.short_name, s.kind, p.code, s.opens, s.closes
                FROM unit_state s JOIN unit u ON u.id = s.unit LEFT JOIN unit p ON p.id = s.parent
                WHERE s.change = (SELECT max(n.change) FROM unit_state n WHERE n.unit = s.unit)
                ORDER BY s.place, s.unit
                """
            var units: [ReportingUnit] = []
            let rows = try Row.fetchCursor(db, sql: sql)
            while let row = try rows.next() {
                units.append(
                    ReportingUnit(
                        code: row.text(0), name: row.text(1), shortName: row.optionalText(2),
                        kind: ReportingUnit.Kind(rawValue: row.text(3)) ?? .other, parent: row.optionalText(4),
                        reportsFrom: row.optionalInt(5).flatMap { Period(stored: $0) },
                        reportsThrough: row.optionalInt(6).flatMap { Period(stored: $0) }))
            }
            guard let tree = UnitTree.join(units).value else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the units are no tree")
            }
            return tree
        }
    }

    /// The last month of which anything came; `nil` while nothing has.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the ledger is damaged.
    public func lastReceivedPeriod() throws -> Period? {
        try read { db in
            try Int.fetchOne(db, sql: "SELECT max(period) FROM submission").flatMap { Period(stored: $0) }
        }
    }
}
