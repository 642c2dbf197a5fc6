/// Text as the format stores it: characters that XML cannot hold stand as `_x000D_`, and that itself as
/// `_x005F_x000D_`.
enum EscapedText {
    static func string(_ bytes: UnsafeRawBufferPointer) -> String {
        if bytes.count < 7 || !hasEscape(bytes) {
            let text = String(decoding: bytes, as: UTF8.self)
            return bytes.contains(0x0D) ? lineBreaks(text) : text
        }
        return lineBreaks(unescaped(bytes))
    }

    static func string(_ text: String) -> String {
        var copy = text
        return copy.withUTF8 { string(UnsafeRawBufferPointer($0)) }
    }

    private static func hasEscape(_ bytes: UnsafeRawBufferPointer) -> Bool {
        for index in 0..<bytes.count - 6 where bytes[index] == UInt8(ascii: "_") && escape(bytes, index) != nil {
            return true
        }
        return false
    }

    /// The code unit of `_xHHHH_` at `index`.
    private static func escape(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt16? {
        guard index + 6 < bytes.count, bytes[index] == UInt8(ascii: "_"), bytes[index + 1] == UInt8(ascii: "x"),
            bytes[index + 6] == UInt8(ascii: "_")
        else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[index + 2..<index + 6] {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        // A text with a zero byte would end early elsewhere; it stays as it is written.
        return unit == 0 ? nil : unit
    }

    private static func unescaped(_ bytes: UnsafeRawBufferPointer) -> String {
        var result: [UInt8] = []
        var pending: [UInt16] = []
        var index = 0
        while index < bytes.count {
            if let unit = escape(bytes, index) {
                pending.append(unit)
                index += 7
                continue
            }
            if !pending.isEmpty { result.append(contentsOf: String(decoding: pending, as: UTF16.self).utf8) }
            pending.removeAll()
            result.append(bytes[index])
            index += 1
        }
        if !pending.isEmpty { result.append(contentsOf: String(decoding: pending, as: UTF16.self).utf8) }
        return String(decoding: result, as: UTF8.self)
    }

    /// A line break in the model is `\n`.
    private static func lineBreaks(_ text: String) -> String {
        text.utf8.contains(0x0D) ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
    }
}
