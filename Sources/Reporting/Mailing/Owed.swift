import CivilTime
import Forms
import Ledger

/// What units still owe of a month, from a ledger or from a folder's files.
public enum Owed {
    /// What the ledger says: what did not come, what came and is to be mended, explained or sent in again, and earlier
    /// months of which such is open. They are those of ``StatusBoard/calls``, but for what counts as it is.
    ///
    /// - Throws: As ``Workspace/status(_:on:)``.
    public static func reminders(
        of workspace: Workspace, _ question: Workspace.StatusQuestion, on day: CalendarDay
    ) throws -> [Reminder] {
        // Nobody may drop out of a list of whom to write to.
        var question = question
        question.mostCalls = .max
        let calls = try workspace.status(question, on: day).calls
        return grouped(
            try calls.filter { $0.trouble <= .unexplained || $0.isUnexplained }.map { call in
                let item = Reminder.Item(
                    form: call.form, period: call.period, due: call.due, came: call.uncounted,
                    returned: try returning(call, workspace))
                return (call.unit, item)
            })
    }

    /// Who sent the unit's form back, when and why; `nil` unless it is sent back now.
    private static func returning(_ call: StatusCall, _ workspace: Workspace) throws -> ChangeNote? {
        guard call.trouble == .returned else { return nil }
        let history = try workspace.ledger.history(of: LedgerSlot(call.form, call.unit.code, call.period))
        return history.decisions.last { $0.action == .returnIt }?.note
    }

    /// What a folder lacks of a progress table's month.
    public static func reminders(of campaign: Campaign, period: Period, under unit: String) -> [Reminder] {
        let came = Set(campaign.submissions.filter { $0.period == period }.map(\.unit))
        let lacking = campaign.units.leaves(under: unit, reportingIn: period).filter {
            campaign.expects($0, in: period) && !came.contains($0.code)
        }
        let due = campaign.due.lastDay(for: period)
        return grouped(lacking.map { ($0, missing(.progress, period, due)) })
    }

    /// What a folder lacks of a month's forms 1 and 2.
    public static func reminders(of campaign: SafetyCampaign, period: Period, under unit: String) -> [Reminder] {
        let first = Set(campaign.checkups.filter { $0.period == period }.map(\.unit))
        let second = Set(campaign.risks.filter { $0.period == period }.map(\.unit))
        let due = campaign.due.lastDay(for: period)
        let owed = campaign.units.leaves(under: unit, reportingIn: period).flatMap { leaf in
            [(LedgerForm.form1, first), (.form2, second)].filter { !$1.contains(leaf.code) }.map { form, _ in
                (leaf, missing(form, period, due))
            }
        }
        return grouped(owed)
    }

    private static func missing(_ form: LedgerForm, _ period: Period, _ due: CalendarDay) -> Reminder.Item {
        Reminder.Item(form: form, period: period, due: due)
    }

    /// One reminder a unit, in the order in which units first come.
    private static func grouped(_ owed: [(unit: ReportingUnit, item: Reminder.Item)]) -> [Reminder] {
        var places: [String: Int] = [:]
        var units: [(unit: ReportingUnit, items: [Reminder.Item])] = []
        for (unit, item) in owed {
            if let place = places[unit.code] {
                units[place].items.append(item)
            } else {
                places[unit.code] = units.count
                units.append((unit, [item]))
            }
        }
        return units.map { Reminder(unit: $0.unit, items: $0.items) }
    }
}
