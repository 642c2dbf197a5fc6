/// Names and figures as people type them.
public enum FieldText {
    /// Full-width letters, digits, punctuation and ideographic spaces as their ASCII twins; white space at the ends taken off.
    public static func narrowed(_ text: some StringProtocol) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000, 0xA0: scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return trimmed(String(scalars))
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
