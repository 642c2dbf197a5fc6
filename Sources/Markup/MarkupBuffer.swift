/// Up to 16 bytes of ready markup, copied in one store: a column's letters, a row's number, a style attribute.
public struct MarkupPiece: Sendable {
    @usableFromInline let bytes: SIMD16<UInt8>
    @usableFromInline let count: Int

    /// No bytes.
    public static let none = MarkupPiece("")

    /// - Parameter markup: At most 16 bytes of ASCII that need no escaping.
    public init(_ markup: String) {
        precondition(markup.utf8.count <= 16)
        var bytes = SIMD16<UInt8>()
        for (index, byte) in markup.utf8.enumerated() { bytes[index] = byte }
        self.bytes = bytes
        count = markup.utf8.count
    }
}

/// Markup built as bytes in one block of memory, for rows by the hundred thousand, where ``MarkupText`` would be slow.
///
/// Each call makes sure of its room once and then stores without further checks. Public because only public functions
/// are built into their callers across modules; no product of the package offers this module.
public struct MarkupBuffer: ~Copyable {
    @usableFromInline var memory: UnsafeMutableRawPointer
    @usableFromInline var capacity: Int
    @usableFromInline var used = 0

    /// - Parameter capacity: In bytes; grows when a single piece needs more.
    public init(capacity: Int = 1 << 17) {
        self.capacity = max(capacity, 64)
        memory = .allocate(byteCount: self.capacity, alignment: 16)
    }

    deinit { memory.deallocate() }

    /// Bytes built so far and not yet removed.
    @inlinable
    public var count: Int { used }

    /// Valid until the next change.
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: used) }

    /// Forgets what was built; the room stays.
    public mutating func removeAll() { used = 0 }

    /// Forgets what was built since ``count`` had that value.
    @inlinable
    public mutating func cut(to count: Int) {
        precondition(count >= 0 && count <= used)
        used = count
    }

    @inlinable
    @inline(__always)
    mutating func makeRoom(_ more: Int) {
        if capacity &- used < more { grow(more) }
    }

    @inline(never)
    @usableFromInline
    mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, used + more)
        let new = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        new.copyMemory(from: memory, byteCount: used)
        memory.deallocate()
        memory = new
        capacity = larger
    }

    /// Markup of ours, never data.
    @inlinable
    @inline(__always)
    public mutating func verbatim(_ markup: StaticString) {
        let length = markup.utf8CodeUnitCount
        makeRoom(length)
        memory.advanced(by: used).copyMemory(from: markup.utf8Start, byteCount: length)
        used &+= length
    }

    /// Bytes that are markup already. Never data.
    public mutating func verbatim(_ markup: [UInt8]) {
        markup.withUnsafeBytes { copy($0) }
    }

    /// Adds a piece.
    @inlinable
    @inline(__always)
    public mutating func piece(_ piece: MarkupPiece) {
        makeRoom(16)
        memory.storeBytes(of: piece.bytes, toByteOffset: used, as: SIMD16<UInt8>.self)
        used &+= piece.count
    }

    @usableFromInline
    mutating func copy(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        makeRoom(bytes.count)
        memory.advanced(by: used).copyMemory(from: start, byteCount: bytes.count)
        used += bytes.count
    }
}
