import ByteIO
import CLibZip
import Diagnostics

/// A file that goes into a sealed package.
public struct SealedFile: Hashable, Sendable {
    /// Its name, which stays readable without the password.
    public var name: String
    /// All of it; unreadable without the password.
    public var bytes: [UInt8]

    /// A name without folders, and content.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// A ZIP package whose files are encrypted with a password by AES-256, as 7-Zip, WinRAR and WinZip open it.
///
/// The one output that differs from run to run: the same content must not look the same to who lacks the password.
/// The names, sizes and number of files can be seen by anybody.
public enum SealedPackage {
    /// The fewest characters of a password [ours]: what is shorter is tried out within hours.
    public static let shortestPassword = 10

    /// - Parameters:
    ///   - files: At least one.
    ///   - password: Of printable ASCII, because programs disagree on how to encode anything else.
    /// - Returns: The package's bytes.
    /// - Throws: ``Diagnostics/Failure``: `.content` for a password that will not do, `.system` when there is no memory.
    public static func bytes(of files: [SealedFile], password: Secret) throws(Failure) -> [UInt8] {
        precondition(!files.isEmpty, "a package needs a file")
        try check(password)
        let writer = try ZipWriter()
        for file in files { try writer.add(file, password) }
        return try writer.finish()
    }

    /// Whether a password will do, before any work is done.
    ///
    /// - Throws: ``Diagnostics/Failure`` of kind `.content` when it is too short or not all programs can type it.
    public static func check(_ password: Secret) throws(Failure) {
        let text = password.reveal()
        if !text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            throw Failure(
                .content, "sealing.password", "加密口令应为英文字母、数字和符号，实有汉字、全角字符或空格", remedy: "请换一个口令，否则有的解压软件打不开")
        }
        if text.utf8.count < shortestPassword {
            throw Failure(
                .content, "sealing.password", "加密口令应不少于 \(shortestPassword) 个字符，实为 \(text.utf8.count) 个",
                remedy: "请换一个长的口令")
        }
    }
}

/// The wall before libzip: one package in memory.
private final class ZipWriter {
    private let store: OpaquePointer
    private var archive: OpaquePointer?
    /// libzip reads them only when the package is closed.
    private var contents: [UnsafeMutableBufferPointer<UInt8>] = []

    init() throws(Failure) {
        guard let store = zip_source_buffer_create(nil, 0, 0, nil) else { throw Self.trouble }
        // Once for the archive, once to read from it afterwards.
        zip_source_keep(store)
        self.store = store
        archive = zip_open_from_source(store, ZIP_TRUNCATE, nil)
        guard archive != nil else {
            zip_source_free(store)
            throw Self.trouble
        }
    }

    deinit {
        if let archive { zip_discard(archive) }
        zip_source_free(store)
        for content in contents { content.deallocate() }
    }

    func add(_ file: SealedFile, _ password: Secret) throws(Failure) {
        let content = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: file.bytes.count)
        _ = content.initialize(from: file.bytes)
        contents.append(content)
        guard let source = zip_source_buffer(archive, content.baseAddress, zip_uint64_t(content.count), 0) else {
            throw Self.trouble
        }
        let place = zip_file_add(archive, file.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard place >= 0 else {
            zip_source_free(source)
            throw Self.trouble
        }
        let index = zip_uint64_t(place)
        // 1980-01-01, as everywhere in this project: when a file was packed is nobody's business.
        let isDone =
            zip_file_set_encryption(archive, index, zip_uint16_t(ZIP_EM_AES_256), password.reveal()) == 0
            && zip_file_set_dostime(archive, index, 0, 0x0021, 0) == 0
        if !isDone { throw Self.trouble }
    }

    func finish() throws(Failure) -> [UInt8] {
        guard zip_close(archive) == 0 else { throw Self.trouble }
        archive = nil
        var status = zip_stat_t()
        guard zip_source_open(store) == 0 else { throw Self.trouble }
        defer { zip_source_close(store) }
        guard zip_source_stat(store, &status) == 0, let size = Int(exactly: status.size) else { throw Self.trouble }
        var bytes = [UInt8](repeating: 0, count: size)
        guard zip_source_read(store, &bytes, zip_uint64_t(size)) == zip_int64_t(size) else { throw Self.trouble }
        return bytes
    }

    private static var trouble: Failure {
        Failure(.system, "sealing.unwritable", "无法建立加密压缩包", remedy: "请检查内存是否充足后重试")
    }
}
