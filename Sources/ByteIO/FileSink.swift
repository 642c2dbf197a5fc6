import Diagnostics
import Foundation

/// Writes a file beside its final name and renames it when complete, so that a crash, a full disk or a finding leaves
/// the old file as it was.
///
/// Abandoned without ``commit()``, it removes what it wrote.
public final class FileSink: ByteSink {
    /// The final name, which the file gets at ``commit()``; until then an older file of that name stays.
    public let path: String
    private let temporaryPath: String
    private var descriptor: Int32
    private var isCommitted = false

    /// - Parameter ownerOnly: True when the file may hold data about persons: mode 0600 instead of the user's usual
    ///   one.
    /// - Throws: ``Failure`` of kind `.system` when the folder cannot be written.
    public init(path: String, ownerOnly: Bool = false) throws {
        self.path = path
        temporaryPath = path + ".huxiao-\(getpid()).tmp"
        descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, ownerOnly ? 0o600 : 0o666)
        if descriptor < 0 { throw SystemTrouble.failure(errno, writing: path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isCommitted { unlink(temporaryPath) }
    }

    /// Appends to the file under its temporary name.
    ///
    /// - Throws: ``Failure`` of kind `.system`, for example when the disk is full.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = Foundation.write(descriptor, start, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemTrouble.failure(errno, writing: path)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Closes the file, which still waits beside its name, so that thousands can wait at a time.
    ///
    /// Its bytes may not be on the disk yet: call ``FileSink/syncAll()`` once before ``commit()``.
    public func release() throws {
        if descriptor < 0 { return }
        let failed = close(descriptor) != 0 && errno != EINTR
        let trouble = errno
        descriptor = -1
        if failed { throw SystemTrouble.failure(trouble, writing: path) }
    }

    /// Brings to the disk all that is written, of all files: for many files far quicker than one after the other.
    public static func syncAll() { sync() }

    /// Makes the file appear under its name, whole. Nothing can be written after it.
    public func commit() throws {
        if descriptor >= 0 {
            let synced = fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS
            let trouble = errno
            close(descriptor)
            descriptor = -1
            if !synced { throw SystemTrouble.failure(trouble, writing: path) }
        }
        if rename(temporaryPath, path) != 0 { throw SystemTrouble.failure(errno, writing: path) }
        isCommitted = true
    }
}
