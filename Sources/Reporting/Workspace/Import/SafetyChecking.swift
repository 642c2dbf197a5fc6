import Diagnostics
import Forms
import Ledger

/// Checks rows of the three forms that have just come in.
struct SafetyChecking {
    private let ledger: ReportLedger
    private let campaign: SafetyCampaign

    init(workspace: Workspace, units: UnitTree) {
        ledger = workspace.ledger
        var schools: [School] = []
        if case .safety(let known) = workspace.basics.kind { schools = known }
        campaign = SafetyCampaign(
            name: workspace.name, periods: workspace.periods, due: workspace.basics.head.due, units: units,
            schools: schools, checkups: [], risks: [], typedTallies: [])
    }

    /// Adds to each form what is wrong with it.
    func check(_ file: inout RecordFile) throws {
        for place in file.drafts.indices {
            file.drafts[place].findings += try findings(of: file.drafts[place]).map {
                $0.within(Place(file: file.path))
            }
        }
    }

    private func findings(of draft: RecordDraft) throws -> [Finding] {
        guard let unit = campaign.units[draft.unit], campaign.periods.contains(draft.period) else { return [] }
        switch draft.record {
        case .checkups(let form):
            return placement(unit, draft) + campaign.check(form.rows, of: unit.code, period: draft.period)
        case .risks(let form):
            return placement(unit, draft) + campaign.check(form.rows, of: unit.code, period: draft.period)
        case .tally(let figures):
            // Compared with the forms that the ledger has of the month.
            let known = try ledger.standingSafetyCampaign(under: unit.code, schools: campaign.schools)
            return known.compare(figures, of: unit.code, period: draft.period)
        case .progress: return []
        }
    }

    private func placement(_ unit: ReportingUnit, _ draft: RecordDraft) -> [Finding] {
        FormPlacement.findings(unit, isLeaf: campaign.units.isLeaf(unit.code), draft.period)
    }
}
