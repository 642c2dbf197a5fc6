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

    /// Whether an error while opening comes from changes that lie beside a ledger that cannot be written.
    func needsCopy(_ error: DatabaseError) -> Bool {
        let codes: [ResultCode] = [.SQLITE_CANTOPEN, .SQLITE_READONLY]
        return !isWritable && hasLog && codes.contains(error.resultCode.primaryResultCode)
    }
}

/// A copy of a ledger in a folder of its own that nobody else may read, until it is given up.
final class LedgerCopy: Sendable {
    /// The copy.
    let path: String
    private let folder: String

    /// Copies the file and the changes beside it.
    ///
    /// - Throws: ``Failure`` of kind `.system` when there is no room for it.
    init(of original: String) throws {
        folder = NSTemporaryDirectory() + "/huxiao-" + UUID().uuidString
        path = folder + "/ledger.sqlite"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: original + suffix, toPath: path + suffix)
                chmod(path + suffix, 0o600)
            }
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw Failure(
                .system, "ledger.read-only-log", at: Place(file: original),
                "台账在只读的位置，旁边还有没有并入的改动（-wal 文件），要复制到临时文件夹才能读，但没有复制成功",
                remedy: "请检查临时文件夹是否有空间、台账是否可读")
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}
