import Archive
import ByteIO
import Diagnostics
import TestSupport
import Testing

@Suite("ZIP packages")
struct PackageTests {
    static let entries = [
        PackageEntry(name: "内容.xml", bytes: Array("校园".utf8)),
        PackageEntry(name: "a/b.txt", bytes: Array(repeating: 65, count: 5000)),
        PackageEntry(name: "mimetype", bytes: Array("application/test".utf8)), PackageEntry(name: "empty", bytes: []),
    ]

    static func package(_ entries: [PackageEntry] = entries) throws -> [UInt8] {
        var sink = MemorySink()
        try PackageWriter.write(entries, to: &sink)
        return sink.bytes
    }

    @Test("What is written is read back, mimetype first")
    func roundTrip() throws {
        let reader = try PackageReader(Self.package())
        #expect(reader.entries.map(\.name) == ["mimetype", "内容.xml", "a/b.txt", "empty"])
        for entry in Self.entries { #expect(try reader.bytes(of: entry.name) == entry.bytes) }
        #expect(try reader.bytes(of: "nothing") == nil)
    }

    @Test("mimetype stands at byte 38, stored, so that file tools recognise the package")
    func mimetype() throws {
        let bytes = try Self.package()
        #expect(Array(bytes[30..<38]) == Array("mimetype".utf8))
        #expect(Array(bytes[38..<54]) == Array("application/test".utf8))
    }

    @Test("The same entries give the same bytes, dated 1980-01-01")
    func reproducible() throws {
        let bytes = try Self.package()
        #expect(try bytes == Self.package())
        #expect(Array(bytes[10..<14]) == [0, 0, 0x21, 0])
    }

    @Test("Names that are not ASCII carry the UTF-8 flag, others do not")
    func utf8Flag() throws {
        let bytes = try Self.package([PackageEntry(name: "表", bytes: []), PackageEntry(name: "a", bytes: [])])
        #expect(bytes[7] == 0x08)
        #expect(try Self.package([PackageEntry(name: "a", bytes: [])])[7] == 0)
    }

    @Test("unzip finds nothing wrong", .enabled(if: CommandRun.isInstalled("unzip"), "unzip is not installed"))
    func unzip() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.package(), to: "a.zip")
        #expect(try CommandRun.run("unzip", ["-t", file]).status == 0)
    }

    // MARK: Limits

    private func failure(_ bytes: [UInt8], _ name: String, _ change: (inout ArchiveLimits) -> Void = { _ in })
        -> Failure?
    {
        var limits = ArchiveLimits()
        change(&limits)
        do {
            _ = try PackageReader(bytes, limits: limits).bytes(of: name)
            return nil
        } catch {
            return error as? Failure
        }
    }

    @Test("A package of stored packages that was cut short is not taken for one of those inside")
    func cutShort() throws {
        let inner = try Self.package([PackageEntry(name: "内容.xml", bytes: Array("内容".utf8))])
        let whole = try Self.package([
            PackageEntry(name: "a.xlsx", bytes: inner, compression: .stored),
            PackageEntry(name: "b.xlsx", bytes: inner, compression: .stored),
        ])
        #expect(failure(whole, "b.xlsx") == nil)
        for missing in [1, 30, 90, inner.count] {
            let found = failure(Array(whole.dropLast(missing)), "a.xlsx")
            #expect(found?.statement == "压缩包不完整或已损坏", "\(missing)")
        }
    }

    @Test("An entry that unpacks past its limit is refused")
    func entrySize() throws {
        let found = try failure(Self.package(), "a/b.txt") { $0.entryBytes = 4999 }
        #expect(found?.description == "压缩包中的 a/b.txt 解开后的大小超过上限 0 MiB。文件可能有害或已损坏，请确认来源。")
        #expect(try failure(Self.package(), "a/b.txt") { $0.entryBytes = 5000 } == nil)
    }

    @Test("A bomb is refused by its ratio while it is unpacked")
    func ratio() throws {
        let bomb = try Self.package([PackageEntry(name: "content.xml", bytes: Array(repeating: 0, count: 8 << 20))])
        #expect(failure(bomb, "content.xml")?.description == "压缩包中的 content.xml 的压缩比超过上限 400。文件可能有害或已损坏，请确认来源。")
    }

    @Test("Too many entries are refused")
    func entryCount() throws {
        let found = try failure(Self.package(), "empty") { $0.entries = 3 }
        #expect(found?.statement == "压缩包中的文件个数超过上限 3")
        #expect(try failure(Self.package(), "empty") { $0.entries = 4 } == nil)
    }

    @Test("A package larger than its limit is refused")
    func packageSize() throws {
        #expect(try failure(Self.package(), "empty") { $0.packageBytes = 100 }?.rule == "archive.over-limit")
    }

    @Test("A wrong checksum is noticed")
    func checksum() throws {
        var bytes = try Self.package([PackageEntry(name: "a", bytes: Array("hello".utf8), compression: .stored)])
        bytes[32] ^= 0xFF
        #expect(failure(bytes, "a")?.statement == "压缩包中的 a 已损坏（校验和不符）")
    }

    @Test("An encrypted entry is refused")
    func encrypted() throws {
        var bytes = try Self.package([PackageEntry(name: "a", bytes: Array("hello".utf8))])
        let directory = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 0x01, 0x02]) })
        bytes[6] |= 1
        bytes[directory + 8] |= 1
        #expect(failure(bytes, "a")?.description == "压缩包中的 a 已加密。请去掉密码后重新保存。")
    }

    @Test(
        "Bytes that are no package are refused",
        arguments: [[], Array("PK".utf8), Array(repeating: UInt8(7), count: 300)])
    func noPackage(bytes: [UInt8]) {
        #expect(failure(bytes, "a")?.description == "压缩包不完整或已损坏。请用原程序打开后重新保存，或请对方重新发送。")
    }

    @Test("Cut short anywhere or with any byte changed, a package never traps")
    func damaged() throws {
        let bytes = try Self.package()
        for length in bytes.indices { _ = failure(Array(bytes[..<length]), "a/b.txt") }
        for index in bytes.indices {
            var copy = bytes
            copy[index] ^= 0x55
            for entry in Self.entries { _ = failure(copy, entry.name) }
        }
    }
}
