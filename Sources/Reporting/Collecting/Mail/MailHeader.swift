/// The header of a message or of one of its parts (RFC 5322).
struct MailHeader {
    /// Names in lower case, values unfolded, in order.
    private(set) var fields: [(name: String, value: [UInt8])] = []
    /// Where the body begins.
    private(set) var end: Int

    /// Reads up to the first empty line, or to the end of `bytes`.
    init(_ bytes: ArraySlice<UInt8>, limit: Int) {
        end = bytes.endIndex
        var place = bytes.startIndex
        while place < bytes.endIndex, place - bytes.startIndex <= limit {
            let line = MailLines.line(of: bytes, at: place)
            if line.content.isEmpty {
                end = line.next
                return
            }
            take(line.content)
            place = line.next
        }
    }

    /// The first field of that name.
    func value(_ name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

    private mutating func take(_ line: ArraySlice<UInt8>) {
        if line.first == 0x20 || line.first == 0x09, let last = fields.indices.last {
            fields[last].value += line
            return
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased().filter { !$0.isWhitespace }
        fields.append((name, Array(line[line.index(after: colon)...])))
    }
}

/// Lines that end in CRLF or LF.
enum MailLines {
    static func line(of bytes: ArraySlice<UInt8>, at start: Int) -> (content: ArraySlice<UInt8>, next: Int) {
        guard let feed = bytes[start...].firstIndex(of: 0x0A) else { return (bytes[start...], bytes.endIndex) }
        let end = feed > start && bytes[feed - 1] == 0x0D ? feed - 1 : feed
        return (bytes[start..<end], feed + 1)
    }
}
