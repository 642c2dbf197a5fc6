import Diagnostics
import Foundation
import GRDB

extension ReportLedger {
    /// Copies the ledger into a file of its own, whole, while other commands go on using it. The copy is a ledger: to
    /// restore it, put it in the place of the damaged one and delete the files that end in `-wal` and `-shm` there.
    ///
    /// - Throws: ``Failure`` of kind `.system` when `path` exists or cannot be written; nothing is left there then.
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
            try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try target.close()
        }
        guard rename(part, path) == 0 else {
            throw Failure(.system, "ledger.backup-unwritable", at: Place(file: path), "备份不能写入", remedy: "请检查磁盘后重试")
        }
    }
}
