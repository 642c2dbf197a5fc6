import Diagnostics

/// Who a message is from or for: an address, and the name that mail programs show.
public struct Mailbox: Hashable, Sendable, CustomStringConvertible {
    /// For example `示例市公安局`; may be empty.
    public var name: HeaderText
    /// Where it goes.
    public var address: EmailAddress

    /// A mailbox; without a name the address is shown.
    public init(_ address: EmailAddress, name: HeaderText = "") {
        self.address = address
        self.name = name
    }

    /// Reads `示例市公安局 <office@example.org>` or an address alone.
    ///
    /// - Throws: ``Diagnostics/Failure`` of kind `.content` when there is no address in it.
    public init(_ text: some StringProtocol) throws(Failure) {
        let text = String(text).replacing("＜", with: "<").replacing("＞", with: ">")
        guard let open = text.lastIndex(of: "<"), let close = text[open...].firstIndex(of: ">") else {
            self.init(try EmailAddress(text))
            return
        }
        let behind = text[text.index(after: close)...]
        // What follows the address belongs to nobody, and nothing may vanish.
        guard behind.allSatisfy(\.isWhitespace) else {
            self.init(try EmailAddress(text))
            return
        }
        let address = try EmailAddress(text[text.index(after: open)..<close])
        self.init(address, name: HeaderText(Self.unquoted(HeaderText(text[..<open]).description)))
    }

    /// Reads several, separated by commas, semicolons or line breaks, full-width ones too; a name in quotation marks may
    /// hold any of them.
    ///
    /// - Throws: As for one.
    public static func list(_ text: some StringProtocol) throws(Failure) -> [Mailbox] {
        var isQuoted = false
        var items = [""]
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, character.isNewline || ",;，；、".contains(character) {
                items.append("")
            } else {
                items[items.count - 1].append(character)
            }
        }
        var mailboxes: [Mailbox] = []
        for item in items where !item.allSatisfy(\.isWhitespace) { mailboxes.append(try Mailbox(item)) }
        return mailboxes
    }

    /// `示例市公安局 <office@example.org>`.
    public var description: String { name.isEmpty ? address.description : "\(name) <\(address)>" }

    private static func unquoted(_ text: String) -> Substring {
        text.count >= 2 && text.first == "\"" && text.last == "\"" ? text.dropFirst().dropLast() : text[...]
    }
}
