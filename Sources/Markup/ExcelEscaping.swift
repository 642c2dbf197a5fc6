extension Escaping {
    /// Text as the formats of Excel hold it: a character that XML cannot hold, or that its readers change, is written
    /// `_x000D_`, and text that looks like such an escape gets one for its first `_`.
    ///
    /// Source: ISO/IEC 29500-1, 22.9.2.19 ST_Xstring.
    package static func excel(_ text: String) -> String {
        guard needsExcelEscape(text) else { return text }
        var result = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            if isEscaped(scalar) || scalar == "_" && beginsEscape(scalars[index...]) {
                result.append(contentsOf: escape(scalar.value).unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The quick answer for most text: nothing in it is escaped.
    private static func needsExcelEscape(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte < 0x20, byte != 0x09, byte != 0x0A { return true }
            if byte == 0x7F || byte == 0x78 && previous == 0x5F { return true }
            if byte >= 0xBE, previous == 0xBF { return true }
            previous = byte
        }
        return false
    }

    private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// `_xHHHH_`.
    private static func beginsEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let head = Array(scalars.prefix(7))
        guard head.count == 7, head[1] == "x", head[6] == "_" else { return false }
        return head[2..<6].allSatisfy { $0.properties.isASCIIHexDigit }
    }

    private static func escape(_ code: UInt32) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
    }
}
