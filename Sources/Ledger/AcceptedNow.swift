import Diagnostics
import Forms
import GRDB

/// A version that counts, and what is of class A about it now: a correction of another month, or other opening balances, made
/// it wrong after it was accepted.
public struct AcceptedWrong: Hashable, Sendable {
    /// Whose form of which month.
    public var slot: LedgerSlot
    /// The unit as lists call it.
    public var unitName: String
    /// From 1.
    public var version: Int
    /// Of class A, at least one.
    public var findings: [Finding]
}

extension ReportLedger {
    /// The versions of units that count and are wrong as things stand now, by form and month.
    ///
    /// - Parameters:
    ///   - units: Codes; one that the ledger lacks is left out.
    ///   - except: Versions that were looked at already.
    public func acceptedWrong(
        of units: [String], except: Set<JudgedSlot> = []
    ) throws -> [AcceptedWrong] {
        try read { db in
            let judge = try VersionJudge(db, rules)
            let counting = try units.compactMap { code in
                try LedgerUnits.number(db, code).map { (code: code, id: $0) }
            }.flatMap { unit in
                try AcceptedVersions.all(db, unit.id).map {
                    (unit: unit, form: $0.form, period: $0.period, version: $0.version)
                }
            }.filter { !except.contains(JudgedSlot(LedgerSlot($0.form, $0.unit.code, $0.period), $0.version)) }
            let months = Dictionary(grouping: counting) { $0.period.stored * 10 + $0.form.rawValue }
            return try months.keys.sorted().flatMap { key -> [AcceptedWrong] in
                let part = months[key] ?? []
                let judged = part.map { JudgedVersion(unit: $0.unit.id, version: $0.version) }
                let found = try judge.findings(part[0].form, part[0].period, judged, isWhole: false)
                return try zip(part, found).compactMap { entry, findings in
                    let wrong = findings.filter { $0.severity == .mandatory }
                    if wrong.isEmpty { return nil }
                    let unit = try LedgerUnits.unit(db, entry.unit.id, .max, withParent: false)
                    return AcceptedWrong(
                        slot: LedgerSlot(entry.form, entry.unit.code, entry.period), unitName: unit.label,
                        version: entry.version, findings: wrong)
                }
            }
        }
    }
}

/// A version by what an officer calls it.
public struct JudgedSlot: Hashable, Sendable {
    /// Whose form of which month.
    public var slot: LedgerSlot
    /// From 1.
    public var version: Int

    /// That version.
    public init(_ slot: LedgerSlot, _ version: Int) {
        self.slot = slot
        self.version = version
    }
}

/// The versions of a unit that count.
private enum AcceptedVersions {
    /// One a form and month: the latest that counts.
    static func all(_ db: Database, _ unit: Int) throws -> [(form: LedgerForm, period: Period, version: Int)] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT form, period, max(version) FROM submission
                WHERE form BETWEEN 1 AND 4 AND unit = ? AND state IN (3, 4) GROUP BY form, period
                """)
        return try Row.fetchAll(statement, arguments: [unit]).compactMap { row in
            guard let form = LedgerForm(rawValue: row.int(0)), let period = Period(stored: row.int(1)) else {
                return nil
            }
            return (form, period, row.int(2))
        }
    }
}
