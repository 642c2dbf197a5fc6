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

    private func plain(_ text: String, followedBy rest: UInt8) -> String? {
        let padded = Array(text.utf8) + [UInt8](repeating: rest, count: MarkupBuffer.padding)
        var isPlain = false
        let written = built { buffer in
            padded.withUnsafeBytes {
                isPlain = buffer.plainText(padded: UnsafeRawBufferPointer(rebasing: $0[..<text.utf8.count]))
            }
        }
        return isPlain ? written : nil
    }

    @Test(
        "Plain text stands as it is, whatever is behind it",
        arguments: ["", "a", "1234567", "12345678", "ZX-1 2 3", "（安全）：第1项，好", "x_y", "安全 生产 检查"],
        [0x20, 0x3C, 0xBF] as [UInt8])
    func plainTexts(text: String, rest: UInt8) { #expect(plain(text, followedBy: rest) == text) }

    @Test(
        "Text with markup, control characters or white space that readers swallow is left to a slower way",
        arguments: [
            " ", " a", "a ", "1234567 ", "12345678 ", "a  b", "1234567  8", "12345678  9", "a\tb", "a\nb", "a&b", "a<b",
            "a>b", "\u{7}", "\u{7F}", "安\u{FFFE}", "安全\u{FFFF}",
        ], [0x20, 0x61] as [UInt8])
    func otherTexts(text: String, rest: UInt8) { #expect(plain(text, followedBy: rest) == nil) }

    @Test(
        "Numbers with a set count of decimals are rounded half away from zero",
        arguments: [
            (1_234.5, 2, 2, true, "1,234.50"), (-1_234_567.891, 0, 2, true, nil), (0.5, 0, 0, false, "1"),
            (2.45, 1, 1, false, "2.5"), (-0.4, 0, 0, false, nil), (-0.5, 0, 0, false, "-1"), (7, 0, 2, false, "7"),
            (7.1, 0, 2, false, "7.1"), (1_000_000, 0, 0, true, "1,000,000"), (1e13, 2, 2, false, nil),
            (.nan, 0, 0, false, nil), (0.1 + 0.2, 2, 2, false, nil),
        ] as [(Double, Int, Int, Bool, String?)])
    func decimals(number: Double, minimum: Int, maximum: Int, isGrouped: Bool, expected: String?) {
        var isShort = false
        let text = built { isShort = $0.shortNumber(number, decimals: minimum, maximum, isGrouped: isGrouped) }
        #expect((isShort ? text : nil) == expected)
    }

    @Test("Stocked markup comes again as it was, however much there is")
    func stock() {
        var stock = MarkupStock()
        let texts = (0..<500).map { "<c n=\"\($0)\">" + String(repeating: "x", count: $0 % 40) }
        let items = texts.map { stock.add(Array($0.utf8)) }
        var buffer = MarkupBuffer(capacity: 64)
        for item in items.reversed() { buffer.item(item, of: stock) }
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == texts.reversed().joined())
    }
}
