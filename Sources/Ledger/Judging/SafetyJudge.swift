import Diagnostics
import Forms
import GRDB

/// Judges 附件1, 附件2 and 附件3 of one month with the list of units, the months before and each other.
struct SafetyJudge {
    let db: Database
    let view: LedgerView

    func findings(
        _ form: LedgerForm, _ period: Period, _ judged: JudgedVersion, isWhole: Bool
    ) throws -> [Finding] {
        let unit = try LedgerUnits.unit(db, judged.unit, .max, withParent: false)
        let records = UnitRecords(db, view)
        guard
            let version = try records.months(form, judged.unit).first(where: { $0.period == period })?.versions.first(
                where: { $0.version == judged.version })
        else { return [] }
        let place = Place(file: version.source, record: "\(unit.label) \(period.chinese)\(form.label)")
        switch version.content {
        case .tally(let lines):
            let campaign = try CampaignPart(db, view, unit.code).safetyCampaign([], .standing)
            return campaign.compare(FormRecords.typed(lines, place), of: unit.code, period: period).map {
                $0.within(place)
            }
        case .risks where isWhole:
            return try placement(unit, judged.unit, period) + reopened(records, judged.unit, unit, version, period)
        default: return try placement(unit, judged.unit, period).map { $0.within(Place(file: version.source)) }
        }
    }

    private func placement(_ unit: ReportingUnit, _ id: Int, _ period: Period) throws -> [Finding] {
        let isLeaf = try LedgerTree(db, under: id, asOf: nil).sums.isEmpty
        return FormPlacement.findings(unit, isLeaf: isLeaf, period)
    }

    private func reopened(
        _ records: UnitRecords, _ id: Int, _ unit: ReportingUnit, _ version: SubmissionVersion, _ period: Period
    ) throws -> [Finding] {
        var forms = FormRecords()
        for (month, versions) in try records.months(.form2, id) where month < period {
            if let latest = VersionChoice.standing.chosen(versions).last { forms.add(latest, unit, month) }
        }
        forms.add(version, unit, period)
        return RiskHistory.reopened(forms.risks, in: period)
    }
}

/// Whether a unit fills in forms of a month at all.
public enum FormPlacement {
    /// What is wrong with a form of the unit for the month, class A.
    ///
    /// - Parameter isLeaf: Whether no unit is below it.
    public static func findings(_ unit: ReportingUnit, isLeaf: Bool, _ period: Period) -> [Finding] {
        let place = Place(record: "\(unit.label) \(period.chinese)")
        if !isLeaf {
            return [
                Finding(
                    "collect.sum-unit", .mandatory, at: place, "“\(unit.label)”有下级单位，不直接填报", remedy: "请由下级单位填报")
            ]
        }
        if unit.reports(in: period) { return [] }
        return [
            Finding(
                "collect.not-expected", .mandatory, at: place, "“\(unit.label)”在 \(period.chinese) 不用填报",
                remedy: "请核对期间，或改正单位表中的首报期间、末报期间")
        ]
    }
}
