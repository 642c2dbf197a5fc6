extension SummaryDocument {
    /// What each cell of the tables shows, by table, row and column, so that a later summary can be compared with it. Who was
    /// late and what was corrected is told elsewhere, and left out.
    public var figures: [String: String] {
        var figures: [String: String] = [:]
        for table in tables where !Self.notCompared.contains(table.key) {
            for row in table.rows {
                for (column, value) in zip(table.columns, row.cells) where Self.isCompared(column) {
                    figures["\(table.key)/\(row.key)/\(column.key)"] = value.text
                }
            }
        }
        return figures
    }

    private static let notCompared: Set<String> = [
        ReportingTables.monthsKey, ReportingTables.unitsKey, CorrectionTables.key,
    ]

    /// What was compared with the year before follows from another ledger, too.
    private static func isCompared(_ column: SummaryTable.Column) -> Bool {
        !column.isLead && !["yearBefore", "change", "changeRate"].contains(column.key)
    }

    /// One cell that shows something else than it did.
    public struct Difference: Hashable, Sendable {
        /// The table's number and title; of a table that is no more, its key.
        public var table: String
        /// What the row is called.
        public var row: String
        /// What the column is called.
        public var column: String
        /// As it was; — where there was no such cell.
        public var before: String
        /// As it is; — where there is none now.
        public var after: String
    }

    /// What differs from the figures of a summary that was made earlier, in the order of the tables; cells that are no more
    /// come last.
    public func differences(from earlier: [String: String]) -> [Difference] {
        var rest = earlier
        var found: [Difference] = []
        for (number, table) in tables.enumerated() where !Self.notCompared.contains(table.key) {
            for (place, row) in table.rows.enumerated() {
                for (column, value) in row.cells.enumerated() where Self.isCompared(table.columns[column]) {
                    let key = "\(table.key)/\(row.key)/\(table.columns[column].key)"
                    let before = rest.removeValue(forKey: key) ?? "—"
                    if before == value.text { continue }
                    found.append(
                        Difference(
                            table: "表\(number + 1) \(table.title)", row: table.name(ofRow: place),
                            column: table.name(ofColumn: column), before: before, after: value.text))
                }
            }
        }
        let gone = rest.sorted { $0.key < $1.key }.filter { $0.value != "—" }
        return found
            + gone.map { key, value in
                let parts = key.split(separator: "/", maxSplits: 2).map(String.init)
                return Difference(
                    table: parts.first ?? "", row: parts.dropFirst().first ?? "", column: parts.last ?? "",
                    before: value,
                    after: "—")
            }
    }
}
