import ByteIO
import CZlib

/// A part of an entry that is compressed before its turn, because what stands before it is known only afterwards. Kept
/// as ``Spool`` keeps bytes.
public final class PackedPart: ByteSink {
    private let spool = Spool()
    private var coder: EvenCoder

    /// - Throws: ``Failure`` of kind `.system` when there is no memory.
    public init(deflater: Deflater) throws { coder = try EvenCoder(deflater) }

    /// True once it is too large for memory.
    public var isInFile: Bool { spool.isInFile }

    /// Takes the next bytes of the part.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the temporary folder takes no more.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        try coder.write(bytes) { try spool.write($0) }
    }

    /// Nothing may be written afterwards.
    func end() throws { try coder.end(.part) { try spool.write($0) } }

    func read(_ take: (UnsafeRawBufferPointer) throws -> Void) throws { try spool.read(take) }

    var summary: PartSummary { PartSummary(size: coder.size, packedSize: spool.count, checksum: coder.checksum) }
}

/// What a package says of compressed bytes.
struct PartSummary {
    var size = 0
    var packedSize = 0
    /// CRC-32 of what was compressed.
    var checksum: UInt32 = 0

    static func + (a: PartSummary, b: PartSummary) -> PartSummary {
        PartSummary(
            size: a.size + b.size, packedSize: a.packedSize + b.packedSize,
            checksum: UInt32(truncatingIfNeeded: crc32_combine(uLong(a.checksum), uLong(b.checksum), b.size)))
    }
}
