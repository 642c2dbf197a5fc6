import Diagnostics
import Sheets

/// References and formulas in the A1 notation.
enum A1 {
    /// `$B$2:$D$9`.
    static func fixed(_ range: CellRange) -> String {
        let first = corner(FormulaReference.Corner(range.first, isRowAbsolute: true, isColumnAbsolute: true))
        let last = corner(FormulaReference.Corner(range.last, isRowAbsolute: true, isColumnAbsolute: true))
        return range.isSingleCell ? first : "\(first):\(last)"
    }

    /// `$1:$3`.
    static func rows(_ rows: Range<Int>) -> String { "$\(rows.lowerBound + 1):$\(rows.upperBound)" }

    /// `$A:$B`.
    static func columns(_ columns: Range<Int>) -> String {
        "$\(CellRef.columnLetters(columns.lowerBound)):$\(CellRef.columnLetters(columns.upperBound - 1))"
    }

    /// `'七月''表'!`.
    static func prefix(sheet name: String) -> String {
        "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'!"
    }

    /// Ranges as an attribute lists them. Those that begin beyond the sheet's edge are left out.
    static func list(_ ranges: [CellRange]) -> String {
        ranges.compactMap(clamped).map(\.description).joined(separator: " ")
    }

    /// `nil` for a range that lies beyond the edge of what Excel holds.
    static func clamped(_ range: CellRange) -> CellRange? {
        let rows = range.rows.clamped(to: 0..<Limit.rows)
        let columns = range.columns.clamped(to: 0..<Limit.columns)
        return rows.isEmpty || columns.isEmpty ? nil : CellRange(rows: rows, columns: columns)
    }

    static func formula(_ parts: [FormulaPart], _ names: ExcelSheetNames) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .separator: ","
            case .reference(let reference): self.reference(reference, names)
            }
        }.joined()
    }

    private static func reference(_ reference: FormulaReference, _ names: ExcelSheetNames) -> String {
        let sheet = reference.sheet.map { prefix(sheet: names.written(for: $0)) } ?? ""
        return sheet + corner(reference.first) + (reference.last.map { ":" + corner($0) } ?? "")
    }

    private static func corner(_ corner: FormulaReference.Corner) -> String {
        // A reference that was moved off the sheet is one that Excel shows as broken, too.
        guard (0..<Limit.rows).contains(corner.cell.row), (0..<Limit.columns).contains(corner.cell.column) else {
            return "#REF!"
        }
        return (corner.isColumnAbsolute ? "$" : "") + CellRef.columnLetters(corner.cell.column)
            + (corner.isRowAbsolute ? "$" : "") + String(corner.cell.row + 1)
    }
}
