import Diagnostics
import Sheets

/// Cell addresses with a sheet: `$'a.b'.$A$1:.$C$3`.
enum SheetAddress {
    /// A range and the sheet it names; `sheet` is `nil` for an address like `.A1`.
    struct Target: Hashable {
        var sheet: String?
        var range: CellRange
    }

    /// `'a.b'.A1:'a.b'.C3`; `absolute` puts `$` everywhere.
    static func text(sheet: String, _ range: CellRange, absolute: Bool = false) -> String {
        let name = (absolute ? "$" : "") + quoted(sheet)
        let first = name + "." + text(range.first, absolute)
        return range.isSingleCell ? first : first + ":" + name + "." + text(range.last, absolute)
    }

    /// The name as it stands in an address: quoted unless it is plain letters and digits.
    static func quoted(_ name: String) -> String {
        let isPlain = name.first?.isLetter == true && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        return isPlain ? name : "'" + name.replacing("'", with: "''") + "'"
    }

    private static func text(_ cell: CellRef, _ absolute: Bool) -> String {
        absolute ? "$\(CellRef.columnLetters(cell.column))$\(cell.row + 1)" : "\(cell)"
    }

    /// One address; `nil` when it is not one.
    static func target(_ text: some StringProtocol) -> Target? {
        let corners = split(text, at: ":")
        guard let first = corners.first.flatMap(half), corners.count <= 2 else { return nil }
        guard corners.count == 2 else { return Target(sheet: first.sheet, range: CellRange(first.cell)) }
        guard let last = half(corners[1]) else { return nil }
        return Target(sheet: first.sheet, range: CellRange(first.cell, last.cell))
    }

    /// A list separated by spaces; what is not an address is left out.
    static func targets(_ text: String) -> [Target] { split(text, at: " ").compactMap { target($0) } }

    private static func half(_ text: String) -> (sheet: String?, cell: CellRef)? {
        guard let dot = lastDot(in: text) else { return CellRef(text).map { (nil, $0) } }
        guard let cell = CellRef(text[text.index(after: dot)...]) else { return nil }
        return (sheetName(text[..<dot]), cell)
    }

    /// The name without `$` and quotes; `nil` when empty.
    static func sheetName(_ text: some StringProtocol) -> String? {
        var name = String(text)
        if name.hasPrefix("$") { name.removeFirst() }
        if name.count >= 2, name.hasPrefix("'"), name.hasSuffix("'") {
            name = String(name.dropFirst().dropLast()).replacing("''", with: "'")
        }
        return name.isEmpty ? nil : name
    }

    private static func lastDot(in text: String) -> String.Index? { text.lastIndex(of: ".") }

    /// Splits outside quoted sheet names.
    private static func split(_ text: some StringProtocol, at separator: Character) -> [String] {
        var parts = [""]
        var isQuoted = false
        for character in text {
            if character == "'" { isQuoted.toggle() }
            if character == separator, !isQuoted { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts.filter { !$0.isEmpty }
    }
}
