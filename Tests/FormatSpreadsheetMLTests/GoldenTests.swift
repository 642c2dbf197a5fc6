import FormatSpreadsheetML
import Foundation
import Sheets
import TestSupport
import Testing

@Suite("A small file, byte by byte")
struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Golden")

    @Test("Three cells")
    func small() throws {
        let bytes = try SpreadsheetMLWriter().bytes(of: SampleWorkbooks.small)
        let file = Self.folder.appendingPathComponent("small.xml")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try Data(bytes).write(to: file)
            Issue.record("recorded \(file.lastPathComponent); run again without RECORD_GOLDEN")
        }
        let golden = try #require(try? Data(contentsOf: file), "missing Golden/small.xml")
        #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: golden, as: UTF8.self))
    }
}
