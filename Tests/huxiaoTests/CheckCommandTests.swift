import Foundation
import TestSupport
import Testing

@Suite("huxiao check")
struct CheckCommandTests {
    private let clean = "核对结果：A 强制 0 条，B 准强制 0 条，C 核实 0 条，D 提示 0 条\n"

    @Test("Nothing wrong: one line, status 0")
    func nothingWrong() throws {
        let run = try SmallCampaign().run("check", ".")
        #expect(run.status == 0)
        #expect(run.stdout == clean)
        #expect(run.stderr.isEmpty)
    }

    @Test("All that is wrong with the figures comes at once, each with file, line, column, unit, month and remedy")
    func allAtOnce() throws {
        let campaign = try SmallCampaign()
        try campaign.submit(unit: "410101", month: "2017-05", changes: [1: "99999999999", 4: "两", 36: "-1"])
        let run = try campaign.run("check", ".")
        #expect(run.status == 1)
        let line = "A 强制  ./submissions/410101-2017-05.csv 第 2 行"
        #expect(
            run.errorLines.filter { $0.hasPrefix("A") } == [
                "\(line) C2 东风分局 2017年5月（全部校园数）：应在 -10 亿到 10 亿之间，实填 99999999999。请改正。  [progress.out-of-range]",
                "\(line) F2 东风分局 2017年5月（配备保安员数）：应填整数，实填“两”。请改成整数，例如 12。  [progress.not-a-number]",
                "\(line) AL2 东风分局 2017年5月（破获刑事案件）：“36 破获刑事案件”是累计数，新增应不小于 0，实填 -1。"
                    + "要更正以前月份，请重报那个月的新版本。  [progress.negative-flow]",
            ])
        #expect(run.stdout.hasPrefix("核对结果：A 强制 3 条，"))
    }

    @Test("As JSON every finding has its rule, class and place for machines")
    func json() throws {
        let campaign = try SmallCampaign()
        try campaign.submit(unit: "410101", month: "2017-05", changes: [4: "两"])
        let run = try campaign.run("check", ".", "--json")
        #expect(run.status == 1)
        #expect(run.stderr.isEmpty)
        let outcome = try #require(try JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [String: Any])
        #expect(outcome["status"] as? Int == 1)
        let findings = try #require(outcome["findings"] as? [[String: Any]])
        let finding = try #require(findings.first { $0["severity"] as? String == "A" })
        #expect(finding["rule"] as? String == "progress.not-a-number")
        #expect(finding["file"] as? String == "./submissions/410101-2017-05.csv")
        #expect(finding["line"] as? Int == 2)
        #expect(finding["cell"] as? String == "F2")
        #expect(finding["field"] as? String == "indicators.guards")
        #expect(finding["statement"] as? String == "应填整数，实填“两”")
        #expect(finding["remedy"] as? String == "请改成整数，例如 12")
    }

    @Test("An unknown indicator names its column")
    func unknownIndicator() throws {
        let campaign = try SmallCampaign()
        let name = "submissions/410101-2017-05.csv"
        let text = try Checkout.text(campaign.folder.path(of: name)).replacing(",46\n", with: ",47\n")
        try campaign.write(text, to: name)
        let run = try campaign.run("check", ".")
        #expect(run.status == 1)
        #expect(
            run.errorLines.first
                == "A 强制  ./\(name) 第 1 行 AV1：“47”不是指标。请写指标的序号、名称或 key。  [progress.unknown-indicator]")
    }

    @Test("An indicator in two columns is refused")
    func doubledIndicator() throws {
        let campaign = try SmallCampaign()
        let name = "submissions/410101-2017-05.csv"
        let text = try Checkout.text(campaign.folder.path(of: name)).replacing(",46\n", with: ",45\n")
        try campaign.write(text, to: name)
        let run = try campaign.run("check", ".")
        #expect(run.status == 1)
        #expect(
            run.errorLines.first
                == "A 强制  ./\(name) 第 1 行 AV1：指标“45 校园安全事件问责”有两列。请删去一列。  [progress.double-indicator]")
    }

    @Test("Broken YAML is told with line and column")
    func brokenYAML() throws {
        let campaign = try SmallCampaign(
            head: "name: 行动\nform: zhengzhou-progress\nperiod: {from: 2017-04, to 2018-01\n")
        let run = try campaign.run("check", ".")
        #expect(run.status == 1)
        #expect(
            run.stderr
                == "A 强制  ./campaign.yaml 第 4 行第 1 列：不是正确的 YAML：花括号没有配对。请检查这一行和上一行。  [yaml.syntax]\n")
    }

    @Test("Broken JSON is told with line and column")
    func brokenJSON() throws {
        let campaign = try SmallCampaign()
        try campaign.write("{\"unit\": \"410101\",\n \"figures\": {\"guards\": 1,}}", to: "submissions/六月.json")
        let run = try campaign.run("check", ".")
        #expect(run.status == 1)
        #expect(
            run.errorLines.first
                == "A 强制  ./submissions/六月.json 第 2 行第 26 列：不是正确的 JSON：应为双引号中的键，实为“}”。"
                + "请检查这里和上一行的逗号、引号和括号。  [json.syntax]")
    }

    @Test("A CSV file in GBK or with a byte order mark is read like any other")
    func encodings() throws {
        let campaign = try SmallCampaign()
        let name = "submissions/410101-2017-05.csv"
        let lines = try Checkout.text(campaign.folder.path(of: name)).split(separator: "\n")
        // 单位,期间 in GBK; the rest of the file is ASCII.
        let heading: [UInt8] = [0xB5, 0xA5, 0xCE, 0xBB, 0x2C, 0xC6, 0xDA, 0xBC, 0xE4]
        let rest = lines[0].replacing("代码,报表期间", with: "") + "\n" + lines[1] + "\n"
        try campaign.folder.write(heading + Array(rest.utf8), to: name)
        try campaign.write("\u{FEFF}" + Checkout.text(campaign.folder.path(of: "units.csv")), to: "units.csv")
        let run = try campaign.run("check", ".")
        #expect(run.stdout == clean)
        #expect(run.stderr.isEmpty)
    }

    @Test(
        "A field that the template misspells is named with its cell and the nearest name, and no report is made of it")
    func misspelledTemplate() throws {
        let campaign = try SmallCampaign()
        let catalogue = Checkout.root + "/Templates/zhengzhou-progress.csv"
        let spoilt = try Checkout.text(Checkout.progressTemplate).replacing("{{审核人}}", with: "{{审核入}}")
        try FileManager.default.createDirectory(
            atPath: campaign.folder.path(of: "templates"), withIntermediateDirectories: true)
        try campaign.write(spoilt, to: "templates/zhengzhou-progress.fods")
        try campaign.write(Checkout.text(catalogue), to: "templates/zhengzhou-progress.csv")
        let run = try campaign.run("check", "templates/zhengzhou-progress.fods")
        #expect(run.status == 1)
        #expect(
            run.errorLines.first
                == "A 强制  templates/zhengzhou-progress.fods 校园安全工作进展报表 A18："
                + "“{{审核入}}”中的“审核入”不是校园安全工作进展报表的字段。是否应为“审核人”？  [template.unknown-field]")
        let report = try campaign.run("report", ".", "-o", "out")
        #expect(report.status == 1)
        #expect(campaign.files(in: "out").isEmpty)
    }

    @Test("The shipped template has nothing that must be mended")
    func shippedTemplate() throws {
        let run = try Command.run("check", "Templates/zhengzhou-progress.fods")
        #expect(run.status == 0)
        #expect(run.stdout.hasPrefix("核对结果：A 强制 0 条，B 准强制 0 条，C 核实 0 条，"))
    }
}
