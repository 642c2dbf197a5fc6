/// One character as line breaking sees it: how wide it is and where a line may end beside it.
///
/// Widths are what the widest of the usual typefaces needs, because nobody knows which one the reader's machine has:
/// half an em for Latin letters in 宋体 and 仿宋, more in Noto Serif CJK and in the Latin faces that stand in for a missing
/// one.
struct Glyph: Sendable {
    enum Kind: Sendable {
        /// Chinese and the like: a line may end before it and after it.
        case ideograph
        /// Part of a Latin word or a number: kept together with its neighbours of this kind.
        case word
        /// May hang over the end of a line unseen.
        case space
        case lineBreak
    }

    var kind: Kind
    /// In points.
    var width: Double
    /// Of its font, in points.
    var size: Double
    /// 避头: never begins a line.
    var isForbiddenAtStart = false
    /// 避尾: never ends a line.
    var isForbiddenAtEnd = false
    /// `—` and `…`: two of the same are not parted.
    var isPaired = false

    init(_ character: Character, size: Double, isBold: Bool) {
        let scalars = character.unicodeScalars
        let scalar = scalars[scalars.startIndex]
        self.size = size
        // Most of any text, decided without a look into the tables of Unicode.
        if (0x4E00...0x9FFF).contains(scalar.value) {
            kind = .ideograph
            width = size
            return
        }
        kind = Self.kind(of: scalar)
        let ems =
            scalar.properties.isEmojiPresentation || scalars.count > 1 && Self.isEmoji(scalars)
            ? Self.emojiEms : Self.ems(of: scalar)
        width = ems * size * (isBold && scalar.value < 0x2000 ? Self.boldFactor : 1)
        guard kind == .ideograph || kind == .word else { return }
        isForbiddenAtStart = Self.forbiddenAtStart.contains(scalar)
        isForbiddenAtEnd = Self.forbiddenAtEnd.contains(scalar)
        isPaired = scalar == "—" || scalar == "…"
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0x0A, 0x0D, 0x0B, 0x0C, 0x85, 0x2028, 0x2029: .lineBreak
        case 0x20, 0x09, 0x200B: .space
        case 0x1100...: scalar == "\u{202F}" || scalar == "\u{2060}" || scalar == "\u{FEFF}" ? .word : .ideograph
        default: .word
        }
    }

    private static func isEmoji(_ scalars: Character.UnicodeScalarView) -> Bool {
        scalars.contains { $0.value == 0xFE0F || $0.value == 0x20E3 || $0.properties.isEmojiPresentation }
    }

    /// The width in ems of the font's size.
    private static func ems(of scalar: Unicode.Scalar) -> Double {
        switch scalar.value {
        case 0x09: tabEms
        case 0x20..<0x7F: Double(asciiHundredths[Int(scalar.value) - 0x20]) / 100
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF: 0
        case 0xA0, 0x202F: 0.35
        case 0xFF61...0xFF9F: 0.5
        default: isCombining(scalar) ? 0 : 1
        }
    }

    private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    /// The widest a byte of UTF-8 can make a text, in hundredths of an em: a quick upper bound without decoding.
    static func upperBound(ofByte byte: UInt8) -> Int {
        switch byte {
        case 0x20..<0x7F: Int(asciiHundredths[Int(byte) - 0x20])
        case 0xC0..<0xF0: 100
        case 0xF0...: Int(emojiEms * 100)
        case 0x09: Int(tabEms * 100)
        default: 0
        }
    }

    static let boldFactor = 1.1
    private static let emojiEms = 1.4
    private static let tabEms = 4.0

    /// U+0020 to U+007E.
    private static let asciiHundredths: [UInt8] = [
        32, 41, 48, 84, 64, 96, 78, 28, 40, 40, 50, 84, 33, 37, 33, 40, // space to /
        64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54, // 0 to ?
        100, 72, 69, 70, 78, 66, 63, 78, 86, 41, 54, 74, 63, 98, 80, 79, // @ to O
        65, 79, 72, 64, 66, 80, 72, 106, 70, 69, 69, 40, 40, 40, 84, 57, // P to _
        61, 62, 64, 55, 64, 62, 39, 64, 67, 34, 32, 61, 34, 98, 67, 62, // ` to o
        64, 64, 47, 53, 40, 66, 60, 84, 60, 60, 53, 64, 34, 64, 84, // p to ~
    ]

    /// Source: the lists of GB/T 15834—2011, 5.1 (place of the marks), widened by the half-width and vertical forms.
    private static let forbiddenAtStart = Set(
        "):,.!?;%>]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠々ー・｡､｣ﾞﾟ".unicodeScalars)
    private static let forbiddenAtEnd = Set("$([{£¥‘“〈《「『【〔〖〝﹗﹙﹛＄（．［｛￡￥｢".unicodeScalars)
}
