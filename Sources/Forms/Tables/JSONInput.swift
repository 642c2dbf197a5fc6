import Diagnostics

/// Reads a JSON file (RFC 8259) into nodes with places.
///
/// Foundation's reader does not say where a value stands, and a wrong figure has to be found again in a file of
/// thousands.
package enum JSONInput {
    /// - Throws: ``Failure`` of kind `.content` with line and column when it is not JSON.
    package static func parse(_ text: String) throws -> InputNode {
        var reader = JSONReader(bytes: Array(text.utf8))
        return try reader.document()
    }
}

private struct JSONReader {
    let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var column = 1

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws -> InputNode {
        let value = try value(depth: 0)
        skipSpace()
        if at < bytes.count { throw broken("应到此结束，后面还有内容") }
        return value
    }

    private var here: TextPosition { TextPosition(line: line, column: column) }
    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private func broken(_ statement: String, _ remedy: String = "请检查这里和上一行的逗号、引号和括号") -> Failure {
        Failure(.content, "json.syntax", at: Place(position: here), "不是正确的 JSON：\(statement)", remedy: remedy)
    }

    /// Columns count characters: bytes that continue one do not count.
    private mutating func advance() {
        if bytes[at] == 0x0A {
            line += 1
            column = 1
        } else if bytes[at] & 0xC0 != 0x80 {
            column += 1
        }
        at += 1
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { advance() }
    }

    /// What stands here, for messages.
    private var found: String {
        guard at < bytes.count else { return "文件已经结束" }
        let rest = String(decoding: bytes[at..<min(at + 8, bytes.count)], as: UTF8.self)
        return rest.first.map { $0.isNewline ? "实为换行" : "实为“\($0)”" } ?? ""
    }

    private mutating func value(depth: Int) throws -> InputNode {
        if depth > InputNode.deepest { throw broken("层次过深", "请检查文件是否正确") }
        skipSpace()
        let position = here
        switch next ?? 0 {
        case UInt8(ascii: "{"): return InputNode(content: .map(try entries(depth)), position: position)
        case UInt8(ascii: "["): return InputNode(content: .list(try items(depth)), position: position)
        case UInt8(ascii: "\""): return InputNode(content: .text(try string()), position: position)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return InputNode(content: .number(try number()), position: position)
        default:
            return InputNode(content: try word(), position: position)
        }
    }

    private mutating func word() throws -> InputNode.Content {
        let words: [(String, InputNode.Content)] = [("true", .flag(true)), ("false", .flag(false)), ("null", .null)]
        for (word, content) in words where bytes[at...].starts(with: word.utf8) {
            for _ in word.utf8 { advance() }
            return content
        }
        throw broken("应为一个值，\(found)")
    }

    private mutating func entries(_ depth: Int) throws -> [InputEntry] {
        var entries: [InputEntry] = []
        advance()
        skipSpace()
        if next == UInt8(ascii: "}") {
            advance()
            return entries
        }
        while true {
            skipSpace()
            let position = here
            guard next == UInt8(ascii: "\"") else { throw broken("应为双引号中的键，\(found)") }
            let key = try string()
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw broken("键“\(key)”后面应为冒号，\(found)") }
            advance()
            entries.append(InputEntry(key: key, position: position, value: try value(depth: depth + 1)))
            if try isLast(before: UInt8(ascii: "}"), "}") { return entries }
        }
    }

    private mutating func items(_ depth: Int) throws -> [InputNode] {
        var items: [InputNode] = []
        advance()
        skipSpace()
        if next == UInt8(ascii: "]") {
            advance()
            return items
        }
        while true {
            items.append(try value(depth: depth + 1))
            if try isLast(before: UInt8(ascii: "]"), "]") { return items }
        }
    }

    private mutating func isLast(before close: UInt8, _ name: String) throws -> Bool {
        skipSpace()
        guard next == close || next == UInt8(ascii: ",") else { throw broken("应为逗号或“\(name)”，\(found)") }
        let isLast = next == close
        advance()
        return isLast
    }

    private mutating func number() throws -> String {
        let start = at
        while let byte = next,
            byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || isWordByte(byte)
        {
            advance()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        // Int and Double alone would take 012, .5 and +1.
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let isPlain =
            digits.allSatisfy { $0.isNumber } && (digits.count == 1 || !digits.hasPrefix("0")) && !digits.isEmpty
        let isReal = digits.first?.isNumber == true && Double(text) != nil && digits.contains { ".eE".contains($0) }
        if isPlain || isReal { return text }
        throw broken("“\(text.prefix(20))”不是数字")
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    // MARK: - Strings

    private mutating func string() throws -> String {
        var value: [UInt8] = []
        advance()
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                advance()
                return String(decoding: value, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(&value)
            case 0..<0x20: throw broken("文字中不能直接换行或有控制字符，引号可能没有配对", "换行请写成 \\n")
            default:
                value.append(byte)
                advance()
            }
        }
        throw broken("引号没有配对，文件已经结束")
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"),
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
        UInt8(ascii: "t"): 0x09,
    ]

    private mutating func escape(_ value: inout [UInt8]) throws {
        advance()
        guard let byte = next else { throw broken("引号没有配对，文件已经结束") }
        if let plain = Self.escapes[byte] {
            value.append(plain)
            advance()
            return
        }
        guard byte == UInt8(ascii: "u") else { throw broken("反斜杠后面的字符不对，\(found)", "反斜杠本身请写两遍") }
        let scalar = try escapedScalar()
        value.append(contentsOf: Array(String(Character(scalar)).utf8))
    }

    /// `\u4E2D`, or two of them for a character beyond the basic plane.
    private mutating func escapedScalar() throws -> Unicode.Scalar {
        let high = try escapedUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00, next == UInt8(ascii: "\\") else { throw broken("\\u 后面的编码不成对") }
        advance()
        guard next == UInt8(ascii: "u") else { throw broken("\\u 后面的编码不成对") }
        let low = try escapedUnit()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw broken("\\u 后面的编码不成对") }
        return scalar
    }

    private mutating func escapedUnit() throws -> UInt32 {
        advance()
        guard at + 4 <= bytes.count, bytes[at..<(at + 4)].allSatisfy({ isWordByte($0) }),
            let unit = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
        else { throw broken("\\u 后面应为四位十六进制数") }
        for _ in 0..<4 { advance() }
        return unit
    }
}
