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
            --days 供每天定时执行：只有报送期限前后这几天才写。退改件用 huxiao collect --mark 生成，--marked 附上。
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
        guard let addresses = contacts.value, !contacts.isRefused else { throw refuse(contacts.findings) }
        var reminders = try owed(campaign, day).map { reminder in
            var copy = reminder
            copy.items.removeAll { item in
                wantedDays.map { !$0.contains(day.daysSince1970 - item.due.daysSince1970) } ?? false
            }
            return copy
        }.filter { !$0.items.isEmpty }
        let attaching = ReminderFiles(folder: folder, campaign: campaign, formats: format.formats, shared: shared)
        let mending = marked.map { attaching.marked(in: $0) } ?? [:]
        for place in reminders.indices {
            reminders[place].files = try attaching.blanks(for: reminders[place])
            reminders[place].files += mending[reminders[place].unit.code] ?? []
        }
        try finish(ReminderList(reminders, on: day), campaign, settings, addresses)
    }

    private func finish(
        _ list: ReminderList, _ campaign: LoadedCampaign, _ settings: MailSettings, _ addresses: UnitContacts
    ) throws {
        var list = list
        list.withoutAddress = Set(list.reminders.map(\.unit.code).filter { addresses[$0].isEmpty })
        if !shared.json { list.lines.forEach(Console.print) }
        let sender = try sending.sender(settings)
        let words = try shared.folders.overridden(by: folder).words(of: .reminder)
        let date = SystemClock.messageDate
        var messages = try list.reminders.filter { !list.withoutAddress.contains($0.unit.code) }.map { reminder in
            try reminder.message(
                from: sender, to: addresses[reminder.unit.code], replyTo: settings.replyTo, words: words,
                campaign: campaign.name, on: list.day, date: date)
        }
        if !list.reminders.isEmpty {
            messages.append(try list.message(to: sender, campaign: campaign.name, date: date))
        }
        let mails = messages.map { PreparedMail(message: $0, name: $0.outboxName()) }
        try Mailing(options: sending, settings: settings, folder: folder, isJSON: shared.json).run(mails)
    }

    private func owed(_ campaign: LoadedCampaign, _ day: CalendarDay) throws -> [Reminder] {
        let period = period ?? campaign.periodDue(around: day)
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

/// What is attached to reminders.
private struct ReminderFiles {
    let folder: String
    let campaign: LoadedCampaign
    let formats: [ReportFormat]
    let shared: SharedOptions

    /// A blank form for everything that did not come at all.
    func blanks(for reminder: Reminder) throws -> [Attachment] {
        try reminder.items.filter { !$0.isReturned }.flatMap { item in
            guard let choice = FormChoice(item.title) else { return [Attachment]() }
            let made = try blank(choice, reminder.unit.code, item.period)
            return try formats.map { format in
                let name = FileName.safe([made.period.chinese, made.unit, made.title + "（空表）"])
                return Attachment(
                    name: "\(name).\(format.rawValue)", bytes: try format.writer().bytes(of: made.workbook))
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

    /// Marked copies by the unit that they say they are of.
    func marked(in folder: String) -> [String: [Attachment]] {
        let collected = FormCollector(templates: shared.folders.overridden(by: self.folder)).collect([folder])
        var files: [String: [Attachment]] = [:]
        for form in collected.forms {
            guard let unit = form.unit, let bytes = FileManager.default.contents(atPath: form.file) else { continue }
            let name = form.file.split(separator: "/").last.map(String.init) ?? form.file
            files[unit, default: []].append(Attachment(name: name, bytes: [UInt8](bytes)))
        }
        return files
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
