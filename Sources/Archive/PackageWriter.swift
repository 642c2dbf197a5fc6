import ByteIO
import CMinizip
import CZlib
import Diagnostics

/// Writes a ZIP package: entries in the order given, all dated 1980-01-01, without extra fields. The same entries
/// always give the same bytes.
///
/// The compressed package is kept in memory until ``finish(to:)``, because each entry's sizes stand before its content.
public final class PackageWriter {
    private let file = MemoryFile()
    private var archive: zipFile?

    /// - Throws: ``Failure`` of kind `.system` when there is no memory.
    public init() throws {
        var functions = file.functions
        archive = zipOpen2_64(nil, APPEND_STATUS_CREATE, nil, &functions)
        if archive == nil { throw Self.trouble("无法建立压缩包") }
    }

    deinit {
        if let archive { zipClose(archive, nil) }
    }

    /// Writes a whole package. An entry named `mimetype` goes first and is stored, as OpenDocument and EPUB demand.
    ///
    /// - Throws: errors of `sink` as they are.
    public static func write(_ entries: [PackageEntry], to sink: inout some ByteSink) throws {
        let writer = try PackageWriter()
        for var entry in entries where entry.name == "mimetype" {
            entry.compression = .stored
            try writer.add(entry)
        }
        for entry in entries where entry.name != "mimetype" { try writer.add(entry) }
        try writer.finish(to: &sink)
    }

    /// Adds an entry whose bytes are at hand.
    public func add(_ entry: PackageEntry) throws {
        try add(entry.name, compression: entry.compression) { try $0.write(entry.bytes) }
    }

    /// Adds an entry whose bytes come piece by piece.
    public func add(
        _ name: String, compression: PackageEntry.Compression = .deflated, content: (inout EntrySink) throws -> Void
    ) throws {
        guard let archive else { preconditionFailure("the package is finished") }
        var info = zip_fileinfo()
        info.dosDate = 0x0021_0000
        let utf8Flag: uLong = name.utf8.allSatisfy { $0 < 0x80 } ? 0 : 1 << 11
        let status = zipOpenNewFileInZip4_64(
            archive, name, &info, nil, 0, nil, 0, nil, compression == .stored ? 0 : Z_DEFLATED,
            compression == .stored ? 0 : 6, 0, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, nil, 0, 20, utf8Flag, 0)
        if status != ZIP_OK { throw Self.trouble("无法写入压缩包中的 \(name)") }
        var sink = EntrySink(archive: archive, name: name)
        try content(&sink)
        if zipCloseFileInZip(archive) != ZIP_OK { throw Self.trouble("无法写入压缩包中的 \(name)") }
    }

    /// Completes the package and hands it over; nothing can be added afterwards.
    public func finish(to sink: inout some ByteSink) throws {
        guard let archive else { preconditionFailure("the package is finished") }
        self.archive = nil
        if zipClose(archive, nil) != ZIP_OK { throw Self.trouble("无法完成压缩包") }
        try sink.write(file.bytes)
    }

    fileprivate static func trouble(_ statement: String) -> Failure {
        Failure(.system, "archive.unwritable", statement, remedy: "请检查内存是否充足后重试")
    }
}

/// Takes the bytes of the package entry that is being written.
public struct EntrySink: ByteSink {
    fileprivate let archive: zipFile
    fileprivate let name: String

    /// Takes the next bytes of the entry.
    public mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = min(rest.count, 1 << 20)
            if zipWriteInFileInZip(archive, rest.baseAddress, UInt32(count)) != ZIP_OK {
                throw PackageWriter.trouble("无法写入压缩包中的 \(name)")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}
