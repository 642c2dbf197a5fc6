/// A message with attachments, as it stands before it becomes bytes.
///
/// The same message always gives the same bytes: the date and the identity are the caller's.
public struct Message: Hashable, Sendable {
    /// Who sends it (发件人).
    public var from: Mailbox
    /// Who is to read it (收件人).
    public var to: [Mailbox]
    /// Who is to know of it (抄送).
    public var cc: [Mailbox] = []
    /// Where answers go, when not to the sender.
    public var replyTo: Mailbox?
    /// 主题
    public var subject: HeaderText
    /// When it was written.
    public var date: MessageDate
    /// Tells it from every other message.
    public var id: MessageID
    /// Shared by all messages that replace one another, so that mail programs show them together; `nil`: it stands alone.
    public var series: MessageID?
    /// The body for programs that show only text; lines may end in any way.
    public var text: String
    /// The body as a page; `nil`: the text alone.
    public var html: String?
    /// In this order.
    public var attachments: [Attachment] = []
    /// Whether a program wrote it on its own: then holiday notes and the like do not answer it (RFC 3834).
    public var isAutomatic = false

    /// A message of text alone; the rest can be set.
    public init(
        from: Mailbox, to: [Mailbox], subject: HeaderText, date: MessageDate, id: MessageID, text: String
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.date = date
        self.id = id
        self.text = text
    }

    /// How a message is to be taken by the program that opens it.
    public enum Purpose: Hashable, Sendable {
        /// To be looked at and sent by hand: mail programs that know `X-Unsent` open it for writing.
        case draft
        /// To be handed to a server as it is.
        case sending
    }

    /// The message as a file (`.eml`) and on the wire: ASCII only, lines of at most 78 characters that end in CRLF.
    ///
    /// Source: RFC 5322, 2045 to 2047, 2231.
    public func bytes(for purpose: Purpose) -> [UInt8] { MessageWriter(self).bytes(for: purpose) }

    /// The message with those whom a server is to bring it to: ``to`` and ``cc``, each once.
    public var letter: Letter {
        var seen = Set<EmailAddress>()
        let recipients = (to + cc).map(\.address).filter { seen.insert($0).inserted }
        return Letter(from: from.address, to: recipients, bytes: bytes(for: .sending))
    }
}

/// A finished message with the addresses that a server is told: what is sent, kept in the outbox, and sent again.
public struct Letter: Hashable, Sendable {
    /// Where a server says that it could not be brought.
    public var from: EmailAddress
    /// Who gets it.
    public var to: [EmailAddress]
    /// The whole message.
    public var bytes: [UInt8]

    /// The same as a file to open: mail programs that know `X-Unsent` open it for writing. It is not what is sent.
    var draft: [UInt8] { Array("X-Unsent: 1\r\n".utf8) + bytes }

    /// All three as they go over the wire.
    public init(from: EmailAddress, to: [EmailAddress], bytes: [UInt8]) {
        self.from = from
        self.to = to
        self.bytes = bytes
    }
}
