import Forms
import GRDB

extension ReportLedger {
    /// Who last changed anything that figures follow from, and when: units, openings, forms, decisions; not that a report
    /// was sent.
    ///
    /// - Parameter change: As of that change; `nil` as it is now.
    /// - Returns: `nil` before the first.
    public func lastDataChange(asOf change: Int? = nil) throws -> (number: Int, note: ChangeNote)? {
        try read { db in
            let sql = """
                SELECT number, at, who, why FROM change WHERE kind NOT IN ('sent', 'signer') AND number <= ?
                ORDER BY number DESC LIMIT 1
                """
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [change ?? Int.max]),
                let at = Moment(row.text(1))
            else { return nil }
            return (row.int(0), ChangeNote(at: at, by: row.text(2), why: row.text(3)))
        }
    }
}
