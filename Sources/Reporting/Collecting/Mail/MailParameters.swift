/// A structured header value: `attachment; filename="a.xlsx"` (RFC 2045, RFC 2231).
struct MailParameters {
    /// In lower case: `attachment`, `multipart/mixed`.
    let word: String
    private let parameters: [(name: String, value: [UInt8])]

    init(_ value: [UInt8]) {
        let pieces = Self.pieces(of: value)
        word = String(decoding: pieces.first ?? [], as: UTF8.self).lowercased().filter { !$0.isWhitespace }
        parameters = pieces.dropFirst().compactMap(Self.parameter)
    }

    /// The bytes as they stand, without quotation marks.
    func bytes(_ name: String) -> [UInt8]? { parameters.first { $0.name == name }?.value }

    /// The text, whichever way it was encoded; the standard's way counts before the mailers' own ways.
    func text(_ name: String) -> String? { extended(name) ?? bytes(name).map(EncodedWords.text) }

    /// `name*=GBK''%B8%BD`, or continued in `name*0*`, `name*1`…
    private func extended(_ name: String) -> String? {
        if let whole = bytes(name + "*") { return Self.text(whole, isEncoded: [true], pieces: [whole]) }
        var pieces: [[UInt8]] = []
        var isEncoded: [Bool] = []
        while pieces.count < 1000 {
            if let piece = bytes("\(name)*\(pieces.count)*") {
                pieces.append(piece)
                isEncoded.append(true)
            } else if let piece = bytes("\(name)*\(pieces.count)") {
                pieces.append(piece)
                isEncoded.append(false)
            } else {
                break
            }
        }
        guard let first = pieces.first else { return nil }
        return Self.text(first, isEncoded: isEncoded, pieces: pieces)
    }

    private static func text(_ first: [UInt8], isEncoded: [Bool], pieces: [[UInt8]]) -> String {
        var pieces = pieces
        var charset = ""
        if isEncoded.first == true {
            let parts = first.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
            if parts.count == 3 {
                charset = String(decoding: parts[0], as: UTF8.self)
                pieces[0] = Array(parts[2])
            }
        }
        let bytes = zip(pieces, isEncoded).flatMap { $1 ? TransferCoding.percent($0) : $0 }
        // Some mailers number the pieces of an encoded word.
        return charset.isEmpty && !isEncoded.contains(true)
            ? EncodedWords.text(bytes) : MailCharset.text(bytes, charset)
    }

    private static func parameter(_ piece: [UInt8]) -> (name: String, value: [UInt8])? {
        guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let name = String(decoding: piece[..<equals], as: UTF8.self).lowercased().filter { !$0.isWhitespace }
        return (name, unquoted(trimmed(piece[(equals + 1)...])))
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        let start = bytes.drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return [] }
        return start[...last]
    }

    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard bytes.first == UInt8(ascii: "\"") else { return Array(bytes) }
        var result: [UInt8] = []
        var isEscaped = false
        for byte in bytes.dropFirst() {
            if isEscaped {
                // A Windows path is written without doubling; only these two are ever escaped.
                if byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { result.append(UInt8(ascii: "\\")) }
                result.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return result
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// Cut at semicolons outside quotation marks.
    private static func pieces(of value: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = [[]]
        var isQuoted = false
        var isEscaped = false
        for byte in value {
            if byte == UInt8(ascii: ";"), !isQuoted {
                pieces.append([])
                continue
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && isQuoted && !isEscaped
            pieces[pieces.count - 1].append(byte)
        }
        return pieces
    }
}
