import Diagnostics
import Foundation
import GRDB

/// Whether the pages of a ledger can be read.
enum LedgerPages {
    /// Files up to this many bytes are read whole before the first change; it takes less than a change then.
    static let small = 64 << 20

    /// - Throws: ``Failure`` of kind `.system` when a page is damaged.
    static func check(_ db: Database, _ path: String) throws {
        let line: String?
        do {
            line = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
        } catch let error as DatabaseError
            where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode.primaryResultCode)
        {
            line = error.message ?? ""
        }
        if line == "ok" { return }
        throw Failure(
            .system, "ledger.damaged", at: Place(file: path), "台账文件已损坏（\(line ?? "")），没有改动",
            remedy: "请用以前的备份恢复，再用 huxiao verify 核验")
    }

    /// As ``check(_:_:)``, of a file that is small enough.
    static func checkSmall(_ db: Database, _ path: String) throws {
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
        if pages * size <= small { try check(db, path) }
    }
}

extension ReportLedger {
    /// Copies the ledger into a file of its own, whole, while other commands go on using it. The copy is a ledger: to
    /// restore it, put it in the place of the damaged one and delete the files that end in `-wal` and `-shm` there. The copy is
    /// read page by page before it gets its name: a damaged ledger gives no backup.
    ///
    /// - Throws: ``Failure`` of kind `.system` when `path` exists or cannot be written, and when the ledger is damaged; nothing is
    ///   left there then.
    public func backUp(to path: String) throws {
        let part = path + ".huxiao-\(getpid()).tmp"
        if access(path, F_OK) == 0 {
            throw Failure(.system, "ledger.backup-exists", at: Place(file: path), "备份文件已经存在，没有改动", remedy: "请换一个文件名")
        }
        let descriptor = Foundation.open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure(
                .system, "ledger.backup-unwritable", at: Place(file: path), "备份不能写入", remedy: "请检查文件夹是否存在、是否可写")
        }
        close(descriptor)
        defer { for suffix in ["", "-journal", "-wal", "-shm"] { unlink(part + suffix) } }
        try LedgerTrouble.saying(path) {
            let target = try DatabaseQueue(path: part)
            try pool.backup(to: target)
            // A copy on a read-only medium can be read only without a log beside it.
            try target.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                try LedgerPages.check(db, self.path)
            }
            try target.close()
        }
        guard rename(part, path) == 0 else {
            throw Failure(.system, "ledger.backup-unwritable", at: Place(file: path), "备份不能写入", remedy: "请检查磁盘后重试")
        }
    }
}
