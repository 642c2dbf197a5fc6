import ByteIO
import Diagnostics
import Foundation
import Prose

/// The texts of a summary that a person writes: `summary-notes.md` in the workspace, in Markdown. Read, never overwritten.
public enum SummaryNotes {
    /// The file's name in every workspace.
    public static let fileName = "summary-notes.md"

    private static let limit = 4 << 20

    /// What a new file says: the headings, and where to write.
    static let skeleton = """
        ## 经验做法

        <!-- 在这里写。空一行另起一段；行首写“- ”是列点。这样的注释不会印出来。 -->

        ## 存在问题

        ## 下一步工作

        """

    /// The pieces of a file; a section with a heading and nothing below it is left out.
    ///
    /// - Parameter path: `nil` takes the workspace's own, which need not be there.
    /// - Throws: ``Failure`` of kind `.system` when it cannot be read, `.content` when it is no text.
    static func read(_ folder: String, _ path: String?) throws -> [ProseBlock] {
        let file = path ?? "\(folder)/\(fileName)"
        if path == nil, access(file, F_OK) != 0 { return [] }
        let bytes = try FileBytes.read(file, limit: limit)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(
                .content, "summary.notes-encoding", at: Place(file: file), "不是 UTF-8 文字", remedy: "请在编辑器中另存为 UTF-8")
        }
        return withoutEmptySections(ProseReader.blocks(text))
    }

    private static func withoutEmptySections(_ blocks: [ProseBlock]) -> [ProseBlock] {
        blocks.enumerated().filter { place, block in
            guard case .heading(let level) = block.kind else { return true }
            guard blocks.indices.contains(place + 1) else { return false }
            if case .heading(let next) = blocks[place + 1].kind { return next > level }
            return true
        }.map(\.element)
    }

    /// Makes the file with its headings where there is none.
    ///
    /// - Returns: Whether it was made; false where one is already, or where nothing can be written.
    static func begin(_ folder: String) -> Bool {
        let path = "\(folder)/\(fileName)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0 { return false }
        defer { close(descriptor) }
        let bytes = Array(skeleton.utf8)
        return write(descriptor, bytes, bytes.count) == bytes.count
    }
}
