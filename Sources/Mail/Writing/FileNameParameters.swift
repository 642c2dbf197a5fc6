/// The name of an attachment as parameters of a field, `\n` where a line may be folded.
enum FileNameParameters {
    /// RFC 2231: `filename*=UTF-8''%E6%8A%A5%E8%A1%A8.xlsx`, in numbered pieces when long. What programs of today read.
    static func extended(_ key: String, _ name: String) -> [String] {
        if isPlain(name) { return ["\(key)=\"\(name)\""] }
        let whole = "\(key)*=UTF-8''" + name.flatMap(codes).joined()
        if whole.utf8.count <= longest { return [whole] }
        var pieces = ["\(key)*0*=UTF-8''"]
        for code in name.flatMap(codes) {
            if pieces[pieces.count - 1].utf8.count + code.utf8.count > longest {
                pieces.append("\(key)*\(pieces.count)*=")
            }
            pieces[pieces.count - 1] += code
        }
        return pieces
    }

    /// RFC 2047 in quotation marks: not in the standard, but the only form that old programs read.
    static func quoted(_ key: String, _ name: String) -> String {
        if isPlain(name) { return "\(key)=\"\(name)\"" }
        let words = EncodedWords.of(name, room: EncodedWords.longest - key.utf8.count - 4)
        return "\(key)=\"\(words.joined(separator: "\n"))\""
    }

    private static let longest = 74

    private static func isPlain(_ name: String) -> Bool {
        name.utf8.count <= 60 && name.utf8.allSatisfy { isAttributeCharacter($0) || " ()".utf8.contains($0) }
    }

    /// A piece ends only behind one of these.
    private static func codes(_ character: Character) -> [String] {
        character.unicodeScalars.map { encoded(Character($0)) }
    }

    private static func encoded(_ scalar: Character) -> String {
        scalar.utf8.map { byte in
            if isAttributeCharacter(byte) { return String(Unicode.Scalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }

    /// A part of what RFC 2231 calls `attribute-char`, and safe in quotation marks too.
    private static func isAttributeCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
