import CMinizip

/// What minizip writes on its way to a sink: bytes already handed on cannot be changed any more.
final class StreamFile {
    private(set) var pending: [UInt8] = []
    /// How many bytes were handed on before `pending`.
    private var handedOn = 0
    private var position = 0

    /// The callbacks; valid as long as this object lives.
    var functions: zlib_filefunc64_def {
        var functions = zlib_filefunc64_def()
        functions.opaque = Unmanaged.passUnretained(self).toOpaque()
        functions.zopen64_file = { opaque, _, _ in opaque }
        functions.zread_file = { _, _, _, _ in 0 }
        functions.zwrite_file = { opaque, _, buffer, size in
            guard let buffer else { return 0 }
            StreamFile.of(opaque)?.write(UnsafeRawBufferPointer(start: buffer, count: Int(size)))
            return size
        }
        functions.ztell64_file = { opaque, _ in StreamFile.of(opaque).map { ZPOS64_T($0.position) } ?? 0 }
        functions.zseek64_file = { opaque, _, offset, origin in StreamFile.of(opaque)?.seek(offset, from: origin) ?? -1
        }
        functions.zclose_file = { _, _ in 0 }
        functions.zerror_file = { _, _ in 0 }
        return functions
    }

    private static func of(_ opaque: UnsafeMutableRawPointer?) -> StreamFile? {
        opaque.map { Unmanaged<StreamFile>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Sizes that minizip puts into a local header already handed on are dropped: such an entry states them behind its
    /// content.
    func write(_ more: UnsafeRawBufferPointer) {
        let start = position - handedOn
        position += more.count
        if start < 0 { return }
        let overwritten = min(more.count, pending.count - start)
        if overwritten > 0 {
            pending.replaceSubrange(
                start..<start + overwritten, with: UnsafeRawBufferPointer(rebasing: more[..<overwritten]))
        }
        pending.append(contentsOf: UnsafeRawBufferPointer(rebasing: more[overwritten...]))
    }

    func handOn() {
        handedOn += pending.count
        pending.removeAll(keepingCapacity: true)
    }

    private func seek(_ offset: ZPOS64_T, from origin: Int32) -> Int {
        let end = handedOn + pending.count
        let base = origin == ZLIB_FILEFUNC_SEEK_CUR ? position : origin == ZLIB_FILEFUNC_SEEK_END ? end : 0
        let (target, overflow) = base.addingReportingOverflow(Int(truncatingIfNeeded: offset))
        guard !overflow, (0...end).contains(target) else { return -1 }
        position = target
        return 0
    }
}
