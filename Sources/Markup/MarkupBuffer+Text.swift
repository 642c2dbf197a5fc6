extension MarkupBuffer {
    /// How many bytes past its end ``excelText(padded:)`` may look at.
    public static let padding = 16

    /// Text of a cell in the formats of Excel: escaped for XML and, where it must be, as ``Escaping/excel(_:)`` does.
    public mutating func excelText(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            if bytes.allSatisfy(Self.isPlain) { copy(bytes) } else { escape(bytes) }
        }
    }

    /// The same for UTF-8 behind whose end another ``padding`` bytes may be read, whatever they are.
    @inlinable
    public mutating func excelText(padded bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        let length = bytes.count
        makeRoom(length &+ Self.padding)
        var offset = 0
        var threeByteHeads: UInt64 = 0
        while offset < length {
            let first = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let second = start.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
            threeByteHeads |= Self.has(0xEF, first) | Self.has(0xEF, second)
            var suspects = Self.suspects(first) | Self.suspects(second)
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF; either byte alone is common in Chinese text.
            if threeByteHeads != 0 { suspects |= Self.has(0xBF, first) | Self.has(0xBF, second) }
            if suspects != 0 {
                // An escape may begin in a block before this one, so all of it is looked at again.
                return escape(UnsafeRawBufferPointer(start: start, count: length))
            }
            memory.storeBytes(of: first, toByteOffset: used &+ offset, as: UInt64.self)
            memory.storeBytes(of: second, toByteOffset: used &+ offset &+ 8, as: UInt64.self)
            offset &+= 16
        }
        used &+= length
    }

    /// Text that needs no escape in XML and has no white space but single spaces inside, as it stands.
    ///
    /// - Parameter bytes: UTF-8 behind whose end another ``padding`` bytes may be read, whatever they are.
    /// - Returns: False, with nothing written, for any other text; the caller then has a slower way.
    @inlinable
    public mutating func plainText(padded bytes: UnsafeRawBufferPointer) -> Bool {
        let length = bytes.count
        guard let start = bytes.baseAddress, length > 0 else { return true }
        makeRoom(length &+ Self.padding)
        var offset = 0
        // A space before the first byte makes one at the start a pair.
        var before: UInt64 = 0x80
        var threeByteHeads: UInt64 = 0
        while offset < length {
            let rest = length &- offset
            // What stands behind the end looks like spaces, so that a space at the end becomes one of a pair.
            let beyond: UInt64 = rest >= 8 ? 0 : ~0 << UInt64(truncatingIfNeeded: rest &* 8)
            let word = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let seen = word & ~beyond | 0x2020_2020_2020_2020 & beyond
            let spaces = Self.has(0x20, seen)
            let pairs = spaces & (spaces << 8 | before)
            // Two spaces behind the end are no pair of the text's.
            var doubtful = pairs & ~(beyond << 8) | Self.markup(seen)
            threeByteHeads |= Self.has(0xEF, seen)
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
            if threeByteHeads != 0 { doubtful |= Self.has(0xBF, seen) }
            if doubtful != 0 { return false }
            before = spaces >> 56
            memory.storeBytes(of: word, toByteOffset: used &+ offset, as: UInt64.self)
            offset &+= 8
        }
        if length % 8 == 0, before != 0 { return false }
        used &+= length
        return true
    }

    /// Not zero when one of eight bytes may have to be escaped; the closer look comes later.
    @inlinable
    @inline(__always)
    static func suspects(_ word: UInt64) -> UInt64 {
        let controls = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
        // `<` and `>` differ in one bit, so do `_` and U+007F.
        return controls | has(0x26, word) | has(0x3E, word | 0x0202_0202_0202_0202)
            | has(0x7F, word | 0x2020_2020_2020_2020)
    }

    /// Not zero when one of eight bytes is a control character, `&`, `<` or `>`.
    @inlinable
    @inline(__always)
    static func markup(_ word: UInt64) -> UInt64 {
        let controls = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
        return controls | has(0x26, word) | has(0x3E, word | 0x0202_0202_0202_0202) | has(0x7F, word)
    }

    /// Not zero when one of eight bytes is `byte`.
    @inlinable
    @inline(__always)
    static func has(_ byte: UInt64, _ word: UInt64) -> UInt64 {
        let difference = word ^ (byte &* 0x0101_0101_0101_0101)
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, 0x26, 0x3C, 0x3E, 0x5F, 0x7F, 0xEF: false
        default: true
        }
    }

    @usableFromInline
    mutating func escape(_ bytes: UnsafeRawBufferPointer) {
        let text = Escaping.excel(String(decoding: bytes, as: UTF8.self))
        var escaped: [UInt8] = []
        Escaping.append(text, to: &escaped, .text)
        escaped.withUnsafeBytes { copy($0) }
    }
}
