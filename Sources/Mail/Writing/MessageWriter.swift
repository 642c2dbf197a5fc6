/// Writes a message: its header, then its parts.
struct MessageWriter {
    private let message: Message
    /// From the content, so that the same message has the same boundaries. `=_` stands in no base64, and all parts are
    /// base64.
    private let mark: String

    init(_ message: Message) {
        self.message = message
        var hash = ContentHash()
        hash.take(message.id.description)
        hash.take(message.text)
        hash.take(message.html ?? "")
        for attachment in message.attachments {
            hash.take(attachment.name)
            hash.take(attachment.bytes)
        }
        mark = hash.text
    }

    func bytes(for purpose: Message.Purpose) -> [UInt8] {
        var header = HeaderWriter()
        addIdentity(to: &header, purpose)
        header.add("MIME-Version", "1.0")
        let body = content
        return Array(header.text.utf8) + body.header + [0x0D, 0x0A] + body.bytes
    }

    private func addIdentity(to header: inout HeaderWriter, _ purpose: Message.Purpose) {
        header.add("Date", message.date.description)
        header.add("From", [message.from])
        header.add("Reply-To", [message.replyTo].compactMap { $0 })
        header.add("To", message.to)
        header.add("Cc", message.cc)
        header.add("Subject", message.subject)
        header.add("Message-ID", message.id.description)
        if let series = message.series { header.add("References", series.description) }
        if message.isAutomatic { header.add("Auto-Submitted", "auto-generated") }
        if purpose == .draft { header.add("X-Unsent", "1") }
    }

    // MARK: - Parts

    private struct Part {
        var header: [UInt8]
        var bytes: [UInt8]
    }

    private var content: Part {
        if message.attachments.isEmpty { return bodies }
        return multipart("mixed", boundary: "=_m_\(mark)", [bodies] + message.attachments.map(file))
    }

    /// The text, and the page as its better alternative, which stands last.
    private var bodies: Part {
        let text = text(message.text, "text/plain")
        guard let html = message.html else { return text }
        return multipart("alternative", boundary: "=_a_\(mark)", [text, self.text(html, "text/html")])
    }

    private func text(_ text: String, _ type: String) -> Part {
        var header = HeaderWriter()
        header.add("Content-Type", "\(type); charset=utf-8")
        header.add("Content-Transfer-Encoding", "base64")
        return Part(header: Array(header.text.utf8), bytes: Base64.lines(Self.withCRLF(text)))
    }

    private func file(_ attachment: Attachment) -> Part {
        var header = HeaderWriter()
        let type = attachment.type.rawValue
        header.add("Content-Type", type, parameters: [FileNameParameters.quoted("name", attachment.name)])
        header.add("Content-Transfer-Encoding", "base64")
        header.add(
            "Content-Disposition", "attachment", parameters: FileNameParameters.extended("filename", attachment.name))
        return Part(header: Array(header.text.utf8), bytes: Base64.lines(attachment.bytes))
    }

    private func multipart(_ kind: String, boundary: String, _ parts: [Part]) -> Part {
        var header = HeaderWriter()
        header.add("Content-Type", "multipart/\(kind)", parameters: ["boundary=\"\(boundary)\""])
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.bytes.count + 1000 })
        for part in parts {
            bytes += "--\(boundary)\r\n".utf8
            bytes += part.header
            bytes += [0x0D, 0x0A]
            bytes += part.bytes
        }
        bytes += "--\(boundary)--\r\n".utf8
        return Part(header: Array(header.text.utf8), bytes: bytes)
    }

    /// Every end of line becomes CRLF, as text parts demand.
    private static func withCRLF(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + text.utf8.count / 40)
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte == 0x0A, last != 0x0D { bytes.append(0x0D) }
            if last == 0x0D, byte != 0x0A { bytes.append(0x0A) }
            bytes.append(byte)
            last = byte
        }
        if last == 0x0D { bytes.append(0x0A) }
        return bytes
    }
}
