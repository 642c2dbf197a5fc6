/// A folder of messages in one file, as Thunderbird and Unix mail programs keep it (mbox, RFC 4155): each message behind a
/// line that begins with `From `.
struct MboxFile {
    /// In order, without the lines that part them; those that are marked as deleted are left out.
    private(set) var messages: [ArraySlice<UInt8>] = []
    /// How many were marked as deleted.
    private(set) var discarded = 0

    private static let mark = Array("From ".utf8)

    /// True when `bytes` begin with such a line and a message's header behind it.
    static func recognises(_ bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: mark) else { return false }
        let first = MailLines.line(of: bytes[...], at: 0)
        return MailMessage.recognises(Array(bytes[first.next...].prefix(16 << 10)))
    }

    init(_ bytes: [UInt8]) {
        var place = 0
        var start: Int?
        var isAfterBlank = true
        while place < bytes.count {
            let line = MailLines.line(of: bytes[...], at: place)
            if isAfterBlank, line.content.starts(with: Self.mark) {
                if let start { take(bytes[start..<place]) }
                start = line.next
            }
            isAfterBlank = line.content.isEmpty
            place = line.next
        }
        if let start { take(bytes[start...]) }
    }

    private mutating func take(_ message: ArraySlice<UInt8>) {
        let header = MailHeader(message, limit: MailLimits().headerBytes)
        let status = header.value("x-mozilla-status").map { String(decoding: $0, as: UTF8.self).filter { $0 != " " } }
        // Thunderbird takes messages away only when it compacts the file.
        if let status, let flags = Int(status, radix: 16), flags & 0x0008 != 0 {
            discarded += 1
        } else {
            messages.append(message)
        }
    }
}
