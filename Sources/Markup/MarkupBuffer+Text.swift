extension MarkupBuffer {
    /// How many bytes past its end ``excelText(padded:)`` may look at.
    package static let padding = 16

    /// Text of a cell in the formats of Excel: escaped for XML and, where it must be, as ``Escaping/excel(_:)`` does.
    package mutating func excelText(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            if bytes.allSatisfy(Self.isPlain) { copy(bytes) } else { escape(bytes) }
        }
    }

    /// The same for UTF-8 behind whose end another ``padding`` bytes may be read, whatever they are.
    @inlinable
    package mutating func excelText(padded bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        let length = bytes.count
        makeRoom(length &+ Self.padding)
        var offset = 0
        while offset < length {
            let block = start.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
            if Self.holdsSuspect(block) {
                // An escape may begin in a block before this one, so all of it is looked at again.
                return escape(UnsafeRawBufferPointer(start: start, count: length))
            }
            memory.storeBytes(of: block, toByteOffset: used &+ offset, as: SIMD16<UInt8>.self)
            offset &+= 16
        }
        used &+= length
    }

    /// True when a block may hold something to escape; the closer look comes later.
    @inlinable
    static func holdsSuspect(_ block: SIMD16<UInt8>) -> Bool {
        let marks =
            (block .< SIMD16(repeating: 0x20)) .| (block .== SIMD16(repeating: 0x26)) .| (block .== SIMD16(repeating: 0x3C))
            .| (block .== SIMD16(repeating: 0x3E)) .| (block .== SIMD16(repeating: 0x7F)) .| (block .== SIMD16(repeating: 0x5F))
        let tails = block .== SIMD16(repeating: 0xBF)
        return isAny(marks) || isAny(tails) && isAny(block .== SIMD16(repeating: 0xEF))
    }

    @inlinable
    static func isAny(_ mask: SIMDMask<SIMD16<Int8>>) -> Bool {
        let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        return words[0] | words[1] != 0
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
