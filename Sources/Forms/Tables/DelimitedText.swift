import Diagnostics

/// One value of a CSV file, and where it stands.
public struct TextCell: Hashable, Sendable {
    /// As the file says it, without the quotes around it; nothing is trimmed.
    public var text: String
    /// Line and character column of its first character, from 1.
    public var position: TextPosition
    /// As a spreadsheet would show it, zero-based.
    public var cell: CellRef

    /// Line and cell, for a finding; the file's name is the caller's to add.
    public var place: Place { Place(position: position, cell: cell) }
}

/// One record of a CSV file.
public struct TextRow: Hashable, Sendable {
    /// In the file's order.
    public var cells: [TextCell]
    /// The line on which it begins, from 1.
    public var line: Int

    /// True when no value holds more than white space.
    public var isBlank: Bool { cells.allSatisfy { FieldText.trimmed($0.text).isEmpty } }
}

/// A CSV file taken apart (RFC 4180): quotes, line breaks inside quotes, LF, CRLF or CR, and a comma, tab or semicolon
/// between values.
///
/// Values keep what the file said; nothing is trimmed.
public struct DelimitedText: Hashable, Sendable {
    /// What stands between two values; the raw value is the ASCII code.
    public enum Delimiter: UInt8, Hashable, Sendable, CaseIterable {
        case comma = 0x2C
        case tab = 0x09
        case semicolon = 0x3B
    }

    /// The one that was asked for, or that the text uses.
    public var delimiter: Delimiter
    /// Blank lines included.
    public var rows: [TextRow]

    /// - Parameter delimiter: `nil` takes the one that the first line with text uses most.
    public static func parse(_ text: String, delimiter: Delimiter? = nil) -> Checked<DelimitedText> {
        let bytes = Array(text.utf8)
        let delimiter = delimiter ?? likelyDelimiter(bytes)
        var scanner = Scanner(bytes: bytes, delimiter: delimiter.rawValue)
        scanner.run()
        return Checked(DelimitedText(delimiter: delimiter, rows: scanner.rows), scanner.findings)
    }

    private static func likelyDelimiter(_ bytes: [UInt8]) -> Delimiter {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D {
                if counts.isEmpty { continue }
                break
            }
            if Delimiter(rawValue: byte) != nil { counts[byte, default: 0] += 1 }
        }
        return Delimiter.allCases.max { counts[$0.rawValue, default: 0] < counts[$1.rawValue, default: 0] } ?? .comma
    }
}

/// Walks the bytes once, keeping line and column.
private struct Scanner {
    let bytes: [UInt8]
    let delimiter: UInt8
    var rows: [TextRow] = []
    var findings: [Finding] = []
    private var at = 0
    private var line = 1
    private var column = 1
    private var cells: [TextCell] = []
    private var rowLine = 1

    init(bytes: [UInt8], delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
    }

    mutating func run() {
        while at < bytes.count {
            let start = TextPosition(line: line, column: column)
            let text = bytes[at] == quote ? quoted(from: start) : plain()
            cells.append(TextCell(text: text, position: start, cell: CellRef(row: rows.count, column: cells.count)))
            endValue()
        }
        if !cells.isEmpty { endRow() }
    }

    private let quote = UInt8(ascii: "\"")

    /// After a value stands a delimiter, a line break or the end.
    private mutating func endValue() {
        guard at < bytes.count else { return endRow() }
        if bytes[at] == delimiter {
            advance()
            // A delimiter at the very end still opens a value.
            if at == bytes.count {
                let here = TextPosition(line: line, column: column)
                cells.append(TextCell(text: "", position: here, cell: CellRef(row: rows.count, column: cells.count)))
            }
            return
        }
        breakLine()
        endRow()
    }

    private mutating func endRow() {
        rows.append(TextRow(cells: cells, line: rowLine))
        cells = []
        rowLine = line
    }

    private mutating func plain() -> String {
        let start = at
        while at < bytes.count, bytes[at] != delimiter, !isBreak(bytes[at]) { advance() }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func quoted(from start: TextPosition) -> String {
        var value: [UInt8] = []
        advance()
        while at < bytes.count {
            if bytes[at] == quote {
                advance()
                guard at < bytes.count, bytes[at] == quote else { return closed(value) }
            }
            value.append(bytes[at])
            if isBreak(bytes[at]) { breakLine(keeping: &value) } else { advance() }
        }
        findings.append(
            Finding(
                "csv.open-quote", .mandatory, at: Place(position: start), "引号没有配对，一直到文件末尾都被当作同一个值",
                remedy: "请在值的末尾补上英文双引号，值里面的双引号写两遍"))
        return String(decoding: value, as: UTF8.self)
    }

    /// What follows a closing quote up to the delimiter should be nothing.
    private mutating func closed(_ value: [UInt8]) -> String {
        let here = TextPosition(line: line, column: column)
        let rest = plain()
        if !FieldText.trimmed(rest).isEmpty {
            findings.append(
                Finding(
                    "csv.text-after-quote", .mandatory, at: Place(position: here), "引号结束后应为分隔符或换行，实为其他文字",
                    remedy: "值里面的双引号请写两遍，或把整个值放在一对双引号中"))
        }
        return String(decoding: value, as: UTF8.self) + (FieldText.trimmed(rest).isEmpty ? "" : rest)
    }

    private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Columns count characters: bytes that continue one do not count.
    private mutating func advance() {
        if bytes[at] & 0xC0 != 0x80 { column += 1 }
        at += 1
    }

    /// CRLF is one line break, and becomes LF inside a value.
    private mutating func breakLine(keeping value: inout [UInt8]) {
        value[value.count - 1] = 0x0A
        breakLine()
    }

    private mutating func breakLine() {
        let isPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
        at += isPair ? 2 : 1
        line += 1
        column = 1
    }
}
