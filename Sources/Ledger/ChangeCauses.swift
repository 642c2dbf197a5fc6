import Forms
import GRDB

/// A version that counts now and did not then, or the other way round.
public struct ChangeCause: Hashable, Sendable {
    /// Whose form of which month.
    public var slot: LedgerSlot
    /// The version that counts now; 0 when none does.
    public var version: Int
    /// The version that counted then; 0 when none did.
    public var versionBefore: Int
    /// The change that made the difference: the last one to the slot.
    public var change: Int
    /// Who, when and why.
    public var note: ChangeNote
    /// Keys of the indicators that it reports otherwise; empty for forms made of rows.
    public var keys: [String]
    /// Codes of the unit and of all above it.
    var path: Set<String>
}

/// Finds what counts otherwise since a report was made.
struct ChangeCauses {
    private let db: Database
    private let report: SentReport
    private let then: LedgerView
    private let now: LedgerView

    init(_ db: Database, _ report: SentReport) throws {
        self.db = db
        self.report = report
        then = try LedgerView(db, asOf: report.how.change)
        now = try LedgerView(db, asOf: nil)
    }

    private struct Touched: Hashable {
        var form: Int
        var unit: Int
        var period: Int
        var change: Int
    }

    func find() throws -> [ChangeCause] {
        let top = try LedgerUnits.find(db, report.unit, .max)
        let tree = try LedgerTree(db, under: top, asOf: nil)
        let own = Set(tree.leaves.map { Int($0.id) })
        return try touched().filter { own.contains($0.unit) }.compactMap(cause)
    }

    /// Everything that was received or decided after the report was made and may belong to it, with the last change.
    private func touched() throws -> [Touched] {
        let forms = report.form == .form3 ? [2, 3] : [report.form.rawValue]
        // 附件1 and 附件2 print the rows of their own month alone.
        let first = report.form.isMadeOfRows ? report.period.stored : 0
        let marks = forms.map(String.init).joined(separator: ", ")
        let sql = """
            SELECT form, unit, period, max(change) AS last FROM (
                SELECT form, unit, period, change FROM submission WHERE form IN (\(marks)) AND change > :since
                UNION ALL
                SELECT form, unit, period, change FROM decision WHERE form IN (\(marks)) AND change > :since
            ) WHERE period BETWEEN :first AND :period GROUP BY form, unit, period ORDER BY last, form, unit, period
            """
        return try Row.fetchAll(
            db, sql: sql,
            arguments: ["since": report.how.change ?? 0, "first": first, "period": report.period.stored]
        ).map { Touched(form: $0.int(0), unit: $0.int(1), period: $0.int(2), change: $0.int(3)) }
    }

    private func cause(_ touched: Touched) throws -> ChangeCause? {
        guard let form = LedgerForm(rawValue: touched.form), let period = Period(stored: touched.period) else {
            return nil
        }
        let counting = report.how.counting
        let old = try VersionRows(db, then).counted(form, touched.unit, period, counting)
        let new = try VersionRows(db, now).counted(form, touched.unit, period, counting)
        let exempt = try [then, now].map {
            try Exemptions.keys(db, form, asOf: $0.change).contains(Exemptions.key(touched.unit, touched.period))
        }
        let keys = keys(old, new, isExemptionNew: exempt[0] != exempt[1])
        if old == new && exempt[0] == exempt[1] { return nil }
        if form == .progress, keys.isEmpty { return nil }
        let unit = try LedgerUnits.unit(db, touched.unit, .max)
        return ChangeCause(
            slot: LedgerSlot(form, unit.code, period), version: new.last?.version ?? 0,
            versionBefore: old.last?.version ?? 0, change: touched.change,
            note: try SetupCauses.note(db, touched.change), keys: keys,
            path: try LedgerUnits.path(db, touched.unit))
    }

    private func keys(_ old: [SubmissionVersion], _ new: [SubmissionVersion], isExemptionNew: Bool) -> [String] {
        if isExemptionNew { return now.indicatorKeys }
        let (before, after) = (content(old), content(new))
        return now.indicatorKeys.enumerated().compactMap { place, key in
            func value(_ content: ProgressContent?) -> ReportedFigure.Value? {
                guard let content, place < content.values.count else { return nil }
                return content.values[place]
            }
            return value(before) == value(after) ? nil : key
        }
    }

    private func content(_ versions: [SubmissionVersion]) -> ProgressContent? {
        guard case .progress(let content)? = versions.last?.inForce else { return nil }
        return content
    }
}
