/// Ready markup of any length, kept for being copied again and again: the opening tags of a list's columns.
public struct MarkupStock: ~Copyable {
    /// Where a piece of markup is kept. Valid until ``MarkupStock/removeAll()``.
    public struct Item: Sendable {
        @usableFromInline let offset: Int
        @usableFromInline let count: Int
    }

    @usableFromInline var memory: UnsafeMutableRawPointer
    private var capacity = 4_096
    private var used = 0

    /// Keeps nothing yet.
    public init() { memory = .allocate(byteCount: capacity, alignment: 16) }

    deinit { memory.deallocate() }

    /// Keeps markup. Never data that is not escaped.
    public mutating func add(_ markup: [UInt8]) -> Item {
        if capacity - used < markup.count { grow(markup.count) }
        markup.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            memory.advanced(by: used).copyMemory(from: start, byteCount: bytes.count)
        }
        defer { used += markup.count }
        return Item(offset: used, count: markup.count)
    }

    /// How many bytes are kept.
    public var count: Int { used }

    /// Forgets everything; the room stays.
    public mutating func removeAll() { used = 0 }

    private mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, used + more)
        let new = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        new.copyMemory(from: memory, byteCount: used)
        memory.deallocate()
        memory = new
        capacity = larger
    }
}

extension MarkupBuffer {
    /// Adds what `stock` keeps.
    @inlinable
    @inline(__always)
    public mutating func item(_ item: MarkupStock.Item, of stock: borrowing MarkupStock) {
        makeRoom(item.count)
        memory.advanced(by: used).copyMemory(from: stock.memory + item.offset, byteCount: item.count)
        used &+= item.count
    }
}
