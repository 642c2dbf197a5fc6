import Diagnostics
import Forms
import Foundation
import GRDB
import Synchronization

/// The ledger of one campaign (台账): one SQLite file with all that units handed in, what was decided on it, and what was sent.
///
/// Nothing in it is overwritten. Every change has a number, which rises; the ledger as it was at a number can be asked for
/// at any time. It has no clock: whoever changes it says when and who, by a ``ChangeNote``.
///
/// Several commands may have the same ledger open; one that has to wait longer than its patience says so.
public final class ReportLedger: Sendable {
    /// As the user named it.
    public let path: String
    let pool: DatabasePool
    /// By what it judges what came; without rules it knows only what was found when a version came.
    public let rules: VersionRules?
    /// Where the ledger is read from a copy, which goes when nobody needs it any more.
    private let copy: LedgerCopy?
    /// Whether the pages were read before the first change.
    private let checked = Mutex(false)

    private init(path: String, pool: DatabasePool, rules: VersionRules? = nil, copy: LedgerCopy? = nil) {
        (self.path, self.pool, self.rules, self.copy) = (path, pool, rules, copy)
    }

    /// The same ledger, which judges every version with what counts now, whenever it is asked.
    public func judging(by rules: VersionRules) -> ReportLedger {
        ReportLedger(path: path, pool: pool, rules: rules, copy: copy)
    }

    /// Makes a new ledger, readable by its owner only.
    ///
    /// - Parameter patience: How many seconds a command waits for another one.
    /// - Throws: ``Failure`` of kind `.system` when the file exists or cannot be written, `.content` when the setup is not
    ///   consistent.
    public static func create(
        at path: String, _ setup: LedgerSetup, _ note: ChangeNote, patience: Double = 10
    ) throws -> ReportLedger {
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST
                ? Failure(
                    .system, "ledger.exists", at: Place(file: path), "台账已经存在，没有改动", remedy: "请换一个文件夹，或直接使用现有台账")
                : Failure(.system, "ledger.unwritable", at: Place(file: path), "台账不能建立", remedy: "请检查文件夹是否存在、是否可写")
        }
        close(descriptor)
        do {
            let ledger = try connect(path, patience)
            try ledger.configure(setup, note)
            return ledger
        } catch {
            for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
            throw error
        }
    }

    /// Opens a ledger, and brings an older one to the present layout.
    ///
    /// One that lies where nothing can be written (a read-only file, folder or medium) is opened for reading: `status`,
    /// reports and `verify` work, whatever would change it is refused. Where changes lie beside it that only a writer could take
    /// into the file, a copy is read.
    ///
    /// - Parameter isReading: Whether it is only read: the file then stays byte for byte as it is, and no command that writes
    ///   keeps it waiting.
    /// - Throws: ``Failure`` of kind `.system` when there is none, when it is damaged or is no ledger, and when it was written
    ///   by a newer version of this program.
    public static func open(
        _ path: String, patience: Double = 10, isReading: Bool = false
    ) throws -> ReportLedger {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw Failure(
                .system, "ledger.not-found", at: Place(file: path), "找不到台账", remedy: "请检查路径，或先用 huxiao init 建立")
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            throw Failure(.system, "ledger.not-a-ledger", at: Place(file: path), "这不是护校的台账文件", remedy: "请检查路径，或用备份恢复")
        }
        return try reopen(path, patience, isReading: isReading)
    }

    private static func reopen(_ path: String, _ patience: Double, isReading: Bool) throws -> ReportLedger {
        let access = LedgerAccess(path)
        do {
            try LedgerVersion.check(access, patience)
            guard access.isWritable else {
                return ReportLedger(path: path, pool: try reader(access.location, patience))
            }
            // What a killed command left has to be taken in first, and an older layout be brought up: writing does both.
            if isReading, let pool = try? reader(path, patience),
                (try? pool.read(LedgerSchema.migrator.hasCompletedMigrations)) == true
            {
                return ReportLedger(path: path, pool: pool)
            }
            return try connect(path, patience)
        } catch let error as DatabaseError {
            guard access.needsCopy(error) else { throw LedgerTrouble.failure(error, path) }
            return try openCopy(path, patience)
        }
    }

    private static func reader(_ location: String, _ patience: Double) throws -> DatabasePool {
        var configuration = configuration(patience)
        configuration.readonly = true
        return try DatabasePool(path: location, configuration: configuration)
    }

    /// Opens a copy for reading, in which the changes that lie beside the ledger are taken into the file.
    private static func openCopy(_ path: String, _ patience: Double) throws -> ReportLedger {
        let copy = try LedgerCopy(of: path)
        return try LedgerTrouble.saying(path) {
            _ = try connect(copy.path, patience).lastChange()
            return ReportLedger(path: path, pool: try reader(copy.path, patience), copy: copy)
        }
    }

    private static func connect(_ path: String, _ patience: Double) throws -> ReportLedger {
        try LedgerTrouble.saying(path) {
            let pool = try DatabasePool(path: path, configuration: configuration(patience))
            try LedgerSchema.migrator.migrate(pool)
            return ReportLedger(path: path, pool: pool)
        }
    }

    static func configuration(_ patience: Double) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(max(0, min(patience, 3600)))
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            // What is committed is on the disk, also when the power fails.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA cache_size = -65536")
        }
        return configuration
    }

    /// The number of the latest change; 0 before the first.
    public func lastChange() throws -> Int {
        try read { try Self.lastChange($0) }
    }

    static func lastChange(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT max(number) FROM change") ?? 0
    }

    /// One unchanging view of the ledger.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try LedgerTrouble.saying(path) { try pool.read(body) }
    }

    /// One transaction: all of it happens, or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try LedgerTrouble.saying(path) {
            try pool.writeWithoutTransaction { db in
                // Nothing is written into a file that can no longer be read.
                try checked.withLock { isChecked in
                    if !isChecked { try LedgerPages.checkSmall(db, path) }
                    isChecked = true
                }
                var value: Value?
                try db.inTransaction(.immediate) {
                    value = try body(db)
                    return .commit
                }
                guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
                return value
            }
        }
    }

    /// The kinds of change.
    enum ChangeKind: String {
        case campaign, units, openings, received, decided, sent, signer
    }

    /// Writes down who changes something, and gives the change its number.
    static func begin(_ kind: ChangeKind, _ note: ChangeNote, _ db: Database) throws -> Int {
        guard !note.by.isEmpty else {
            throw Failure(.content, "ledger.nobody", "台账的每次改动都要写明经办人", remedy: "请给出经办人")
        }
        let number = try lastChange(db) + 1
        try db.execute(
            sql: "INSERT INTO change VALUES (?, ?, ?, ?, ?)",
            arguments: [number, kind.rawValue, note.at.description, note.by, note.why])
        return number
    }
}

/// Whether a file is a ledger, and one that this program knows.
enum LedgerVersion {
    /// - Throws: ``Failure`` of kind `.system` when it is not.
    static func check(_ access: LedgerAccess, _ patience: Double) throws {
        do {
            try look(access, patience, isReadOnly: true)
        } catch let error as DatabaseError
            where access.isWritable && error.resultCode.primaryResultCode == .SQLITE_READONLY
        {
            // A command that was killed left its log behind; only a connection that may write can take it back.
            try look(access, patience, isReadOnly: false)
        }
    }

    private static func look(_ access: LedgerAccess, _ patience: Double, isReadOnly: Bool) throws {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.busyMode = .timeout(max(0, min(patience, 3600)))
        try DatabaseQueue(path: access.location, configuration: configuration).read { db in
            guard try Int.fetchOne(db, sql: "PRAGMA application_id") == LedgerSchema.applicationID else {
                throw Failure(
                    .system, "ledger.not-a-ledger", at: Place(file: access.path), "这不是护校的台账文件",
                    remedy: "请检查路径，或用备份恢复")
            }
            if try LedgerSchema.migrator.hasBeenSuperseded(db) {
                throw Failure(
                    .system, "ledger.newer", at: Place(file: access.path), "台账由更新版本的程序写成，本程序不能打开，台账没有改动",
                    remedy: "请升级 huxiao 后再用")
            }
            guard try access.isWritable || LedgerSchema.migrator.hasCompletedMigrations(db) else {
                throw Failure(
                    .system, "ledger.older-read-only", at: Place(file: access.path),
                    "台账由较早版本的程序写成，要先升级，但它在只读的位置，没有改动", remedy: "请复制到可写的位置再打开")
            }
        }
    }
}
