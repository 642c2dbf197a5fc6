import Forms

/// Names in the encodings of Chinese mailers.
enum MailCharset {
    /// - Parameter name: As the message gives it, in any case; empty when it gives none.
    static func text(_ bytes: [UInt8], _ name: String) -> String {
        let named: TextEncoding? =
            switch name.lowercased() {
            case "gb2312", "gbk", "gb18030", "gb_2312-80", "cp936", "x-gbk", "euc-cn": .gb18030
            case "utf-8", "utf8": .utf8
            default: nil
            }
        if let named, let text = TextEncoding.decode(bytes, as: named) { return text }
        // Mailers that give a wrong name, or none.
        return (try? TextEncoding.decode(bytes).text) ?? String(decoding: bytes, as: UTF8.self)
    }
}
