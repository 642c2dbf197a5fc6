import Diagnostics
import Foundation
import GRDB

/// How a ledger's file can be opened: what cannot be written can still be read, for a status or a report.
struct LedgerAccess {
    let path: String
    let isWritable: Bool
    /// Whether changes lie beside the file that are not in it yet.
    private let hasLog: Bool
    private let isFolderWritable: Bool

    init(_ path: String) {
        self.path = path
        let folder = (path as NSString).deletingLastPathComponent
        isFolderWritable = access(folder.isEmpty ? "." : folder, W_OK) == 0
        isWritable = isFolderWritable && access(path, W_OK) == 0
        var log = stat()
        hasLog = stat(path + "-wal", &log) == 0 && log.st_size > 0
    }

    /// What SQLite is to open. In a folder that cannot be written it cannot keep its notes on who reads what; it does without
    /// when told that nobody changes the file.
    var location: String {
        guard !isFolderWritable, !hasLog,
            let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
        else { return path }
        return "file:\(escaped)?immutable=1"
    }

    /// What to say of an error while opening.
    func failure(_ error: DatabaseError) -> Failure {
        let codes: [ResultCode] = [.SQLITE_CANTOPEN, .SQLITE_READONLY]
        guard !isWritable, hasLog, codes.contains(error.resultCode.primaryResultCode) else {
            return LedgerTrouble.failure(error, path)
        }
        return Failure(
            .system, "ledger.read-only-log", at: Place(file: path), "台账在只读的位置，旁边还有没有并入的改动（-wal 文件），不能打开",
            remedy: "请把台账连同 -wal、-shm 文件一起复制到可写的位置再打开")
    }
}
