import ByteIO
import Testing

@Suite("Bytes put aside")
struct SpoolTests {
    private func content(of spool: Spool) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try spool.read { bytes.append(contentsOf: $0) }
        return bytes
    }

    @Test("Few stay in memory, many go into a file; both come back", arguments: [0, 1, 1_000, 1 << 20, 5_000_001])
    func comesBack(count: Int) throws {
        let expected = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        var spool = Spool()
        for start in stride(from: 0, to: count, by: 70_001) {
            try spool.write(Array(expected[start..<min(start + 70_001, count)]))
        }
        #expect(spool.count == count)
        #expect(spool.isInFile == (count > Spool.memoryBytes))
        #expect(try content(of: spool) == expected)
        #expect(try content(of: spool) == expected)
    }
}
