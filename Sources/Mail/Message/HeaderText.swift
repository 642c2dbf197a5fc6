/// Text of one line, as a message's header holds it: a subject, the name of an office.
///
/// Whatever it is made from, it holds no line break and no control character, so that no name, subject or file name
/// can add a field or a recipient to a message.
public struct HeaderText: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// Without line breaks, control characters and blanks at either end.
    public let description: String

    /// Line breaks and control characters become blanks, what turns the direction of writing is left out.
    public init(_ text: some StringProtocol) {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !Self.turnsDirection(scalar) {
            line.append(Self.endsLine(scalar) ? " " : scalar)
        }
        description = String(Self.trimmed(line[...]))
    }

    /// As for any text.
    public init(stringLiteral text: String) { self.init(text) }

    /// True when there is nothing to see.
    public var isEmpty: Bool { description.isEmpty }

    var isPrintableASCII: Bool { description.utf8.allSatisfy { (0x20...0x7E).contains($0) } }

    /// Controls of ASCII and Latin 1 (U+0085 is a line break) and the separators of lines and paragraphs.
    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value)
    }

    /// With these a name can be made to end, on the screen, in other letters than it does.
    private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
        (0x200E...0x200F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value) || scalar.value == 0xFEFF
    }

    private static func trimmed(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        var text = text
        while let first = text.first, first.properties.isWhitespace { text.removeFirst() }
        while let last = text.last, last.properties.isWhitespace { text.removeLast() }
        return text
    }
}
