import Forms
import GRDB

/// The versions of one unit's form of one month, as they are stored.
enum StoredVersions {
    struct Row {
        var version: Int
        var state: SubmissionState

        /// Whether somebody may still accept it.
        var waits: Bool { state == .received || state == .explained }
    }

    /// The lowest version first.
    static func states(_ db: Database, _ form: LedgerForm, _ unit: Int, _ period: Period) throws -> [Row] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT version, state FROM submission WHERE form = ? AND unit = ? AND period = ?
                ORDER BY version
                """)
        return try GRDB.Row.fetchAll(statement, arguments: [form.rawValue, unit, period.stored]).map { row in
            Row(version: row.int(0), state: SubmissionState(rawValue: row.int(1)) ?? .received)
        }
    }

    /// The state that follows from the decisions on a version.
    static func machine(
        _ db: Database, _ form: LedgerForm, _ unit: Int, _ period: Period, _ version: Int
    ) throws -> StateMachine {
        var machine = StateMachine()
        let statement = try db.cachedStatement(
            sql: """
                SELECT action FROM decision WHERE form = ? AND unit = ? AND period = ? AND version = ? ORDER BY change
                """)
        let actions = try String.fetchAll(statement, arguments: [form.rawValue, unit, period.stored, version])
        for action in actions.compactMap(DecisionAction.init) { machine.follow(action) }
        return machine
    }

    static func isExempt(_ db: Database, _ form: LedgerForm, _ unit: Int, _ period: Period) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT 1 FROM exemption WHERE form = ? AND unit = ? AND period = ?")
        return try Int.fetchOne(statement, arguments: [form.rawValue, unit, period.stored]) != nil
    }
}
