import CivilTime
import Diagnostics
import Forms
import Mail

/// What one unit still owes (催报): one message brings it all.
public struct Reminder: Hashable, Sendable {
    /// One form of one month.
    public struct Item: Hashable, Sendable {
        /// 附件1, 进展报表
        public var title: String
        /// 报表期间
        public var period: Period
        /// The last day that is in time.
        public var due: CalendarDay
        /// 缺报, 退回未报
        public var trouble: String
        /// Whether it came and was sent back.
        public var isReturned: Bool

        /// All of it.
        public init(title: String, period: Period, due: CalendarDay, trouble: String, isReturned: Bool = false) {
            self.title = title
            self.period = period
            self.due = due
            self.trouble = trouble
            self.isReturned = isReturned
        }

        /// What is said of it: before its day is over nothing is missing yet.
        public func trouble(on day: CalendarDay) -> String { due >= day && !isReturned ? "尚未报送" : trouble }

        /// 逾期 5 天, 今天到期, 还有 3 天.
        public func delay(on day: CalendarDay) -> String {
            let days = day.daysSince1970 - due.daysSince1970
            if days > 0 { return "逾期 \(days) 天" }
            return days == 0 ? "今天到期" : "还有 \(-days) 天"
        }
    }

    /// Who.
    public var unit: ReportingUnit
    /// What is owed, the longest overdue first; at least one.
    public var items: [Item]
    /// Blank forms to fill in, or marked ones to mend.
    public var files: [Attachment] = []

    /// - Parameter items: At least one.
    public init(unit: ReportingUnit, items: [Item]) {
        precondition(!items.isEmpty, "a reminder needs something that is owed")
        self.unit = unit
        self.items = items.sorted { $0.due < $1.due }
    }

    /// The message to the unit.
    ///
    /// - Parameters:
    ///   - day: On which it is said how long something is overdue.
    ///   - date: When it is written; the message's identity does not depend on it.
    public func message(
        from: Mailbox, to: [Mailbox], replyTo: Mailbox? = nil, words: MessageTemplate, campaign: String,
        on day: CalendarDay, date: MessageDate
    ) throws -> Message {
        let filled = words.filled(values(from, campaign, day))
        var message = Message(
            from: from, to: to, subject: filled.subject, date: date, id: MessageID("", domain: from.address.domain),
            text: filled.text)
        message.replyTo = replyTo
        message.html = try MailPage.html(filled.text)
        message.attachments = files
        message.isAutomatic = true
        message.id = MessageID("huxiao." + message.contentName(), domain: from.address.domain)
        return message
    }

    private func values(_ from: Mailbox, _ campaign: String, _ day: CalendarDay) -> [String: MessageTemplate.Value] {
        let periods = Set(items.map(\.period)).sorted().map(\.chinese)
        var titles: [String] = []
        for item in items where !titles.contains(item.title) { titles.append(item.title) }
        // What is most urgent: the first day to come, or else the last one gone by.
        let due = items.map(\.due).first { $0 >= day } ?? items[items.count - 1].due
        return [
            "unit": .text(unit.name), "period": .text(periods.joined(separator: "、")),
            "titles": .text(titles.joined(separator: "、")), "due": .text(due.chinese), "campaign": .text(campaign),
            "forms": .list(items.enumerated().map { number, item in row(number + 1, item, day) }),
            "files": .list(files.enumerated().map { ["number": .text("\($0 + 1)"), "name": .text($1.name)] }),
            "returned": .text(items.contains(where: \.isReturned) ? "是" : ""),
            "overdue": .text(items.contains { $0.due < day } ? "是" : ""),
            "sender": .text(from.name.isEmpty ? from.address.description : from.name.description),
        ]
    }

    private func row(_ number: Int, _ item: Item, _ day: CalendarDay) -> [String: MessageTemplate.Value] {
        [
            "number": .text("\(number)"), "title": .text(item.title), "period": .text(item.period.chinese),
            "due": .text(item.due.chinese), "trouble": .text(item.trouble(on: day)),
            "delay": .text(item.delay(on: day)),
        ]
    }
}

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
                let what = "\(item.period.chinese)\(item.title)　\(item.trouble(on: day))　\(item.delay(on: day))"
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
