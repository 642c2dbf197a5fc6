/// Bytes as letters and digits (RFC 2045 6.8).
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// In lines of 76 characters, each ended by CRLF.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count / 57 + 1) * 78)
        var start = 0
        while start < bytes.count {
            let end = min(start + 57, bytes.count)
            append(bytes[start..<end], to: &result)
            result.append(0x0D)
            result.append(0x0A)
            start = end
        }
        return result
    }

    static func text(_ bytes: some Collection<UInt8>) -> String {
        var result: [UInt8] = []
        append(Array(bytes)[...], to: &result)
        return String(decoding: result, as: UTF8.self)
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to result: inout [UInt8]) {
        var index = bytes.startIndex
        while index + 2 < bytes.endIndex {
            let group = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
            for shift in [18, 12, 6, 0] { result.append(alphabet[group >> shift & 63]) }
            index += 3
        }
        switch bytes.endIndex - index {
        case 1:
            let group = Int(bytes[index]) << 16
            result += [alphabet[group >> 18], alphabet[group >> 12 & 63], UInt8(ascii: "="), UInt8(ascii: "=")]
        case 2:
            let group = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8
            result += [
                alphabet[group >> 18], alphabet[group >> 12 & 63], alphabet[group >> 6 & 63], UInt8(ascii: "="),
            ]
        default: break
        }
    }
}
