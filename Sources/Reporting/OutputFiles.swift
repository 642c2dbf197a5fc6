import ByteIO
import Diagnostics
import Foundation

/// Files that appear together: all are written beside their names first, then renamed, so that trouble with one leaves
/// the others as they were.
public struct OutputFiles {
    private var pending: [FileSink] = []
    /// Folders that are known to be there.
    private var folders: Set<String> = []

    /// Of more files than these none stays open: a system allows about a thousand.
    private static let mostOpen = 16

    /// No file is written yet.
    public init() {}

    /// The names of the files that wait for ``commit()``, in the order in which they were added.
    public var paths: [String] { pending.map(\.path) }

    /// - Parameter path: Its folder is made when missing.
    /// - Throws: ``Failure`` of kind `.system`.
    public mutating func add(_ bytes: [UInt8], at path: String) throws {
        try add(at: path) { try $0.write(bytes) }
    }

    /// - Parameters:
    ///   - path: Its folder is made when missing.
    ///   - write: Gives the file's bytes; what it throws leaves no file.
    /// - Throws: ``Failure`` of kind `.system`.
    @discardableResult
    public mutating func add<Result>(at path: String, _ write: (inout FileSink) throws -> Result) throws -> Result {
        let folder = (path as NSString).deletingLastPathComponent
        if !folder.isEmpty, folders.insert(folder).inserted { try Self.makeFolder(folder) }
        var sink = try FileSink(path: path)
        let result = try write(&sink)
        if pending.count >= Self.mostOpen { try sink.release() }
        pending.append(sink)
        return result
    }

    /// Gives all files their names.
    public mutating func commit() throws {
        if pending.count > Self.mostOpen { FileSink.syncAll() }
        for sink in pending { try sink.commit() }
        pending = []
    }

    /// Makes the folder that a file is to lie in, where it is not there.
    ///
    /// - Throws: ``Failure`` of kind `.system` when it cannot be made.
    public static func makeFolder(of file: String) throws {
        let folder = (file as NSString).deletingLastPathComponent
        if !folder.isEmpty { try makeFolder(folder) }
    }

    private static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure(
                .system, "file.unwritable", at: Place(file: path), "无法建立文件夹", remedy: "请检查权限和路径，或用 -o 换一个位置")
        }
    }
}

/// Names of files made from data.
public enum FileName {
    /// `parts` joined by `_`, without anything that could leave the folder, break a file system or hide a file; at most
    /// 80 characters and 200 bytes.
    public static func safe(_ parts: [String]) -> String {
        let joined = parts.filter { !$0.isEmpty }.joined(separator: "_")
        var name = String(
            String.UnicodeScalarView(
                joined.unicodeScalars.map { scalar in
                    let isControl =
                        scalar.value < 0x20 || scalar.value == 0x7F || (0x200B...0x202E).contains(scalar.value)
                    return isControl || "/\\:*?\"<>|".unicodeScalars.contains(scalar) ? "_" : scalar
                }))
        while name.first == "." || name.first?.isWhitespace ?? false { name.removeFirst() }
        while name.last == "." || name.last?.isWhitespace ?? false { name.removeLast() }
        while name.count > 80 || name.utf8.count > 200 { name.removeLast() }
        return name.isEmpty ? "报表" : name
    }
}
