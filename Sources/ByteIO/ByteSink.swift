/// Takes bytes in order: a file, memory, a pipe.
public protocol ByteSink {
    /// - Throws: ``Failure`` of kind `.system` when the bytes cannot be taken (full disk, closed pipe).
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws
}

extension ByteSink {
    public mutating func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }
}

/// Keeps everything in memory.
public struct MemorySink: ByteSink, Sendable {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public mutating func write(_ more: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: more)
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
