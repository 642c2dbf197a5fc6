import Diagnostics
import Foundation

/// Reads whole files, within a limit.
public enum FileBytes {
    /// - Parameter limit: In bytes, looked at before memory is taken.
    /// - Throws: ``Failure`` of kind `.system` when the file cannot be read, `.content` when it is larger than `limit`.
    public static func read(_ path: String, limit: Int = 256 << 20) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw SystemTrouble.failure(errno, reading: path) }
        defer { close(descriptor) }
        var status = stat()
        if fstat(descriptor, &status) != 0 { throw SystemTrouble.failure(errno, reading: path) }
        if status.st_mode & S_IFMT == S_IFDIR { throw SystemTrouble.failure(EISDIR, reading: path) }
        if Int(status.st_size) > limit { throw tooLarge(path, limit: limit) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.st_size))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemTrouble.failure(errno, reading: path)
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            // A pipe or a file under /proc has no size beforehand.
            if bytes.count > limit { throw tooLarge(path, limit: limit) }
        }
    }

    private static func tooLarge(_ path: String, limit: Int) -> Failure {
        Failure(
            .content, "file.too-large", at: Place(file: path),
            "文件超过 \(limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit) 字节")的上限",
            remedy: "请确认文件是否正确，或拆分后再处理")
    }
}
