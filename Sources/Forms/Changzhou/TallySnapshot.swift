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
        for campus in RowCourse.campuses(checkups, through: period) { count(campus, in: period) }
        for hazard in RowCourse.hazards(risks, through: period) { count(hazard, in: period, on: day) }
    }

    private mutating func count(_ campus: RowCourse<SecurityCheckup>, in period: Period) {
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

    private mutating func count(_ hazard: RowCourse<RiskRecord>, in period: Period, on day: CalendarDay) {
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
}
