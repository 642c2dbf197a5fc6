import Diagnostics
import Sheets

/// References and formulas in the R1C1 notation, the only one this format knows.
enum R1C1 {
    /// `R2C1:R9C4`, fixed.
    static func range(_ range: CellRange) -> String {
        range.isSingleCell ? cell(range.first) : "\(cell(range.first)):\(cell(range.last))"
    }

    static func cell(_ cell: CellRef) -> String { "R\(cell.row + 1)C\(cell.column + 1)" }

    /// `R1:R3`.
    static func rows(_ rows: Range<Int>) -> String { "R\(rows.lowerBound + 1):R\(rows.upperBound)" }

    /// `C1:C2`.
    static func columns(_ columns: Range<Int>) -> String { "C\(columns.lowerBound + 1):C\(columns.upperBound)" }

    /// `'七月''表'!`.
    static func prefix(sheet name: String) -> String {
        "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'!"
    }

    /// - Parameter base: The cell that relative references count from.
    static func formula(_ parts: [FormulaPart], at base: CellRef, _ names: ExcelSheetNames) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .separator: ","
            case .reference(let reference): self.reference(reference, from: base, names)
            }
        }.joined()
    }

    private static func reference(_ reference: FormulaReference, from base: CellRef, _ names: ExcelSheetNames) -> String
    {
        let sheet = reference.sheet.map { prefix(sheet: names.written(for: $0)) } ?? ""
        let first = corner(reference.first, from: base)
        return sheet + first + (reference.last.map { ":" + corner($0, from: base) } ?? "")
    }

    private static func corner(_ corner: FormulaReference.Corner, from base: CellRef) -> String {
        axis("R", corner.cell.row, corner.isRowAbsolute, from: base.row)
            + axis("C", corner.cell.column, corner.isColumnAbsolute, from: base.column)
    }

    private static func axis(_ letter: String, _ index: Int, _ isAbsolute: Bool, from base: Int) -> String {
        if isAbsolute { return letter + String(index &+ 1) }
        let distance = index &- base
        return distance == 0 ? letter : "\(letter)[\(distance)]"
    }
}
