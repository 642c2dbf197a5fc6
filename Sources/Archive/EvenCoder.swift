/// Compresses what comes in pieces of any size. The compressor gets chunks of one size, because what it makes depends
/// on how its input is cut.
struct EvenCoder {
    private static let chunkBytes = 1 << 17

    private let coder: any DeflateCoder
    private var waiting: [UInt8] = []
    private var compressed = 0

    init(_ deflater: Deflater) throws { coder = try deflater.coder() }

    /// How many bytes went in.
    var size: Int { compressed + waiting.count }
    /// Of what went in; complete once ``end(_:output:)`` was called.
    var checksum: UInt32 { coder.checksum }

    mutating func write(_ bytes: UnsafeRawBufferPointer, output: (UnsafeRawBufferPointer) throws -> Void) throws {
        var rest = bytes
        if !waiting.isEmpty {
            let taken = min(rest.count, Self.chunkBytes - waiting.count)
            waiting.append(contentsOf: rest[..<taken])
            rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
            guard waiting.count == Self.chunkBytes else { return }
            try passWaiting(.open, output)
        }
        while rest.count >= Self.chunkBytes {
            try coder.compress(UnsafeRawBufferPointer(rebasing: rest[..<Self.chunkBytes]), .open, output: output)
            compressed += Self.chunkBytes
            rest = UnsafeRawBufferPointer(rebasing: rest[Self.chunkBytes...])
        }
        waiting.append(contentsOf: rest)
    }

    /// Nothing may be written afterwards.
    mutating func end(_ ending: DeflateEnding, output: (UnsafeRawBufferPointer) throws -> Void) throws {
        try passWaiting(ending, output)
    }

    private mutating func passWaiting(
        _ ending: DeflateEnding, _ output: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try waiting.withUnsafeBytes { try coder.compress($0, ending, output: output) }
        compressed += waiting.count
        waiting.removeAll(keepingCapacity: true)
    }
}
