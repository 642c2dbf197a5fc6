import Diagnostics

/// Reads the bytes of attributes and values without making text of them.
enum CellBytes {
    /// `J7` or `$J$7`, within `limit`; `nil` for anything else.
    static func reference(_ bytes: UnsafeRawBufferPointer) -> CellRef? {
        var column = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let letter = byte & 0xDF
            guard letter >= 0x41, letter <= 0x5A else {
                if byte == UInt8(ascii: "$") {
                    index += 1
                    continue
                }
                break
            }
            column = column * 26 + Int(letter - 0x40)
            if column > 1 << 20 { return nil }
            index += 1
        }
        guard column > 0, let row = natural(UnsafeRawBufferPointer(rebasing: bytes[index...])), row > 0 else {
            return nil
        }
        return CellRef(row: row - 1, column: column - 1)
    }

    /// Digits only, below 2³⁰; `nil` for anything else.
    static func natural(_ bytes: UnsafeRawBufferPointer) -> Int? {
        if bytes.isEmpty || bytes.count > 10 { return nil }
        var number = 0
        for byte in bytes {
            let digit = Int(byte) - 0x30
            guard digit >= 0, digit <= 9 else { return nil }
            number = number * 10 + digit
        }
        return number < 1 << 30 ? number : nil
    }

    /// A finite decimal number, white space around it allowed; `nil` for anything else.
    static func number(_ bytes: UnsafeRawBufferPointer) -> Double? {
        var mantissa: UInt64 = 0
        var digits = 0
        var decimals = 0
        var index = 0
        var isFraction = false
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { index = 1 }
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x30, byte <= 0x39 {
                digits += 1
                if digits > 15 { return exactly(bytes) }
                mantissa = mantissa * 10 + UInt64(byte - 0x30)
                if isFraction { decimals += 1 }
            } else if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else {
                return exactly(bytes)
            }
            index += 1
        }
        if digits == 0 { return nil }
        // Up to 15 digits and 10²² both are exact, so that one division rounds correctly.
        let value = decimals == 0 ? Double(mantissa) : Double(mantissa) / powers[decimals]
        return isNegative ? -value : value
    }

    static func number(_ text: String) -> Double? {
        var copy = text
        return copy.withUTF8 { number(UnsafeRawBufferPointer($0)) }
    }

    private static func exactly(_ bytes: UnsafeRawBufferPointer) -> Double? {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
        var trimmed = bytes[...]
        while let first = trimmed.first, isBlank(first) { trimmed.removeFirst() }
        while let last = trimmed.last, isBlank(last) { trimmed.removeLast() }
        // What `Double` would also take: `inf`, `nan`, `0x1p3`.
        guard trimmed.count <= 400, let first = trimmed.first, first != UInt8(ascii: "+") || trimmed.count > 1,
            trimmed.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
            let value = Double(String(decoding: trimmed, as: UTF8.self)), value.isFinite
        else { return nil }
        return value
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
