/// Names and figures as people type them.
public enum FieldText {
    /// Full-width letters, digits, punctuation and ideographic spaces as their ASCII twins; white space at the ends taken off.
    public static func narrowed(_ text: some StringProtocol) -> String {
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
        String(narrowed(text).lowercased().filter { !$0.isWhitespace })
    }

    /// White space at the ends taken off.
    public static func trimmed(_ text: some StringProtocol) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
