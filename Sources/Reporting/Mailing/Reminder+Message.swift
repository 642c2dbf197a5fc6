import CivilTime
import Diagnostics
import Forms
import Ledger
import Mail

extension Reminder {
    /// The message to a unit, and what it is known by.
    public struct Made: Sendable {
        /// Ready to be written or sent.
        public var message: Message
        /// Follows from what it says and to whom; see ``Mail/Outbox``.
        public var name: String
        /// What has to be decided or mended before it may be written or sent; only a preview has any.
        public var questions: [Failure]
    }

    /// The message to the unit.
    ///
    /// - Parameters:
    ///   - privacy: How marked copies are protected.
    ///   - day: On which it is said how long something is overdue.
    ///   - date: When it is written; the message's identity does not depend on it.
    ///   - mostMegabytes: As the message travels, a third larger than its files.
    ///   - isPreview: Whether a message that shows persons without a decision, or is too large, is made too, to be listed;
    ///     its ``Made/questions`` say what is to be done.
    /// - Throws: ``Failure`` of kind `.content` when persons would be shown without a decision, for a password that will
    ///   not do, and for a message that is too large.
    public func made(
        from: Mailbox, to: [Mailbox], replyTo: Mailbox? = nil, words: MessageTemplate, campaign: String,
        privacy: MailPrivacy, on day: CalendarDay, date: MessageDate, mostMegabytes: Int, isPreview: Bool = false
    ) throws -> Made {
        let enclosure = enclosure(privacy)
        var questions = [enclosure.question].compactMap(\.self)
        if let question = questions.first, !isPreview { throw question }
        let attachments = try enclosure.attachments()
        let filled = words.filled(values(from, campaign, day, attachments, isSealed: enclosure.isSealed))
        var message = Message(
            from: from, to: to, subject: filled.subject, date: date, id: MessageID("", domain: from.address.domain),
            text: filled.text)
        message.replyTo = replyTo
        message.html = try MailPage.html(filled.text)
        message.attachments = attachments
        message.isAutomatic = true
        let plain = enclosure.plain
        message.id = MessageID("huxiao." + message.contentName(files: plain), domain: from.address.domain)
        let remedy = "请少选几种格式，或按单位、按月分开催报；服务器允许更大的，请改 campaign.yaml 中的 mostMegabytes"
        if let trouble = message.tooLarge(mostMegabytes, remedy)?.within(Place(record: unit.label)) {
            if !isPreview { throw trouble }
            questions.append(trouble)
        }
        return Made(
            message: message, name: message.outboxName(files: plain, label: unit.name), questions: questions)
    }

    private func values(
        _ from: Mailbox, _ campaign: String, _ day: CalendarDay, _ attachments: [Attachment], isSealed: Bool
    ) -> [String: MessageTemplate.Value] {
        let periods = Set(items.map(\.period)).sorted().map(\.chinese)
        var titles: [String] = []
        for item in items where !titles.contains(item.title) { titles.append(item.title) }
        // What is most urgent: the first day to come, or else the last one gone by.
        let due = items.map(\.due).first { $0 >= day } ?? items[items.count - 1].due
        return [
            "unit": .text(unit.name), "period": .text(periods.joined(separator: "、")),
            "titles": .text(titles.joined(separator: "、")), "due": .text(due.chinese), "campaign": .text(campaign),
            "forms": .list(items.enumerated().map { number, item in row(number + 1, item, day) }),
            "files": .list(attachments.enumerated().map { ["number": .text("\($0 + 1)"), "name": .text($1.name)] }),
            "attached": .flag(!attachments.isEmpty), "blank": .flag(!blanks.isEmpty),
            "marked": .flag(!marked.isEmpty), "list": .flag(!lists.isEmpty), "encrypted": .flag(isSealed),
            "several": .flag(Set(items.map(\.due)).count > 1), "returned": .flag(items.contains(where: \.isReturned)),
            "overdue": .flag(items.contains { $0.due < day }),
            "sender": .text(from.name.isEmpty ? from.address.description : from.name.description),
        ]
    }

    private func row(_ number: Int, _ item: Item, _ day: CalendarDay) -> [String: MessageTemplate.Value] {
        let why = item.returned.map { HeaderText($0.why).description } ?? ""
        return [
            "number": .text("\(number)"), "title": .text(item.fullTitle), "period": .text(item.period.chinese),
            "due": .text(item.due.chinese), "trouble": .text(item.trouble(on: day)),
            "delay": .text(item.delay(on: day)),
            "why": .text(why.isEmpty || ".。！!？?".contains(why.suffix(1)) ? why : why + "。"),
            "by": .text(item.returned?.by ?? ""), "returnedOn": .text(item.returned?.at.day.chinese ?? ""),
        ]
    }
}

extension MessageTemplate.Value {
    /// Something that holds or does not.
    static func flag(_ holds: Bool) -> MessageTemplate.Value { .text(holds ? "是" : "") }
}

extension Message {
    /// Says that the message as it travels is larger than `megabytes` MiB, of kind `.content`; `nil` when it is not.
    func tooLarge(_ megabytes: Int, _ remedy: String) -> Failure? {
        let size = bytes(for: .sending).count
        guard size > megabytes << 20 else { return nil }
        return Failure(
            .content, "mail.too-large", at: Place(record: subject.description),
            "邮件应不超过 \(megabytes) MiB，实为 \((size >> 20) + 1) MiB", remedy: remedy)
    }
}
