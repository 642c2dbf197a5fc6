import Diagnostics
import Sheets

/// Formulas as OpenDocument writes them: `of:=SUM([.A1:.A3];[$'a.b'.$C$1])`.
enum OpenFormula {
    // MARK: Writing

    /// Without the leading `of:=`.
    static func text(_ parts: [FormulaPart]) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .separator: ";"
            case .reference(let reference): text(reference)
            }
        }.joined()
    }

    private static func text(_ reference: FormulaReference) -> String {
        let sheet = reference.sheet.map { "$" + SheetAddress.quoted($0) } ?? ""
        let last = reference.last.map { ":." + text($0) } ?? ""
        return "[\(sheet).\(text(reference.first))\(last)]"
    }

    private static func text(_ corner: FormulaReference.Corner) -> String {
        (corner.isColumnAbsolute ? "$" : "") + CellRef.columnLetters(corner.cell.column)
            + (corner.isRowAbsolute ? "$" : "") + String(corner.cell.row + 1)
    }

    // MARK: Reading

    /// Why a formula cannot be kept.
    enum Trouble: Error, Hashable {
        /// It names another file.
        case external
        /// It is written in another language than OpenFormula.
        case foreign
    }

    /// - Parameter attribute: With or without prefix and `=`.
    static func parts(_ attribute: String) -> Result<[FormulaPart], Trouble> {
        var formula = attribute[...]
        if let equals = attribute.firstIndex(of: "="), attribute[..<equals].allSatisfy({ $0.isLetter || $0 == ":" }) {
            if attribute[..<equals] == "msoxl:" { return .failure(.foreign) }
            formula = attribute[attribute.index(after: equals)...]
        }
        var scanner = Scanner(Array(formula))
        return scanner.parts()
    }

    private struct Scanner {
        let characters: [Character]
        var index = 0
        var depthOfBraces = 0
        var pending = ""
        var result: [FormulaPart] = []

        init(_ characters: [Character]) { self.characters = characters }

        mutating func parts() -> Result<[FormulaPart], Trouble> {
            while index < characters.count {
                switch characters[index] {
                case "\"": quoted()
                case "[":
                    if let trouble = reference() { return .failure(trouble) }
                case ";" where depthOfBraces == 0:
                    add(.separator)
                    index += 1
                default: plain()
                }
            }
            flush()
            return .success(result)
        }

        private mutating func plain() {
            let character = characters[index]
            if character == "{" { depthOfBraces += 1 }
            if character == "}" { depthOfBraces -= 1 }
            pending.append(character)
            index += 1
        }

        private mutating func quoted() {
            repeat {
                pending.append(characters[index])
                index += 1
            } while index < characters.count && characters[index] != "\""
            if index < characters.count { pending.append("\"") }
            index += 1
        }

        private mutating func add(_ part: FormulaPart) {
            flush()
            result.append(part)
        }

        private mutating func flush() {
            if !pending.isEmpty { result.append(.text(pending)) }
            pending = ""
        }

        /// What stands between brackets; unreadable references (`#REF!`) stay as text.
        private mutating func reference() -> Trouble? {
            var end = index + 1
            var isQuoted = false
            while end < characters.count, isQuoted || characters[end] != "]" {
                if characters[end] == "'" { isQuoted.toggle() }
                end += 1
            }
            let inner = String(characters[min(index + 1, end)..<end])
            index = end + 1
            if inner.hasPrefix("'file:") || inner.contains("'#") { return .external }
            if let reference = OpenFormula.reference(inner) {
                add(.reference(reference))
            } else {
                pending += inner.contains("#REF!") ? "#REF!" : inner
            }
            return nil
        }
    }

    static func reference(_ text: String) -> FormulaReference? {
        var halves = [""]
        var isQuoted = false
        for character in text {
            if character == "'" { isQuoted.toggle() }
            if character == ":", !isQuoted { halves.append("") } else { halves[halves.count - 1].append(character) }
        }
        guard halves.count <= 2, let dot = halves[0].lastIndex(of: ".") else { return nil }
        let sheet = SheetAddress.sheetName(halves[0][..<dot])
        let firstText = halves[0][halves[0].index(after: dot)...]
        guard halves.count == 2 else { return corner(firstText, .first).map { FormulaReference(sheet: sheet, $0) } }
        let lastText = halves[1].lastIndex(of: ".").map { halves[1][halves[1].index(after: $0)...] } ?? halves[1][...]
        guard let first = corner(firstText, .first), let last = corner(lastText, .last) else { return nil }
        return FormulaReference(sheet: sheet, first, last)
    }

    private enum End { case first, last }

    /// `$A$1`; of a whole column (`A`) or row (`1`) the sheet's first or last cell.
    private static func corner(_ text: some StringProtocol, _ end: End) -> FormulaReference.Corner? {
        var letters = String(text.drop { $0 == "$" }.prefix { $0.isASCII && $0.isLetter })
        var digits = String(text.filter { $0.isASCII && $0.isNumber })
        let isColumnAbsolute = text.hasPrefix("$") && !letters.isEmpty
        let isRowAbsolute = letters.isEmpty ? text.hasPrefix("$") : text.dropFirst().contains("$")
        if letters.isEmpty, digits.isEmpty { return nil }
        if letters.isEmpty { letters = end == .first ? "A" : "XFD" }
        if digits.isEmpty { digits = end == .first ? "1" : "1048576" }
        let allowed = text.allSatisfy { $0 == "$" || $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard allowed, let cell = CellRef(letters + digits) else { return nil }
        return FormulaReference.Corner(cell, isRowAbsolute: isRowAbsolute, isColumnAbsolute: isColumnAbsolute)
    }
}
