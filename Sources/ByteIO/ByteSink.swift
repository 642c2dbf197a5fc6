/// Takes bytes in order: a file, memory, a pipe.
public protocol ByteSink {
    /// - Throws: ``Failure`` of kind `.system` when the bytes cannot be taken (full disk, closed pipe).
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws
}

extension ByteSink {
    /// Takes all of an array at once.
    ///
    /// - Throws: ``Failure`` as for a buffer.
    public mutating func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }
}

/// Keeps everything in memory.
public struct MemorySink: ByteSink, Sendable {
    /// Everything that was written so far, in order.
    public private(set) var bytes: [UInt8] = []

    /// Nothing is written yet.
    public init() {}

    /// Appends; memory is all that it takes.
    public mutating func write(_ more: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: more)
    }

    /// The bytes as UTF-8; what is not UTF-8 becomes U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
