import Diagnostics
import Foundation

/// Held by one command at a time; a command that ends, however it ends, holds it no longer.
final class FolderLock {
    private let path: String
    private var descriptor: Int32

    /// - Parameter path: A file that is made for it, and taken away at ``release()``.
    /// - Returns: `nil` while another holds it.
    /// - Throws: ``Diagnostics/Failure`` of kind `.system` when the folder cannot be written, or knows no locks.
    init?(_ path: String) throws {
        self.path = path
        descriptor = -1
        // One that was held before may have taken the file away between opening and locking it.
        for _ in 0..<100 {
            descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            if descriptor < 0 { throw Self.unwritable(path) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let isHeld = errno == EWOULDBLOCK
                close(descriptor)
                if isHeld { return nil }
                throw Self.unwritable(path)
            }
            if isAtItsPath { return }
            close(descriptor)
        }
        return nil
    }

    func release() {
        guard descriptor >= 0 else { return }
        unlink(path)
        close(descriptor)
        descriptor = -1
    }

    private var isAtItsPath: Bool {
        var (own, named) = (stat(), stat())
        return fstat(descriptor, &own) == 0 && stat(path, &named) == 0 && own.st_ino == named.st_ino
            && own.st_dev == named.st_dev
    }

    private static func unwritable(_ path: String) -> Failure {
        Failure(
            .system, "file.unwritable", at: Place(file: path), "不能建立或锁定文件", remedy: "请更改文件夹权限，或把文件夹放在本机磁盘上")
    }
}
