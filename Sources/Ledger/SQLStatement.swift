import GRDB
import GRDBSQLite

/// A prepared statement without any wrapping of values, for what happens millions of times.
///
/// It belongs to one connection and must not outlive the block that made it.
final class SQLStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer

    init(_ db: Database, _ sql: String) throws {
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "connection is closed")
        }
        self.connection = connection
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK, let handle else { throw Self.error(code, connection) }
        self.handle = handle
    }

    deinit { sqlite3_finalize(handle) }

    private static func error(_ code: Int32, _ connection: OpaquePointer) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
    }

    private func check(_ code: Int32) throws {
        if code != SQLITE_OK { throw Self.error(code, connection) }
    }

    /// - Parameter place: From 1, as in SQL.
    func bind(_ value: Int, at place: Int32) throws { try check(sqlite3_bind_int64(handle, place, Int64(value))) }

    func bindNull(at place: Int32) throws { try check(sqlite3_bind_null(handle, place)) }

    /// The bytes are copied.
    func bind(_ bytes: [UInt8], at place: Int32) throws {
        // An empty array has no address, which SQLite would take for NULL.
        if bytes.isEmpty { return try check(sqlite3_bind_zeroblob(handle, place, 0)) }
        try check(
            bytes.withUnsafeBytes { sqlite3_bind_blob64(handle, place, $0.baseAddress, UInt64($0.count), Self.copied) })
    }

    func bind(_ text: String, at place: Int32) throws {
        var text = text
        try check(
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text64(
                        handle, place, $0.baseAddress, UInt64($0.count), Self.copied, UInt8(SQLITE_UTF8))
                }
            })
    }

    /// SQLITE_TRANSIENT, a macro that Swift does not see.
    private static var copied: sqlite3_destructor_type? { unsafeBitCast(-1, to: sqlite3_destructor_type?.self) }

    /// - Returns: False after the last row.
    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw Self.error(code, connection)
        }
    }

    /// Makes it ready to be run again; what is bound stays.
    func reset() { sqlite3_reset(handle) }

    /// Runs a statement that gives no rows, once.
    func run() throws {
        defer { reset() }
        _ = try step()
    }

    /// The first row's first column; `nil` without a row or for NULL.
    func number() throws -> Int? {
        defer { reset() }
        guard try step(), !isNull(0) else { return nil }
        return int(0)
    }

    /// - Parameter column: From 0.
    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    func text(_ column: Int32) -> String { String(decoding: blob(column), as: UTF8.self) }

    /// Valid until the next step.
    func blob(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }
}
