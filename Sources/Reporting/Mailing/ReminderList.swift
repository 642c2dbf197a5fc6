import CivilTime
import Forms
import Mail

/// All reminders of a day, for the officer (催报名单).
public struct ReminderList: Hashable, Sendable {
    /// The longest overdue first.
    public var reminders: [Reminder]
    /// Codes of units that have no address, and so get no message.
    public var withoutAddress: Set<String> = []
    /// Judges what is overdue.
    public var day: CalendarDay

    /// In order of due day; units of one day in the order given.
    public init(_ reminders: [Reminder], on day: CalendarDay) {
        self.reminders = reminders.enumerated().sorted { a, b in
            (a.element.items[0].due, a.offset) < (b.element.items[0].due, b.offset)
        }.map(\.element)
        self.day = day
    }

    /// `云台县　2017年10月进展报表　缺报　逾期 5 天　（没有邮箱，未发信）`, a line a form.
    public var lines: [String] {
        reminders.flatMap { reminder in
            reminder.items.map { item in
                let note = withoutAddress.contains(reminder.unit.code) ? "　（没有邮箱，未发信）" : ""
                let what = "\(item.period.chinese)\(item.title)　\(item.standing(on: day))　\(item.delay(on: day))"
                return "\(reminder.unit.label)　\(what)\(note)"
            }
        }
    }

    /// The same as a message to the officer.
    public func message(to officer: Mailbox, campaign: String, date: MessageDate) throws -> Message {
        let text =
            "\(campaign)\n截至\(day.chinese)，需要催报的单位 \(reminders.count) 个：\n\n" + lines.joined(separator: "\n") + "\n"
        var message = Message(
            from: officer, to: [officer], subject: HeaderText("催报名单（\(day.chinese)，\(reminders.count) 个单位）"),
            date: date,
            id: MessageID("", domain: officer.address.domain), text: text)
        message.html = try MailPage.html(text)
        message.isAutomatic = true
        message.id = MessageID("huxiao." + message.contentName(), domain: officer.address.domain)
        return message
    }
}
