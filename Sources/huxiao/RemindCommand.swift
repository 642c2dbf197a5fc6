import ArgumentParser
import CivilTime
import Diagnostics
import Forms
import Foundation
import Ledger
import Mail
import Reporting

struct RemindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remind", abstract: "催报：给没有报送或被退回的单位各写一封邮件，附空表，并给自己一份名单。",
        discussion: """
            例：
              huxiao remind 专项工作文件夹 --period 2017-10
              huxiao remind 专项工作文件夹 --send --days -3,0,1,3,7 --login-file ~/.huxiao-login

            单位的邮箱写在 contacts.csv 里（单位代码、邮箱）。不加 --send 只写出 .eml 文件。
            --days 供每天定时执行：只有报送期限前后这几天才写。退改件用 huxiao collect --mark 生成，--marked 附上；
            其中有个人信息，要写明 --mask（改附问题清单）、--encrypt 或 --clear。
            """)

    @Argument(help: ArgumentHelp("专项工作文件夹。", valueName: "文件夹"))
    var folder = "."

    @Option(name: .long, help: ArgumentHelp("报表期间，如 2017-10；不写则为期限最近的月份。", valueName: "月份"))
    var period: Period?

    @Option(name: .long, help: ArgumentHelp("只催这个单位和它的下级：名称或代码。", valueName: "单位"))
    var unit: String?

    @Option(name: .long, help: ArgumentHelp("按哪一天计算逾期；不写则为今天。", valueName: "日期"))
    var at: CalendarDay?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("只在期限前后这几天写，逗号分隔，负数是期限之前，如 -3,0,1,7；不写则哪天都写。", valueName: "天数"))
    var days: String?

    @Option(name: .long, help: ArgumentHelp("空表的格式。", valueName: "格式"))
    var format = FormatList(formats: [.xlsx])

    @Option(name: .long, help: ArgumentHelp("退改件所在的文件夹，附给相应的单位。", valueName: "文件夹"))
    var marked: String?

    @OptionGroup var protection: ProtectionOptions
    @OptionGroup var sending: SendingOptions
    @OptionGroup var shared: SharedOptions

    func run() throws {
        let day = at ?? SystemClock.now.day
        let wantedDays = try wantedDays()
        let loadedSettings = try MailSettings.load(folder)
        let loaded = try LoadedCampaign.load([folder], from: shared.folders)
        guard let settings = loadedSettings.value, !loadedSettings.isRefused, let campaign = loaded.value else {
            throw refuse(loadedSettings.findings + loaded.findings)
        }
        let contacts = UnitContacts.load(folder, campaign.units)
        guard let addresses = contacts.value, !contacts.isRefused || sending.dryRun else {
            throw refuse(contacts.findings)
        }
        let copies = marked.map {
            MarkedFolder.load(
                $0, templates: shared.folders.overridden(by: folder), campaign: campaign.forCollecting)
        }
        let files = copies?.files ?? []
        let period = period ?? campaign.periodDue(around: day)
        let all = try owed(campaign, period, day)
        var reminders = all.compactMap { Self.due($0, on: wantedDays, day) }
        let findings =
            try contacts.findings + (copies?.findings ?? []) + attach(files, to: &reminders, campaign)
            + files.filter { file in !all.contains { $0.asks(for: file) } && concerns(file, campaign) }.map {
                left($0, period)
            }
        if !shared.json { Console.printFindings(findings, listing: .max) }
        var mailing = Mailing(options: sending, settings: settings, folder: folder, isJSON: shared.json)
        if contacts.isRefused { mailing.obstacle = "正式催报时会被拦下：\(UnitContacts.fileName) 有错，请改正。" }
        try finish(ReminderList(reminders, on: day), campaign, mailing, addresses, findings)
    }

    /// What of a reminder is to be written on `day`; `nil` when nothing is.
    private static func due(_ reminder: Reminder, on days: Set<Int>?, _ day: CalendarDay) -> Reminder? {
        guard let days else { return reminder }
        var reminder = reminder
        reminder.items.removeAll { !days.contains(day.daysSince1970 - $0.due.daysSince1970) }
        return reminder.items.isEmpty ? nil : reminder
    }

    /// Whether a marked copy is of the part that was asked for, or of nobody who is known.
    private func concerns(_ file: MarkedFile, _ campaign: LoadedCampaign) -> Bool {
        guard let unit, let top = try? campaign.units.find(unit), let leaf = try? campaign.units.find(file.unit) else {
            return true
        }
        return campaign.units.leaves(under: top.code, reportingIn: file.period).contains(leaf)
    }

    /// - Returns: Which marked copies cannot be attached to what is owed.
    private func attach(
        _ files: [MarkedFile], to reminders: inout [Reminder], _ campaign: LoadedCampaign
    ) throws -> [Finding] {
        var findings: [Finding] = []
        for file in files {
            guard let place = reminders.firstIndex(where: { $0.asks(for: file) }) else { continue }
            if !reminders[place].attach(file, isMasked: protection.mask) { findings.append(listless(file)) }
        }
        let blanks = BlankForms(folder: folder, campaign: campaign, formats: format.formats, shared: shared)
        for place in reminders.indices { reminders[place].blanks = try blanks.blanks(for: reminders[place]) }
        return findings
    }

    private func listless(_ file: MarkedFile) -> Finding {
        Finding(
            "remind.not-attached", .verify, at: Place(file: file.copy.name),
            "\(file.unitName) \(file.period.chinese)\(file.form.label)：没有问题清单，遮盖时不能附",
            remedy: "请用 huxiao collect --mark 重新生成，或用 --encrypt")
    }

    private func left(_ file: MarkedFile, _ period: Period) -> Finding {
        let what = "\(file.unitName) \(file.period.chinese)\(file.form.label)"
        let isOther = Workspace.hasLedger(folder) ? file.period > period : file.period != period
        let why = isOther ? "这次催报的是\(period.chinese)" : "该单位这张表不欠报，最后收到的一版也没有要改正的"
        return Finding(
            "remind.not-attached", .verify, at: Place(file: file.copy.name), "\(what)没有附：\(why)",
            remedy: isOther ? "要附的请用 --period 写明月份" : "请用 huxiao status、huxiao history 核对")
    }

    private func finish(
        _ list: ReminderList, _ campaign: LoadedCampaign, _ mailing: Mailing, _ addresses: UnitContacts,
        _ findings: [Finding]
    ) throws {
        var (list, mailing) = (list, mailing)
        let settings = mailing.settings
        var hindrances = Hindrances(isPreview: sending.dryRun)
        list.withoutAddress = Set(list.reminders.map(\.unit.code).filter { addresses[$0].isEmpty })
        if !shared.json { list.lines.forEach(Console.print) }
        let sender = try sending.sender(settings, &hindrances)
        let words = try shared.folders.overridden(by: folder).words(of: .reminder)
        let date = SystemClock.messageDate
        let written = list.reminders.filter { !list.withoutAddress.contains($0.unit.code) }
        let privacy = try privacy(of: written, &hindrances)
        var mails = try written.map { reminder in
            let made = try reminder.made(
                from: sender, to: addresses[reminder.unit.code], replyTo: settings.replyTo, words: words,
                campaign: campaign.name, privacy: privacy, on: list.day, date: date,
                mostMegabytes: settings.mostMegabytes, isPreview: sending.dryRun)
            return PreparedMail(
                message: made.message, name: made.name,
                inside: privacy.isEncrypted ? reminder.marked.map(\.name) : [], questions: made.questions)
        }
        if !list.reminders.isEmpty {
            var message = try list.message(to: sender, campaign: campaign.name, date: date)
            if settings.from == nil, sending.from == nil { message.to = [] }
            mails.append(PreparedMail(message: message, name: message.outboxName()))
        }
        mailing.hindrances = hindrances.failures
        try mailing.run(mails, findings: findings)
    }

    /// Nobody is asked for a password that nothing needs.
    private func privacy(of reminders: [Reminder], _ hindrances: inout Hindrances) throws -> MailPrivacy {
        if reminders.allSatisfy(\.marked.isEmpty) { return .undecided }
        return try protection.privacy(&hindrances)
    }

    private func owed(_ campaign: LoadedCampaign, _ period: Period, _ day: CalendarDay) throws -> [Reminder] {
        if Workspace.hasLedger(folder) {
            var question = Workspace.StatusQuestion()
            (question.period, question.unit) = (period, unit)
            return try Owed.reminders(of: try shared.workspace(folder), question, on: day)
        }
        let top = try campaign.unitNames(unit.map { [$0] } ?? [], in: period)
        let codes = try top.map { try campaign.units.find($0).code }
        return codes.flatMap { code in
            switch campaign {
            case .progress(let campaign): Owed.reminders(of: campaign, period: period, under: code)
            case .safety(let campaign): Owed.reminders(of: campaign, period: period, under: code)
            }
        }
    }

    private func wantedDays() throws -> Set<Int>? {
        guard let days else { return nil }
        let parts = days.split { ",，、".contains($0) }
        let numbers = parts.compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
        guard !numbers.isEmpty, numbers.count == parts.count else {
            throw ValidationError("--days 应为逗号分隔的整数，如 -3,0,1,7")
        }
        return Set(numbers)
    }

    private func refuse(_ findings: [Finding]) -> ExitCode {
        if shared.json {
            Console.printJSON(FailureJSON(status: ExitStatus.findings, findings: findings.map(FindingJSON.init)))
        } else {
            Console.printFindings(findings, listing: shared.listing)
            Console.printError("没有催报：\(Console.summary(of: findings))")
        }
        return ExitCode(ExitStatus.findings)
    }
}

/// Blank forms for what did not come at all.
private struct BlankForms {
    let folder: String
    let campaign: LoadedCampaign
    let formats: [ReportFormat]
    let shared: SharedOptions

    func blanks(for reminder: Reminder) throws -> [MailedFile] {
        try reminder.items.filter { !$0.hasCome }.flatMap { item in
            let made = try blank(FormChoice(item.form), reminder.unit.code, item.period)
            return try formats.map { format in
                let name = FileName.safe([made.period.chinese, made.unit, made.title + "（空表）"])
                return MailedFile(
                    name: "\(name).\(format.rawValue)", bytes: try format.writer().bytes(of: made.workbook),
                    showsPersons: false, of: "\(made.unit) \(made.title)")
            }
        }
    }

    private func blank(_ choice: FormChoice, _ unit: String, _ period: Period) throws -> MadeForm {
        let source = try FormSource(folders: shared.folders.overridden(by: folder), template: nil, of: 1)
        switch (campaign, choice) {
        case (.progress(let campaign), _):
            guard let form = try source.progress(campaign).value else { throw unusable }
            return try ProgressReportJob(campaign: campaign, form: form).blank(for: unit, period: period)
        case (.safety(let campaign), .safety(let form)):
            guard let template = try source.safety(form).value else { throw unusable }
            return try SafetyReportJob(campaign: campaign, form: form, template: template).blank(
                of: unit, period: period)
        case (.safety, .progress): throw unusable
        }
    }

    private var unusable: Failure {
        Failure(.content, "report.not-made", "模板不能填写", remedy: "请用 huxiao check 检查模板")
    }
}

extension LoadedCampaign {
    /// 活动名称
    var name: String {
        switch self {
        case .progress(let campaign): campaign.name
        case .safety(let campaign): campaign.name
        }
    }

    /// The month whose due day is nearest to `day`, the later one when two are.
    func periodDue(around day: CalendarDay) -> Period {
        let (periods, due): (ClosedRange<Period>, DueRule) =
            switch self {
            case .progress(let campaign): (campaign.periods, campaign.due)
            case .safety(let campaign): (campaign.periods, campaign.due)
            }
        let entries = DueCalendar(campaign: name, periods: periods, due: due).entries
        let nearest = entries.min { a, b in
            let (far, near) = (
                abs(a.day.daysSince1970 - day.daysSince1970), abs(b.day.daysSince1970 - day.daysSince1970)
            )
            return (far, -a.day.daysSince1970) < (near, -b.day.daysSince1970)
        }
        return nearest?.period ?? periods.lowerBound
    }
}
