import Forms
import GRDB

/// The versions of one unit's form of one month, as they are stored.
enum StoredVersions {
    struct Row {
        var version: Int
        var state: SubmissionState
        var counts: StateMachine.Counts
    }

    /// The lowest version first.
    static func states(_ db: Database, _ form: LedgerForm, _ unit: Int, _ period: Period) throws -> [Row] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT version, state, class_a, class_b FROM submission WHERE form = ? AND unit = ? AND period = ?
                ORDER BY version
                """)
        return try GRDB.Row.fetchAll(statement, arguments: [form.rawValue, unit, period.stored]).map { row in
            Row(
                version: row.int(0), state: SubmissionState(rawValue: row.int(1)) ?? .received,
                counts: StateMachine.Counts(mandatory: row.int(2), explain: row.int(3)))
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
