import CivilTime
import Diagnostics
import Forms
import GRDB

/// What a report that was sent would say otherwise now (更正影响).
public struct ChangedReport: Hashable, Sendable {
    /// The report.
    public var report: SentReport
    /// In the order of the form; none for 附件1 and 附件2, and when the months or indicators are others now.
    public var figures: [ChangedFigure]
    /// Rows of 附件1 or 附件2, unit by unit; none for other forms.
    public var rows: [ChangedRow]
    /// What was received or decided since, and changes what counts; in the order of the changes.
    public var causes: [ChangeCause]
    /// Opening balances, units and obligations that were set otherwise since; in the order of the changes.
    public var setup: [SetupCause]
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
    /// Likewise, as places in ``ChangedReport/setup``.
    public var setup: [Int]
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
        let (causes, setup, isComparable) = try read { db in
            let setup = try SetupCauses(db, report)
            return (try ChangeCauses(db, report).find(), try setup.find(), setup.isComparable)
        }
        if causes.isEmpty, setup.isEmpty { return nil }
        var changed = ChangedReport(report: report, figures: [], rows: [], causes: causes, setup: setup)
        guard isComparable else { return changed }
        switch report.form {
        case .progress: changed.figures = try indicators.map { try progressFigures(changed, $0) } ?? []
        case .form1, .form2: changed.rows = try changedRows(changed)
        case .form3: changed.figures = try tallyFigures(changed)
        }
        return changed.figures.isEmpty && changed.rows.isEmpty ? nil : changed
    }

    private func progressFigures(_ changed: ChangedReport, _ set: IndicatorSet) throws -> [ChangedFigure] {
        let report = changed.report
        let old = try progressReport(of: report.unit, period: report.period, set, report.how)
        let new = try progressReport(of: report.unit, period: report.period, set, report.how.asNow)
        let before = Dictionary(old.children.map { ($0.unit.code, $0.figures) }) { first, _ in first }
        let comparison = FigureComparison(
            report: report, indicators: set.indicators, causes: changed.causes, setup: changed.setup)
        let listed = Set(new.children.map(\.unit.code))
        return comparison.differences(new.unit, old.figures, new.figures)
            + new.children.flatMap { child in
                comparison.differences(child.unit, before[child.unit.code] ?? [], child.figures)
            }
            + old.children.filter { !listed.contains($0.unit.code) }.flatMap { child in
                comparison.differences(child.unit, child.figures, [])
            }
    }

    private func tallyFigures(_ changed: ChangedReport) throws -> [ChangedFigure] {
        let report = changed.report
        let campaigns = try safetyCampaigns(report)
        let (old, new) = (
            campaigns.then.tally(of: report.unit, period: report.period),
            campaigns.now.tally(of: report.unit, period: report.period)
        )
        return TallyFigure.allCases.flatMap { figure -> [ChangedFigure] in
            let rows = [
                (FigureRow.increase, old[figure].increaseValue, new[figure].increaseValue),
                (FigureRow.total, old[figure].totalValue, new[figure].totalValue),
            ]
            return rows.filter { $0.1 != $0.2 }.map { row, before, after in
                ChangedFigure(
                    unit: report.unit, key: figure.key, label: figure.label, row: row, before: FigureWords.text(before),
                    after: FigureWords.text(after),
                    causes: changed.causes.indices.filter {
                        (changed.causes[$0].slot.form == .form1) == figure.isFromForm1
                    }, setup: Array(changed.setup.indices))
            }
        }
    }

    private func safetyCampaigns(_ report: SentReport) throws -> (then: SafetyCampaign, now: SafetyCampaign) {
        (
            try safetyCampaign(under: report.unit, report.how),
            try safetyCampaign(under: report.unit, report.how.asNow)
        )
    }

    private func changedRows(_ changed: ChangedReport) throws -> [ChangedRow] {
        let (unit, period) = (changed.report.unit, changed.report.period)
        let (then, now) = try safetyCampaigns(changed.report)
        return changed.report.form == .form1
            ? changed.rows(then.form1(of: unit, period: period), now.form1(of: unit, period: period)) {
                RowComparison($0, $1)
            }
            : changed.rows(then.form2(of: unit, period: period), now.form2(of: unit, period: period)) {
                RowComparison($0, $1)
            }
    }
}

extension LedgerReporting {
    /// Made in the same way from the ledger as it is now.
    fileprivate var asNow: LedgerReporting { LedgerReporting(policy: policy, counting: counting) }
}

extension ChangedReport {
    /// Units in the order of the list as it is now; those that are listed no more come last.
    fileprivate func rows<Record>(
        _ then: RowsReport<Record>, _ now: RowsReport<Record>,
        comparing: ([Record], [Record]) -> RowComparison<Record>
    ) -> [ChangedRow] {
        func byUnit(_ report: RowsReport<Record>) -> [String: [Record]] {
            Dictionary(report.units.map { ($0.code, $0.rows) }) { first, _ in first }
        }
        let (before, after) = (byUnit(then), byUnit(now))
        let units = now.units.map(\.code) + then.units.map(\.code).filter { after[$0] == nil }
        return units.flatMap { unit in
            comparing(before[unit] ?? [], after[unit] ?? []).differences(
                of: unit, causes: causes.indices.filter { causes[$0].slot.unit == unit })
        }
    }
}
