/// The one place where text becomes markup.
public enum Escaping {
    enum Context { case text, attribute }

    static func append(_ text: String, to bytes: inout [UInt8], _ context: Context) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\"") where context == .attribute: bytes.append(contentsOf: "&quot;".utf8)
            case 0x0A where context == .attribute: bytes.append(contentsOf: "&#10;".utf8)
            case 0x0D: bytes.append(contentsOf: "&#13;".utf8)
            case 0x09 where context == .attribute: bytes.append(contentsOf: "&#9;".utf8)
            case 0x09, 0x0A: bytes.append(byte)
            case 0x00..<0x20: bytes.append(contentsOf: [0xE2, 0x90, 0x80 + byte]) // U+2400 + byte
            case 0x7F: bytes.append(contentsOf: [0xE2, 0x90, 0xA1]) // U+2421
            case 0xBE, 0xBF: // U+FFFE and U+FFFF (EF BF BE, EF BF BF) are not characters: written as U+FFFD.
                let isNonCharacter =
                    bytes.count >= 2 && bytes[bytes.count - 2] == 0xEF && bytes[bytes.count - 1] == 0xBF
                bytes.append(isNonCharacter ? 0xBD : byte)
            default: bytes.append(byte)
            }
        }
    }

    /// The characters of `text` that XML cannot hold, which ``MarkupText/text(_:)`` writes as pictures.
    public static func unwritable(in text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: false
            case 0..<0x20, 0x7F, 0xFFFE, 0xFFFF: true
            default: false
            }
        }
    }
}
