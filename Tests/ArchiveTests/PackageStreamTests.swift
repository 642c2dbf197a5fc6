import ByteIO
import TestSupport
import Testing

@testable import Archive

@Suite("Packages written straight into a sink")
struct PackageStreamTests {
    private static let text = Array(String(repeating: "校园安全 campus <safety> 12345 ", count: 40_000).utf8)

    private func package(_ deflater: Deflater, isStreamed: Bool, pieces: Int) throws -> [UInt8] {
        var sink = MemorySink()
        let package = try PackageStream(deflater: deflater)
        try package.add("小.txt", Array("东风小学".utf8), to: &sink)
        try package.open("big.txt", isStreamed: isStreamed)
        for start in stride(from: 0, to: Self.text.count, by: pieces) {
            let piece = Self.text[start..<min(start + pieces, Self.text.count)]
            try piece.withUnsafeBytes { try package.write($0, to: &sink) }
        }
        try package.close(to: &sink)
        try package.add("空", [], to: &sink)
        try package.finish(to: &sink)
        return sink.bytes
    }

    @Test("What was put in comes out again", arguments: Deflater.allCases, [true, false])
    func readsBack(deflater: Deflater, isStreamed: Bool) throws {
        let reader = try PackageReader(try package(deflater, isStreamed: isStreamed, pieces: 70_001))
        #expect(reader.entries.map(\.name) == ["小.txt", "big.txt", "空"])
        #expect(try reader.bytes(of: "big.txt") == Self.text)
        #expect(try reader.bytes(of: "小.txt") == Array("东风小学".utf8))
        #expect(try reader.bytes(of: "空") == [])
    }

    @Test("The bytes do not depend on how the content was cut", arguments: Deflater.allCases)
    func pieces(deflater: Deflater) throws {
        let whole = try package(deflater, isStreamed: true, pieces: Self.text.count)
        #expect(try package(deflater, isStreamed: true, pieces: 1_000) == whole)
        #expect(try package(deflater, isStreamed: true, pieces: 1 << 17) == whole)
    }

    @Test(
        "unzip finds nothing to complain about",
        .enabled(if: CommandRun.isInstalled("unzip"), "unzip is not installed"),
        arguments: Deflater.allCases, [true, false])
    func unzip(deflater: Deflater, isStreamed: Bool) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(try package(deflater, isStreamed: isStreamed, pieces: 5_000), to: "a.zip")
        let run = try CommandRun.run("unzip", ["-t", file])
        #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
        #expect(run.stdout.contains("No errors detected"))
    }

    @Test("A streamed entry leaves before the package is complete")
    func streams() throws {
        var state: UInt64 = 1
        let noise = (0..<1_000_000).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        var sink = MemorySink()
        let package = try PackageStream(deflater: .isal)
        try package.open("noise", isStreamed: true)
        try noise.withUnsafeBytes { try package.write($0, to: &sink) }
        #expect(sink.bytes.count > 700_000)
        try package.close(to: &sink)
        try package.finish(to: &sink)
    }

    /// An entry of a head, two parts compressed beforehand, and an end.
    private func parts(_ deflater: Deflater, isStreamed: Bool) throws -> [UInt8] {
        var sink = MemorySink()
        let package = try PackageStream(deflater: deflater)
        try package.addStored("mimetype", Array("text/plain".utf8), to: &sink)
        var parts = [try PackedPart(deflater: deflater), try PackedPart(deflater: deflater)]
        try parts[0].write(Self.text)
        try parts[1].write([])
        try package.open("big.txt", isStreamed: isStreamed)
        try Array("<head>".utf8).withUnsafeBytes { try package.write($0, to: &sink) }
        for part in parts { try package.write(part, to: &sink) }
        try Array("</head>".utf8).withUnsafeBytes { try package.write($0, to: &sink) }
        try package.close(to: &sink)
        try package.finish(to: &sink)
        return sink.bytes
    }

    @Test("Parts compressed beforehand stand where they were put", arguments: Deflater.allCases, [true, false])
    func partsReadBack(deflater: Deflater, isStreamed: Bool) throws {
        let reader = try PackageReader(try parts(deflater, isStreamed: isStreamed))
        let expected = Array("<head>".utf8) + Self.text + Array("</head>".utf8)
        #expect(try reader.bytes(of: "big.txt") == expected)
        #expect(try reader.bytes(of: "mimetype") == Array("text/plain".utf8))
    }

    @Test(
        "unzip finds nothing to complain about in an entry of parts",
        .enabled(if: CommandRun.isInstalled("unzip"), "unzip is not installed"),
        arguments: Deflater.allCases, [true, false])
    func unzipParts(deflater: Deflater, isStreamed: Bool) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(try parts(deflater, isStreamed: isStreamed), to: "a.zip")
        let run = try CommandRun.run("unzip", ["-t", file])
        #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    }
}
