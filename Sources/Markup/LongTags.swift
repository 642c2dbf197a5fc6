import Diagnostics

/// Looks for elements with too many attributes before a parser sees them.
///
/// libxml2 compares the attributes of one element each with each: two megabytes of them take a minute.
enum LongTags {
    /// Shorter ones are counted by the reader itself in no time, bytes.
    private static let harmless = 1 << 16

    /// Where the first element with more than `limit` attributes begins; `nil` when there is none.
    ///
    /// - Parameter bytes: Of a document in UTF-8 or another encoding that has ASCII at its places, or in UTF-16.
    static func firstOffset(in bytes: UnsafeRawBufferPointer, attributes limit: Int) -> Int? {
        let units = Units(bytes)
        var start: Int?
        for offset in stride(from: units.first, to: bytes.count, by: units.width) where units[offset] == "<" {
            if let start, offset - start > harmless, hasMany(units, start, offset, limit) { return start }
            start = offset
        }
        if let start, bytes.count - start > harmless, hasMany(units, start, bytes.count, limit) { return start }
        return nil
    }

    /// Text, comments and CDATA may be long, and hold as many signs as they like.
    private static func hasMany(_ units: Units, _ start: Int, _ end: Int, _ limit: Int) -> Bool {
        var count = 0
        var quote: Unicode.Scalar?
        let second = units[start + units.width]
        if second == "!" || second == "?" { return false }
        for offset in stride(from: start + units.width, to: end, by: units.width) {
            let unit = units[offset]
            if let open = quote {
                if unit == open { quote = nil }
            } else if unit == ">" {
                return false
            } else if unit == "\"" || unit == "'" {
                quote = unit
                count += 1
                if count > limit { return true }
            }
        }
        return false
    }

    /// The document's characters as far as they are ASCII.
    private struct Units {
        private let bytes: UnsafeRawBufferPointer
        private let isBigEndian: Bool
        /// Bytes of one unit.
        let width: Int
        /// Behind a byte order mark.
        let first: Int

        init(_ bytes: UnsafeRawBufferPointer) {
            self.bytes = bytes
            let start = Array(bytes.prefix(2))
            isBigEndian = start == [0xFE, 0xFF] || start == [0, 0x3C]
            let isWide = isBigEndian || start == [0xFF, 0xFE] || start == [0x3C, 0]
            width = isWide ? 2 : 1
            first = start == [0xFE, 0xFF] || start == [0xFF, 0xFE] ? 2 : 0
        }

        @inline(__always)
        subscript(offset: Int) -> Unicode.Scalar {
            guard width == 2 else { return offset < bytes.count ? Unicode.Scalar(bytes[offset]) : "\0" }
            guard offset + 1 < bytes.count else { return "\0" }
            let (high, low) = isBigEndian ? (bytes[offset], bytes[offset + 1]) : (bytes[offset + 1], bytes[offset])
            return high == 0 ? Unicode.Scalar(low) : "\0"
        }
    }
}
