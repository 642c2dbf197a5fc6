import ArgumentParser
import CivilTime
import Diagnostics
import Forms
import Reporting
import Templating

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "生成报表：进展报表，附件1、附件2、附件3。",
        discussion: """
            例：
              huxiao report Examples/zhengzhou-2017 --period 2017-05 --unit 桐柏区 --format html,ods -o out
              huxiao report form2 Examples/changzhou-2019 --period 2019-10 --layout sheets -o out
              huxiao report form1 form2 form3 Examples/changzhou-2019 --period 2019-10 --all -o out

            数据有 A 类问题时报表照样生成，推算不出的数字印“缺报”，退出状态为 1。
            """)

    @Argument(
        help: ArgumentHelp(
            "哪些报表（progress、form1、form2、form3；只有一张时可不写），然后是专项工作文件夹（内有 campaign.yaml）或若干 JSON、CSV 文件。",
            valueName: "数据"))
    var words: [String]

    @Option(name: .long, help: ArgumentHelp("报表期间，如 2017-05；不写则为最近有数据的月份。", valueName: "月份"))
    var period: Period?

    @Option(name: .long, help: ArgumentHelp("填报单位的名称或代码，可重复；不写则为最上级单位。", valueName: "单位"))
    var unit: [String] = []

    @Flag(name: .customLong("all"), help: "给每个要填报的单位各生成一份，不合在一起。")
    var everyUnit = false

    @Flag(name: .long, help: "遮盖个人信息：姓名、电话、涉及个人的内容印成 ＊＊＊，并在表尾注明。")
    var mask = false

    @Option(name: .long, help: ArgumentHelp("填表日期，如 2017-06-01；不写则用 campaign.yaml 中的，再没有则留空手填。", valueName: "日期"))
    var date: CalendarDay?

    @Option(name: .long, help: ArgumentHelp("改用这个模板文件；进展报表的指标是旁边同名的 .csv。", valueName: "文件"))
    var template: String?

    @Flag(name: .long, help: ArgumentHelp("进展报表：有单位缺报时按已报单位汇总，缺报单位的合计沿用上次，并在表上注明。"))
    var partial = false

    @Option(name: .long, help: ArgumentHelp("进展报表：只计到这一天为止收到的数据，用来重印当时的报表。", valueName: "日期"))
    var asOf: CalendarDay?

    @Option(
        name: .long, help: ArgumentHelp("附件1、附件2：多个单位怎样排：list 一张清单，sheets 每单位一张工作表，pages 每单位另起一页。", valueName: "排法"))
    var layout: UnitLayout = .list

    @Option(name: .long, help: ArgumentHelp("附件2、附件3：按哪一天判断逾期；不写则为当月报送截止日。", valueName: "日期"))
    var reportingDay: CalendarDay?

    @Flag(name: .long, help: "HTML 只输出可放进邮件正文的一段，样式写在元素上。")
    var fragment = false

    @Flag(name: .long, help: "最后列出各步骤用时。")
    var timings = false

    @Flag(name: .customLong("from-files"), help: "文件夹有台账时也直接用文件里的数据，不用台账。")
    var fromFiles = false

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var shared: SharedOptions

    func run() throws {
        var clock = StepClock()
        // Also when findings end the command.
        defer { if timings { clock.lines.forEach(Console.printError) } }
        let writing = ReportWriting(output: output, shared: shared, render: RenderOptions(isFragment: fragment))
        let (wanted, paths) = try FormChoice.split(words)
        if paths.count == 1, Workspace.hasLedger(paths[0]), !fromFiles, asOf == nil {
            return try runFromLedger(paths[0], wanted, &clock)
        }
        if ledger.isUsed {
            throw ValidationError("--all-received、--as-sent、--as-now、--sent 要用台账，请先用 huxiao init 建立")
        }
        let loaded = try clock.measure("读取数据") { try LoadedCampaign.load(paths, from: shared.folders) }
        guard let campaign = loaded.value else { throw writing.refuse(loaded.findings) }
        let period = try campaign.period(period, asOf: asOf)
        let units = try campaign.unitNames(unit, each: everyUnit, in: period)
        var findings = loaded.findings
        var forms: [() throws -> MadeForm] = []
        for form in try campaign.forms(wanted) {
            let templates = try FormSource(
                folders: shared.folders.overridden(by: paths[0]), template: template, of: wanted.count)
            let checked: Checked<FormMaker> = try clock.measure("读取模板") {
                try maker(of: form, campaign, period, templates)
            }
            findings += checked.findings
            guard let maker = checked.value else { throw writing.refuse(findings) }
            forms += units.map { unit in { try maker.form(unit) } }
        }
        try writing.write(forms, findings, &clock)
    }

    private func maker(
        of form: FormChoice, _ campaign: LoadedCampaign, _ period: Period, _ templates: FormSource
    ) throws -> Checked<FormMaker> {
        switch (campaign, form) {
        case (.progress(let campaign), _):
            let loaded = try templates.progress(campaign)
            return Checked(loaded.value.map { maker(campaign, $0, period) }, loaded.findings)
        case (.safety(let campaign), .safety(let form)):
            let loaded = try templates.safety(form)
            return Checked(loaded.value.map { maker(campaign, form, $0, period) }, loaded.findings)
        case (.safety, .progress): return Checked(nil)
        }
    }

    private func maker(_ campaign: Campaign, _ form: ProgressForm, _ period: Period) -> FormMaker {
        let job = ProgressReportJob(
            campaign: campaign, form: form, policy: partial ? .carryForward : .strict, asOf: asOf, date: date,
            isMasked: mask)
        return FormMaker { try job.report(of: $0, period: period) }
    }

    private func maker(
        _ campaign: SafetyCampaign, _ form: SafetyForm, _ template: FormTemplate, _ period: Period
    ) -> FormMaker {
        var job = SafetyReportJob(campaign: campaign, form: form, template: template)
        job.date = date
        job.reportingDay = reportingDay
        job.isMasked = mask
        return FormMaker { [layout, job] in
            if layout == .list, let list = try job.longList(of: $0, period: period) { return list }
            return try job.report(of: $0, period: period, layout: layout)
        }
    }
}

/// Makes a form of the unit with this name, when asked.
struct FormMaker: Sendable {
    let form: @Sendable (_ unit: String) throws -> MadeForm

    init(_ form: @escaping @Sendable (_ unit: String) throws -> MadeForm) { self.form = form }
}

/// Where the forms' templates come from.
struct FormSource {
    let folders: TemplateFolders
    /// A file that is used instead of the shipped one.
    let template: String?

    /// - Throws: `ValidationError` for one file in place of several forms.
    init(folders: TemplateFolders, template: String?, of formCount: Int) throws {
        if template != nil, formCount > 1 { throw ValidationError("--template 只能代替一张报表的模板，请一次生成一张") }
        self.folders = folders
        self.template = template
    }

    func progress(_ campaign: Campaign) throws -> Checked<ProgressForm> { try progress(campaign.indicators.key) }

    func progress(_ name: String) throws -> Checked<ProgressForm> {
        if let template { return printing(try ProgressForm.load(templateAt: template, folders: folders)) }
        return printing(try ProgressForm.load(name, from: folders))
    }

    func safety(_ form: SafetyForm) throws -> Checked<FormTemplate> {
        printing(try TemplateFile.load(template ?? folders.template(for: form.template), for: form.recordType))
    }

    /// What may be ignored in a template concerns who edits it, not who prints.
    private func printing<Value>(_ checked: Checked<Value>) -> Checked<Value> {
        Checked(checked.value, checked.findings.filter { $0.severity < .hint })
    }
}

extension UnitLayout: ExpressibleByArgument {}
