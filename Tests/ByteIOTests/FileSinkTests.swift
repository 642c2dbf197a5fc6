import ByteIO
import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite("Files")
struct FileSinkTests {
    @Test("A file appears only when it is whole")
    func commit() throws {
        let folder = try TemporaryFolder()
        var sink = try FileSink(path: folder.path(of: "a"))
        try sink.write(Array("你好".utf8))
        #expect(!FileManager.default.fileExists(atPath: folder.path(of: "a")))
        try sink.commit()
        #expect(try FileBytes.read(folder.path(of: "a")) == Array("你好".utf8))
    }

    @Test("An abandoned file leaves nothing behind")
    func abandoned() throws {
        let folder = try TemporaryFolder()
        do {
            var sink = try FileSink(path: folder.path(of: "a"))
            try sink.write([1])
        }
        #expect(try folder.names().isEmpty)
    }

    @Test("What a person's data is in is the owner's alone")
    func ownerOnly() throws {
        let folder = try TemporaryFolder()
        let sink = try FileSink(path: folder.path(of: "a"), ownerOnly: true)
        try sink.commit()
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path(of: "a"))[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("What cannot be read or written is said in a sentence")
    func sentences() throws {
        let folder = try TemporaryFolder()
        #expect(sentence { _ = try FileBytes.read("/没有/a") } == "/没有/a：找不到这个文件。请检查路径和文件名。")
        #expect(sentence { _ = try FileBytes.read(folder.path) } == "\(folder.path)：应为文件，实为文件夹。请给出文件夹中的某个文件。")
        #expect(sentence { _ = try FileSink(path: "/没有/a") } == "/没有/a：要写入的文件夹不存在。请先建立文件夹，或换一个位置。")
        let file = try folder.write([1, 2, 3], to: "three")
        #expect(sentence { _ = try FileBytes.read(file, limit: 2) } == "\(file)：文件超过 2 字节的上限。请确认文件是否正确，或拆分后再处理。")
    }

    private func sentence(_ work: () throws -> Void) -> String? {
        do { try work() } catch { return (error as? Failure)?.description }
        return nil
    }
}
