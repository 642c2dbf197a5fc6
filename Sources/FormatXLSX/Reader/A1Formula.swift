import Diagnostics
import Sheets

/// Formulas as the formats of Excel write them: `SUM(A1:A3,'a b'!$C$1)`.
enum A1Formula {
    /// Why a formula cannot be kept.
    enum Trouble: Error, Hashable {
        /// It names another file.
        case external
        /// It names a table's columns or spans sheets: other formats have no such references.
        case structured
    }

    /// - Parameter text: Without the leading `=`.
    static func parts(_ text: String) -> Result<[FormulaPart], Trouble> {
        var scanner = Scanner(text)
        return scanner.parts()
    }

    /// One reference such as `表1!$A$1:$B$2`; `nil` for anything else.
    static func reference(_ text: String) -> FormulaReference? {
        guard case .success(let parts) = parts(text), parts.count == 1, case .reference(let reference) = parts[0] else {
            return nil
        }
        return reference
    }

    private struct Scanner {
        let bytes: [UInt8]
        var index = 0
        var braces = 0
        var pending: [UInt8] = []
        var result: [FormulaPart] = []

        init(_ text: String) { bytes = Array(text.utf8) }

        mutating func parts() -> Result<[FormulaPart], Trouble> {
            while index < bytes.count {
                switch bytes[index] {
                case UInt8(ascii: "\""): copyQuoted()
                case UInt8(ascii: ",") where braces == 0:
                    add(.separator)
                    index += 1
                case UInt8(ascii: "["):
                    return .failure(bytes[index...].contains(UInt8(ascii: "!")) ? .external : .structured)
                case UInt8(ascii: "#"): copyError()
                case let byte where Self.beginsWord(byte):
                    if let trouble = word() { return .failure(trouble) }
                default: plain()
                }
            }
            flush()
            return .success(result)
        }

        private mutating func plain() {
            if bytes[index] == UInt8(ascii: "{") { braces += 1 }
            if bytes[index] == UInt8(ascii: "}") { braces -= 1 }
            pending.append(bytes[index])
            index += 1
        }

        private mutating func copyQuoted() {
            repeat {
                pending.append(bytes[index])
                index += 1
            } while index < bytes.count && bytes[index] != UInt8(ascii: "\"")
            pending.append(UInt8(ascii: "\""))
            index += 1
        }

        /// `#REF!`, `#N/A`.
        private mutating func copyError() {
            repeat {
                pending.append(bytes[index])
                index += 1
            } while index < bytes.count
                && (Self.isWord(bytes[index]) || bytes[index] == UInt8(ascii: "/") || bytes[index] == UInt8(ascii: "!"))
        }

        private mutating func add(_ part: FormulaPart) {
            flush()
            result.append(part)
        }

        private mutating func flush() {
            if !pending.isEmpty { result.append(.text(String(decoding: pending, as: UTF8.self))) }
            pending.removeAll()
        }

        static func beginsWord(_ byte: UInt8) -> Bool { isWord(byte) || byte == UInt8(ascii: "'") }

        static func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
            default: "$_.\\".utf8.contains(byte)
            }
        }

        /// A reference, with its sheet where it has one; or a name, a number, a function: copied.
        private mutating func word() -> Trouble? {
            let start = index
            var sheet: String?
            var first = token()
            if index < bytes.count, bytes[index] == UInt8(ascii: "!") {
                index += 1
                sheet = Self.unquoted(first)
                // `'[other.xlsx]表1'!A1` and, after opening in Excel, `[1]表1!A1`.
                if sheet?.contains("[") == true { return .external }
                if sheet?.contains(":") == true { return .structured }
                first = index < bytes.count && Self.isWord(bytes[index]) ? token() : []
            } else if first.first == UInt8(ascii: "'") {
                return .structured
            }
            if index < bytes.count, bytes[index] == UInt8(ascii: "[") { return .structured }
            let isCall = index < bytes.count && bytes[index] == UInt8(ascii: "(")
            if !isCall, let reference = reference(sheet, first) {
                add(.reference(reference))
            } else if index < bytes.count, bytes[index] == UInt8(ascii: "!") {
                return .structured
            } else {
                pending.append(contentsOf: bytes[start..<index])
            }
            return nil
        }

        /// A quoted sheet name with its quotes, or a run of word characters.
        private mutating func token() -> [UInt8] {
            let start = index
            if bytes[index] == UInt8(ascii: "'") {
                index += 1
                while index < bytes.count {
                    if bytes[index] == UInt8(ascii: "'") {
                        index += 1
                        guard index < bytes.count, bytes[index] == UInt8(ascii: "'") else { break }
                    }
                    index += 1
                }
                return Array(bytes[start..<min(index, bytes.count)])
            }
            while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
            return Array(bytes[start..<index])
        }

        static func unquoted(_ token: [UInt8]) -> String {
            let text = String(decoding: token, as: UTF8.self)
            guard text.hasPrefix("'"), text.hasSuffix("'"), text.utf8.count >= 2 else { return text }
            return String(text.dropFirst().dropLast()).replacing("''", with: "'")
        }

        /// - Parameter first: The word just read; a second corner after `:` is taken when it is there.
        private mutating func reference(_ sheet: String?, _ first: [UInt8]) -> FormulaReference? {
            guard let start = Corner(first) else { return nil }
            if index < bytes.count, bytes[index] == UInt8(ascii: ":"), index + 1 < bytes.count,
                Self.isWord(bytes[index + 1])
            {
                let back = index
                index += 1
                let second = token()
                let isCall = index < bytes.count && bytes[index] == UInt8(ascii: "(")
                if !isCall, let end = Corner(second), end.isLike(start) {
                    return FormulaReference(sheet: sheet, start.corner(isFirst: true), end.corner(isFirst: false))
                }
                index = back
            }
            return start.isCell ? FormulaReference(sheet: sheet, start.corner(isFirst: true)) : nil
        }
    }

    /// `$A$1`, `A` of a whole column, `1` of a whole row.
    private struct Corner {
        var column: Int?
        var row: Int?
        var isColumnAbsolute = false
        var isRowAbsolute = false

        init?(_ token: [UInt8]) {
            var rest = token[...]
            var dollar = Self.dollar(&rest)
            var letters = 0
            while let byte = rest.first, (0x41...0x5A).contains(byte & 0xDF), byte < 0x80 {
                letters = letters * 26 + Int(byte & 0xDF) - 0x40
                if letters > Limit.columns { return nil }
                rest.removeFirst()
            }
            if letters > 0 {
                column = letters - 1
                isColumnAbsolute = dollar
                dollar = Self.dollar(&rest)
            }
            if rest.isEmpty, letters > 0, !dollar { return }
            var digits = 0
            guard !rest.isEmpty, rest.count <= 7 else { return nil }
            for byte in rest {
                guard (0x30...0x39).contains(byte) else { return nil }
                digits = digits * 10 + Int(byte - 0x30)
            }
            guard digits > 0, digits <= Limit.rows else { return nil }
            row = digits - 1
            isRowAbsolute = dollar
        }

        private static func dollar(_ rest: inout ArraySlice<UInt8>) -> Bool {
            guard rest.first == UInt8(ascii: "$") else { return false }
            rest.removeFirst()
            return true
        }

        var isCell: Bool { column != nil && row != nil }

        func isLike(_ other: Corner) -> Bool {
            (column == nil) == (other.column == nil) && (row == nil) == (other.row == nil)
        }

        /// A whole column or row reaches to the sheet's edges, which do not move.
        func corner(isFirst: Bool) -> FormulaReference.Corner {
            FormulaReference.Corner(
                CellRef(
                    row: row ?? (isFirst ? 0 : Limit.rows - 1), column: column ?? (isFirst ? 0 : Limit.columns - 1)),
                isRowAbsolute: row == nil || isRowAbsolute, isColumnAbsolute: column == nil || isColumnAbsolute)
        }
    }
}
