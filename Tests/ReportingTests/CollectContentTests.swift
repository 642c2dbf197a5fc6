import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite("Files, folders and ZIP packages that are collected")
struct CollectContentTests {
    /// What Python's zipfile makes.
    private static func zip(_ body: String, to path: String) throws {
        let script = """
            import sys, zipfile, io
            z = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)
            \(body)
            z.close()
            """
        let run = try CommandRun.run("python3", ["-c", script, path], environment: ["PYTHONIOENCODING": "utf-8"])
        if run.status != 0 { throw CommandRun.Trouble(run.stderr) }
    }

    private static func describe(_ items: [ReceivedItem], in folder: TemporaryFolder) -> [String] {
        items.map { item in
            switch item {
            case .file(let file): file.shownPath.replacing(folder.path + "/", with: "") + " = \(file.bytes.count)"
            case .trouble(let path, let finding):
                finding.within(Place(file: path)).description.replacing(folder.path + "/", with: "")
            }
        }
    }

    @Test("Names in GBK, as Windows packs them, and in UTF-8", .enabled(if: Mails.isAvailable, "python3 is missing"))
    func names() throws {
        let folder = try TemporaryFolder()
        try Self.zip(
            """
            class GBK(zipfile.ZipInfo):
                def _encodeFilenameFlags(self): return self.filename.encode("gbk"), self.flag_bits & ~0x800
            z.writestr(GBK("云溪区/附件1.xlsx"), b"1")
            z.writestr(GBK("竹亭区/附件1.xlsx"), b"22")
            z.writestr("湖湾市/附件1.xlsx", b"333")
            z.writestr("__MACOSX/湖湾市/._附件1.xlsx", b"4444")
            """, to: folder.path(of: "a.zip"))
        let items = ReceivedContent.items(at: folder.path(of: "a.zip"), limits: CollectLimits())
        #expect(
            Self.describe(items, in: folder) == [
                "a.zip › 云溪区/附件1.xlsx = 1", "a.zip › 竹亭区/附件1.xlsx = 2", "a.zip › 湖湾市/附件1.xlsx = 3",
            ])
    }

    @Test("Names never become paths", .enabled(if: Mails.isAvailable, "python3 is missing"))
    func traversal() throws {
        let folder = try TemporaryFolder()
        try Self.zip("z.writestr('../../../x\\x1b[31m.xlsx', b'1')", to: folder.path(of: "a.zip"))
        let items = ReceivedContent.items(at: folder.path(of: "a.zip"), limits: CollectLimits())
        #expect(Self.describe(items, in: folder) == ["a.zip › ../../../x\u{FFFD}[31m.xlsx = 1"])
        #expect(try folder.names() == ["a.zip"])
    }

    @Test(
        "A hundred megabytes of zeros are refused, the file beside them is not",
        .enabled(if: Mails.isAvailable, "python3 is missing"))
    func bomb() throws {
        let folder = try TemporaryFolder()
        try Self.zip(
            """
            with z.open("a.xlsx", "w", force_zip64=True) as f:
                for i in range(100): f.write(bytes(1 << 20))
            z.writestr("b.xlsx", b"good")
            """, to: folder.path(of: "a.zip"))
        let items = ReceivedContent.items(at: folder.path(of: "a.zip"), limits: CollectLimits())
        #expect(
            Self.describe(items, in: folder) == [
                "a.zip › a.xlsx：压缩包中的 a.xlsx 的压缩比超过上限 400。文件可能有害或已损坏，请确认来源。", "a.zip › b.xlsx = 4",
            ])
    }

    @Test("Packages inside packages without end are refused", .enabled(if: Mails.isAvailable, "python3 is missing"))
    func nested() throws {
        let folder = try TemporaryFolder()
        try Self.zip(
            """
            data = b"x"
            for i in range(9):
                b = io.BytesIO()
                y = zipfile.ZipFile(b, "w"); y.writestr("n.zip" if i else "x.txt", data); y.close()
                data = b.getvalue()
            z.writestr("n.zip", data)
            z.writestr("ok.txt", b"12")
            """, to: folder.path(of: "a.zip"))
        let items = ReceivedContent.items(at: folder.path(of: "a.zip"), limits: CollectLimits())
        #expect(
            Self.describe(items, in: folder) == [
                "a.zip › n.zip › n.zip › n.zip › n.zip：邮件和压缩包一层套一层，超过 4 层，里面的没有读。请解压后再试。", "a.zip › ok.txt = 2",
            ])
    }

    @Test(
        "Five thousand files in a package: the first two thousand",
        .enabled(if: Mails.isAvailable, "python3 is missing"))
    func members() throws {
        let folder = try TemporaryFolder()
        try Self.zip("for i in range(4000): z.writestr('%04d.txt' % i, b'1')", to: folder.path(of: "a.zip"))
        let items = ReceivedContent.items(at: folder.path(of: "a.zip"), limits: CollectLimits())
        #expect(items.count == 2001)
        #expect(
            Self.describe(items, in: folder).last == "a.zip › 2000.txt：里面的文件超过 2000 个，其余的没有读。请确认来源，或解压后再试。")
    }

    @Test("Folders are walked in order; hidden files, locks and links in a circle are left")
    func folders() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path(of: "b/c"), withIntermediateDirectories: true)
        for name in ["a.xlsx", "b/c/d.ods", "b/~$a.xlsx", ".DS_Store", "b/Thumbs.db"] {
            try folder.write([1], to: name)
        }
        try FileManager.default.createSymbolicLink(atPath: folder.path(of: "b/loop"), withDestinationPath: folder.path)
        let paths = ReceivedPaths([folder.path, folder.path(of: "a.xlsx")], limits: CollectLimits())
        #expect(paths.files == [folder.path(of: "a.xlsx"), folder.path(of: "b/c/d.ods")])
        #expect(paths.findings == [])
    }

    @Test("A pipe is refused, not read for ever")
    func pipe() throws {
        let folder = try TemporaryFolder()
        mkfifo(folder.path(of: "p"), 0o600)
        let paths = ReceivedPaths([folder.path(of: "p")], limits: CollectLimits())
        #expect(paths.files == [])
        #expect(paths.findings.map(\.statement) == ["不是文件，也不是文件夹"])
    }

    @Test("A path that is not there is a trouble of that path")
    func absent() throws {
        let folder = try TemporaryFolder()
        let items = ReceivedContent.items(at: folder.path(of: "a.xlsx"), limits: CollectLimits())
        #expect(Self.describe(items, in: folder) == ["a.xlsx：找不到这个文件。请检查路径和文件名。"])
    }

    @Test("A name that would move a terminal's cursor is shown without that")
    func shownName() {
        #expect(ReceivedFile.shownName("a\u{1B}[2J\n\u{202E}b") == "a\u{FFFD}[2J\u{FFFD}\u{FFFD}b")
    }
}
