/// How bytes travel as text in a message (RFC 2045).
enum TransferCoding {
    /// - Parameter name: `base64`, `quoted-printable`, or one that changes nothing.
    static func decode(_ bytes: ArraySlice<UInt8>, _ name: String) -> [UInt8] {
        switch name {
        case "base64": base64(bytes)
        case "quoted-printable": quotedPrintable(bytes)
        default: Array(bytes)
        }
    }

    /// What is not of the alphabet is left out, line ends among it; padding ends it.
    static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            if byte == UInt8(ascii: "=") { break }
            guard let value = sextet(byte) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 1
            if count == 4 {
                result.append(UInt8(truncatingIfNeeded: bits >> 16))
                result.append(UInt8(truncatingIfNeeded: bits >> 8))
                result.append(UInt8(truncatingIfNeeded: bits))
                (bits, count) = (0, 0)
            }
        }
        if count >= 2 { result.append(UInt8(truncatingIfNeeded: bits >> (count == 2 ? 4 : 10))) }
        if count == 3 { result.append(UInt8(truncatingIfNeeded: bits >> 2)) }
        return result
    }

    private static func sextet(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    /// `=E9=99=84`; `=` at a line's end joins it to the next.
    static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var place = bytes.startIndex
        while place < bytes.endIndex {
            let byte = bytes[place]
            if byte != UInt8(ascii: "=") {
                result.append(byte)
                place += 1
            } else if let value = hex(bytes, at: place + 1) {
                result.append(value)
                place += 3
            } else if place + 1 < bytes.endIndex, bytes[place + 1] == 0x0D || bytes[place + 1] == 0x0A {
                let isPair = bytes[place + 1] == 0x0D && place + 2 < bytes.endIndex && bytes[place + 2] == 0x0A
                place += isPair ? 3 : 2
            } else {
                result.append(byte)
                place += 1
            }
        }
        return result
    }

    /// `%E9%99%84`.
    static func percent(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "%"), let value = hex(bytes[...], at: place + 1) {
                result.append(value)
                place += 3
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return result
    }

    private static func hex(_ bytes: ArraySlice<UInt8>, at place: Int) -> UInt8? {
        guard place + 1 < bytes.endIndex, let high = digit(bytes[place]), let low = digit(bytes[place + 1]) else {
            return nil
        }
        return high << 4 | low
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
