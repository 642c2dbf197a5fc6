import Diagnostics
import Forms

/// Reads `cases.csv` (案事件): a line a case.
struct CasesInput {
    let units: UnitTree
    private(set) var findings: [Finding] = []

    init(units: UnitTree) { self.units = units }

    private static let day = InputKey("day", "日期")
    private static let kind = InputKey("kind", "类别")
    private static let summary = InputKey("summary", "情况", "简要情况")

    mutating func read(_ text: String) -> [CaseDetail] {
        let parsed = HeadedTable.parse(text)
        findings += parsed.findings
        guard let table = parsed.value else { return [] }
        let keys = [SubmissionTableInput.code, SubmissionTableInput.unit, SubmissionTableInput.period]
        let input = TableInput(table, keys: keys + [Self.day, Self.kind, Self.summary], &findings)
        input.require([SubmissionTableInput.period, Self.summary], &findings)
        let unit =
            input.columns[SubmissionTableInput.code] == nil ? SubmissionTableInput.unit : SubmissionTableInput.code
        input.require([unit], &findings)
        for cell in input.others where !FieldText.trimmed(cell.text).isEmpty {
            findings.append(
                Finding("input.unknown-key", .mandatory, at: cell.place, "不认识列“\(cell.text)”", remedy: "请改正列名"))
        }
        return table.rows.compactMap { detail($0, input, unit) }
    }

    private mutating func detail(_ row: TextRow, _ input: TableInput, _ unitKey: InputKey) -> CaseDetail? {
        let name = input.required(unitKey, row, &findings)
        let period = input.period(SubmissionTableInput.period, row, &findings)
        let day = input.day(Self.day, row, &findings)
        let summary = input.required(Self.summary, row, &findings)
        guard let name, let summary else { return nil }
        guard let period = period ?? day.map({ Period(containing: $0) }) else {
            if input.text(SubmissionTableInput.period, row).isEmpty {
                _ = input.required(SubmissionTableInput.period, row, &findings)
            }
            return nil
        }
        let unit = units.code(for: name)
        return CaseDetail(
            unit: unit, period: period, kind: input.text(Self.kind, row), day: day, summary: summary,
            place: Place(record: "\(units[unit]?.label ?? unit) \(period.chinese)").within(
                input.place(unitKey, row).withoutField))
    }

    /// Cases in a file of their own belong to every version of the month that they name.
    mutating func attach(_ details: [CaseDetail], to submissions: inout [MonthlySubmission]) {
        struct Slot: Hashable {
            var unit: String
            var period: Period
        }
        let groups = Dictionary(grouping: details) { Slot(unit: $0.unit, period: $0.period) }
        var used: Set<Slot> = []
        for index in submissions.indices {
            let slot = Slot(unit: submissions[index].unit, period: submissions[index].period)
            guard let group = groups[slot] else { continue }
            submissions[index].cases += group
            used.insert(slot)
        }
        for detail in details where !used.contains(Slot(unit: detail.unit, period: detail.period)) {
            findings.append(
                Finding(
                    "progress.case-without-submission", .explain, at: detail.place, "该单位这个月没有月报，案事件不会出现在报表中",
                    remedy: "请核对单位和期间，或补上月报"))
        }
    }
}

extension Place {
    var withoutField: Place { Place(file: file, position: position, sheet: sheet, cell: cell, record: record) }
}
