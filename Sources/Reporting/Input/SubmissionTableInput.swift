import CivilTime
import Diagnostics
import Forms

/// Reads submissions from a CSV file: a line a unit and month, a column an indicator.
struct SubmissionTableInput {
    let units: UnitTree
    let indicators: IndicatorSet
    private(set) var findings: [Finding] = []

    init(units: UnitTree, indicators: IndicatorSet) {
        self.units = units
        self.indicators = indicators
    }

    static let code = InputKey("code", "代码", "单位代码")
    static let unit = InputKey("unit", "单位", "单位名称", "填表单位", "填报单位")
    static let period = InputKey("period", "期间", "报表期间", "月份")
    static let version = InputKey("version", "版本")
    static let received = InputKey("received", "收到日期")
    static let note = InputKey("note", "情况说明", "备注")
    private static let keys = [code, unit, period, version, received, note]

    mutating func read(_ text: String) -> [MonthlySubmission] {
        let parsed = HeadedTable.parse(text)
        findings += parsed.findings
        guard let table = parsed.value else { return [] }
        let input = TableInput(table, keys: Self.keys, &findings)
        input.require([Self.period], &findings)
        if input.columns[Self.code] == nil { input.require([Self.unit], &findings) }
        let columns = figureColumns(input)
        return table.rows.compactMap { submission($0, input, columns) }
    }

    private mutating func figureColumns(_ input: TableInput) -> [(Int, FigureColumn)] {
        var columns: [(Int, FigureColumn)] = []
        var taken: Set<FigureColumn> = []
        for cell in input.others {
            switch FigureColumn.read(cell.text, in: indicators) {
            case .success(let column) where taken.insert(column).inserted: columns.append((cell.cell.column, column))
            case .success(let column):
                findings.append(
                    Finding(
                        "progress.double-indicator", .mandatory, at: cell.place, "指标“\(column.indicator.reference)”有两列",
                        remedy: "请删去一列"))
            case .failure(let trouble): findings.append(trouble.finding(at: cell.place))
            }
        }
        return columns
    }

    private mutating func submission(
        _ row: TextRow, _ input: TableInput, _ columns: [(Int, FigureColumn)]
    ) -> MonthlySubmission? {
        let unit = unitCode(row, input)
        let period = input.period(Self.period, row, &findings)
        if period == nil, input.text(Self.period, row).isEmpty { _ = input.required(Self.period, row, &findings) }
        let version = version(row, input)
        let received = input.day(Self.received, row, &findings)
        guard let unit, let period, let version else { return nil }
        let record = "\(units[unit]?.label ?? unit) \(period.chinese)"
        let key = input.columns[Self.code] == nil ? Self.unit : Self.code
        var submission = MonthlySubmission(
            unit: unit, period: period, version: version, received: received, note: input.text(Self.note, row),
            place: Place(record: record).within(
                Place(position: input.cell(key, row)?.position, cell: input.cell(key, row)?.cell)))
        for (column, figure) in columns { take(row.cells[column], figure, record, &submission) }
        return submission
    }

    /// A level and an increase of the same stock may both have a column, but not both a value.
    private mutating func take(
        _ cell: TextCell, _ column: FigureColumn, _ record: String, _ submission: inout MonthlySubmission
    ) {
        let key = column.indicator.key
        let field = FieldName(key: "indicators.\(key)", label: column.indicator.title)
        let place = Place(record: record, field: field).within(cell.place)
        let figure = FigureText.read(cell.text, unit: column.indicator.unit).reported(as: column, at: place, &findings)
        guard let known = submission.figures[key], known.value != .blank else {
            submission.figures[key] = figure
            return
        }
        if figure.value == .blank { return }
        findings.append(
            Finding(
                "progress.double-indicator", .mandatory, at: place, "“\(column.indicator.reference)”同时填了新增和期末数",
                remedy: "请只填一个"))
    }

    private mutating func version(_ row: TextRow, _ input: TableInput) -> Int? {
        let text = FieldText.narrowed(input.text(Self.version, row))
        if text.isEmpty { return 1 }
        if let number = Int(text), (1...9999).contains(number) { return number }
        findings.append(
            Finding(
                "progress.version", .mandatory, at: input.place(Self.version, row),
                "版本应为 1 以上的整数，实填“\(text.prefix(20))”",
                remedy: "首次填报写 1，更正一次加 1"))
        return nil
    }

    /// The code where it is known; what is not found is left for the check of the campaign, which names the nearest
    /// unit.
    private mutating func unitCode(_ row: TextRow, _ input: TableInput) -> String? {
        let code = input.text(Self.code, row)
        let name = input.text(Self.unit, row)
        guard !code.isEmpty || !name.isEmpty else {
            return input.required(input.columns[Self.code] == nil ? Self.unit : Self.code, row, &findings)
        }
        let found = units.code(for: code.isEmpty ? name : code)
        if !code.isEmpty, !name.isEmpty, units[found] != nil, units.code(for: name) != found {
            findings.append(
                Finding(
                    "progress.unit-disagrees", .mandatory, at: input.place(Self.unit, row),
                    "代码 \(code) 是“\(units[found]?.label ?? "")”，名称却填“\(name)”", remedy: "请核对代码和名称"))
        }
        return found
    }
}

extension UnitTree {
    /// The code of the unit that is called so; the name itself when there is none, or several.
    func code(for name: String) -> String {
        if case .found(let unit) = lookUp(name) { unit.code } else { FieldText.trimmed(name) }
    }
}
