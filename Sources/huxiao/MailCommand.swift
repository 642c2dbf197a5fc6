import ArgumentParser
import CivilTime
import Diagnostics
import Forms
import Mail
import Reporting

struct MailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail", abstract: "把当月报表做成邮件报送：默认只写出 .eml，加 --send 才发送。",
        discussion: """
            例：
              huxiao mail 专项工作文件夹 --period 2017-05 --dry-run
              huxiao mail 专项工作文件夹 --period 2017-05 --to "市局 <office@example.org>" -o out
              huxiao mail form2 专项工作文件夹 --mask --send --login-file ~/.huxiao-login

            发件人、收件人和服务器写在 campaign.yaml 的 mail 里。有 A 类问题或有单位缺报时不发，除非加 --anyway，并写进邮件正文。
            附件中有个人信息的，要写明 --mask、--encrypt 或 --clear。同一封邮件不会发两次。
            """)

    @Argument(help: ArgumentHelp("哪些报表（不写则为全部），然后是专项工作文件夹。", valueName: "数据"))
    var words: [String]

    @Option(name: .long, help: ArgumentHelp("报表期间，如 2017-05；不写则为最近有数据的月份。", valueName: "月份"))
    var period: Period?

    @Option(name: .long, help: ArgumentHelp("填报单位的名称或代码，可重复，各一封；不写则为最上级单位。", valueName: "单位"))
    var unit: [String] = []

    @Option(name: .long, help: ArgumentHelp("收件人，可写几个，可重复；不写则用 campaign.yaml 中的。", valueName: "邮箱"))
    var to: [String] = []

    @Option(name: .long, help: ArgumentHelp("抄送，写法同 --to。", valueName: "邮箱"))
    var cc: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "附件的格式，逗号分隔：\(ReportFormat.allCases.map(\.rawValue).joined(separator: "、"))。", valueName: "格式"))
    var format = FormatList(formats: [.xlsx])

    @Option(name: .long, help: ArgumentHelp("填表日期，如 2017-06-01。", valueName: "日期"))
    var date: CalendarDay?

    @Flag(name: .long, help: "进展报表：有单位缺报时按已报单位汇总，并在表上注明。")
    var partial = false

    @Flag(name: .long, help: "有 A 类问题或有单位缺报时照样报送，邮件正文会写明。")
    var anyway = false

    @OptionGroup var protection: ProtectionOptions
    @OptionGroup var sending: SendingOptions
    @OptionGroup var shared: SharedOptions

    func run() throws {
        let (wanted, paths) = try FormChoice.split(words)
        guard paths.count == 1 else { throw ValidationError("请只写一个专项工作文件夹") }
        let folder = paths[0]
        let loaded = try MailSettings.load(folder)
        guard let settings = loaded.value, !loaded.isRefused else { throw refuse(loaded.findings) }
        let wish = MailSource.Wish(
            folder: folder, forms: wanted, period: period, units: unit, isPartial: partial, date: date)
        let checked = try MailSource.load(wish, shared)
        guard let source = checked.value else { throw refuse(checked.findings) }
        var hindrances = Hindrances(isPreview: sending.dryRun)
        let privacy = try protection.privacy(&hindrances)
        let ends = try ends(settings, folder, &hindrances)
        var findings = source.findings
        var mails: [PreparedMail] = []
        for unit in source.units {
            let forms = try forms(of: unit, source, isMasked: privacy == .masked)
            findings += forms.flatMap(\.made.findings)
            mails.append(try mail(forms, unit, source, settings, privacy, ends))
        }
        findings = Finding.unique(findings)
        var mailing = Mailing(options: sending, settings: settings, folder: folder, isJSON: shared.json)
        mailing.hindrances = hindrances.failures
        mailing.obstacle = try obstacle(findings)
        try mailing.run(mails, findings: findings)
    }

    // MARK: - One message

    private func forms(of unit: String, _ source: MailSource, isMasked: Bool) throws -> [MailedForm] {
        try source.forms.map { form in
            MailedForm(
                try source.make(form, unit, false), masked: try source.make(form, unit, true), isMasked: isMasked)
        }
    }

    private func mail(
        _ forms: [MailedForm], _ unit: String, _ source: MailSource, _ settings: MailSettings, _ privacy: MailPrivacy,
        _ ends: Ends
    ) throws -> PreparedMail {
        let found = Finding.unique(source.findings + forms.flatMap(\.made.findings))
        var report = ReportMail(
            forms: forms, formats: format.formats, privacy: privacy, campaign: source.campaign,
            warnings: MailObstacles(found).warnings)
        let noting = source.record.map {
            MailNoting(record: $0, source: source, unit: unit, isMasked: privacy == .masked)
        }
        var made = try made(report, ends, settings)
        if try isCorrection(made, noting, ends.outbox) {
            report.isCorrection = true
            made = try self.made(report, ends, settings)
        }
        var prepared = PreparedMail(
            message: made.message, name: made.name, inside: privacy.isEncrypted ? made.files.map(\.name) : [],
            questions: made.questions)
        guard let noting else { return prepared }
        let ready = made
        prepared.isNoted = { try noting.hasNoted(ready) }
        prepared.note = { try noting.note(ready.files, $0) }
        return prepared
    }

    private func made(_ report: ReportMail, _ ends: Ends, _ settings: MailSettings) throws -> ReportMail.Made {
        try report.made(
            from: ends.from, to: ends.to, cc: ends.cc, replyTo: settings.replyTo, words: ends.words,
            date: SystemClock.messageDate, mostMegabytes: settings.mostMegabytes, isPreview: sending.dryRun)
    }

    /// Whether an earlier message of the same went out, and it said something else.
    private func isCorrection(_ made: ReportMail.Made, _ noting: MailNoting?, _ outbox: Outbox) throws -> Bool {
        if outbox.wasSent(made.name) || outbox.isInDoubt(made.name) { return false }
        if let noting, try noting.hasNoted(made) { return false }
        if let series = made.message.series, outbox.wasSent(of: series) { return true }
        return try noting?.hasNotedEarlier(made.message) ?? false
    }

    /// From whom, to whom, and in which words.
    private struct Ends {
        var from: Mailbox
        var to: [Mailbox]
        var cc: [Mailbox]
        var words: MessageTemplate
        var outbox: Outbox
    }

    private func ends(
        _ settings: MailSettings, _ folder: String, _ hindrances: inout Hindrances
    ) throws -> Ends {
        let from = try sending.sender(settings, &hindrances)
        let wanted = try to.flatMap { try Mailbox.argument("--to", $0) }
        let copies = try cc.flatMap { try Mailbox.argument("--cc", $0) }
        let to = wanted.isEmpty ? settings.to : wanted
        try hindrances.attempt(or: ()) {
            guard to.isEmpty else { return }
            throw Failure(
                .content, "mail.no-recipient", "没有收件人", remedy: "请用 --to 写明，或写在 campaign.yaml 的 mail: to: 里")
        }
        let words = try shared.folders.overridden(by: folder).words(of: .report)
        return Ends(
            from: from, to: to, cc: copies.isEmpty ? settings.cc : copies, words: words,
            outbox: Mailing.outbox(of: folder))
    }

    // MARK: - What keeps it back

    /// - Returns: For a dry run, why nothing would go out; `nil` when nothing keeps it back.
    private func obstacle(_ findings: [Finding]) throws -> String? {
        let obstacles = MailObstacles(findings)
        guard !obstacles.isEmpty, !anyway else { return nil }
        let sentence = "\(obstacles.summary)。请改正后再发；确实要照样报送的，请加 --anyway，邮件正文会写明。"
        if !shared.json { Console.printFindings(findings, listing: shared.listing) }
        if sending.dryRun { return "正式报送时会被拦下：\(sentence)" }
        if shared.json {
            Console.printJSON(FailureJSON(status: ExitStatus.findings, findings: findings.map(FindingJSON.init)))
        } else {
            Console.printError("没有报送：\(sentence)")
        }
        throw ExitCode(ExitStatus.findings)
    }

    private func refuse(_ findings: [Finding]) -> ExitCode {
        if shared.json {
            Console.printJSON(FailureJSON(status: ExitStatus.findings, findings: findings.map(FindingJSON.init)))
        } else {
            Console.printFindings(findings, listing: shared.listing)
            Console.printError("没有生成邮件：\(Console.summary(of: findings))")
        }
        return ExitCode(ExitStatus.findings)
    }
}

/// What should be mended before a report goes out.
struct MailObstacles {
    private let mandatory: Int
    private let missing: [Finding]

    /// Nothing came at all, or not all of it.
    private var lacking: [Finding] { missing.filter { !$0.rule.hasSuffix(Self.uncountedRule) } }

    /// All that is missing came, and does not count.
    private var uncounted: [Finding] { missing.filter { $0.rule.hasSuffix(Self.uncountedRule) } }

    private static let missingRule = ".missing-unit"
    private static let uncountedRule = ".uncounted-unit"

    init(_ findings: [Finding]) {
        let isMissing = { (finding: Finding) in
            finding.rule.hasSuffix(Self.missingRule) || finding.rule.hasSuffix(Self.uncountedRule)
        }
        missing = findings.filter(isMissing)
        mandatory = findings.count { $0.severity == .mandatory && !isMissing($0) }
    }

    var isEmpty: Bool { mandatory == 0 && missing.isEmpty }

    var summary: String {
        [
            mandatory > 0 ? "有 \(mandatory) 条 A 类（强制）问题没有改正" : "",
            lacking.isEmpty ? "" : "有 \(lacking.count) 处缺报",
            uncounted.isEmpty ? "" : "有 \(uncounted.count) 处已收到但未采用",
        ].filter { !$0.isEmpty }.joined(separator: "，")
    }

    /// For the text of the message. What is wrong with which row is not repeated there: it may be about persons.
    var warnings: [String] {
        let listed = missing.prefix(30).map {
            "\($0.place.record ?? "")\($0.place.record == nil ? "" : "：")\($0.statement)。"
        }
        let rest = missing.count > listed.count ? ["另有 \(missing.count - listed.count) 处缺报或未采用。"] : []
        return (mandatory > 0 ? ["本次报送时还有 \(mandatory) 条强制性审核问题没有改正。"] : []) + listed + rest
    }
}
