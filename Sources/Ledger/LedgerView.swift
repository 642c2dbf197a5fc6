import Diagnostics
import Forms
import GRDB

/// What counts in sums.
public enum Counting: String, Hashable, Sendable, CaseIterable {
    /// Only versions that were accepted or locked (已采用、已锁定).
    case accepted
    /// Everything that was received (全部收到的), but for what was returned; a report says so.
    ///
    /// A returned version is one of which its unit was told that it is wrong: to count it would put a figure that both
    /// sides call wrong into a sum. The version before it, if there is one, counts again.
    case allReceived

    /// 只计已采用的, 收到而未退回的都计入.
    public var word: String { self == .accepted ? "只计已采用的" : "收到而未退回的都计入" }

    func counts(_ state: SubmissionState) -> Bool {
        switch self {
        case .accepted: state == .accepted || state == .locked
        case .allReceived: state != .returned
        }
    }
}

/// The campaign as a ledger has it at one change number.
struct LedgerView {
    let name: String
    let periods: ClosedRange<Period>
    /// The keys of the present indicators; empty without a progress table.
    let indicatorKeys: [String]
    let places: IndicatorPlaces
    /// The number of the present indicator set; 0 without one.
    let set: Int
    let obligations: [LedgerForm: Obligation]
    /// Changes after it do not count; `nil` counts all.
    let change: Int?

    init(_ db: Database, asOf change: Int?) throws {
        let limit = change ?? Int.max
        let sql = "SELECT name, first, last, indicator_set FROM campaign WHERE change <= ? ORDER BY change DESC LIMIT 1"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [limit]), let first = Period(stored: row.int(1)),
            let last = Period(stored: row.int(2)), (0..<Campaign.longestInMonths).contains(first.distance(to: last))
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "no campaign") }
        self.change = change
        name = row.text(0)
        periods = first...last
        set = row.int(3)
        let sets = try Self.sets(db)
        indicatorKeys = sets[set] ?? []
        places = IndicatorPlaces(indicatorKeys, sets: sets)
        obligations = try Self.obligations(db, limit)
    }

    private static func sets(_ db: Database) throws -> [Int: [String]] {
        var sets: [Int: [String]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, indicators FROM indicator_set") {
            sets[row.int(0)] = try String.fetchAll(
                db, sql: "SELECT value FROM json_each(?) ORDER BY key", arguments: [row.text(1)])
        }
        return sets
    }

    private static func obligations(_ db: Database, _ limit: Int) throws -> [LedgerForm: Obligation] {
        var found: [LedgerForm: Obligation] = [:]
        let sql = "SELECT form, due_day, month_offset, first, last FROM obligation WHERE change <= ? ORDER BY change"
        for row in try Row.fetchAll(db, sql: sql, arguments: [limit]) {
            guard let form = LedgerForm(rawValue: row.int(0)), let first = Period(stored: row.int(3)),
                let last = Period(stored: row.int(4)), first <= last
            else { continue }
            found[form] = Obligation(
                form, due: DueRule(day: row.int(1), monthOffset: row.int(2)), periods: first...last)
        }
        return found
    }

    var months: Int { periods.lowerBound.distance(to: periods.upperBound) + 1 }

    /// The place of a month within the campaign.
    ///
    /// - Throws: ``Failure`` of kind `.content` when it is outside.
    func place(of period: Period) throws -> Int {
        guard periods.contains(period) else {
            throw Failure(
                .content, "progress.month-outside", at: Place(record: period.chinese),
                "期间应在 \(periods.lowerBound.chinese) 至 \(periods.upperBound.chinese) 之间，实为 \(period.chinese)",
                remedy: "请改正期间")
        }
        return periods.lowerBound.distance(to: period)
    }

    func isOwed(_ form: LedgerForm, _ period: Period) -> Bool {
        obligations[form]?.periods?.contains(period) ?? false
    }

    /// As in the ledger; whoever gives another set than the ledger's would read figures of other indicators.
    func check(_ set: IndicatorSet) throws {
        guard set.indicators.map(\.key.name) == indicatorKeys else {
            throw Failure(
                .content, "ledger.indicators", "指标表“\(set.title)”与台账中的不同", remedy: "请使用建立台账时的指标表，或重新设置台账")
        }
    }
}
