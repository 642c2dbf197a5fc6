import Testing

@testable import Sheets

@Suite("Text is broken into lines as Chinese typesetting wants it")
struct TextMeasureTests {
    private let ten = Font(sizeInPoints: 10)

    private func lines(_ text: String, within width: Double) -> [String] {
        TextMeasure(text, font: ten).lines(within: width).map(\.text)
    }

    @Test("A line takes as many characters as fit")
    func fills() { #expect(lines("校园安全工作", within: 40) == ["校园安全", "工作"]) }

    @Test("Text that fits exactly stays on one line")
    func boundary() { #expect(lines("校园安全", within: 40) == ["校园安全"]) }

    @Test("An empty text has no line")
    func empty() { #expect(lines("", within: 40).isEmpty) }

    @Test(
        "A mark that closes never begins a line",
        arguments: ["，", "。", "、", "；", "：", "？", "！", "）", "》", "”", "%", ")"])
    func noClosingMarkAtStart(mark: String) { #expect(lines("校园安全\(mark)工作", within: 40) == ["校园安", "全\(mark)工作"]) }

    @Test("A mark that opens never ends a line", arguments: ["（", "《", "“", "【"])
    func noOpeningMarkAtEnd(mark: String) { #expect(lines("校园安\(mark)全工作", within: 40) == ["校园安", "\(mark)全工作"]) }

    @Test("Two marks in a row move together")
    func twoMarks() { #expect(lines("校园安全》。工", within: 40) == ["校园安", "全》。工"]) }

    @Test("A dash of two characters is not parted")
    func dash() { #expect(lines("校园安——全", within: 40) == ["校园安", "——全"]) }

    @Test("A Latin word moves to the next line whole")
    func word() { #expect(lines("校园 safety", within: 45) == ["校园 ", "safety"]) }

    @Test("A number stays whole between Chinese characters")
    func number() { #expect(lines("合计123456起", within: 45) == ["合计", "123456", "起"]) }

    @Test("A word longer than a line is cut")
    func longWord() {
        let broken = lines("aaaaaaaaaa", within: 31)
        #expect(broken == ["aaaaa", "aaaaa"])
    }

    @Test("A line narrower than a character holds one")
    func narrow() { #expect(lines("校园", within: 3) == ["校", "园"]) }

    @Test("Spaces at a line's end take no room")
    func hangingSpaces() { #expect(lines("校园安全    ", within: 40).count == 1) }

    @Test("Line breaks of the text count, empty lines too", arguments: ["校\n\n园", "校\r\n\r\n园"])
    func ownBreaks(text: String) { #expect(lines(text, within: 40) == ["校", "", "园"]) }

    @Test("A line break at the end opens another line")
    func breakAtEnd() { #expect(lines("校\n", within: 40) == ["校", ""]) }

    @Test("Lines as high as their largest character", arguments: [(100.0, 1), (15.0, 2)])
    func richText(width: Double, count: Int) {
        let runs = [TextRun("大", font: Font(sizeInPoints: 20)), TextRun("小")]
        let broken = TextMeasure(runs, font: ten).lines(within: width)
        #expect(broken.count == count)
        #expect(broken.map(\.height) == (count == 1 ? [30] : [30, 15]))
    }

    @Test(
        "Widths in ems",
        arguments: [
            ("中", 1.0), ("𠮷", 1.0), ("ｱ", 0.5), ("Ａ", 1), ("0", 0.64), ("e\u{301}", 0.62), ("👨‍👩‍👧", 1.4), ("W", 1.06),
            ("①", 1),
            ("\u{200B}", 0),
        ])
    func widths(text: String, ems: Double) { #expect(abs(TextMeasure(text, font: ten).width - ems * 10) < 1e-9) }

    @Test("Bold Latin letters are wider, Chinese ones are not")
    func bold() {
        let bold = Font(sizeInPoints: 10, isBold: true)
        #expect(abs(TextMeasure("0", font: bold).width - 7.04) < 1e-9)
        #expect(TextMeasure("中", font: bold).width == 10)
    }

    @Test("No line is wider than asked, and no character is lost", arguments: 1...40)
    func law(seed: Int) {
        var generator = SplitMix(seed: UInt64(seed))
        let alphabet = Array("校园安全，。（）“”《》ab 12-%\n…—👍e\u{301}")
        let text = String((0..<200).map { _ in alphabet[generator.next(below: alphabet.count)] })
        let width = 10 + Double(generator.next(below: 80))
        let broken = TextMeasure(text, font: ten).lines(within: width)
        #expect(broken.map(\.text).joined() == text.filter { $0 != "\n" }, "seed \(seed)")
        #expect(broken.allSatisfy { $0.width <= max(width, 14) }, "seed \(seed)")
    }

    @Test("Sizes that no font has do no harm", arguments: [Double.nan, .infinity, -3, 0, 1e300])
    func hostileSize(size: Double) {
        let height = TextMeasure("校园", font: Font(sizeInPoints: size)).height(within: 40)
        #expect(height > 0 && height <= 409 * 1.5 * 2)
    }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func next(below limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
