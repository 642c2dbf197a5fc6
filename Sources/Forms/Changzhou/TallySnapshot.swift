import CivilTime

/// A row that was counted, named so that a person finds it again.
public struct CountedRow: Hashable, Sendable {
    /// The unit's code.
    public var unit: String
    /// What messages call the unit; may be empty.
    public var unitName: String
    /// The month of the form.
    public var period: Period
    /// 序号 in that unit's form of that month.
    public var number: Int
}

/// Which rows each figure counts at the end of one month.
///
/// Form 1 is a state handed in again and again: a campus counts with its latest row. Form 2 is a running ledger: a
/// hazard that stands in the forms of several months is one hazard, with the state of its latest row. Rows are the same
/// hazard when unit, school, text and 排查日期 agree; a row that stands twice in one form is two hazards, since one row is
/// one hazard.
struct TallySnapshot {
    /// A set of rows, and for rates the rows that they are a part of.
    struct Part {
        var rows: [CountedRow] = []
        /// Those that appear for the first time in the month; only for the two counts of what was found.
        var newRows: [CountedRow] = []
        /// Only for rates.
        var whole = 0
    }
    private(set) var parts: [TallyFigure: Part] = [:]

    subscript(figure: TallyFigure) -> Part { parts[figure] ?? Part() }

    init(
        _ checkups: [MonthlyForm<SecurityCheckup>], _ risks: [MonthlyForm<RiskRecord>], through period: Period,
        on day: CalendarDay
    ) {
        for figure in TallyFigure.allCases { parts[figure] = Part() }
        let campuses = Self.latest(checkups, through: period, identity: Self.identity, repeats: false) { $0.isFilledIn }
        for campus in campuses { count(campus, in: period) }
        let hazards = Self.latest(risks, through: period, identity: RiskIdentity.parts, repeats: true) {
            $0 != RiskRecord()
        }
        for hazard in hazards { count(hazard, in: period, on: day) }
    }

    /// A campus has one row; only its name tells it from others.
    private static func identity(_ checkup: SecurityCheckup) -> [String] { [FieldText.folded(checkup.school)] }

    private mutating func count(_ campus: Entry<SecurityCheckup>, in period: Period) {
        let checkup = campus.record
        add(campus.row, to: .schoolsChecked, if: true)
        if campus.first == period { parts[.schoolsChecked]?.newRows.append(campus.row) }
        add(campus.row, to: .closedRate, if: checkup.isClosed == true, ofWhole: true)
        add(campus.row, to: .linkedRate, if: checkup.isLinked, ofWhole: true)
        add(campus.row, to: .guardedRate, if: checkup.isUrbanSchool && checkup.hasGuard, ofWhole: checkup.isUrbanSchool)
        for figure in TallyFigure.allCases {
            if let post = figure.post { add(campus.row, to: figure, if: checkup.post == post) }
        }
    }

    private mutating func count(_ hazard: Entry<RiskRecord>, in period: Period, on day: CalendarDay) {
        let risk = hazard.record
        add(hazard.row, to: .risksFound, if: true)
        if hazard.first == period { parts[.risksFound]?.newRows.append(hazard.row) }
        add(hazard.row, to: .risksCompleted, if: risk.state == .completed)
        add(hazard.row, to: .risksInProgress, if: risk.state == .inProgress)
        add(hazard.row, to: .risksOverdue, if: risk.isOverdue(on: day))
        add(hazard.row, to: .completionRate, if: risk.state == .completed, ofWhole: true)
    }

    private mutating func add(_ row: CountedRow, to figure: TallyFigure, if counts: Bool, ofWhole isPart: Bool = false)
    {
        if counts { parts[figure]?.rows.append(row) }
        if isPart { parts[figure]?.whole += 1 }
    }

    /// Something that stands in the forms of one month or several.
    private struct Entry<Record: FormRecord> {
        /// Its latest row.
        var record: Record
        var row: CountedRow
        /// The first month whose form has it.
        var first: Period
    }

    private struct Identity: Hashable {
        var unit: String
        var parts: [String]
        /// 0 for the first such row of a form.
        var occurrence: Int
    }

    /// The latest row of everything that was ever handed in, in the order of its first appearance.
    private static func latest<Record: FormRecord>(
        _ forms: [MonthlyForm<Record>], through period: Period, identity: (Record) -> [String], repeats: Bool,
        isCounted: (Record) -> Bool
    ) -> [Entry<Record>] {
        var places: [Identity: Int] = [:]
        var entries: [Entry<Record>] = []
        for form in inOrder(forms) where form.period <= period {
            var seen: [[String]: Int] = [:]
            for row in form.rows where isCounted(row.record) {
                let parts = identity(row.record)
                let key = Identity(unit: form.unit, parts: parts, occurrence: repeats ? seen[parts, default: 0] : 0)
                seen[parts, default: 0] += 1
                let counted = CountedRow(
                    unit: form.unit, unitName: form.unitName, period: form.period, number: row.number)
                if let place = places[key] {
                    entries[place].record = row.record
                    entries[place].row = counted
                } else {
                    places[key] = entries.count
                    entries.append(Entry(record: row.record, row: counted, first: form.period))
                }
            }
        }
        return entries
    }

    /// By month; forms of one month keep their order.
    private static func inOrder<Record>(_ forms: [MonthlyForm<Record>]) -> [MonthlyForm<Record>] {
        forms.enumerated().sorted { ($0.element.period, $0.offset) < ($1.element.period, $1.offset) }.map(\.element)
    }
}
