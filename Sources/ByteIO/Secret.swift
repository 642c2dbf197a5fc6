import Diagnostics
import Foundation

/// A password (口令). It appears in no message, no log and no description; it is asked for by ``reveal()`` alone.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    /// Keeps `text` to itself.
    public init(_ text: String) { self.text = text }

    /// The first line of a file that nobody but its owner may read.
    ///
    /// - Throws: ``Diagnostics/Failure``: `.system` when the file cannot be read, `.content` when it is empty or
    ///   others may read it.
    public init(fileAt path: String) throws {
        let bytes = try FileBytes.read(path, limit: 4096)
        try Self.requirePrivate(path)
        let text = String(decoding: bytes, as: UTF8.self)
        let first = text.prefix { !$0.isNewline }
        if first.isEmpty {
            throw Failure(
                .content, "secret.empty", at: Place(file: path), "口令文件的第一行应为口令，实为空", remedy: "请把口令写在第一行")
        }
        self.text = String(first)
    }

    /// The password itself, for the library that needs it.
    public func reveal() -> String { text }

    /// True when there is no password.
    public var isEmpty: Bool { text.isEmpty }

    /// `＊＊＊`, whatever it is.
    public var description: String { "＊＊＊" }
    /// `＊＊＊`, whatever it is.
    public var debugDescription: String { "＊＊＊" }
    /// Without what it holds.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    private static func requirePrivate(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 != 0 else { return }
        throw Failure(
            .content, "secret.readable-by-others", at: Place(file: path), "口令文件应只有本人能读，实际其他用户也能读",
            remedy: "请执行 chmod 600，或换一个文件")
    }
}
