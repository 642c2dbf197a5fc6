import ByteIO
import CSodium
import Diagnostics
import Foundation

/// A pair of keys with which an office signs its roll-up files (Ed25519, by libsodium).
public struct SigningKey: Sendable {
    /// 32 bytes, to be given to the office above.
    public let publicKey: [UInt8]
    private let secretKey: [UInt8]

    private init(publicKey: [UInt8], secretKey: [UInt8]) {
        self.publicKey = publicKey
        self.secretKey = secretKey
    }

    /// A new pair, by chance; libsodium takes it from the system.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the system has no source of chance.
    public static func make() throws -> SigningKey {
        guard sodium_init() >= 0 else {
            throw Failure(.system, "ledger.no-random", "系统不能生成随机数，签名密钥没有生成", remedy: "请检查系统后重试")
        }
        var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
        var secretKey = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
        _ = crypto_sign_keypair(&publicKey, &secretKey)
        return SigningKey(publicKey: publicKey, secretKey: secretKey)
    }

    /// The same pair from the same 32 bytes.
    ///
    /// - Returns: `nil` when there are not 32 bytes.
    public init?(seed: [UInt8]) {
        guard seed.count == Int(crypto_sign_SEEDBYTES) else { return nil }
        var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
        var secretKey = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
        _ = crypto_sign_seed_keypair(&publicKey, &secretKey, seed)
        self.init(publicKey: publicKey, secretKey: secretKey)
    }

    /// Reads a key file.
    ///
    /// - Throws: ``Failure`` of kind `.system` when it cannot be read, `.content` when it is no key file.
    public static func read(_ path: String) throws -> SigningKey {
        let text = String(decoding: try FileBytes.read(path, limit: 4096), as: UTF8.self)
        let words = text.split { $0.isWhitespace }
        guard words.count == 2, words[0] == Self.mark, let seed = Hex.bytes(words[1]), let key = SigningKey(seed: seed)
        else {
            throw Failure(.content, "ledger.key-file", at: Place(file: path), "这不是签名密钥文件", remedy: "请检查路径，或重新生成密钥")
        }
        return key
    }

    /// Writes a key file that only its owner can read.
    ///
    /// - Throws: ``Failure`` of kind `.system` when it cannot be written.
    public func write(_ path: String) throws {
        // The first 32 bytes of the secret key are the seed.
        let text = "\(Self.mark) \(Digest.hex(secretKey.prefix(Int(crypto_sign_SEEDBYTES))))\n"
        let sink = try FileSink(path: path, ownerOnly: true)
        try Array(text.utf8).withUnsafeBytes { try sink.write($0) }
        try sink.commit()
    }

    private static let mark = "huxiao-ed25519-seed"

    /// 64 bytes.
    func sign(_ message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
        _ = crypto_sign_detached(&signature, nil, message, UInt64(message.count), secretKey)
        return signature
    }

    static func isValid(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool {
        signature.count == Int(crypto_sign_BYTES) && publicKey.count == Int(crypto_sign_PUBLICKEYBYTES)
            && crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }
}

/// Bytes as text.
public enum Hex {
    /// `nil` when the text is not pairs of hexadecimal digits.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = text.utf8.map { digit($0) }
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[place], let low = digits[place + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
