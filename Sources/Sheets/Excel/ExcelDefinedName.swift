/// Names of ranges as Excel takes them.
package enum ExcelDefinedName {
    /// Excel refuses a whole file for one bad name: letters, digits, `_` and `.`, no digit first, nothing that reads as
    /// a cell.
    package static func isAllowed(_ name: String) -> Bool {
        guard let first = name.first, first.isLetter || first == "_" || first == "\\", name.utf16.count <= 255 else {
            return false
        }
        let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "\\" }
        return isPlain && !readsAsCell(name)
    }

    /// `B12`, `R1C1`, `R`, `C`.
    private static func readsAsCell(_ name: String) -> Bool {
        if CellRange(name) != nil { return true }
        let upper = name.uppercased()
        guard upper.first == "R" || upper.first == "C" else { return false }
        return upper.allSatisfy { $0 == "R" || $0 == "C" || ("0"..."9").contains($0) }
    }
}
