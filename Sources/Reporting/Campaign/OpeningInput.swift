import Diagnostics
import Forms

/// Reads `opening.csv` (期初数): a line a unit, a column a stock.
struct OpeningInput {
    let units: UnitTree
    let indicators: IndicatorSet
    private(set) var findings: [Finding] = []

    init(units: UnitTree, indicators: IndicatorSet) {
        self.units = units
        self.indicators = indicators
    }

    mutating func read(_ text: String) -> [OpeningBalance] {
        let parsed = HeadedTable.parse(text)
        findings += parsed.findings
        guard let table = parsed.value else { return [] }
        let input = TableInput(table, keys: [SubmissionTableInput.code, SubmissionTableInput.unit], &findings)
        let key =
            input.columns[SubmissionTableInput.code] == nil ? SubmissionTableInput.unit : SubmissionTableInput.code
        input.require([key], &findings)
        var columns: [(Int, Indicator)] = []
        for cell in input.others {
            switch FigureColumn.read(cell.text, in: indicators) {
            case .success(let column): columns.append((cell.cell.column, column.indicator))
            case .failure(let trouble): findings.append(trouble.finding(at: cell.place))
            }
        }
        return table.rows.flatMap { balances($0, input, key, columns) }
    }

    private mutating func balances(
        _ row: TextRow, _ input: TableInput, _ key: InputKey, _ columns: [(Int, Indicator)]
    ) -> [OpeningBalance] {
        guard let name = input.required(key, row, &findings) else { return [] }
        var unit = units.code(for: name)
        // Files without a tree may call a unit by its code here and by its name there.
        if units[unit] == nil {
            let other = units.code(for: input.text(SubmissionTableInput.unit, row))
            if units[other] != nil { unit = other }
        }
        let record = "\(units[unit]?.label ?? unit) 期初数"
        var balances: [OpeningBalance] = []
        for (column, indicator) in columns {
            let field = FieldName(key: "opening.\(indicator.key)", label: indicator.title)
            let place = Place(record: record, field: field).within(row.cells[column].place)
            switch FigureText.read(row.cells[column].text, unit: indicator.unit) {
            case .number(let level):
                balances.append(OpeningBalance(unit: unit, indicator: indicator.key, level: level, place: place))
            case .blank, .notApplicable: continue
            case .refused(let rule, let statement, let remedy):
                findings.append(Finding(rule, .mandatory, at: place, statement, remedy: remedy))
            }
        }
        return balances
    }
}
