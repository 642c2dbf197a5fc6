import ArgumentParser
import Diagnostics
import Forms
import Reporting

struct BlankCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blank", abstract: "生成空表，发给填报单位填写：带下拉列表和填写提示，单位和期间已印好。",
        discussion: """
            例：
              huxiao blank form1 Examples/changzhou-2019 --unit 云溪区 --period 2019-10 -o out
              huxiao blank form2 Examples/changzhou-2019 --all --period 2019-10 --format ods -o out/空表

            不用填的单元格有保护，没有密码。
            """)

    @Argument(help: ArgumentHelp("哪些报表（progress、form1、form2），然后是专项工作文件夹。", valueName: "数据"))
    var words: [String]

    @Option(name: .long, help: ArgumentHelp("报表期间，如 2019-10。", valueName: "月份"))
    var period: Period

    @Option(name: .long, help: ArgumentHelp("填报单位的名称或代码，可重复。", valueName: "单位"))
    var unit: [String] = []

    @Flag(name: .customLong("all"), help: "给每个要填报的单位各生成一份。")
    var everyUnit = false

    @Option(name: .long, help: ArgumentHelp("改用这个模板文件。", valueName: "文件"))
    var template: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var shared: SharedOptions

    func run() throws {
        var clock = StepClock()
        let writing = ReportWriting(output: output, shared: shared, suffix: "（空表）")
        if unit.isEmpty, !everyUnit { throw ValidationError("请用 --unit 写明填报单位，或用 --all 给每个单位各生成一份") }
        let (wanted, paths) = try FormChoice.split(words)
        let loaded = try LoadedCampaign.load(paths, from: shared.folders)
        guard let campaign = loaded.value else { throw writing.refuse(loaded.findings) }
        let units = try campaign.unitNames(unit, each: everyUnit, in: period)
        var findings: [Finding] = []
        var forms: [() throws -> MadeForm] = []
        for form in try campaign.forms(wanted) {
            let templates = try FormSource(
                folders: shared.folders.overridden(by: paths[0]), template: template, of: wanted.count)
            let checked = try maker(of: form, campaign, templates)
            findings += checked.findings
            guard let maker = checked.value else { throw writing.refuse(findings) }
            forms += units.map { unit in { try maker.form(unit) } }
        }
        try writing.write(forms, findings, &clock)
    }

    private func maker(
        of form: FormChoice, _ campaign: LoadedCampaign, _ templates: FormSource
    ) throws -> Checked<FormMaker> {
        switch (campaign, form) {
        case (.progress(let campaign), _):
            let loaded = try templates.progress(campaign)
            return Checked(
                loaded.value.map { form in
                    let job = ProgressReportJob(campaign: campaign, form: form)
                    return FormMaker { [period] in try job.blank(for: $0, period: period) }
                }, loaded.findings)
        case (.safety(let campaign), .safety(let form)):
            let loaded = try templates.safety(form)
            return Checked(
                loaded.value.map { template in
                    let job = SafetyReportJob(campaign: campaign, form: form, template: template)
                    return FormMaker { [period] in try job.blank(of: $0, period: period) }
                }, loaded.findings)
        case (.safety, .progress): return Checked(nil)
        }
    }
}
