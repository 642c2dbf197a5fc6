import CMinizip

/// A file in memory that minizip reads and writes through callbacks.
final class MemoryFile {
    private(set) var bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    /// The callbacks; valid as long as this object lives.
    var functions: zlib_filefunc64_def {
        var functions = zlib_filefunc64_def()
        functions.opaque = Unmanaged.passUnretained(self).toOpaque()
        functions.zopen64_file = { opaque, _, _ in opaque }
        functions.zread_file = { opaque, _, buffer, size in
            MemoryFile.of(opaque)?.read(into: buffer, count: Int(size)) ?? 0
        }
        functions.zwrite_file = { opaque, _, buffer, size in MemoryFile.of(opaque)?.write(buffer, count: Int(size)) ?? 0
        }
        functions.ztell64_file = { opaque, _ in MemoryFile.of(opaque).map { ZPOS64_T($0.position) } ?? 0 }
        functions.zseek64_file = { opaque, _, offset, origin in
            MemoryFile.of(opaque)?.seek(offset, from: origin) ?? -1
        }
        functions.zclose_file = { _, _ in 0 }
        functions.zerror_file = { _, _ in 0 }
        return functions
    }

    private static func of(_ opaque: UnsafeMutableRawPointer?) -> MemoryFile? {
        opaque.map { Unmanaged<MemoryFile>.fromOpaque($0).takeUnretainedValue() }
    }

    private func read(into buffer: UnsafeMutableRawPointer?, count: Int) -> uLong {
        guard let buffer, position < bytes.count else { return 0 }
        let taken = min(count, bytes.count - position)
        bytes.withUnsafeBytes { all in
            UnsafeMutableRawBufferPointer(start: buffer, count: taken)
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<position + taken]))
        }
        position += taken
        return uLong(taken)
    }

    private func write(_ buffer: UnsafeRawPointer?, count: Int) -> uLong {
        guard let buffer, count > 0 else { return 0 }
        let more = UnsafeRawBufferPointer(start: buffer, count: count)
        let overwritten = min(count, bytes.count - position)
        bytes.replaceSubrange(position..<position + overwritten, with: more)
        position += count
        return uLong(count)
    }

    private func seek(_ offset: ZPOS64_T, from origin: Int32) -> Int {
        let base =
            switch origin {
            case ZLIB_FILEFUNC_SEEK_CUR: position
            case ZLIB_FILEFUNC_SEEK_END: bytes.count
            default: 0
            }
        // Offsets from the end come as large unsigned numbers.
        let (target, overflow) = base.addingReportingOverflow(Int(truncatingIfNeeded: offset))
        guard !overflow, (0...bytes.count).contains(target) else { return -1 }
        position = target
        return 0
    }
}
