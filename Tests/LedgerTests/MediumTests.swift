import Diagnostics
import Forms
import Foundation
import TestSupport
import Testing

@testable import Ledger

/// A small file system of its own: 4 MiB, which fills up and can be made read-only.
private final class SmallDisk {
    private let folder: TemporaryFolder

    /// Whether this machine lets the test have one; asked once.
    static let isPossible: Bool = (try? SmallDisk()) != nil

    init() throws {
        folder = try TemporaryFolder()
        guard geteuid() == 0,
            try CommandRun.run("mount", ["-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", folder.path]).status == 0
        else { throw CommandRun.Trouble("no file system can be mounted") }
    }

    deinit { _ = try? CommandRun.run("umount", ["-l", folder.path]) }

    func path(of name: String) -> String { folder.path(of: name) }

    func makeReadOnly() throws {
        let run = try CommandRun.run("mount", ["-o", "remount,ro", folder.path])
        if run.status != 0 { throw CommandRun.Trouble(run.stderr) }
    }

    /// Takes all room that is left.
    func fill() throws {
        let descriptor = open(path(of: "full"), O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        let block = [UInt8](repeating: 1, count: 4096)
        while write(descriptor, block, block.count) > 0 {}
    }

    func free() throws { try FileManager.default.removeItem(atPath: path(of: "full")) }

    /// A sentence, with the folder taken out.
    func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return "\(error)".replacing(folder.path + "/", with: "") }
    }
}

@Suite("Disks that are full or read-only", .enabled(if: SmallDisk.isPossible, "这台机器不能挂载小文件系统"))
struct MediumTests {
    private let disk: SmallDisk
    private let folder: TemporaryFolder

    init() throws {
        disk = try SmallDisk()
        folder = try TemporaryFolder()
    }

    private func copy(_ names: [String]) throws {
        for name in names {
            try FileManager.default.copyItem(atPath: folder.path(of: name), toPath: disk.path(of: name))
        }
    }

    @Test("A full disk: the change is undone, and said; when there is room again, it works")
    func full() throws {
        let ledger = try ReportLedger.create(at: disk.path(of: "ledger.sqlite"), Lake.setup(), .officer)
        try ledger.take("92", 4, 1, 1, 7, 1, 1)
        let change = try ledger.lastChange()
        let files = (1...3000).map { Lake.file("92", 5, Lake.increases($0, 1, 1, 1, 1)) }
        try disk.fill()
        let sentence = "ledger.sqlite：磁盘空间不足，本次操作已撤销，台账保持原样。请清理磁盘后重试。"
        #expect(disk.message { try ledger.receive(files, .officer) } == sentence)
        #expect(try ledger.lastChange() == change)
        #expect(try ledger.verify(.lakeTown).findings == [])
        try disk.free()
        try ledger.receive(Array(files.prefix(10)), .officer)
        #expect(try ledger.verify(.lakeTown).submissions == 11)
    }

    @Test("A backup to a full disk leaves nothing there")
    func fullBackup() throws {
        let ledger = try Lake.ledger(folder)
        try disk.fill()
        #expect(
            disk.message { try ledger.backUp(to: disk.path(of: "copy.sqlite")) }
                == "copy.sqlite：磁盘空间不足，本次操作已撤销，台账保持原样。请清理磁盘后重试。")
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path(of: "")) == ["full"])
    }

    @Test("A new ledger on a full disk leaves nothing there")
    func fullNew() throws {
        try disk.fill()
        #expect(
            disk.message { _ = try ReportLedger.create(at: disk.path(of: "new.sqlite"), Lake.setup(), .officer) }
                == "new.sqlite：磁盘空间不足，本次操作已撤销，台账保持原样。请清理磁盘后重试。")
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path(of: "")) == ["full"])
    }

    @Test("A read-only medium: status, report and verification work, a change is refused")
    func readOnly() throws {
        try Lake.ledger(folder).take("92", 4, 1, 1, 7, 1, 1)
        try copy(["ledger.sqlite"])
        try disk.makeReadOnly()
        let ledger = try ReportLedger.open(disk.path(of: "ledger.sqlite"))
        #expect(try ledger.status(of: .progress, .m(4)).rows[0].counts.accepted == 1)
        #expect(try ledger.progressReport(of: "92", period: .m(4), .lakeTown)["trips"]?.total == .known(7))
        #expect(try ledger.verify(.lakeTown).findings == [])
        #expect(
            disk.message { try ledger.take("92", 5, 1, 1, 1, 1, 1) }
                == "ledger.sqlite：台账文件是只读的，没有改动。请更改文件和文件夹的权限，或复制到可写的位置。")
        try ledger.backUp(to: folder.path(of: "copy.sqlite"))
        #expect(try ReportLedger.open(folder.path(of: "copy.sqlite")).verify(.lakeTown).submissions == 1)
    }

    @Test("A read-only medium with changes that are not in the file yet: they are read, from a copy that goes again")
    func readOnlyLog() throws {
        let open = try Lake.ledger(folder)
        try open.take("92", 4, 1, 1, 7, 1, 1)
        try copy(["ledger.sqlite", "ledger.sqlite-wal"])
        try disk.makeReadOnly()
        let copies = try Self.copies()
        do {
            let ledger = try ReportLedger.open(disk.path(of: "ledger.sqlite"))
            #expect(try ledger.lastChange() == 3)
            #expect(try ledger.verify(.lakeTown).submissions == 1)
            #expect(
                disk.message { try ledger.take("92", 5, 1, 1, 1, 1, 1) }
                    == "ledger.sqlite：台账文件是只读的，没有改动。请更改文件和文件夹的权限，或复制到可写的位置。")
            let during = try Self.copies()
            #expect(during.count == copies.count + 1)
        }
        let after = try Self.copies()
        #expect(after == copies)
        #expect(try open.lastChange() == 3)
    }

    private static func copies() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory()).filter {
            $0.hasPrefix("huxiao-") && $0.count == 43
        }.sorted()
    }

    @Test("A ledger of an older program on a read-only medium has to be copied first")
    func older() throws {
        let ledger = try Lake.ledger(folder)
        try ledger.tamper("DELETE FROM grdb_migrations")
        try ledger.backUp(to: disk.path(of: "copy.sqlite"))
        try disk.makeReadOnly()
        #expect(
            disk.message { _ = try ReportLedger.open(disk.path(of: "copy.sqlite")) }
                == "copy.sqlite：台账由较早版本的程序写成，要先升级，但它在只读的位置，没有改动。请复制到可写的位置再打开。")
    }
}

@Suite("Files and folders without permission", .enabled(if: geteuid() != 0, "以 root 运行时权限不起作用"))
struct PermissionTests {
    @Test("Status works, a change is refused, the file is untouched", arguments: [(0o400, 0o700), (0o400, 0o500)])
    func readOnly(file: Int, inFolder: Int) throws {
        let folder = try TemporaryFolder()
        try Lake.ledger(folder).take("92", 4, 1, 1, 7, 1, 1)
        let path = folder.path(of: "ledger.sqlite")
        let before = try folder.read("ledger.sqlite")
        for (path, mode) in [(path, file), (folder.path, inFolder)] { #expect(chmod(path, mode_t(mode)) == 0) }
        defer { chmod(folder.path, 0o700) }
        let ledger = try ReportLedger.open(path)
        #expect(try ledger.status(of: .progress, .m(4)).rows[0].counts.accepted == 1)
        #expect(throws: Failure.self) { try ledger.take("92", 5, 1, 1, 1, 1, 1) }
        #expect(try folder.read("ledger.sqlite") == before)
    }
}

@Suite("Commands that only read")
struct ReadingTests {
    @Test("The file stays byte for byte, and nobody who writes keeps them waiting")
    func reading() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "ledger.sqlite")
        try Lake.ledger(folder).take("92", 4, 1, 1, 7, 1, 1)
        let before = try folder.read("ledger.sqlite")
        #expect(try ReportLedger.open(path, isReading: true).status(of: .progress, .m(4)).rows[0].counts.accepted == 1)
        #expect(try folder.read("ledger.sqlite") == before)
        let writer = try ReportLedger.open(path)
        try writer.pool.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                let seen = try ReportLedger.open(path, patience: 0.1, isReading: true).lastChange()
                #expect(seen == 3)
                return .rollback
            }
        }
    }
}
