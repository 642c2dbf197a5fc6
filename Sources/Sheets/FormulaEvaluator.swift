import Diagnostics

/// Computes the formulas of one workbook. `nil` anywhere means: not something it can compute.
///
/// A class, because all formulas share what is already known.
final class FormulaEvaluator {
    struct Key: Hashable {
        var sheet: Int
        var cell: CellRef
    }

    private let workbook: Workbook
    private let sheetNumbers: [String: Int]
    private var known: [Key: CellValue?] = [:]
    /// Formulas being computed, so that one that needs itself ends.
    private var open: Set<Key> = []
    /// A longer chain of formulas would exhaust the stack.
    private static let longestChain = 100

    init(workbook: Workbook) {
        self.workbook = workbook
        sheetNumbers = Dictionary(
            workbook.sheets.enumerated().map { ($1.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The result of the formula in that cell, or the value itself where there is none.
    func result(at cell: CellRef, sheet: Int) -> CellValue? {
        let value = workbook.sheets[sheet][cell].value
        guard case .formula(let formula) = value else { return value }
        let key = Key(sheet: sheet, cell: cell)
        if let known = known[key] { return known }
        guard open.count < Self.longestChain, open.insert(key).inserted else { return nil }
        defer { open.remove(key) }
        var parser = FormulaParser(parts: formula.parts, sheet: sheet, evaluator: self)
        let result = parser.result()
        known[key] = .some(result)
        return result
    }

    /// The cells of a reference in reading order; `nil` for a sheet that is not there or a range past reason.
    func values(of reference: FormulaReference, from sheet: Int) -> [CellValue]? {
        var number = sheet
        if let name = reference.sheet {
            guard let named = sheetNumbers[name.lowercased()] else { return nil }
            number = named
        }
        let range = CellRange(reference.first.cell, (reference.last ?? reference.first).cell)
        let used = workbook.sheets[number].rows.count
        let rows = range.rows.lowerBound..<max(min(range.rows.upperBound, used), range.rows.lowerBound + 1)
        guard rows.count * range.columns.count <= 1_000_000 else { return nil }
        var values: [CellValue] = []
        for row in rows {
            for column in range.columns {
                guard let value = result(at: CellRef(row: row, column: column), sheet: number) else { return nil }
                values.append(value)
            }
        }
        return values
    }
}
