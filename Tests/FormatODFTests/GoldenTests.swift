import Diagnostics
import FormatODF
import Foundation
import Sheets
import TestSupport
import Testing

@Suite("Golden files")
struct GoldenTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

    @Test("The small sample as one file, byte for byte")
    func small() throws {
        let file = Self.folder.appendingPathComponent("small.fods")
        let bytes = try FODSWriter().bytes(of: SampleWorkbooks.small)
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(bytes).write(to: file)
            Issue.record("recorded; run again without RECORD_GOLDEN")
            return
        }
        let golden = try Data(contentsOf: file)
        #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: golden, as: UTF8.self))
    }
}
