import Testing

@testable import Markup

@Suite("Markup built as bytes")
struct MarkupBufferTests {
    private struct Random {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 16
        }
    }

    private func built(_ build: (inout MarkupBuffer) -> Void) -> String {
        var buffer = MarkupBuffer(capacity: 64)
        build(&buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    @Test("Both ways of text give the same bytes", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func texts(seed: UInt64) {
        var random = Random(state: seed)
        let alphabet = Array("ab_x0041_&<>\"\t\n\r\u{7}\u{7F}安全，？\u{FFFE}\u{FFFF}\u{FBFF}𠮷 ")
        for _ in 0..<500 {
            let text = String(
                (0..<Int(random.next() % 40)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
            let padded = Array(text.utf8) + [UInt8](repeating: 0x3C, count: MarkupBuffer.padding)
            let fast = built { buffer in
                padded.withUnsafeBytes {
                    buffer.excelText(padded: UnsafeRawBufferPointer(rebasing: $0[..<text.utf8.count]))
                }
            }
            var expected: [UInt8] = []
            Escaping.append(Escaping.excel(text), to: &expected, .text)
            #expect(fast == String(decoding: expected, as: UTF8.self), "seed \(seed)")
            #expect(built { $0.excelText(text) } == fast, "seed \(seed)")
        }
    }

    @Test("A short number reads back as the same", arguments: [6, 7, 8] as [UInt64])
    func numbers(seed: UInt64) {
        var random = Random(state: seed)
        for _ in 0..<2_000 {
            let digits = Int(random.next() % 14)
            let whole = (0..<digits).reduce(Int64(random.next() % 10)) { value, _ in
                value * 10 + Int64(random.next() % 10)
            }
            let number = Double(whole) / [1, 10, 100, -1, -100][Int(random.next() % 5)]
            var isShort = false
            let text = built { isShort = $0.shortNumber(number) }
            if isShort {
                #expect(Double(text) == number && text.utf8.count <= number.description.utf8.count, "seed \(seed)")
            }
            #expect(isShort || abs(number) >= 1e13, "seed \(seed): \(number)")
        }
    }

    @Test("Whole numbers of every length", arguments: [0, 9, 10, 99, 100, 1_000, -7, -1_234_567, Int.max, Int.min])
    func integers(number: Int) {
        #expect(built { $0.integer(number) } == String(number))
    }

    @Test("A buffer grows for a piece that is larger than it")
    func grows() {
        let long = String(repeating: "安", count: 10_000)
        #expect(built { $0.excelText(long) } == long)
    }
}
