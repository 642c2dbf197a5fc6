/// A number that follows from content: the same on every machine and in every run (FNV-1a, 64 bits).
///
/// It tells messages apart; it protects against nothing.
public struct ContentHash: Sendable {
    private var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Nothing was taken in yet.
    public init() {}

    /// Takes in bytes, and that they end here.
    public mutating func take(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { mix(byte) }
        mix(0xFF)
    }

    /// Takes in a text.
    public mutating func take(_ text: String) { take(text.utf8) }

    /// Sixteen digits of base 16.
    public var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private mutating func mix(_ byte: UInt8) {
        value ^= UInt64(byte)
        value &*= 0x0000_0100_0000_01B3
    }
}
