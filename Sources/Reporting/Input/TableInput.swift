import CivilTime
import Diagnostics
import Forms

/// A CSV file whose columns have been found by name.
struct TableInput {
    let table: HeadedTable
    /// Column numbers by key.
    let columns: [InputKey: Int]
    /// Columns that none of the keys names.
    let others: [TextCell]

    /// Doubled columns are findings; a column without a heading but with values is one too.
    init(_ table: HeadedTable, keys: [InputKey], _ findings: inout [Finding]) {
        var columns: [InputKey: Int] = [:]
        var others: [TextCell] = []
        for (column, cell) in table.header.cells.enumerated() {
            guard let key = keys.first(where: { $0.isCalled(cell.text) }) else {
                others.append(cell)
                continue
            }
            if columns[key] != nil {
                findings.append(
                    Finding(
                        "csv.double-column", .mandatory, at: cell.place, "列名“\(FieldText.trimmed(cell.text))”出现了两次",
                        remedy: "请删去一列或改名"))
            } else {
                columns[key] = column
            }
        }
        self.table = table
        self.columns = columns
        self.others = others
    }

    /// A finding for each of `keys` that has no column.
    func require(_ keys: [InputKey], _ findings: inout [Finding]) {
        for key in keys where columns[key] == nil {
            findings.append(
                Finding(
                    "csv.missing-column", .mandatory, at: Place(position: TextPosition(line: table.header.line)),
                    "缺少“\(key.label)”列", remedy: "请补上这一列，列名写“\(key.label)”或“\(key.key)”"))
        }
    }

    /// `nil` when there is no such column.
    func cell(_ key: InputKey, _ row: TextRow) -> TextCell? { columns[key].map { row.cells[$0] } }

    /// Trimmed; empty when there is no such column.
    func text(_ key: InputKey, _ row: TextRow) -> String { cell(key, row).map { FieldText.trimmed($0.text) } ?? "" }

    func place(_ key: InputKey, _ row: TextRow) -> Place {
        let field = FieldName(key: key.key, label: key.label)
        return Place(field: field).within(cell(key, row)?.place ?? Place(position: TextPosition(line: row.line)))
    }

    /// `nil` when empty, or with a finding.
    func period(_ key: InputKey, _ row: TextRow, _ findings: inout [Finding]) -> Period? {
        let text = text(key, row)
        if text.isEmpty { return nil }
        if let period = Period(text) { return period }
        findings.append(
            Finding(
                "input.wrong-type", .mandatory, at: place(key, row), "应为月份，实填“\(text.prefix(20))”",
                remedy: "请写成 2017-05"))
        return nil
    }

    /// `nil` when empty, or with a finding.
    func day(_ key: InputKey, _ row: TextRow, _ findings: inout [Finding]) -> CalendarDay? {
        let text = text(key, row)
        if text.isEmpty { return nil }
        if let day = CalendarDay(typed: text) { return day }
        findings.append(
            Finding(
                "input.wrong-type", .mandatory, at: place(key, row), "应为日期，实填“\(text.prefix(20))”",
                remedy: "请写成 2017-05-31"))
        return nil
    }

    func required(_ key: InputKey, _ row: TextRow, _ findings: inout [Finding]) -> String? {
        let text = text(key, row)
        if !text.isEmpty { return text }
        // A missing column is one finding, not one a row.
        if columns[key] != nil {
            findings.append(Finding("input.missing", .mandatory, at: place(key, row), "不能为空", remedy: "请填写"))
        }
        return nil
    }
}
