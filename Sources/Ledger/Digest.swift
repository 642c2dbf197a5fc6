import CSodium
import Diagnostics

/// SHA-256, by libsodium.
public enum Digest {
    /// 32 bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: 32)
        _ = crypto_hash_sha256(&hash, bytes, UInt64(bytes.count))
        return hash
    }

    /// The first 8 bytes, which tell a damaged row: key and content of what is stored.
    static func row(_ key: [Int], _ content: UnsafeRawBufferPointer) -> [UInt8] {
        var state = crypto_hash_sha256_state()
        crypto_hash_sha256_init(&state)
        for number in key {
            withUnsafeBytes(of: Int64(number).bigEndian) {
                _ = crypto_hash_sha256_update(&state, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), 8)
            }
        }
        if let start = content.baseAddress {
            crypto_hash_sha256_update(&state, start.assumingMemoryBound(to: UInt8.self), UInt64(content.count))
        }
        var hash = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256_final(&state, &hash)
        return Array(hash.prefix(8))
    }

    static func row(_ key: [Int], _ content: [UInt8]) -> [UInt8] { content.withUnsafeBytes { row(key, $0) } }

    /// `9f86d081…`
    public static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
