import Diagnostics
import Foundation
import GRDB

/// Says in Chinese what SQLite could not do.
enum LedgerTrouble {
    /// Runs `body`; an error of the database becomes a ``Failure`` of kind `.system` that names the file.
    static func saying<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw failure(error, path)
        }
    }

    /// - Parameter isFull: Whether the disk of a path is full; SQLite does not always know why the disk refused.
    static func failure(
        _ error: DatabaseError, _ path: String, isFull: (String) -> Bool = isDiskFull
    ) -> Failure {
        let failed = error.resultCode.primaryResultCode
        let cause = [.SQLITE_IOERR, .SQLITE_CANTOPEN].contains(failed) && isFull(path) ? .SQLITE_FULL : failed
        let (rule, statement, remedy): (String, String, String) =
            switch cause {
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                ("ledger.busy", "另一个命令正在使用台账，等待已超时，台账没有改动", "请等它结束后重试")
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
                ("ledger.read-only", "台账文件是只读的，没有改动", "请更改文件和文件夹的权限，或复制到可写的位置")
            case .SQLITE_FULL: ("ledger.disk-full", "磁盘空间不足，本次操作已撤销，台账保持原样", "请清理磁盘后重试")
            case .SQLITE_CORRUPT: ("ledger.damaged", "台账文件已损坏（\(code(error))）", "请不要再写入，用备份恢复")
            case .SQLITE_NOTADB: ("ledger.not-a-ledger", "这不是护校的台账文件", "请检查路径，或用备份恢复")
            case .SQLITE_CANTOPEN: ("ledger.unreadable", "台账文件打不开", "请检查路径和权限")
            case .SQLITE_IOERR: ("ledger.disk-error", "读写磁盘出错（\(code(error))），台账没有改动", "请检查磁盘后重试")
            default: ("ledger.failed", "台账操作失败（\(code(error))），没有改动", "请用 huxiao verify 检查台账")
            }
        return Failure(.system, rule, at: Place(file: path), statement, remedy: remedy)
    }

    /// Whether less is left than SQLite's own notes beside a ledger need, or no file more can be made.
    private static func isDiskFull(_ path: String) -> Bool {
        let folder = (path as NSString).deletingLastPathComponent
        var disk = statvfs()
        guard statvfs(folder.isEmpty ? "." : folder, &disk) == 0 else { return false }
        let left = UInt64(disk.f_bavail).multipliedReportingOverflow(by: UInt64(disk.f_frsize))
        // Some file systems do not count files: both numbers are 0 then.
        return !left.overflow && left.partialValue < 1 << 18 || disk.f_files > 0 && disk.f_favail == 0
    }

    private static func code(_ error: DatabaseError) -> String {
        "SQLite \(error.extendedResultCode.rawValue)：\(error.message ?? "")"
    }
}
