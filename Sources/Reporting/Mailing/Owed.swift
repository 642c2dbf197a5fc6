import CivilTime
import Forms
import Ledger

/// What units still owe of a month, from a ledger or from a folder's files.
public enum Owed {
    /// What the ledger says: what did not come, what was sent back, and earlier months of which anything is missing.
    ///
    /// - Throws: As ``Workspace/status(_:on:)``.
    public static func reminders(
        of workspace: Workspace, _ question: Workspace.StatusQuestion, on day: CalendarDay
    ) throws -> [Reminder] {
        let calls = try workspace.status(question, on: day).calls
        return grouped(
            try calls.filter { $0.trouble == .missing || $0.trouble == .returned }.map { call in
                let item = Reminder.Item(
                    form: call.form, period: call.period, due: call.due, trouble: call.trouble.word,
                    isReturned: call.trouble == .returned, returned: try returning(call, workspace))
                return (call.unit, item)
            })
    }

    /// What is still to be mended of a form that came, was not accepted, and goes back marked.
    ///
    /// - Returns: `nil` when nothing came, when it was accepted, or when what came last has nothing that must be mended.
    public static func item(of workspace: Workspace, for file: MarkedFile) throws -> Reminder.Item? {
        let unit = try workspace.units().find(file.unit)
        let history = try workspace.ledger.history(of: LedgerSlot(file.form, unit.code, file.period))
        guard let last = history.versions.last, !history.isExempt else { return nil }
        let isReturned = last.version.state == .returned
        let isWrong = last.findings.contains { $0.severity == .mandatory }
        guard isReturned || isWrong && [.received, .explained].contains(last.version.state) else { return nil }
        let due = try workspace.ledger.status(of: file.form, file.period, listing: .nobody).due
        return Reminder.Item(
            form: file.form, period: file.period, due: due, trouble: LeafStatus.Trouble.returned.word, isReturned: true,
            returned: isReturned ? history.decisions.last { $0.action == .returnIt }?.note : nil)
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
        Reminder.Item(form: form, period: period, due: due, trouble: LeafStatus.Trouble.missing.word)
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
