import Diagnostics
import Sheets

/// Ranges as attributes name them.
enum SheetRanges {
    /// `B2:D9`, `B2`, `A:C`, `1:3`, each with or without `$`; cut to the sheet. `nil` for anything else.
    static func range(_ text: some StringProtocol) -> CellRange? {
        guard let reference = A1Formula.reference(String(text)), reference.sheet == nil else { return nil }
        return range(reference)
    }

    static func range(_ reference: FormulaReference) -> CellRange? {
        let last = (reference.last ?? reference.first).cell
        return CellRange(reference.first.cell, last)
    }

    /// Ranges with blanks between them.
    static func ranges(_ text: String, limit: Int = 10_000) -> [CellRange] {
        text.split(separator: " ").prefix(limit).compactMap { range($0) }
    }
}

/// What a defined name points at: areas of sheets, with commas between them.
enum NameTarget {
    /// - Returns: `nil` when it is anything but areas.
    static func areas(_ text: String) -> [FormulaReference]? {
        guard case .success(let parts) = A1Formula.parts(text) else { return nil }
        var areas: [FormulaReference] = []
        for (index, part) in parts.enumerated() {
            switch part {
            case .reference(let reference) where index % 2 == 0: areas.append(reference)
            case .separator where index % 2 == 1: continue
            default: return nil
            }
        }
        return areas.isEmpty ? nil : areas
    }
}
