/// What one unit handed in of one form for one month, in the version that counts.
public struct MonthlyForm<Record: FormRecord>: Sendable {
    /// The unit's code.
    public var unit: String
    /// What messages call the unit.
    public var unitName: String
    /// 报表期间
    public var period: Period
    /// In the order of the form.
    public var rows: [Located<Record>]

    /// The rows of one unit and one month; without a name, messages call the unit by its code.
    public init(unit: String, unitName: String = "", period: Period, rows: [Located<Record>]) {
        self.unit = unit
        self.unitName = unitName
        self.period = period
        self.rows = rows
    }

    /// Parts a month's rows by the unit that each names, units in the order of their first row, and numbers each unit's
    /// rows from 1.
    ///
    /// - Parameter name: What messages call the unit with this code.
    public static func split(
        _ rows: [Located<Record>], period: Period, naming name: (String) -> String = { $0 }
    ) -> [MonthlyForm] {
        var order: [String] = []
        var parts: [String: [Located<Record>]] = [:]
        for row in rows {
            if parts[row.unit] == nil { order.append(row.unit) }
            var row = row
            row.number = (parts[row.unit]?.count ?? 0) + 1
            parts[row.unit, default: []].append(row)
        }
        return order.map { MonthlyForm(unit: $0, unitName: name($0), period: period, rows: parts[$0] ?? []) }
    }
}
