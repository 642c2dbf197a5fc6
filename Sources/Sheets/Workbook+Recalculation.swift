import Diagnostics

extension Workbook {
    /// The same workbook with every formula's result computed anew: after filling, the template's own results are
    /// wrong.
    ///
    /// What a form needs is computed (`+ - * / ^ &`, comparisons, SUM, AVERAGE, MIN, MAX, COUNT, COUNTA, ROUND, ABS,
    /// IF, IFERROR); any other formula keeps its old result, and a finding says so. Office suites compute all of them
    /// again when they open the file.
    ///
    /// - Parameter findings: Gets one finding for each formula that could not be computed.
    public func recalculated(_ findings: inout [Finding]) -> Workbook {
        guard sheets.contains(where: { $0.rows.contains { $0.cells.contains { $0.value.isFormula } } }) else {
            return self
        }
        var copy = self
        let evaluator = FormulaEvaluator(workbook: self)
        for (number, sheet) in sheets.enumerated() {
            for (row, cells) in sheet.rows.enumerated() {
                for (column, cell) in cells.cells.enumerated() {
                    guard case .formula(var formula) = cell.value else { continue }
                    let ref = CellRef(row: row, column: column)
                    guard let result = evaluator.result(at: ref, sheet: number) else {
                        findings.append(
                            Finding(
                                "sheet.formula-not-computed", .verify, at: Place(sheet: sheet.name, cell: ref),
                                "公式含有本程序不能计算的内容，暂时保留原来的结果", remedy: "请用 LibreOffice、WPS 或 Excel 打开，重新计算后保存"))
                        continue
                    }
                    formula.result = result
                    copy.sheets[number].rows[row].cells[column].value = .formula(formula)
                }
            }
        }
        return copy
    }
}

extension CellValue {
    var isFormula: Bool {
        if case .formula = self { return true }
        return false
    }
}
