import CivilTime
import Forms
import GRDB

/// One version of a unit's form of a month, with all that the ledger has of it (一版).
public struct SubmissionVersion: Hashable, Sendable {
    /// From 1.
    public var version: Int
    /// Where it stands.
    public var state: SubmissionState
    /// The number of the change that brought it.
    public var change: Int
    /// The file, as the user named it.
    public var source: String
    /// 收到时间
    public var received: Moment
    /// SHA-256 of the file, 32 bytes.
    public var sha256: [UInt8]
    /// As its content says.
    public var completeness: Completeness
    /// What it says itself.
    public var content: SubmissionContent
    /// What counts when it is accepted: what it says, and what it leaves open as the version that it follows has it.
    public var inForce: SubmissionContent
}

extension SubmissionContent {
    /// This, with what it leaves open taken from the version that it follows, whatever became of that one. Forms made of
    /// rows are handed in whole: nothing is taken over.
    func following(_ earlier: SubmissionContent?) -> SubmissionContent {
        guard case .progress(let own) = self, case .progress(let before)? = earlier else { return self }
        return .progress(own.over(before))
    }
}

/// Reads versions one unit at a time.
struct VersionRows {
    private let db: Database
    private let view: LedgerView

    init(_ db: Database, _ view: LedgerView) {
        self.db = db
        self.view = view
    }

    /// All versions up to the view's change, by month and version.
    ///
    /// - Parameter period: `nil` for all months.
    /// - Throws: `SQLITE_CORRUPT` when what is stored is damaged.
    func all(_ form: LedgerForm, _ unit: Int, _ period: Period? = nil) throws -> [(
        period: Period, version: SubmissionVersion
    )] {
        let code = try LedgerUnits.unit(db, unit, .max, withParent: false).code
        let statement = try db.cachedStatement(
            sql: """
                SELECT s.period, s.version, s.state, s.change, r.source, r.received, r.sha256, s.completeness, s.content
                FROM submission s JOIN receipt r ON r.change = s.change
                WHERE s.form = ? AND s.unit = ? AND s.period BETWEEN ? AND ? AND s.change <= ?
                ORDER BY s.period, s.version
                """)
        let (first, last) = (period ?? view.periods.lowerBound, period ?? view.periods.upperBound)
        let rows = try Row.fetchAll(
            statement, arguments: [form.rawValue, unit, first.stored, last.stored, view.change ?? Int.max])
        var before: (period: Period, inForce: SubmissionContent)?
        return try rows.map { row in
            guard let period = Period(stored: row.int(0)), let received = Moment(row.text(5)) else {
                throw LedgerDamage.error("submission", unit)
            }
            let bytes = row.bytes(8)
            let content = bytes.withUnsafeBytes {
                SubmissionContent.read(form, $0, places: view.places, unit: code, period: period)
            }
            guard let content else { throw LedgerDamage.error("submission", unit) }
            let inForce = content.following(before?.period == period ? before?.inForce : nil)
            before = (period, inForce)
            let state = try state(
                form, unit, period, row.int(1), now: SubmissionState(rawValue: row.int(2)) ?? .received)
            return (
                period,
                SubmissionVersion(
                    version: row.int(1), state: state, change: row.int(3), source: row.text(4), received: received,
                    sha256: Array(row.bytes(6)), completeness: Completeness(rawValue: row.int(7)) ?? .empty,
                    content: content, inForce: inForce)
            )
        }
    }

    func counted(_ form: LedgerForm, _ unit: Int, _ period: Period, _ counting: Counting) throws -> [SubmissionVersion]
    {
        try all(form, unit, period).map(\.version).filter { counting.counts($0.state) }
    }

    private func state(
        _ form: LedgerForm, _ unit: Int, _ period: Period, _ version: Int, now: SubmissionState
    ) throws -> SubmissionState {
        guard let change = view.change else { return now }
        let statement = try db.cachedStatement(
            sql: """
                SELECT state FROM decision WHERE form = ? AND unit = ? AND period = ? AND version = ? AND change <= ?
                ORDER BY change DESC LIMIT 1
                """)
        let state = try Int.fetchOne(statement, arguments: [form.rawValue, unit, period.stored, version, change])
        return state.flatMap(SubmissionState.init) ?? .received
    }
}
