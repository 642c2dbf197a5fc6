import CivilTime
import Diagnostics
import Forms
import GRDB

/// What a report that was sent would say otherwise now (更正影响).
public struct ChangedReport: Hashable, Sendable {
    /// The report.
    public var report: SentReport
    /// In the order of the form.
    public var figures: [ChangedFigure]
    /// What was received or decided since, and changes what counts; in the order of the changes.
    public var causes: [ChangeCause]
}

/// One figure of a sent report, then and now.
public struct ChangedFigure: Hashable, Sendable {
    /// The code of the unit whose figure it is: the report's own, or one directly below, which the report lists too.
    public var unit: String
    /// The indicator's key, or the key of 附件3's figure.
    public var key: String
    /// Its official words; with the unit's name before them where it is not the report's own.
    public var label: String
    /// 新增 or 合计; 累计 of 附件3.
    public var row: FigureRow
    /// As it was sent.
    public var before: String
    /// As it is now.
    public var after: String
    /// The causes that touch this figure, as places in ``ChangedReport/causes``.
    public var causes: [Int]
}

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

extension ReportLedger {
    /// Every sent report that is no longer what it was, with old and new figures and what brought the difference.
    ///
    /// - Parameter indicators: `nil` for a campaign without a progress table.
    /// - Throws: ``Failure`` of kind `.content` for other indicators than the ledger's.
    public func changes(_ indicators: IndicatorSet?) throws -> [ChangedReport] {
        try sentReports().compactMap { try changes(of: $0, indicators) }
    }

    /// What one sent report would say otherwise now; `nil` when it is what it was.
    ///
    /// - Throws: As ``changes(_:)``.
    public func changes(of report: SentReport, _ indicators: IndicatorSet?) throws -> ChangedReport? {
        let causes = try read { try ChangeCauses($0, report).find() }
        if causes.isEmpty { return nil }
        var now = report.how
        now.change = nil
        let figures: [ChangedFigure] =
            switch report.form {
            case .progress: try indicators.map { try progressFigures(report, now, $0, causes) } ?? []
            case .form3: try tallyFigures(report, now, causes)
            case .form1, .form2: []
            }
        return figures.isEmpty && (report.form == .progress || report.form == .form3)
            ? nil : ChangedReport(report: report, figures: figures, causes: causes)
    }

    private func progressFigures(
        _ report: SentReport, _ now: LedgerReporting, _ set: IndicatorSet, _ causes: [ChangeCause]
    ) throws -> [ChangedFigure] {
        let old = try progressReport(of: report.unit, period: report.period, set, report.how)
        let new = try progressReport(of: report.unit, period: report.period, set, now)
        let before = Dictionary(old.children.map { ($0.unit.code, $0.figures) }) { first, _ in first }
        let comparison = FigureComparison(report: report, indicators: set.indicators, causes: causes)
        return comparison.differences(new.unit, old.figures, new.figures)
            + new.children.flatMap { child in
                comparison.differences(child.unit, before[child.unit.code] ?? [], child.figures)
            }
    }

    private func tallyFigures(
        _ report: SentReport, _ now: LedgerReporting, _ causes: [ChangeCause]
    ) throws -> [ChangedFigure] {
        let old = try safetyCampaign(under: report.unit, report.how).tally(of: report.unit, period: report.period)
        let new = try safetyCampaign(under: report.unit, now).tally(of: report.unit, period: report.period)
        return TallyFigure.allCases.flatMap { figure -> [ChangedFigure] in
            let rows = [
                (FigureRow.increase, old[figure].increaseValue, new[figure].increaseValue),
                (FigureRow.total, old[figure].totalValue, new[figure].totalValue),
            ]
            return rows.filter { $0.1 != $0.2 }.map { row, before, after in
                ChangedFigure(
                    unit: report.unit, key: figure.key, label: figure.label, row: row, before: FigureWords.text(before),
                    after: FigureWords.text(after),
                    causes: causes.indices.filter { (causes[$0].slot.form == .form1) == figure.isFromForm1 })
            }
        }
    }
}

/// Compares the figures of one unit, then and now.
private struct FigureComparison {
    let report: SentReport
    let indicators: [Indicator]
    let causes: [ChangeCause]

    /// - Parameter before: Empty for a unit that the report did not list.
    func differences(
        _ unit: ReportingUnit, _ before: [IndicatorFigures], _ after: [IndicatorFigures]
    ) -> [ChangedFigure] {
        indicators.enumerated().flatMap { place, indicator in
            FigureRow.allCases.compactMap { row -> ChangedFigure? in
                let old = place < before.count ? before[place][row] : .absent(.notExpected)
                let new = place < after.count ? after[place][row] : .absent(.notExpected)
                if old == new { return nil }
                return ChangedFigure(
                    unit: unit.code, key: indicator.key.name,
                    label: unit.code == report.unit ? indicator.reference : "\(unit.label) \(indicator.reference)",
                    row: row,
                    before: old.description, after: new.description, causes: touching(unit.code, indicator, row))
            }
        }
    }

    /// 新增 changes by its own month alone, except that a level follows from the one before.
    private func touching(_ unit: String, _ indicator: Indicator, _ row: FigureRow) -> [Int] {
        causes.indices.filter { place in
            let cause = causes[place]
            return cause.path.contains(unit) && cause.keys.contains(indicator.key.name)
                && (row == .total || indicator.kind == .stock || cause.slot.period == report.period)
        }
    }
}

/// Finds what counts otherwise since a report was made.
private struct ChangeCauses {
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
        let marks = forms.map(String.init).joined(separator: ", ")
        let sql = """
            SELECT form, unit, period, max(change) AS last FROM (
                SELECT form, unit, period, change FROM submission WHERE form IN (\(marks)) AND change > :since
                UNION ALL
                SELECT form, unit, period, change FROM decision WHERE form IN (\(marks)) AND change > :since
            ) WHERE period <= :period GROUP BY form, unit, period ORDER BY last, form, unit, period
            """
        return try Row.fetchAll(
            db, sql: sql, arguments: ["since": report.how.change ?? 0, "period": report.period.stored]
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
            versionBefore: old.last?.version ?? 0, change: touched.change, note: try note(touched.change), keys: keys,
            path: try LedgerUnits.path(db, touched.unit))
    }

    private func keys(_ old: [SubmissionVersion], _ new: [SubmissionVersion], isExemptionNew: Bool) -> [String] {
        if isExemptionNew { return now.indicatorKeys }
        let (before, after) = (merged(old), merged(new))
        return now.indicatorKeys.enumerated().compactMap { place, key in
            func value(_ content: ProgressContent?) -> ReportedFigure.Value? {
                guard let content, place < content.values.count else { return nil }
                return content.values[place]
            }
            return value(before) == value(after) ? nil : key
        }
    }

    private func merged(_ versions: [SubmissionVersion]) -> ProgressContent? {
        versions.reduce(nil) { earlier, version in
            guard case .progress(let content) = version.content else { return earlier }
            return earlier.map { content.over($0) } ?? content
        }
    }

    private func note(_ change: Int) throws -> ChangeNote {
        let row = try Row.fetchOne(db, sql: "SELECT at, who, why FROM change WHERE number = ?", arguments: [change])
        guard let row, let at = Moment(row.text(0)) else { throw LedgerDamage.error("change", change) }
        return ChangeNote(at: at, by: row.text(1), why: row.text(2))
    }
}
