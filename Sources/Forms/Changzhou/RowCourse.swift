import CivilTime

/// A campus or a hazard that stands in the forms of one month or several, with its latest row.
///
/// Form 1 is a state handed in again and again: a campus counts with its latest row. Form 2 is a running ledger: a
/// hazard that stands in the forms of several months is one hazard, with the state of its latest row. Rows are the same
/// hazard when unit, school, text and 排查日期 agree; a row that stands twice in one form is two hazards, since one row is
/// one hazard.
public struct RowCourse<Record: FormRecord>: Sendable {
    /// Its latest row.
    public internal(set) var record: Record
    /// Where that stands.
    public internal(set) var row: CountedRow
    /// The first month whose form has it.
    public internal(set) var first: Period
    /// The month since which what is followed holds without a break; `nil` while it does not hold.
    ///
    /// Of a hazard: since when it is 已完成.
    public internal(set) var doneSince: Period?
}

extension RowCourse where Record == SecurityCheckup {
    /// Every campus of which a form up to `period` has a filled-in row. A campus has one row; only its name tells it
    /// from others.
    static func campuses(_ forms: [MonthlyForm<SecurityCheckup>], through period: Period) -> [RowCourse] {
        courses(forms, through: period, identity: { [FieldText.folded($0.school)] }, repeats: false) { $0.isFilledIn }
    }
}

extension RowCourse where Record == RiskRecord {
    /// Every hazard that a form up to `period` lists, in the order of its first appearance.
    ///
    /// - Parameter forms: Of any units and months; those after `period` are left out.
    public static func hazards(_ forms: [MonthlyForm<RiskRecord>], through period: Period) -> [RowCourse] {
        courses(forms, through: period, identity: RiskIdentity.parts, repeats: true, isDone: { $0.state == .completed })
        { $0 != RiskRecord() }
    }
}

extension RowCourse {
    private struct Identity: Hashable {
        var unit: String
        var parts: [String]
        /// 0 for the first such row of a form.
        var occurrence: Int
    }

    private static func courses(
        _ forms: [MonthlyForm<Record>], through period: Period, identity: (Record) -> [String], repeats: Bool,
        isDone: (Record) -> Bool = { _ in false }, isCounted: (Record) -> Bool
    ) -> [RowCourse] {
        var places: [Identity: Int] = [:]
        var courses: [RowCourse] = []
        for form in inOrder(forms) where form.period <= period {
            var seen: [[String]: Int] = [:]
            for row in form.rows where isCounted(row.record) {
                let parts = identity(row.record)
                let key = Identity(unit: form.unit, parts: parts, occurrence: repeats ? seen[parts, default: 0] : 0)
                seen[parts, default: 0] += 1
                let counted = CountedRow(
                    unit: form.unit, unitName: form.unitName, period: form.period, number: row.number)
                let place = places[key, default: courses.count]
                if place == courses.count {
                    places[key] = place
                    courses.append(RowCourse(record: row.record, row: counted, first: form.period))
                }
                (courses[place].record, courses[place].row) = (row.record, counted)
                courses[place].note(form.period, isDone(row.record))
            }
        }
        return courses
    }

    private mutating func note(_ period: Period, _ isDone: Bool) {
        doneSince = isDone ? doneSince ?? period : nil
    }

    /// By month; forms of one month keep their order.
    private static func inOrder(_ forms: [MonthlyForm<Record>]) -> [MonthlyForm<Record>] {
        forms.enumerated().sorted { ($0.element.period, $0.offset) < ($1.element.period, $1.offset) }.map(\.element)
    }
}
