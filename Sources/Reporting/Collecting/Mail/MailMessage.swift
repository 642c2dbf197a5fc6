import Diagnostics

/// A file that came with a message.
struct MailAttachment: Hashable, Sendable {
    /// As the sender named it; never a path.
    var name: String
    var bytes: [UInt8]
}

/// Takes the attachments out of a message as mail programs save it (`.eml`; RFC 5322, RFC 2045–2047, RFC 2231).
///
/// Bodies and pictures inside them are left. A message that was cut short gives what there is.
struct MailMessage {
    private let limits: MailLimits
    private var parts = 0
    private var decodedBytes = 0
    /// In order.
    private(set) var attachments: [MailAttachment] = []
    /// How many reminders (催报) of this program are in it, as when one comes back undelivered or is forwarded: the blank
    /// forms that went out with them are nobody's report.
    private(set) var reminders = 0
    /// Whether it says that a message could not be delivered (RFC 3464).
    private(set) var isBounce = false

    /// - Throws: ``Failure`` of kind `.content` when a limit is passed.
    static func attachments(of bytes: [UInt8], limits: MailLimits = MailLimits()) throws -> [MailAttachment] {
        try MailMessage(bytes, limits: limits).attachments
    }

    /// Reads a message.
    ///
    /// - Throws: As ``attachments(of:limits:)``.
    init(_ bytes: [UInt8], limits: MailLimits = MailLimits()) throws {
        self.limits = limits
        try part(bytes[...], depth: 0)
    }

    /// True when `bytes` begin with header fields that a message has and other files have not.
    static func recognises(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(16 << 10)
        guard let first = start.first, first > 0x20, first != UInt8(ascii: "<") else { return false }
        let names = Set(MailHeader(start, limit: start.count).fields.map(\.name))
        return names.count { ["from", "to", "subject", "date", "message-id", "mime-version", "received"].contains($0) }
            >= 2
    }

    private mutating func part(_ bytes: ArraySlice<UInt8>, depth: Int) throws {
        parts += 1
        if parts > limits.parts { throw Self.overLimit("邮件的段数", limits.parts) }
        if depth > limits.depth { throw Self.overLimit("邮件中一层套一层的层数", limits.depth) }
        let header = MailHeader(bytes, limit: limits.headerBytes)
        if Self.isReminder(header) {
            reminders += 1
            return
        }
        let type = MailParameters(header.value("content-type") ?? Array("text/plain".utf8))
        let body = bytes[header.end...]
        if type.word == "multipart/report" { isBounce = true }
        if type.word.hasPrefix("multipart/"), let boundary = type.bytes("boundary"), !boundary.isEmpty {
            for piece in Self.pieces(of: body, boundary) { try part(piece, depth: depth + 1) }
        } else if type.word == "message/rfc822" {
            try part(try decoded(body, header)[...], depth: depth + 1)
        } else {
            try leaf(header, type, body)
        }
    }

    /// Only reminders are both ours and written by no person.
    private static func isReminder(_ header: MailHeader) -> Bool {
        func word(_ name: String) -> String {
            header.value(name).map { String(decoding: $0, as: UTF8.self).filter { !$0.isWhitespace } } ?? ""
        }
        return word("message-id").hasPrefix("<huxiao.") && word("auto-submitted") == "auto-generated"
    }

    /// What mail servers write about a message (RFC 3464, 3798, 3462): nothing that anybody attached.
    private static let accounts: Set<String> = [
        "message/delivery-status", "message/global-delivery-status", "message/disposition-notification",
        "message/feedback-report", "text/rfc822-headers", "message/global-headers",
    ]

    private mutating func leaf(_ header: MailHeader, _ type: MailParameters, _ body: ArraySlice<UInt8>) throws {
        if Self.accounts.contains(type.word) { return }
        let disposition = header.value("content-disposition").map { MailParameters($0) }
        let name = disposition?.text("filename") ?? type.text("name")
        let isPicture = type.word.hasPrefix("image/")
        if isPicture, disposition?.word != "attachment" { return }
        if name == nil, type.word.hasPrefix("text/") || isPicture || disposition?.word == "inline" { return }
        let bytes = try decoded(body, header)
        if name == nil, bytes.isEmpty { return }
        attachments.append(MailAttachment(name: name ?? "未命名附件 \(attachments.count + 1)", bytes: bytes))
    }

    private mutating func decoded(_ body: ArraySlice<UInt8>, _ header: MailHeader) throws -> [UInt8] {
        let coding = header.value("content-transfer-encoding").map { MailParameters($0).word } ?? ""
        let bytes = TransferCoding.decode(body, coding)
        decodedBytes += bytes.count
        if decodedBytes > limits.totalBytes {
            throw Self.overLimit("邮件附件的总大小", limits.totalBytes >> 20, unit: " MiB")
        }
        return bytes
    }

    /// The bodies between `--boundary` lines; the last may lack its end.
    private static func pieces(of body: ArraySlice<UInt8>, _ boundary: [UInt8]) -> [ArraySlice<UInt8>] {
        let mark = [0x2D, 0x2D] + boundary
        var pieces: [ArraySlice<UInt8>] = []
        var start: Int?
        var place = body.startIndex
        while place < body.endIndex {
            let line = MailLines.line(of: body, at: place)
            if line.content.starts(with: mark) {
                let rest = line.content.dropFirst(mark.count)
                let isEnd = rest.starts(with: [0x2D, 0x2D])
                if isEnd || rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                    if let start { pieces.append(body[start..<withoutLineEnd(body, start, place)]) }
                    if isEnd { return pieces }
                    start = line.next
                }
            }
            place = line.next
        }
        if let start, start < body.endIndex { pieces.append(body[start...]) }
        return pieces
    }

    /// The line end before a boundary belongs to the boundary.
    private static func withoutLineEnd(_ body: ArraySlice<UInt8>, _ start: Int, _ end: Int) -> Int {
        var end = end
        if end > start, body[end - 1] == 0x0A { end -= 1 }
        if end > start, body[end - 1] == 0x0D { end -= 1 }
        return end
    }

    private static func overLimit(_ what: String, _ limit: Int, unit: String = "") -> Failure {
        Failure(.content, "mail.over-limit", "\(what)超过上限 \(limit)\(unit)", remedy: "邮件可能有害或已损坏，请确认来源，并把附件另存后再试")
    }
}
