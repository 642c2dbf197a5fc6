import ByteIO
import CMinizip
import CZlib
import Diagnostics

/// Writes a ZIP package straight into a sink, so that memory does not grow with it. Entries are dated 1980-01-01; the
/// same content always gives the same bytes, however it was cut into pieces.
///
/// One entry at a time: ``open(_:isStreamed:)``, ``write(_:to:)``, ``close(to:)``; at the end ``finish(to:)``.
public final class PackageStream {
    private let file = StreamFile()
    private let deflater: Deflater
    private var archive: zipFile?
    private var entry: OpenEntry?

    private struct OpenEntry {
        var name: String
        /// `nil` as long as nothing was written since the last part that came compressed.
        var coder: EvenCoder?
        var isStreamed: Bool
        /// Of what the coder had handed on when it was begun, and the parts before it.
        var done = PartSummary()
        /// What the coder has handed on.
        var packedSize = 0

        var size: Int { done.size + (coder?.size ?? 0) }
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
        try open(name, in: archive, flags: isStreamed ? 1 << 3 : 0, method: Z_DEFLATED)
        entry = OpenEntry(name: name, isStreamed: isStreamed)
    }

    /// Adds an entry as it is, not compressed: what is compressed already, and what must be readable in the package.
    public func addStored(_ name: String, _ bytes: [UInt8], to sink: inout some ByteSink) throws {
        guard let archive, entry == nil else { preconditionFailure("one entry at a time") }
        guard let size = UInt32(exactly: bytes.count), size < .max else { throw Self.tooLarge(name) }
        try open(name, in: archive, flags: 0, method: 0)
        try bytes.withUnsafeBytes { try put($0, into: archive) }
        let checksum = bytes.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
        if zipCloseFileInZipRaw64(archive, ZPOS64_T(size), checksum) != ZIP_OK {
            throw Self.trouble("无法写入压缩包中的 \(name)")
        }
        try handOn(to: &sink)
    }

    /// Adds to the open entry.
    public func write(_ bytes: UnsafeRawBufferPointer, to sink: inout some ByteSink) throws {
        guard let archive, var open = entry else { preconditionFailure("no entry is open") }
        entry = nil
        defer { entry = open }
        var coder = try open.coder.take() ?? EvenCoder(deflater)
        try coder.write(bytes) { try put($0, into: archive, &open.packedSize) }
        open.coder = coder
        // Said as soon as it is known, not after gigabytes more.
        if open.size >= Int(UInt32.max) { throw Self.tooLarge(open.name) }
        if open.isStreamed { try handOn(to: &sink) }
    }

    /// Adds a part that is compressed already to the open entry, and completes the part.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the part cannot be read again; errors of `sink` as they are.
    public func write(_ part: PackedPart, to sink: inout some ByteSink) throws {
        guard let archive, var open = entry else { preconditionFailure("no entry is open") }
        entry = nil
        try end(&open, .part, in: archive)
        try part.end()
        try part.read { piece in
            try put(piece, into: archive)
            if open.isStreamed { try handOn(to: &sink) }
        }
        open.done = open.done + part.summary
        if open.size >= Int(UInt32.max) { throw Self.tooLarge(open.name) }
        entry = open
    }

    /// Completes the open entry.
    ///
    /// - Throws: ``Failure`` of kind `.content` for an entry of 4 GiB and more; errors of `sink` as they are.
    public func close(to sink: inout some ByteSink) throws {
        guard let archive, var open = entry else { preconditionFailure("no entry is open") }
        entry = nil
        if open.coder == nil { open.coder = try EvenCoder(deflater) }
        try end(&open, .stream, in: archive)
        guard let size = UInt32(exactly: open.size), size < .max,
            let packed = UInt32(exactly: open.done.packedSize), packed < .max
        else { throw Self.tooLarge(open.name) }
        let status = zipCloseFileInZipRaw64(archive, ZPOS64_T(size), uLong(open.done.checksum))
        if status != ZIP_OK { throw Self.trouble("无法写入压缩包中的 \(open.name)") }
        if open.isStreamed { describe(open.done.checksum, packed, size) }
        try handOn(to: &sink)
    }

    /// Completes the package; nothing can be added afterwards.
    public func finish(to sink: inout some ByteSink) throws {
        guard let archive, entry == nil else { preconditionFailure("an entry is open, or the package is finished") }
        self.archive = nil
        if zipClose(archive, nil) != ZIP_OK { throw Self.trouble("无法完成压缩包") }
        try handOn(to: &sink)
    }

    private func open(_ name: String, in archive: zipFile, flags: uLong, method: Int32) throws {
        var info = zip_fileinfo()
        info.dosDate = 0x0021_0000
        let flags = flags | (name.utf8.allSatisfy { $0 < 0x80 } ? 0 : 1 << 11)
        let status = zipOpenNewFileInZip4_64(
            archive, name, &info, nil, 0, nil, 0, nil, method, method == 0 ? 0 : 6, 1, -MAX_WBITS, 8,
            Z_DEFAULT_STRATEGY, nil, 0, 20, flags, 0)
        if status != ZIP_OK { throw Self.trouble("无法写入压缩包中的 \(name)") }
    }

    /// Ends what is being compressed, if anything is.
    private func end(_ open: inout OpenEntry, _ ending: DeflateEnding, in archive: zipFile) throws {
        guard var coder = open.coder.take() else { return }
        try coder.end(ending) { try put($0, into: archive, &open.packedSize) }
        open.done =
            open.done + PartSummary(size: coder.size, packedSize: open.packedSize, checksum: coder.checksum)
        open.packedSize = 0
    }

    private func put(_ bytes: UnsafeRawBufferPointer, into archive: zipFile, _ count: inout Int) throws {
        try put(bytes, into: archive)
        count += bytes.count
    }

    private func put(_ bytes: UnsafeRawBufferPointer, into archive: zipFile) throws {
        if zipWriteInFileInZip(archive, bytes.baseAddress, UInt32(bytes.count)) != ZIP_OK {
            throw Self.trouble("无法写入压缩包")
        }
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
