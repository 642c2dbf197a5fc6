import CivilTime
import Forms
import GRDB

/// Walks over the progress tables of unit after unit, in the order in which they are stored: one scan, no searching.
///
/// It belongs to one read transaction. Of each unit it gives what counts of every month up to a last one.
final class LedgerWalk {
    /// What is known of one month of the present unit, beside its figures.
    struct Month {
        /// The highest version that counts; 0 for none.
        var version = 0
        /// The change that brought it.
        var change = 0
        /// The change that brought the first version, whether it counts or not; 0 for none.
        var firstChange = 0
    }

    /// The present unit's figures.
    private(set) var report: LeafReport
    /// By month of the campaign.
    private(set) var months: [Month]
    /// The cases and the note of the last month.
    private(set) var words = ProgressContent([])

    private let view: LedgerView
    private let counting: Counting
    private let limit: Int
    private let storedMonths: [Int32]
    private let owed: [Bool]
    private let firstMonth: Int
    private let exemptions: Set<Int>
    private var submissions: UnitRows
    private var openings: UnitRows
    private var decisions: UnitRows?
    private let receipt: SQLStatement
    private var lastReceipt: (change: Int, day: CalendarDay?) = (0, nil)
    /// Whether a month of the buffer holds figures of an earlier unit.
    private var isFilled: [Bool]
    private let wantsWords: Bool
    /// What the versions of the present month say together so far, whether they count or not.
    private var folded: [ReportedFigure.Value]
    private var foldedWords = ProgressContent([])

    /// - Parameters:
    ///   - last: The place of the last month within the campaign.
    ///   - units: The lowest and the highest number of the units that will be asked for.
    init(
        _ db: Database, _ view: LedgerView, through last: Int, _ counting: Counting, units: ClosedRange<Int>,
        wantsWords: Bool = false
    ) throws {
        (self.view, self.counting, self.wantsWords) = (view, counting, wantsWords)
        limit = view.change ?? Int.max
        let start = view.periods.lowerBound
        let periods = (0...max(0, last)).map { start.advanced(by: $0) }
        storedMonths = periods.map { Int32(clamping: $0.stored) }
        owed = periods.map { view.isOwed(.progress, $0) }
        firstMonth = start.year * 12 + start.month
        months = Array(repeating: Month(), count: periods.count)
        isFilled = Array(repeating: false, count: periods.count)
        report = LeafReport(indicators: view.indicatorKeys.count, months: periods.count)
        folded = Array(repeating: .blank, count: view.indicatorKeys.count)
        exemptions = try Exemptions.keys(db, .progress, asOf: view.change)
        submissions = try UnitRows(
            db,
            """
            SELECT unit, period, version, state, change, content FROM submission
            WHERE form = 1 AND unit BETWEEN ? AND ? ORDER BY unit, period, version
            """, units)
        openings = try UnitRows(
            db, "SELECT unit, change, content FROM opening WHERE unit BETWEEN ? AND ? ORDER BY unit, change", units)
        receipt = try SQLStatement(db, "SELECT received FROM receipt WHERE change = ?")
        guard view.change != nil else { return }
        decisions = try UnitRows(
            db,
            """
            SELECT unit, period, version, change, state FROM decision
            WHERE form = 1 AND unit BETWEEN ? AND ? AND version > 0 ORDER BY unit, period, version, change
            """, units)
    }

    /// Moves on to a unit; their numbers must rise.
    ///
    /// - Throws: `SQLITE_CORRUPT` when what is stored of it is damaged.
    func move(to leaf: LedgerTree.Leaf, opensAfter start: Int32) throws {
        let id = Int(leaf.id)
        for month in months.indices { months[month] = Month() }
        for (month, period) in storedMonths.enumerated() {
            report.isExpected[month] = owed[month] && leaf.reports(in: period)
        }
        if !exemptions.isEmpty { applyExemptions(id) }
        report.opensLater = leaf.opens > start
        words = ProgressContent([])
        try takeOpenings(id)
        try takeSubmissions(id)
        clearUnfilled()
    }

    private func applyExemptions(_ id: Int) {
        for (month, period) in storedMonths.enumerated() where exemptions.contains(Exemptions.key(id, Int(period))) {
            report.isExpected[month] = false
        }
    }

    private func takeOpenings(_ id: Int) throws {
        for place in report.openings.indices { report.openings[place] = nil }
        try openings.skip(before: id)
        while openings.unit == id {
            if openings.rows.int(1) <= limit {
                let isSound = ProgressContent.read(openings.rows.blob(2), places: view.places) { place, value in
                    if case .level(let level) = value { report.openings[place] = level }
                }
                if !isSound { throw LedgerDamage.error("opening", id) }
            }
            try openings.step()
        }
    }

    private func takeSubmissions(_ id: Int) throws {
        try submissions.skip(before: id)
        while submissions.unit == id {
            let period = submissions.rows.int(1)
            let month = period / 100 * 12 + period % 100 - firstMonth
            if months.indices.contains(month), submissions.rows.int(4) <= limit { try take(month, id, period) }
            try submissions.step()
        }
    }

    private func take(_ month: Int, _ id: Int, _ period: Int) throws {
        let (version, change) = (submissions.rows.int(2), submissions.rows.int(4))
        let isFirst = months[month].firstChange == 0
        if isFirst { months[month].firstChange = change }
        try fold(id, period, isFirst: isFirst, isLast: month == months.count - 1)
        let state =
            try decidedState(id, period, version) ?? SubmissionState(rawValue: submissions.rows.int(3)) ?? .received
        guard counting.counts(state) else { return }
        months[month].version = version
        months[month].change = change
        isFilled[month] = true
        let start = month * report.indicators
        for place in folded.indices { report.values[start + place] = folded[place] }
        if month == months.count - 1 { words = foldedWords }
    }

    /// What a correction leaves open stays as the version that it follows says, whatever became of that one.
    private func fold(_ id: Int, _ period: Int, isFirst: Bool, isLast: Bool) throws {
        if isFirst {
            for place in folded.indices { folded[place] = .blank }
            foldedWords = ProgressContent([])
        }
        let isSound = ProgressContent.read(submissions.rows.blob(5), places: view.places) { place, value in
            if value != .blank { folded[place] = value }
        }
        if !isSound { throw LedgerDamage.error("submission", id) }
        guard wantsWords, isLast, let month = Period(stored: period),
            let content = ProgressContent.read(submissions.rows.blob(5), places: view.places, unit: "", period: month)
        else { return }
        foldedWords = content.over(foldedWords)
    }

    /// The state at the limit; `nil` when the present one counts.
    private func decidedState(_ id: Int, _ period: Int, _ version: Int) throws -> SubmissionState? {
        guard decisions != nil else { return nil }
        var state = SubmissionState.received
        while let unit = decisions?.unit, let rows = decisions?.rows {
            let key = (unit, rows.int(1), rows.int(2))
            if key > (id, period, version) { break }
            if key == (id, period, version), rows.int(3) <= limit {
                state = SubmissionState(rawValue: rows.int(4)) ?? .received
            }
            try decisions?.step()
        }
        return state
    }

    private func clearUnfilled() {
        for month in months.indices where months[month].version == 0 && isFilled[month] {
            isFilled[month] = false
            for place in (month * report.indicators)..<((month + 1) * report.indicators) {
                report.values[place] = .blank
            }
        }
    }

    /// The day on which what a change brought was received; `nil` for no change.
    func received(_ change: Int) throws -> CalendarDay? {
        if change == 0 { return nil }
        if lastReceipt.change == change { return lastReceipt.day }
        try receipt.bind(change, at: 1)
        defer { receipt.reset() }
        let day = try receipt.step() ? Moment(receipt.text(0))?.day : nil
        lastReceipt = (change, day)
        return day
    }

    /// What a report tells of the present unit.
    func history() throws -> LeafHistory {
        let last = months.count - 1
        let open = (0..<report.indicators).filter { !report.values[last * report.indicators + $0].isReported }
        let entries = try months.enumerated().map { month, entry -> LeafHistory.Month? in
            if entry.version == 0 { return nil }
            return LeafHistory.Month(
                version: entry.version, received: try received(entry.change),
                firstReceived: try received(entry.firstChange), open: month == last ? open : [],
                cases: month == last ? words.cases : [])
        }
        return LeafHistory(months: entries, isExpected: report.isExpected, start: view.periods.lowerBound)
    }
}

/// Rows of a statement in the order of their first column, the unit.
struct UnitRows {
    let rows: SQLStatement
    /// The unit of the present row; `nil` after the last one.
    private(set) var unit: Int?

    init(_ db: Database, _ sql: String, _ units: ClosedRange<Int>) throws {
        rows = try SQLStatement(db, sql)
        try rows.bind(units.lowerBound, at: 1)
        try rows.bind(units.upperBound, at: 2)
        try step()
    }

    mutating func step() throws { unit = try rows.step() ? rows.int(0) : nil }

    mutating func skip(before id: Int) throws {
        while let unit, unit < id { try step() }
    }
}

/// The months for which units owe nothing.
enum Exemptions {
    static func key(_ unit: Int, _ period: Int) -> Int { unit &* 1_000_000 &+ period }

    static func keys(_ db: Database, _ form: LedgerForm, asOf change: Int?) throws -> Set<Int> {
        var keys: Set<Int> = []
        guard let change else {
            let rows = try Row.fetchCursor(
                db, sql: "SELECT unit, period FROM exemption WHERE form = ?", arguments: [form.rawValue])
            while let row = try rows.next() { keys.insert(key(row.int(0), row.int(1))) }
            return keys
        }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT unit, period, action FROM decision WHERE form = ? AND version = 0 AND change <= ? ORDER BY change
                """, arguments: [form.rawValue, change])
        while let row = try rows.next() {
            let key = key(row.int(0), row.int(1))
            if row.text(2) == DecisionAction.exempt.rawValue { keys.insert(key) } else { keys.remove(key) }
        }
        return keys
    }
}

/// What is stored cannot be what was written.
enum LedgerDamage {
    static func error(_ table: String, _ unit: Int) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(table) of unit \(unit)")
    }
}
