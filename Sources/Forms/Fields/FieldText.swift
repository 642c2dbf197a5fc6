/// Names and figures as people type them.
public enum FieldText {
    /// Full-width letters, digits, punctuation and ideographic spaces as their ASCII twins; white space at the ends
    /// taken off.
    public static func narrowed(_ text: some StringProtocol) -> String {
        // What has a twin begins with one of these bytes in UTF-8; most texts have none.
        if !text.utf8.contains(where: { $0 == 0xEF || $0 == 0xE3 || $0 == 0xC2 }) { return trimmed(text) }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(narrowed(scalar)) }
        return trimmed(String(scalars))
    }

    /// The ASCII twin of a full-width character or an ideographic space; any other character as it is.
    public static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000, 0xA0: " "
        default: scalar
        }
    }

    /// A name for comparing: narrowed, lower case, without any white space, `（）` and `()` alike.
    public static func folded(_ text: some StringProtocol) -> String {
        plainlyFolded(text) ?? String(narrowed(text).lowercased().filter { !$0.isWhitespace })
    }

    /// The same for ASCII, full-width forms and Chinese characters, in one pass; `nil` for a text that holds anything
    /// else.
    private static func plainlyFolded(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            let scalar = narrowed(scalar)
            switch scalar.value {
            case 0x09...0x0D, 0x20: break
            case 0x41...0x5A: bytes.append(UInt8(scalar.value + 0x20))
            case 0x21...0x7E: bytes.append(UInt8(scalar.value))
            case 0x3001...0x3029, 0x4E00...0x9FFF:
                bytes.append(0xE0 | UInt8(scalar.value >> 12))
                bytes.append(0x80 | UInt8(scalar.value >> 6 & 0x3F))
                bytes.append(0x80 | UInt8(scalar.value & 0x3F))
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// White space at the ends taken off.
    public static func trimmed(_ text: some StringProtocol) -> String {
        if let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, isPlain(first), isPlain(last) {
            return String(text)
        }
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }

    /// Surely no white space; most texts begin and end so, and need no look at whole characters.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        (0x21...0x7E).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value)
    }
}
