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

    @Argument(help: ArgumentHelp("哪张报表（progress、form1、form2），然后是专项工作文件夹。", valueName: "数据"))
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
        let (choice, paths) = try FormChoice.split(words)
        let loaded = try LoadedCampaign.load(paths, from: shared.folders)
        guard let campaign = loaded.value else { throw writing.refuse(loaded.findings) }
        let forms = FormSource(folders: shared.folders.overridden(by: paths[0]), template: template)
        let units = try unitNames(of: campaign)
        switch (campaign, try campaign.form(choice)) {
        case (.progress(let campaign), _):
            let form = try forms.progress(campaign)
            guard let progress = form.value else { throw writing.refuse(form.findings) }
            let job = ProgressReportJob(campaign: campaign, form: progress)
            try writing.write(units.map { try job.blank(for: $0, period: period) }, form.findings, &clock)
        case (.safety(let campaign), .safety(let form)):
            let template = try forms.safety(form)
            guard let compiled = template.value else { throw writing.refuse(template.findings) }
            let job = SafetyReportJob(campaign: campaign, form: form, template: compiled)
            try writing.write(units.map { try job.blank(of: $0, period: period) }, template.findings, &clock)
        case (.safety, .progress): return
        }
    }

    private func unitNames(of campaign: LoadedCampaign) throws -> [String] {
        if everyUnit {
            return campaign.units.roots.flatMap { campaign.units.leaves(under: $0.code, reportingIn: period) }.map(\.code)
        }
        if unit.isEmpty { throw ValidationError("请用 --unit 写明填报单位，或用 --all 给每个单位各生成一份") }
        return unit
    }
}
