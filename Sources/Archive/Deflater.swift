import CIsal
import CZlib
import Diagnostics

/// What compresses the entries of a package. Both give what every program unpacks, and the same bytes each time.
public enum Deflater: Hashable, Sendable, CaseIterable {
    /// zlib, level 6: the smaller files.
    case zlib
    /// isa-l, level 1: about a tenth of the time, files about a tenth larger.
    case isal
}

/// One deflate stream. What comes out depends on how the bytes are cut into chunks, so the caller cuts them evenly.
protocol DeflateCoder: AnyObject {
    /// The CRC-32 of all that went in.
    var checksum: UInt32 { get }

    /// - Parameters:
    ///   - ending: What follows these bytes.
    ///   - output: Takes the compressed bytes, piece by piece.
    func compress(
        _ bytes: UnsafeRawBufferPointer, _ ending: DeflateEnding, output: (UnsafeRawBufferPointer) throws -> Void
    ) throws
}

/// What stands behind a chunk.
enum DeflateEnding {
    /// More of the same.
    case open
    /// Another coder's output: this one ends at a whole byte, and the stream goes on.
    case part
    /// Nothing.
    case stream
}

extension Deflater {
    /// - Throws: ``Failure`` of kind `.system` when there is no memory.
    func coder() throws -> any DeflateCoder {
        switch self {
        case .zlib: try ZlibCoder()
        case .isal: IsalCoder()
        }
    }
}

final class ZlibCoder: DeflateCoder {
    private static let outputBytes = 1 << 16

    private(set) var checksum: UInt32 = 0
    // On the heap: zlib keeps the address of the state it was begun with.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: outputBytes, alignment: 16)
    private let isReady: Bool

    init() throws {
        stream.initialize(to: z_stream())
        isReady = huxiao_deflate_init_raw(stream, 6) == Z_OK
        if !isReady { throw PackageStream.trouble("无法开始压缩") }
    }

    deinit {
        if isReady { deflateEnd(stream) }
        stream.deallocate()
        buffer.deallocate()
    }

    func compress(
        _ bytes: UnsafeRawBufferPointer, _ ending: DeflateEnding, output: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let input = bytes.bindMemory(to: UInt8.self)
        if let start = input.baseAddress { checksum = UInt32(crc32_z(uLong(checksum), start, input.count)) }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        repeat {
            stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(buffer.count)
            if deflate(stream, Self.flush(ending)) == Z_STREAM_ERROR { throw PackageStream.trouble("压缩出错") }
            let made = buffer.count - Int(stream.pointee.avail_out)
            if made > 0 { try output(UnsafeRawBufferPointer(rebasing: buffer[..<made])) }
        } while stream.pointee.avail_out == 0
    }

    private static func flush(_ ending: DeflateEnding) -> Int32 {
        switch ending {
        case .open: Z_NO_FLUSH
        case .part: Z_FULL_FLUSH
        case .stream: Z_FINISH
        }
    }
}

final class IsalCoder: DeflateCoder {
    private static let outputBytes = 1 << 16

    private(set) var checksum: UInt32 = 0
    private let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
    private let levelBuffer = UnsafeMutablePointer<UInt8>.allocate(capacity: Int(huxiao_isal_level_1_bytes()))
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: outputBytes, alignment: 16)

    init() {
        isal_deflate_init(stream)
        stream.pointee.level = 1
        stream.pointee.level_buf = levelBuffer
        stream.pointee.level_buf_size = huxiao_isal_level_1_bytes()
        stream.pointee.gzip_flag = 0
        stream.pointee.flush = 0
    }

    deinit {
        stream.deallocate()
        levelBuffer.deallocate()
        buffer.deallocate()
    }

    func compress(
        _ bytes: UnsafeRawBufferPointer, _ ending: DeflateEnding, output: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let input = bytes.bindMemory(to: UInt8.self)
        if let start = input.baseAddress { checksum = crc32_gzip_refl(checksum, start, UInt64(input.count)) }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.end_of_stream = ending == .stream ? 1 : 0
        stream.pointee.flush = UInt16(ending == .part ? FULL_FLUSH : NO_FLUSH)
        repeat {
            stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(buffer.count)
            if isal_deflate(stream) != 0 { throw PackageStream.trouble("压缩出错") }
            let made = buffer.count - Int(stream.pointee.avail_out)
            if made > 0 { try output(UnsafeRawBufferPointer(rebasing: buffer[..<made])) }
        } while stream.pointee.avail_out == 0
    }
}
