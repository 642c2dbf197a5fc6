/// What tells a message from every other one: `<2017-05.990104.4f1c…@example.org>`.
///
/// Source: RFC 5322 3.6.4.
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
    /// With its angle brackets, as it stands in the header.
    public let description: String

    /// - Parameters:
    ///   - left: What is unique within `domain`; anything but letters, digits, `.`, `-` and `_` becomes `-`.
    ///   - domain: Usually the sender's.
    public init(_ left: String, domain: String) {
        description = "<\(Self.atoms(left, or: "message"))@\(Self.atoms(domain, or: "localhost"))>"
    }

    private static func atoms(_ text: String, or other: String) -> String {
        var result = ""
        for byte in text.utf8.prefix(200) {
            let scalar = Unicode.Scalar(byte)
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            // Two dots in a row, or one at an end, are not allowed.
            let isInnerDot = scalar == "." && !result.isEmpty && result.last != "."
            result.unicodeScalars.append(isPlain || scalar == "_" || isInnerDot ? scalar : "-")
        }
        if result.last == "." { result.removeLast() }
        return result.isEmpty ? other : result
    }
}
