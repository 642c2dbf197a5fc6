/// Header texts such as `=?GB18030?B?uL28/g==?=` (RFC 2047).
enum EncodedWords {
    /// The text with its encoded words decoded; what is none stays as it is. Bytes beyond ASCII are taken for UTF-8 or GB18030.
    static func text(_ bytes: [UInt8]) -> String {
        var result = ""
        var plain: [UInt8] = []
        var word: (charset: String, bytes: [UInt8])?
        var place = 0
        while place < bytes.count {
            guard let next = encodedWord(bytes, at: place) else {
                plain.append(bytes[place])
                place += 1
                continue
            }
            // White space between two encoded words does not count.
            let isJoined = word != nil && plain.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            if isJoined, let open = word, open.charset == next.charset {
                // A character may be cut in two by the words' ends.
                word = (open.charset, open.bytes + next.bytes)
            } else {
                result += word.map { MailCharset.text($0.bytes, $0.charset) } ?? ""
                result += isJoined ? "" : MailCharset.text(plain, "")
                word = (next.charset, next.bytes)
            }
            plain = []
            place = next.end
        }
        return result + (word.map { MailCharset.text($0.bytes, $0.charset) } ?? "") + MailCharset.text(plain, "")
    }

    private static func encodedWord(_ bytes: [UInt8], at start: Int) -> (charset: String, bytes: [UInt8], end: Int)? {
        guard bytes[start...].starts(with: [0x3D, 0x3F]) else { return nil }
        // `?` parts the charset, the encoding and the text.
        var marks: [Int] = []
        var place = start + 2
        while place < bytes.count, marks.count < 3, place - start < 4096 {
            if bytes[place] == UInt8(ascii: "?") { marks.append(place) }
            place += 1
        }
        guard marks.count == 3, marks[2] + 1 < bytes.count, bytes[marks[2] + 1] == UInt8(ascii: "=") else { return nil }
        guard marks[1] == marks[0] + 2 else { return nil }
        // RFC 2231 allows a language behind the charset: `utf-8*zh`.
        let charset = String(decoding: bytes[(start + 2)..<marks[0]].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
        let text = bytes[(marks[1] + 1)..<marks[2]]
        switch bytes[marks[0] + 1] | 0x20 {
        case UInt8(ascii: "b"): return (charset.lowercased(), TransferCoding.base64(text), marks[2] + 2)
        case UInt8(ascii: "q"):
            let spaced = text.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
            return (charset.lowercased(), TransferCoding.quotedPrintable(spaced[...]), marks[2] + 2)
        default: return nil
        }
    }
}
