import Forms
import Foundation
import TestSupport
import Testing

@testable import Ledger

@Suite("How figures are stored")
struct FigureCodeTests {
    private func code(_ value: ReportedFigure.Value) -> [UInt8] {
        var bytes: [UInt8] = []
        FigureCode.append(value, to: &bytes)
        return bytes
    }

    @Test(
        "A blank, a zero, “/” and what is no figure are different bytes",
        arguments: [
            (ReportedFigure.Value.blank, [UInt8(0)]), (.notApplicable, [1]), (.refused, [2]), (.increase(0), [3]),
            (.level(0), [4]), (.increase(-1), [5]), (.level(-1), [6]), (.increase(1), [7]), (.increase(31), [127]),
            (.level(31), [0x80, 1]), (.increase(Int.max), [2]), (.increase(Int.min), [2]),
        ])
    func bytes(value: ReportedFigure.Value, bytes: [UInt8]) { #expect(code(value) == bytes) }

    @Test("read(write(v)) = v", arguments: [UInt64(1), 2, 3])
    func roundTrip(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<2000 {
            let number = Int.random(in: FigureCode.range, using: &random) >> Int.random(in: 0...60, using: &random)
            for value in [ReportedFigure.Value.increase(number), .level(number)] {
                let read = code(value).withUnsafeBytes { bytes in
                    var reader = FigureReader(bytes)
                    return reader.next().map(FigureCode.value)
                }
                #expect(read == value, "seed \(seed)")
            }
        }
    }

    @Test("Damaged content is told, whatever its bytes", arguments: [UInt64(1), 2, 3])
    func damaged(seed: UInt64) {
        var random = Seeded(seed)
        let places = IndicatorPlaces(["a", "b"], sets: [1: ["a", "b"]])
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let content = bytes.withUnsafeBytes {
                ProgressContent.read($0, places: places, unit: "", period: .m(4))
            }
            #expect(content == nil || bytes.count >= 4, "seed \(seed) \(bytes)")
        }
    }

    @Test(
        "Another program decodes the ledger by its documentation",
        .enabled(if: Python.path != nil, "没有设置 HUXIAO_PYTHON"))
    func python() throws {
        let folder = try TemporaryFolder()
        let ledger = try Lake.ledger(folder)
        let values: [ReportedFigure.Value] = [.level(-3), .level(1_000_000), .increase(70), .blank, .notApplicable]
        try ledger.receive(Lake.file("92", 4, values), .officer)
        let script = """
            import hashlib, sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            form, unit, period, version, digest, content = db.execute(
                "SELECT form, unit, period, version, digest, content FROM submission").fetchone()
            key = b"".join(n.to_bytes(8, "big", signed=True) for n in (form, unit, period, version))
            assert hashlib.sha256(key + content).digest()[:8] == digest
            def numbers(data):
                number = shift = 0
                for byte in data:
                    number |= (byte & 0x7F) << shift
                    shift += 7
                    if byte < 0x80:
                        yield number
                        number = shift = 0
            codes = numbers(content)
            set_number, count = next(codes), next(codes)
            words = []
            for _ in range(count):
                code = next(codes)
                if code < 3:
                    words.append(["blank", "/", "refused"][code])
                else:
                    zigzag, level = (code - 3) >> 1, (code - 3) & 1
                    words.append(("=" if level else "+") + str((zigzag >> 1) ^ -(zigzag & 1)))
            print(set_number, *words)
            """
        try folder.write(Array(script.utf8), to: "decode.py")
        let python = try #require(Python.path)
        let run = try CommandRun.run(python, [folder.path(of: "decode.py"), folder.path(of: "ledger.sqlite")])
        #expect(run.stdout == "1 =-3 =1000000 +70 blank /\n", "\(run.stderr)")
    }
}

/// A Python of the test's environment.
enum Python {
    static var path: String? { ProcessInfo.processInfo.environment["HUXIAO_PYTHON"] }
}
