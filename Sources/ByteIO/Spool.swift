import Diagnostics
import Foundation

/// Bytes put aside until what stands before them in a file is known: in memory at first, past ``memoryBytes`` in a
/// temporary file that has no name, so that nothing stays behind and nobody else can read it.
public final class Spool: ByteSink {
    /// What is kept in memory.
    public static let memoryBytes = 1 << 20

    /// How many bytes were put aside.
    public private(set) var count = 0
    private var waiting: [UInt8] = []
    private var file: UnsafeMutablePointer<FILE>?

    /// Holds nothing yet.
    public init() {}

    deinit {
        if let file { fclose(file) }
    }

    /// False as long as memory holds it all.
    public var isInFile: Bool { file != nil }

    /// Appends.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the temporary folder takes no more.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        waiting.append(contentsOf: bytes)
        count += bytes.count
        if waiting.count > Self.memoryBytes { try putIntoFile() }
    }

    /// Hands over all bytes in order, a stretch at a time; more than once if asked.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the temporary file cannot be read; errors of `take` as they are.
    public func read(_ take: (UnsafeRawBufferPointer) throws -> Void) throws {
        if let file { try read(file, take) }
        try waiting.withUnsafeBytes { if !$0.isEmpty { try take($0) } }
    }

    private func putIntoFile() throws {
        if file == nil { file = tmpfile() }
        guard let file else { throw Self.trouble(errno) }
        let written = waiting.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        if written != waiting.count || fflush(file) != 0 { throw Self.trouble(errno) }
        waiting.removeAll(keepingCapacity: true)
    }

    private func read(_ file: UnsafeMutablePointer<FILE>, _ take: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
        defer { buffer.deallocate() }
        var offset = 0
        while offset < count - waiting.count {
            let taken = pread(fileno(file), buffer.baseAddress, buffer.count, off_t(offset))
            if taken < 0, errno == EINTR { continue }
            guard taken > 0 else { throw Self.trouble(errno) }
            try take(UnsafeRawBufferPointer(rebasing: buffer[..<taken]))
            offset += taken
        }
    }

    private static func trouble(_ code: Int32) -> Failure {
        Failure(
            .system, "file.no-room-aside", "写文件要用的临时文件无法读写（errno \(code)：\(String(cString: strerror(code)))）",
            remedy: "请清理存放临时文件的磁盘（/tmp）后重试")
    }
}
