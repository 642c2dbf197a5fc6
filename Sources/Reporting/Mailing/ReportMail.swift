import Diagnostics
import Forms
import Mail

/// A form that is to be mailed.
public struct MailedForm: Sendable {
    /// As it will be seen: masked, when it is to be masked.
    public var made: MadeForm
    /// Whether something about persons stands in it in clear.
    public var showsPersons: Bool

    /// - Parameters:
    ///   - made: The form in clear.
    ///   - masked: The same with persons masked: where it has a mark, the other shows somebody.
    ///   - isMasked: Whether the masked one is mailed.
    public init(_ made: MadeForm, masked: MadeForm, isMasked: Bool) {
        self.made = isMasked ? masked : made
        showsPersons = !isMasked && Self.hasMark(masked)
    }

    private static func hasMark(_ form: MadeForm) -> Bool {
        form.workbook.sheets.contains { sheet in
            sheet.rows.contains { row in row.cells.contains { $0.value.plainText?.contains(Masking.mark) ?? false } }
        }
    }
}

/// Makes the message that brings a unit's reports of a month to where they are due (报送).
public struct ReportMail: Sendable {
    /// What is mailed, in this order.
    public var forms: [MailedForm]
    /// In which formats each form is attached.
    public var formats: [ReportFormat]
    /// How persons are protected.
    public var privacy: MailPrivacy
    /// 活动名称
    public var campaign: String
    /// What the reader must know of, for example that units are missing; empty when all is well.
    public var warnings: [String] = []
    /// Whether it replaces an earlier one of the same forms to the same recipients (更正).
    public var isCorrection = false

    /// - Parameter forms: At least one, all of one unit and month.
    public init(
        forms: [MailedForm], formats: [ReportFormat], privacy: MailPrivacy, campaign: String, warnings: [String] = []
    ) {
        precondition(!forms.isEmpty, "a report mail needs a form")
        self.forms = forms
        self.formats = formats
        self.privacy = privacy
        self.campaign = campaign
        self.warnings = warnings
    }

    /// A message and what it is known by.
    public struct Made: Sendable {
        /// Ready to be written or sent.
        public var message: Message
        /// Follows from what it says and to whom; see ``Mail/Outbox``.
        public var name: String
        /// The attachments before they were encrypted, with each one's format and the form's place in ``ReportMail/forms``.
        public var files: [File]
        /// What has to be decided or mended before it may be written or sent; only a preview has any.
        public var questions: [Failure]
    }

    /// One form in one format.
    public struct File: Hashable, Sendable {
        /// The form's place among those mailed.
        public var form: Int
        /// As which it was written.
        public var format: ReportFormat
        /// As offices name it: `2017年5月_示例市公安局_校园安全工作进展报表.xlsx`.
        public var name: String
        /// The whole file.
        public var bytes: [UInt8]
    }

    /// - Parameters:
    ///   - words: Subject and text.
    ///   - date: When it is written; the message's identity does not depend on it.
    ///   - mostMegabytes: As the message travels, a third larger than its files.
    ///   - isPreview: Whether a message that shows persons without a decision, or is too large, is made too, to be listed;
    ///     its ``Made/questions`` say what is to be done.
    /// - Throws: ``Failure`` of kind `.content` when persons would be shown without a decision, for a password that will
    ///   not do, and for a message that is too large.
    public func made(
        from: Mailbox, to: [Mailbox], cc: [Mailbox] = [], replyTo: Mailbox? = nil, words: MessageTemplate,
        date: MessageDate, mostMegabytes: Int, isPreview: Bool = false
    ) throws -> Made {
        let files = try files()
        let enclosure = enclosure(files)
        var questions = [enclosure.question].compactMap(\.self)
        if let question = questions.first, !isPreview { throw question }
        let attachments = try enclosure.attachments()
        let filled = words.filled(values(attachments, from: from, to: to))
        var message = Message(
            from: from, to: to, subject: filled.subject, date: date, id: MessageID("", domain: from.address.domain),
            text: filled.text)
        (message.cc, message.replyTo) = (cc, replyTo)
        message.series = series(to)
        message.html = try page(filled.text)
        message.attachments = attachments
        let plain = enclosure.plain
        message.id = MessageID("huxiao." + message.contentName(files: plain), domain: from.address.domain)
        let remedy = "请少选几种格式，或按下级单位分开发送；服务器允许更大的，请改 campaign.yaml 中的 mostMegabytes"
        if let trouble = message.tooLarge(mostMegabytes, remedy) {
            if !isPreview { throw trouble }
            questions.append(trouble)
        }
        return Made(message: message, name: message.outboxName(files: plain), files: files, questions: questions)
    }

    // MARK: - Attachments

    private func files() throws -> [File] {
        var taken = Set<String>()
        return try forms.enumerated().flatMap { place, form in
            try formats.map { format in
                let made = form.made
                var name = FileName.safe([made.period.chinese, made.unit, made.title])
                if !taken.insert(name + format.rawValue).inserted { name += "(\(place + 1))" }
                let bytes = try format.writer().bytes(of: made.workbook)
                return File(form: place, format: format, name: "\(name).\(format.rawValue)", bytes: bytes)
            }
        }
    }

    private func enclosure(_ files: [File]) -> Enclosure {
        let first = forms[0].made
        let mailed = files.map { file in
            let form = forms[file.form]
            return MailedFile(
                name: file.name, bytes: file.bytes, showsPersons: form.showsPersons,
                of: "\(form.made.unit) \(form.made.title)")
        }
        return Enclosure(
            mailed, privacy: privacy, package: FileName.safe([first.period.chinese, first.unit, "报表"]) + ".zip",
            isSealedWhole: true)
    }

    // MARK: - Words

    /// The same for the same forms of a unit and month to the same recipients, whatever they say.
    private func series(_ to: [Mailbox]) -> MessageID {
        var hash = ContentHash()
        for form in forms {
            for text in [form.made.unit, form.made.period.chinese, form.made.title] { hash.take(text) }
        }
        let addresses = to.map { $0.address.description.lowercased() }.sorted()
        for address in addresses { hash.take(address) }
        return MessageID("huxiao.series." + hash.text, domain: "huxiao")
    }

    private func values(_ attachments: [Attachment], from: Mailbox, to: [Mailbox]) -> [String: MessageTemplate.Value] {
        let first = forms[0].made
        var titles: [String] = []
        for form in forms where !titles.contains(form.made.title) { titles.append(form.made.title) }
        let files = attachments.enumerated().map { number, file in
            ["number": MessageTemplate.Value.text("\(number + 1)"), "name": .text(file.name)]
        }
        return [
            "unit": .text(first.unit), "period": .text(first.period.chinese),
            "titles": .text(titles.joined(separator: "、")),
            "reports": .text(titles.count > 1 ? "\(titles[0])等\(titles.count)张报表" : titles[0]),
            "campaign": .text(campaign), "files": .list(files),
            "recipient": .text(to.map { $0.name.description }.filter { !$0.isEmpty }.joined(separator: "、")),
            "sender": .text(from.name.isEmpty ? first.unit : from.name.description),
            "encrypted": .flag(privacy.isEncrypted), "masked": .flag(privacy == .masked),
            "correction": .flag(isCorrection),
            "warnings": .list(warnings.map { ["warning": .text($0)] }),
        ]
    }

    /// The text, and below it the forms themselves, unless their content is to be read with a password only.
    private func page(_ text: String) throws -> String {
        try MailPage.html(text, inline: privacy.isEncrypted ? [] : forms.map(\.made.workbook))
    }
}
