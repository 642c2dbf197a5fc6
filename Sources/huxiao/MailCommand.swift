import ArgumentParser
import ByteIO
import CivilTime
import Diagnostics
import Forms
import Foundation
import Ledger
import Mail
import Reporting
import Sealing

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

    @Flag(name: .long, help: "遮盖个人信息。")
    var mask = false

    @Flag(name: .long, help: "附件放进加密的 ZIP（AES-256），7-Zip、WinRAR 可以打开。")
    var encrypt = false

    @Flag(name: .long, help: "附件中有个人信息也明文发送。")
    var clear = false

    @Option(name: .customLong("zip-password-file"), help: ArgumentHelp("--encrypt 的口令文件；不写则在终端上输入。", valueName: "文件"))
    var passwordFile: String?

    @OptionGroup var sending: SendingOptions
    @OptionGroup var shared: SharedOptions

    func validate() throws {
        if [mask, encrypt, clear].count(where: { $0 }) > 1 {
            throw ValidationError("--mask、--encrypt、--clear 只能写一个")
        }
        if passwordFile != nil, !encrypt { throw ValidationError("--zip-password-file 要与 --encrypt 同用") }
    }

    func run() throws {
        let (wanted, paths) = try FormChoice.split(words)
        guard paths.count == 1 else { throw ValidationError("请只写一个专项工作文件夹") }
        let folder = paths[0]
        let loaded = try MailSettings.load(folder)
        guard let settings = loaded.value, !loaded.isRefused else { throw refuse(loaded.findings) }
        let privacy = try privacy()
        let wish = MailSource.Wish(
            folder: folder, forms: wanted, period: period, units: unit, isPartial: partial, date: date)
        let checked = try MailSource.load(wish, shared)
        guard let source = checked.value else { throw refuse(checked.findings) }
        var findings = source.findings
        var mails: [PreparedMail] = []
        for unit in source.units {
            let forms = try forms(of: unit, source, isMasked: privacy == .masked)
            findings += forms.flatMap(\.made.findings)
            mails.append(try mail(forms, unit, source, settings, privacy, folder))
        }
        try require(Finding.unique(findings))
        try Mailing(options: sending, settings: settings, folder: folder, isJSON: shared.json).run(
            mails, findings: Finding.unique(findings))
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
        _ folder: String
    ) throws -> PreparedMail {
        let found = Finding.unique(source.findings + forms.flatMap(\.made.findings))
        let report = ReportMail(
            forms: forms, formats: format.formats, privacy: privacy, campaign: source.campaign,
            warnings: MailObstacles(found).warnings)
        let recipients = try to.isEmpty ? settings.to : to.flatMap { try Mailbox.list($0) }
        if recipients.isEmpty { throw ValidationError("没有收件人。请用 --to 写明，或写在 campaign.yaml 的 mail: to: 里") }
        let made = try report.made(
            from: sending.sender(settings), to: recipients,
            cc: try cc.isEmpty ? settings.cc : cc.flatMap { try Mailbox.list($0) }, replyTo: settings.replyTo,
            words: shared.folders.overridden(by: folder).words(of: .report), date: SystemClock.messageDate,
            mostMegabytes: settings.mostMegabytes)
        return PreparedMail(message: made.message, name: made.name) { message in
            try record(made.files, unit, source, message)
        }
    }

    /// Writes down in the ledger what was sent, and to whom.
    private func record(_ files: [ReportMail.File], _ unit: String, _ source: MailSource, _ message: Message) throws {
        guard let record = source.record else { return }
        let note = ChangeOptions.now(why: "邮件 \(message.id)")
        for file in files {
            var report = SentReport(
                unit: try record.code(unit), form: source.forms[file.form].ledgerForm, period: source.period,
                policy: record.how.policy, counting: record.how.counting, madeAt: record.how.change ?? 0,
                format: file.format.rawValue, fileName: file.name, bytes: file.bytes,
                recipients: message.letter.to.map(\.description))
            report.options = record.options(source.forms[file.form], mask)
            try record.workspace.ledger.recordSent(report, note)
        }
    }

    // MARK: - What keeps it back

    private func require(_ findings: [Finding]) throws {
        let obstacles = MailObstacles(findings)
        guard !obstacles.isEmpty, !anyway else { return }
        if shared.json {
            Console.printJSON(FailureJSON(status: ExitStatus.findings, findings: findings.map(FindingJSON.init)))
        } else {
            Console.printFindings(findings, listing: shared.listing)
            Console.printError("没有报送：\(obstacles.summary)。请改正后再发；确实要照样报送的，请加 --anyway，邮件正文会写明。")
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

    private func privacy() throws -> MailPrivacy {
        if mask { return .masked }
        if clear { return .clear }
        guard encrypt else { return .undecided }
        let password = try passwordFile.map { try Secret(fileAt: $0) } ?? PasswordPrompt.ask()
        try SealedPackage.check(password)
        return .encrypted(password)
    }
}

/// What should be mended before a report goes out.
struct MailObstacles {
    private let mandatory: Int
    private let missing: [Finding]

    init(_ findings: [Finding]) {
        missing = findings.filter { $0.rule.hasSuffix(".missing-unit") }
        mandatory = findings.count { $0.severity == .mandatory && !$0.rule.hasSuffix(".missing-unit") }
    }

    var isEmpty: Bool { mandatory == 0 && missing.isEmpty }

    var summary: String {
        [
            mandatory > 0 ? "有 \(mandatory) 条 A 类（强制）问题没有改正" : "", missing.isEmpty ? "" : "有 \(missing.count) 处缺报",
        ].filter { !$0.isEmpty }.joined(separator: "，")
    }

    /// For the text of the message. What is wrong with which row is not repeated there: it may be about persons.
    var warnings: [String] {
        let listed = missing.prefix(30).map {
            "\($0.place.record ?? "")\($0.place.record == nil ? "" : "：")\($0.statement)。"
        }
        let rest = missing.count > listed.count ? ["另有 \(missing.count - listed.count) 处缺报。"] : []
        return (mandatory > 0 ? ["本次报送时还有 \(mandatory) 条强制性审核问题没有改正。"] : []) + listed + rest
    }
}

/// Asks for a password on the terminal, without showing it.
enum PasswordPrompt {
    static func ask() throws -> Secret {
        guard isatty(0) == 1, isatty(2) == 1 else {
            throw ValidationError("不在终端上，不能输入口令。请用 --zip-password-file 给出口令文件")
        }
        guard let first = line("加密口令："), let second = line("再输入一遍："), first == second else {
            throw ValidationError("两次输入的口令不一样，请再执行一次")
        }
        return first
    }

    private static func line(_ prompt: String) -> Secret? { getpass(prompt).map { Secret(String(cString: $0)) } }
}

extension ChangeOptions {
    /// For what the command does of its own accord.
    static func now(why: String) -> ChangeNote {
        let login = NSUserName()
        return ChangeNote(at: SystemClock.now, by: login.isEmpty ? "huxiao" : login, why: why)
    }
}
