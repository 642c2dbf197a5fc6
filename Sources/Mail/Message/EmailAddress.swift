import Diagnostics

/// The address of a mailbox, `office@example.org`: letters, digits and a few signs of ASCII, no blank, no line break.
///
/// Source: RFC 5321 4.1.2 and 4.5.3.1, without quoted local parts and address literals, which no office uses [ours].
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// `office@example.org`, as written.
    public let description: String
    /// What stands behind the `@`, for example `example.org`.
    public let domain: String

    /// Reads an address; full-width letters and signs are accepted.
    ///
    /// - Throws: ``Diagnostics/Failure`` of kind `.content` for anything that is not one address.
    public init(_ text: some StringProtocol) throws(Failure) {
        let address = Self.narrowed(text)
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isLocal(parts[0]), Self.isDomain(parts[1]), address.utf8.count <= 254 else {
            throw Failure(
                .content, "mail.address", "应为邮箱地址，实写“\(HeaderText(text.prefix(60)))”",
                remedy: "请写成 office@example.org 的样子")
        }
        description = address
        domain = String(parts[1])
    }

    /// The same mailbox as far as can be told: domains ignore case.
    public static func == (a: EmailAddress, b: EmailAddress) -> Bool { a.folded == b.folded }

    /// As ``==(_:_:)`` compares.
    public func hash(into hasher: inout Hasher) { hasher.combine(folded) }

    private var folded: String { description.lowercased() }

    private static func isLocal(_ text: Substring) -> Bool {
        text.utf8.count <= 64 && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isAtom)
    }

    private static func isAtom(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { isAlphanumeric($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        text.utf8.count <= 253
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    /// Letters and signs as a Chinese keyboard types them; blanks at either end are left out.
    private static func narrowed(_ text: some StringProtocol) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3002: scalars.append(".")
            default: scalars.append(scalar)
            }
        }
        let end = scalars.lastIndex { !$0.properties.isWhitespace }.map { scalars.index(after: $0) }
        let start = scalars.firstIndex { !$0.properties.isWhitespace }
        guard let start, let end else { return "" }
        return String(scalars[start..<end])
    }
}
