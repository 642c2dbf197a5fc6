import ByteIO
import CMinizip
import CZlib
import Diagnostics

/// Writes a ZIP package straight into a sink, so that memory does not grow with it. Entries are dated 1980-01-01; the
/// same content always gives the same bytes, however it was cut into pieces.
///
/// One entry at a time: ``open(_:isStreamed:)``, ``write(_:to:)``, ``close(to:)``; at the end ``finish(to:)``.
public final class PackageStream {
    /// What the compressor gets at a time.
    private static let chunkBytes = 1 << 17

    private let file = StreamFile()
    private let deflater: Deflater
    private var archive: zipFile?
    private var entry: OpenEntry?

    private struct OpenEntry {
        var name: String
        var coder: any DeflateCoder
        var isStreamed: Bool
        var waiting: [UInt8] = []
        var size = 0
        var packedSize = 0
    }

    /// - Throws: ``Failure`` of kind `.system` when there is no memory.
    public init(deflater: Deflater = .zlib) throws {
        self.deflater = deflater
        var functions = file.functions
        archive = zipOpen2_64(nil, APPEND_STATUS_CREATE, nil, &functions)
        if archive == nil { throw Self.trouble("无法建立压缩包") }
    }

    deinit {
        if let archive { zipClose(archive, nil) }
    }

    /// Adds an entry whose bytes are at hand.
    public func add(_ name: String, _ bytes: [UInt8], to sink: inout some ByteSink) throws {
        try open(name)
        try bytes.withUnsafeBytes { try write($0, to: &sink) }
        try close(to: &sink)
    }

    /// Begins an entry.
    ///
    /// - Parameter isStreamed: True hands on what is compressed at once, and the entry's sizes stand behind its
    ///   content. False keeps the compressed entry until it is closed, and the sizes stand before it, which every
    ///   program understands.
    public func open(_ name: String, isStreamed: Bool = false) throws {
        guard let archive, entry == nil else { preconditionFailure("one entry at a time") }
        var info = zip_fileinfo()
        info.dosDate = 0x0021_0000
        let flags: uLong = (name.utf8.allSatisfy { $0 < 0x80 } ? 0 : 1 << 11) | (isStreamed ? 1 << 3 : 0)
        let status = zipOpenNewFileInZip4_64(
            archive, name, &info, nil, 0, nil, 0, nil, Z_DEFLATED, 6, 1, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, nil, 0, 20,
            flags, 0)
        if status != ZIP_OK { throw Self.trouble("无法写入压缩包中的 \(name)") }
        entry = OpenEntry(name: name, coder: try deflater.coder(), isStreamed: isStreamed)
    }

    /// Adds to the open entry.
    public func write(_ bytes: UnsafeRawBufferPointer, to sink: inout some ByteSink) throws {
        guard var open = entry else { preconditionFailure("no entry is open") }
        entry = nil
        defer { entry = open }
        var rest = bytes
        if !open.waiting.isEmpty {
            let taken = min(rest.count, Self.chunkBytes - open.waiting.count)
            open.waiting.append(contentsOf: rest[..<taken])
            rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
            guard open.waiting.count == Self.chunkBytes else { return }
            try open.waiting.withUnsafeBytes { try compress($0, isLast: false, &open.packedSize, open.coder) }
            open.size += open.waiting.count
            open.waiting.removeAll(keepingCapacity: true)
        }
        while rest.count >= Self.chunkBytes {
            let chunk = UnsafeRawBufferPointer(rebasing: rest[..<Self.chunkBytes])
            try compress(chunk, isLast: false, &open.packedSize, open.coder)
            open.size += chunk.count
            rest = UnsafeRawBufferPointer(rebasing: rest[Self.chunkBytes...])
        }
        open.waiting.append(contentsOf: rest)
        // Said as soon as it is known, not after gigabytes more.
        if open.size >= Int(UInt32.max) { throw Self.tooLarge(open.name) }
        if open.isStreamed { try handOn(to: &sink) }
    }

    /// Completes the open entry.
    ///
    /// - Throws: ``Failure`` of kind `.content` for an entry of 4 GiB and more; errors of `sink` as they are.
    public func close(to sink: inout some ByteSink) throws {
        guard let archive, var open = entry else { preconditionFailure("no entry is open") }
        entry = nil
        try open.waiting.withUnsafeBytes { try compress($0, isLast: true, &open.packedSize, open.coder) }
        open.size += open.waiting.count
        guard let size = UInt32(exactly: open.size), size < .max, let packed = UInt32(exactly: open.packedSize),
            packed < .max
        else { throw Self.tooLarge(open.name) }
        let status = zipCloseFileInZipRaw64(archive, ZPOS64_T(size), uLong(open.coder.checksum))
        if status != ZIP_OK { throw Self.trouble("无法写入压缩包中的 \(open.name)") }
        if open.isStreamed { describe(open.coder.checksum, packed, size) }
        try handOn(to: &sink)
    }

    /// Completes the package; nothing can be added afterwards.
    public func finish(to sink: inout some ByteSink) throws {
        guard let archive, entry == nil else { preconditionFailure("an entry is open, or the package is finished") }
        self.archive = nil
        if zipClose(archive, nil) != ZIP_OK { throw Self.trouble("无法完成压缩包") }
        try handOn(to: &sink)
    }

    private func compress(
        _ bytes: UnsafeRawBufferPointer, isLast: Bool, _ packedSize: inout Int, _ coder: any DeflateCoder
    ) throws {
        guard let archive else { return }
        var made = 0
        try coder.compress(bytes, isLast: isLast) { piece in
            if zipWriteInFileInZip(archive, piece.baseAddress, UInt32(piece.count)) != ZIP_OK {
                throw Self.trouble("无法写入压缩包")
            }
            made += piece.count
        }
        packedSize += made
    }

    /// The data descriptor, which minizip leaves to its caller: signature, checksum, packed size, size.
    ///
    /// Source: PKWARE APPNOTE 4.3.9.
    private func describe(_ checksum: UInt32, _ packed: UInt32, _ size: UInt32) {
        let words: [UInt32] = [0x0807_4B50, checksum, packed, size].map(\.littleEndian)
        words.withUnsafeBytes { file.write($0) }
    }

    private func handOn(to sink: inout some ByteSink) throws {
        if file.pending.isEmpty { return }
        try sink.write(file.pending)
        file.handOn()
    }

    private static func tooLarge(_ name: String) -> Failure {
        Failure(.content, "archive.entry-size", "压缩包中的 \(name) 超过 4 GiB 的上限", remedy: "请分成几个文件")
    }

    static func trouble(_ statement: String) -> Failure {
        Failure(.system, "archive.unwritable", statement, remedy: "请检查内存是否充足后重试")
    }
}
