import CMinizip
import Diagnostics

/// Reads a ZIP package in memory, within limits. Entry names are only compared, never used as paths.
public final class PackageReader {
    /// What the directory of the package says of an entry; the true size is known only after unpacking.
    public struct Entry: Hashable, Sendable {
        /// With `/` between folders; never used as a path. Bytes that are not UTF-8 stand as one character each, so
        /// that two names never become one.
        public var name: String
        /// As it lies in the package: often GBK where it was packed on Chinese Windows.
        public var rawName: [UInt8]
        /// As it lies in the package.
        public var packedBytes: Int
        /// Unpacked, as the directory claims.
        public var statedBytes: Int
        /// Protected by a ZIP password.
        public var isEncrypted: Bool
    }

    /// In the package's order.
    public let entries: [Entry]
    private let file: MemoryFile
    private let archive: unzFile
    private let limits: ArchiveLimits
    private var positions: [String: unz64_file_pos]
    /// All that was unpacked so far, what then passed a limit included.
    public private(set) var unpackedBytes = 0

    /// True when `bytes` begin as a ZIP package does.
    public static func recognises(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    }

    /// - Throws: ``Failure`` of kind `.content`: not a package, cut short, over a limit.
    public init(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws {
        if bytes.count > limits.packageBytes {
            throw Self.overLimit("压缩包大小", limit: "\(limits.packageBytes >> 20) MiB")
        }
        file = MemoryFile(bytes)
        var functions = file.functions
        guard Self.isWhole(bytes), let archive = unzOpen2_64(nil, &functions) else {
            throw Self.broken("压缩包不完整或已损坏")
        }
        self.archive = archive
        self.limits = limits
        do {
            (entries, positions) = try Self.directory(of: archive, limits)
        } catch {
            unzClose(archive)
            throw error
        }
    }

    deinit { unzClose(archive) }

    /// False when the directory at the end belongs to a package inside this one: what lies behind it was cut off.
    ///
    /// Source: APPNOTE 4.3.16, end of central directory record.
    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        let first = max(0, bytes.count - (1 << 16) - 22)
        let last = stride(from: bytes.count - 22, through: first, by: -1).first { place in
            bytes[place] == 0x50 && bytes[place + 1] == 0x4B && bytes[place + 2] == 5 && bytes[place + 3] == 6
        }
        guard let last else { return false }
        func number(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) } }
        let (size, offset) = (number(last + 12), number(last + 16))
        let end = size + offset
        // Filled with ones, they stand in the record of ZIP64, which follows the directory.
        if size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF || end == last { return true }
        return end < last && bytes[end...].starts(with: [0x50, 0x4B, 0x06, 0x06])
    }

    /// True when there is an entry of that name.
    public func contains(_ name: String) -> Bool { positions[name] != nil }

    /// The entry's bytes, unpacked; `nil` when there is none of that name.
    ///
    /// - Throws: ``Failure`` of kind `.content`: encrypted, damaged, over a limit.
    public func bytes(of name: String) throws -> [UInt8]? {
        guard let entry = try open(name) else { return nil }
        defer { unzCloseCurrentFile(archive) }
        let result = try unpack(entry)
        if unzCloseCurrentFile(archive) == UNZ_CRCERROR { throw Self.broken("压缩包中的 \(name) 已损坏（校验和不符）") }
        return result
    }

    /// Opens the entry to be unpacked piece by piece, so that memory does not grow with it; `nil` when there is none of
    /// that name.
    ///
    /// One entry at a time: opening or reading another ends this one.
    ///
    /// - Returns: Fills a part of the buffer that it is given and says how much; 0 at the end.
    /// - Throws: as ``bytes(of:)``, and so does what it returns.
    public func stream(of name: String) throws -> ((UnsafeMutableRawBufferPointer) throws -> Int)? {
        guard let entry = try open(name) else { return nil }
        var size = 0
        var isAtEnd = false
        return { [self] buffer in
            if isAtEnd { return 0 }
            let count = Int(unzReadCurrentFile(archive, buffer.baseAddress, UInt32(clamping: buffer.count)))
            if count < 0 { throw Self.broken("压缩包中的 \(entry.name) 已损坏") }
            isAtEnd = count <= 0
            if isAtEnd, unzCloseCurrentFile(archive) == UNZ_CRCERROR {
                throw Self.broken("压缩包中的 \(entry.name) 已损坏（校验和不符）")
            }
            size += count
            unpackedBytes += count
            try check(size, of: entry)
            return count
        }
    }

    private func open(_ name: String) throws -> Entry? {
        guard var position = positions[name], let entry = entries.first(where: { $0.name == name }) else { return nil }
        if entry.isEncrypted {
            throw Failure(.content, "archive.encrypted", "压缩包中的 \(name) 已加密", remedy: "请去掉密码后重新保存")
        }
        guard unzGoToFilePos64(archive, &position) == UNZ_OK, unzOpenCurrentFile(archive) == UNZ_OK else {
            throw Self.broken("压缩包中的 \(name) 无法读取")
        }
        return entry
    }

    private func unpack(_ entry: Entry) throws -> [UInt8] {
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Int(unzReadCurrentFile(archive, &chunk, UInt32(chunk.count)))
            if count < 0 { throw Self.broken("压缩包中的 \(entry.name) 已损坏") }
            if count == 0 { return result }
            result.append(contentsOf: chunk[..<count])
            unpackedBytes += count
            try check(result.count, of: entry)
        }
    }

    private func check(_ size: Int, of entry: Entry) throws {
        if size > limits.entryBytes {
            throw Self.overLimit("压缩包中的 \(entry.name) 解开后的大小", limit: "\(limits.entryBytes >> 20) MiB")
        }
        if unpackedBytes > limits.totalBytes {
            throw Self.overLimit("压缩包解开后的总大小", limit: "\(limits.totalBytes >> 20) MiB")
        }
        if size > 1 << 20, size / max(entry.packedBytes, 1) > limits.compressionRatio {
            throw Self.overLimit("压缩包中的 \(entry.name) 的压缩比", limit: "\(limits.compressionRatio)")
        }
    }

    private static func directory(of archive: unzFile, _ limits: ArchiveLimits) throws -> (
        [Entry], [String: unz64_file_pos]
    ) {
        var entries: [Entry] = []
        var positions: [String: unz64_file_pos] = [:]
        var status = unzGoToFirstFile(archive)
        while status == UNZ_OK {
            if entries.count >= limits.entries { throw overLimit("压缩包中的文件个数", limit: "\(limits.entries)") }
            let entry = try self.entry(of: archive)
            var position = unz64_file_pos()
            guard unzGetFilePos64(archive, &position) == UNZ_OK else { throw broken("压缩包的目录已损坏") }
            // Of two entries with one name the first counts; readers that take different ones could be played off
            // against each other.
            if positions[entry.name] == nil {
                positions[entry.name] = position
                entries.append(entry)
            }
            status = unzGoToNextFile(archive)
        }
        if status != UNZ_END_OF_LIST_OF_FILE { throw broken("压缩包的目录已损坏") }
        return (entries, positions)
    }

    private static func entry(of archive: unzFile) throws -> Entry {
        var info = unz_file_info64()
        var name = [CChar](repeating: 0, count: 1 << 16)
        guard unzGetCurrentFileInfo64(archive, &info, &name, uLong(name.count - 1), nil, 0, nil, 0) == UNZ_OK else {
            throw broken("压缩包的目录已损坏")
        }
        let length = name.firstIndex(of: 0) ?? 0
        let raw = name[..<length].map { UInt8(bitPattern: $0) }
        let text =
            String(validating: raw, as: UTF8.self)
            ?? String(String.UnicodeScalarView(raw.map { Unicode.Scalar($0) }))
        return Entry(
            name: text, rawName: raw,
            packedBytes: Int(clamping: info.compressed_size), statedBytes: Int(clamping: info.uncompressed_size),
            isEncrypted: info.flag & 1 == 1)
    }

    private static func broken(_ statement: String) -> Failure {
        Failure(.content, "archive.broken", statement, remedy: "请用原程序打开后重新保存，或请对方重新发送")
    }

    private static func overLimit(_ what: String, limit: String) -> Failure {
        Failure(.content, "archive.over-limit", "\(what)超过上限 \(limit)", remedy: "文件可能有害或已损坏，请确认来源")
    }
}
