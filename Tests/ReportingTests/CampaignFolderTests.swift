import Diagnostics
import Forms
import Foundation
import Reporting
import TestSupport
import Testing

/// A campaign folder with three units and the small indicator set, one file of which a test replaces.
private struct SmallCampaign {
    let folder: TemporaryFolder

    static let usual: [String: String] = [
        "campaign.yaml": """
        name: 湖镇校车安全
        form: lake-town
        period: {from: 2017-04, to: 2017-09}
        """,
        "templates/lake-town.csv": """
        #title,湖镇校车安全月报
        no,key,band,group,title,unit,kind,relations
        1,buses,1,,校车数,辆,stock,
        2,trips,1,,出车次数,次,flow,
        3,tripsLate,1,,其中晚点,次,flow,<= 2 (error) 其中
        4,busesLate,1,,其中晚点,辆,flow,
        """,
        "units.csv": "代码,名称,上级代码\n9,示例市,\n91,东岭区,9\n92,桐柏区,9\n",
        "opening.csv": "代码,buses\n91,10\n92,20\n",
        "submissions/a.csv": "单位,期间,buses,trips,03,busesLate\n东岭区,2017-04,1,5,1,0\n桐柏区,2017-04,0,6,0,0\n",
    ]

    init(_ changed: [String: String?] = [:], bytes: [String: [UInt8]] = [:]) throws {
        folder = try TemporaryFolder()
        for name in ["templates", "submissions"] {
            try FileManager.default.createDirectory(atPath: folder.path(of: name), withIntermediateDirectories: true)
        }
        for (name, text) in Self.usual.merging(changed.compactMapValues { $0 }, uniquingKeysWith: { $1 })
        where changed[name] != .some(nil) {
            try folder.write(Array(text.utf8), to: name)
        }
        for (name, content) in bytes { try folder.write(content, to: name) }
    }

    func load() throws -> Checked<Campaign> { try CampaignFolder.load(folder.path) }

    /// The findings as sentences, file names within the folder.
    func sentences() throws -> [String] {
        try load().findings.map { $0.description.replacing(folder.path + "/", with: "") }
    }
}

@Suite("Loading a campaign folder")
struct CampaignFolderTests {
    @Test("The usual folder loads")
    func usual() throws {
        let small = try SmallCampaign()
        #expect(try small.sentences() == [])
        let report = try #require(try small.load().value).report(for: "示例市", period: try #require(Period("2017-04")))
        #expect(report["buses"]?.total == .known(31))
        #expect(report["trips"]?.increase == .known(11))
    }

    @Test("A folder that is not there")
    func noFolder() throws {
        let failure = #expect(throws: Failure.self) { try CampaignFolder.load("/nowhere") }
        #expect(failure?.description == "/nowhere/campaign.yaml：找不到这个文件。请检查路径和文件名。")
        #expect(failure?.kind == .system)
    }

    // MARK: - campaign.yaml

    static let head = "name: 湖镇校车安全\nform: lake-town\nperiod: {from: 2017-04, to: 2017-09}\n"

    @Test(
        "campaign.yaml: what is wrong is named with line and column",
        arguments: [
            ("name: [a\n", "campaign.yaml 第 2 行第 1 列：不是正确的 YAML：方括号没有配对。请检查这一行和上一行。"),
            (
                "name: a\nperiod:\n\tfrom: b\n",
                "campaign.yaml 第 3 行第 1 列：不是正确的 YAML：有不能开头的字符，缩进请用空格，不要用 Tab。请检查这一行和上一行。"
            ),
            ("name: a: b\n", "campaign.yaml 第 1 行第 8 列：不是正确的 YAML：冒号的位置不对，可能是缩进不齐，或含冒号的文字没有加引号。请检查这一行和上一行。"),
            ("name: a\nname: b\n", "campaign.yaml 第 1 行第 1 列：同一组里的键重复：name。每个键只能写一次。"),
            ("- a\n", "campaign.yaml 第 1 行第 1 列：应为一组键值，实为一个清单。请对照说明改写。"),
            (head + "unit: units.csv\n", "campaign.yaml 第 4 行第 1 列：不认识键“unit”。是否为“units”？请改正。"),
            (head + "due: {day: 32}\n", "campaign.yaml 第 4 行第 12 列（日）：应为 1 到 31 的整数，实为32。请改正。"),
            (head + "signatures: {date: 下月}\n", "campaign.yaml 第 4 行第 20 列（填表日期）：应为日期，实为“下月”。请写成 2017-05-31。"),
            (
                "form: lake-town\nperiod: {from: 2017-04, to: 2017-09}\n",
                "campaign.yaml 第 1 行第 1 列（名称）：缺少“name”。请补上这一项。"
            ),
            (
                "name: a\nform: lake-town\nperiod: {from: 2017-13, to: 2017-09}\n",
                "campaign.yaml 第 3 行第 16 列（起）：应为月份，实为“2017-13”。请写成 2017-05。"
            ),
            (
                "name: a\nform: lake-town\nperiod: {from: 2017-10, to: 2017-09}\n",
                "campaign.yaml 第 3 行第 29 列（止）：止于 2017年9月，早于起始的 2017年10月。请改正起止月份。"
            ),
            (
                "name: a\nform: lake-town\nperiod: {from: 0001-01, to: 9999-12}\n",
                "campaign.yaml 第 3 行第 29 列（止）：期间不应超过 120 个月，实为 119988 个月。请改正起止月份。"
            ),
            (
                head + "units: ../units.csv\n",
                "campaign.yaml 第 4 行第 8 列（单位）：文件应在活动文件夹中，实写“../units.csv”。请把文件放进活动文件夹，只写文件名。"
            ),
            (
                head + "opening: /etc/passwd\n",
                "campaign.yaml 第 4 行第 10 列（期初数）：文件应在活动文件夹中，实写“/etc/passwd”。请把文件放进活动文件夹，只写文件名。"
            ),
            (
                "name: a\nform: no-town\nperiod: {from: 2017-04, to: 2017-09}\n",
                "campaign.yaml 第 2 行第 7 列（表单）：找不到表单“no-town”的指标文件。请检查表单名；自定义表单请把 .csv 和 .fods 放进活动文件夹的 templates。"
            ),
            (head + "units: all.csv\n", "all.csv：找不到这个文件。请检查路径和文件名。"),
        ])
    func yaml(text: String, sentence: String) throws {
        #expect(try SmallCampaign(["campaign.yaml": text]).sentences() == [sentence])
    }

    @Test("Several findings come together")
    func together() throws {
        let small = try SmallCampaign([
            "campaign.yaml": "name: a\nform: lake-town\nperiod: {from: x}\n", "units.csv": "代码,名称\n9,甲\n9,乙\n",
        ])
        #expect(
            try small.sentences() == [
                "campaign.yaml 第 3 行第 9 列（止）：缺少“to”。请补上这一项。",
                "campaign.yaml 第 3 行第 16 列（起）：应为月份，实为“x”。请写成 2017-05。",
                "units.csv 第 3 行 A3 乙（代码）：代码 9 重复：“甲”和“乙”。请改成不同的代码。",
            ])
        #expect(try small.load().value == nil)
    }

    @Test("A link that leads out of the folder is not followed")
    func link() throws {
        let small = try SmallCampaign(["campaign.yaml": Self.head + "opening: link.csv\n"])
        try FileManager.default.createSymbolicLink(
            atPath: small.folder.path(of: "link.csv"), withDestinationPath: "/etc/passwd")
        #expect(try small.load().findings.map(\.rule) == ["campaign.path-outside"])
    }

    @Test("Units inside campaign.yaml, keys in Chinese")
    func inlineUnits() throws {
        let yaml = """
            名称: 湖镇校车安全
            表单: lake-town
            期间: {起: 2017年4月, 止: 2017年9月}
            单位:
              - 代码: 9
                名称: 示例市
                下级: [{代码: 91, 名称: 东岭区}, {代码: 92, 名称: 桐柏区}]
            """
        let small = try SmallCampaign(["campaign.yaml": yaml, "units.csv": nil])
        #expect(try small.sentences() == [])
        #expect(try small.load().value?.units.children(of: "9").map(\.name) == ["东岭区", "桐柏区"])
    }

    // MARK: - CSV

    static let heading = "单位,期间,buses,trips,03,busesLate\n"

    @Test(
        "submissions: each wrong value is named with line, column, cell, unit, month and field",
        arguments: [
            (
                heading + "东岭区,2017-04,1,很多,1,0\n",
                "submissions/a.csv 第 2 行 D2 东岭区 2017年4月（出车次数）：应填整数，实填“很多”。请改成整数，例如 12。"
            ),
            (
                heading + "东岭区,2017-04,1,无,1,0\n",
                "submissions/a.csv 第 2 行 D2 东岭区 2017年4月（出车次数）：应填整数，实填“无”。没有发生请填 0，不适用请填“/”。"
            ),
            (
                heading + "东岭区,2017-04,1,5辆,1,0\n",
                "submissions/a.csv 第 2 行 D2 东岭区 2017年4月（出车次数）：计量单位应为“次”，实填“5辆”。请核对是否填错了列，并只填数字。"
            ),
            (heading + "东岭区,四月,1,5,1,0\n", "submissions/a.csv 第 2 行 B2（期间）：应为月份，实填“四月”。请写成 2017-05。"),
            (heading + "东岭区,,1,5,1,0\n", "submissions/a.csv 第 2 行 B2（期间）：不能为空。请填写。"),
            (heading + ",2017-04,1,5,1,0\n", "submissions/a.csv 第 2 行 A2（单位）：不能为空。请填写。"),
            ("单位,buses\n东岭区,1\n", "submissions/a.csv 第 1 行：缺少“期间”列。请补上这一列，列名写“期间”或“period”。"),
            ("单位,期间,bus\n", "submissions/a.csv 第 1 行 C1：“bus”不是指标。请写指标的序号、名称或 key。"),
            ("单位,期间,buse\n", "submissions/a.csv 第 1 行 C1：“buse”不是指标。是否为“buses”？请改正。"),
            ("单位,期间,校车数,01\n", "submissions/a.csv 第 1 行 D1：指标“01 校车数”有两列。请删去一列。"),
            (
                "单位,期间,其中晚点\n", "submissions/a.csv 第 1 行 C1：“其中晚点”对应几个指标：03（tripsLate）、04（busesLate）。请改写序号或 key。"
            ),
            ("单位,期间,期间\n", "submissions/a.csv 第 1 行 C1：列名“期间”出现了两次。请删去一列或改名。"),
            (
                "代码,单位,期间\n91,桐柏区,2017-04\n",
                "submissions/a.csv 第 2 行 B2（单位）：代码 91 是“东岭区”，名称却填“桐柏区”。请核对代码和名称。"
            ),
            ("单位,期间,版本\n东岭区,2017-04,0\n", "submissions/a.csv 第 2 行 C2（版本）：版本应为 1 以上的整数，实填“0”。首次填报写 1，更正一次加 1。"),
            ("单位,期间,收到日期\n东岭区,2017-04,昨天\n", "submissions/a.csv 第 2 行 C2（收到日期）：应为日期，实填“昨天”。请写成 2017-05-31。"),
            (
                "单位,期间,buses,buses=\n东岭区,2017-04,1,11\n",
                "submissions/a.csv 第 2 行 D2 东岭区 2017年4月（校车数）：“01 校车数”同时填了新增和期末数。请只填一个。"
            ),
            (heading + "东岭区,2017-04,1\n", "submissions/a.csv 第 2 行：这一行只有 3 个值，列名有 6 个。请补齐这一行，空着的值也要留分隔符。"),
            (
                heading + "东岭区,2017-04,\"1,5,1,0\n",
                "submissions/a.csv 第 2 行第 13 列：引号没有配对，一直到文件末尾都被当作同一个值。请在值的末尾补上英文双引号，值里面的双引号写两遍。"
            ),
            ("", "submissions/a.csv：应有一行列名，文件却是空的。请检查文件是否正确。"),
        ])
    func csv(text: String, sentence: String) throws {
        #expect(try SmallCampaign(["submissions/a.csv": text]).sentences().first == sentence)
    }

    @Test("A unit that is not in the tree, and a month outside, are found by the check with their place")
    func placesInCheck() throws {
        let text = Self.heading + "桐伯区,2017-04,1,5,1,0\n东岭区,2018-04,1,5,1,0\n东岭区,2017-05,1,-5,1,0\n"
        let small = try SmallCampaign(["submissions/a.csv": text])
        let found = try #require(try small.load().value).check(.carryForward)
            .map { $0.description.replacing(small.folder.path + "/", with: "") }.prefix(3)
        #expect(
            Array(found) == [
                "submissions/a.csv 第 2 行 A2 桐伯区 2017年4月：单位“桐伯区”不在单位表中。是否为“桐柏区”？请改正。",
                "submissions/a.csv 第 3 行 A3 东岭区 2018年4月：期间应在 2017年4月 至 2017年9月 之间，实为 2018年4月。请改正期间。",
                "submissions/a.csv 第 4 行 D4 东岭区 2017年5月（出车次数）：“02 出车次数”是累计数，新增应不小于 0，实填 -5。要更正以前月份，请重报那个月的新版本。",
            ])
    }

    @Test("GBK, UTF-8 with a mark and UTF-16 give the same submissions")
    func encodings() throws {
        let text = "单位,期间,校车数\n东岭区,2017年4月,3辆\n"
        let gbk: [UInt8] = [
            0xB5, 0xA5, 0xCE, 0xBB, 0x2C, 0xC6, 0xDA, 0xBC, 0xE4, 0x2C, 0xD0, 0xA3, 0xB3, 0xB5, 0xCA, 0xFD, 0x0D, 0x0A,
            0xB6, 0xAB,
            0xC1, 0xEB, 0xC7, 0xF8, 0x2C, 0x32, 0x30, 0x31, 0x37, 0xC4, 0xEA, 0x34, 0xD4, 0xC2, 0x2C, 0x33, 0xC1, 0xBE,
            0x0D, 0x0A,
        ]
        let utf16: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for bytes in [gbk, [0xEF, 0xBB, 0xBF] + Array(text.utf8), utf16] {
            let small = try SmallCampaign(bytes: ["submissions/a.csv": bytes])
            #expect(try small.sentences() == [])
            let submission = try #require(try small.load().value?.submissions.first)
            #expect(submission.unit == "91")
            #expect(submission.figures["buses"]?.value == .increase(3))
        }
    }

    @Test("A heading may mark a level", arguments: ["buses=", "level:buses", "校车数（期末）", "校车数(期末数)", "01（期末）"])
    func levelHeading(heading: String) throws {
        let small = try SmallCampaign(["submissions/a.csv": "单位,期间,\(heading)\n东岭区,2017-04,7\n"])
        #expect(try small.load().value?.submissions.first?.figures["buses"]?.value == .level(7))
    }

    @Test("A file that is neither CSV nor JSON is named; hidden files are not read")
    func otherFiles() throws {
        let small = try SmallCampaign(["submissions/b.xlsx": "x", "submissions/.c.csv": "x"])
        #expect(try small.sentences() == ["submissions/b.xlsx：只能读取 .csv 和 .json，这个文件没有读。请另存为 CSV，或移出 submissions 文件夹。"])
    }

    @Test("Opening balances: text for a number, and an unknown column")
    func opening() throws {
        #expect(
            try SmallCampaign(["opening.csv": "代码,buses,bosses\n91,约10,1\n"]).sentences() == [
                "opening.csv 第 1 行 C1：“bosses”不是指标。是否为“buses”？请改正。",
                "opening.csv 第 2 行 B2 东岭区 期初数（校车数）：应填整数，实填“约10”。请改成整数，例如 12。",
            ])
    }

    @Test("Cases reach the report; one without a submission is named")
    func cases() throws {
        let small = try SmallCampaign([
            "cases.csv": "期间,单位,类别,日期,情况\n2017-04,东岭区,查处治安案件,2017-04-09,甲\n2017-05,桐柏区,查处治安案件,,乙\n"
        ])
        #expect(
            try small.sentences() == [
                "cases.csv 第 3 行 B3 桐柏区 2017年5月：该单位这个月没有月报，案事件不会出现在报表中。请核对单位和期间，或补上月报。"
            ])
        let report = try #require(try small.load().value).report(for: "9", period: try #require(Period("2017-04")))
        #expect(report.remark == "1. 4月9日，东岭区，查处治安案件：甲")
    }

    // MARK: - JSON

    @Test(
        "JSON: syntax is named with line and column",
        arguments: [
            ("{\n  \"unit\": \"91\"\n  \"period\": 1}", "第 3 行第 3 列：不是正确的 JSON：应为逗号或“}”，实为“\"”。请检查这里和上一行的逗号、引号和括号。"),
            ("{\"unit\" \"91\"}", "第 1 行第 9 列：不是正确的 JSON：键“unit”后面应为冒号，实为“\"”。请检查这里和上一行的逗号、引号和括号。"),
            ("[1,\n]", "第 2 行第 1 列：不是正确的 JSON：应为一个值，实为“]”。请检查这里和上一行的逗号、引号和括号。"),
            ("{\"单位\": \"东岭\n区\"}", "第 1 行第 11 列：不是正确的 JSON：文字中不能直接换行或有控制字符，引号可能没有配对。换行请写成 \\n。"),
            ("{\"a\": 01}", "第 1 行第 9 列：不是正确的 JSON：“01”不是数字。请检查这里和上一行的逗号、引号和括号。"),
            ("{\"a\": 1", "第 1 行第 8 列：不是正确的 JSON：应为逗号或“}”，文件已经结束。请检查这里和上一行的逗号、引号和括号。"),
            ("{} x", "第 1 行第 4 列：不是正确的 JSON：应到此结束，后面还有内容。请检查这里和上一行的逗号、引号和括号。"),
            ("", "第 1 行第 1 列：不是正确的 JSON：应为一个值，文件已经结束。请检查这里和上一行的逗号、引号和括号。"),
            ("\"\\x\"", "第 1 行第 3 列：不是正确的 JSON：反斜杠后面的字符不对，实为“x”。反斜杠本身请写两遍。"),
        ])
    func jsonSyntax(text: String, sentence: String) throws {
        #expect(try SmallCampaign(["submissions/b.json": text]).sentences() == ["submissions/b.json \(sentence)"])
    }

    @Test(
        "JSON: a wrong value is named with line, column and field",
        arguments: [
            ("{\"buses\": \"很多\"}", "第 2 行第 11 列 东岭区 2017年5月（校车数）：应填整数，实填“很多”。请改成整数，例如 12。"),
            ("{\"buses\": 1.5}", "第 2 行第 11 列 东岭区 2017年5月（校车数）：应填整数，实填“1.5”。请改成整数，例如 12。"),
            ("{\"buses\": [1]}", "第 2 行第 11 列 东岭区 2017年5月（校车数）：应填整数，实为一个清单。请改成整数，例如 12。"),
            ("{\"busses\": 1}", "第 2 行第 2 列 东岭区 2017年5月：“busses”不是指标。是否为“buses”？请改正。"),
            ("{\"buses\": 1, \"01\": 2}", "第 2 行第 14 列 东岭区 2017年5月：指标“01 校车数”出现了两次。请删去一个。"),
            ("{\"buses\": {\"levels\": 1}}", "第 2 行第 12 列 东岭区 2017年5月：不认识键“levels”。是否为“level”？请改正。"),
            (
                "{\"buses\": {\"level\": 1, \"increase\": 1}}",
                "第 2 行第 11 列 东岭区 2017年5月（校车数）：“01 校车数”同时填了新增和期末数。请只填一个。"
            ),
            ("3", "第 2 行第 1 列 东岭区 2017年5月（指标）：应为一组指标，实为3。请写成 {\"guards\": 12}。"),
        ])
    func jsonValues(figures: String, sentence: String) throws {
        let text = "{\"unit\": \"东岭区\", \"period\": \"2017-05\", \"figures\":\n\(figures)}"
        #expect(try SmallCampaign(["submissions/b.json": text]).sentences() == ["submissions/b.json \(sentence)"])
    }

    @Test("JSON: increases, levels, “/” and blanks; the path is in the field's key")
    func json() throws {
        let text = """
            {"submissions": [{"unit": "91", "period": "2017-05", "version": 2, "received": "2017-06-01",
              "figures": {"buses": {"level": 12}, "02": {"increase": 3}, "tripsLate": "/", "busesLate": null},
              "cases": [{"kind": "查处治安案件", "day": "2017-05-09", "summary": "\\u7532\\ud840\\udc00"}], "note": "乙"}]}
            """
        let small = try SmallCampaign(["submissions/b.json": text])
        #expect(try small.sentences() == [])
        let submission = try #require(try small.load().value?.submissions.last)
        #expect(submission.version == 2)
        #expect(
            submission.figures.mapValues(\.value) == [
                "buses": .level(12), "trips": .increase(3), "tripsLate": .notApplicable, "busesLate": .blank,
            ])
        #expect(submission.figures["buses"]?.place.field?.key == "submissions[0].figures.buses")
        #expect(submission.cases.first?.summary == "甲\u{20000}")
        #expect(submission.note == "乙")
    }

    @Test("A deep file is refused before the stack ends")
    func deep() throws {
        let text = String(repeating: "[", count: 100_000)
        #expect(try SmallCampaign(["submissions/b.json": text]).load().findings.map(\.rule) == ["json.syntax"])
    }

    @Test(
        "Any file cut short gives findings, never a crash",
        arguments: ["campaign.yaml", "units.csv", "opening.csv", "submissions/a.csv", "templates/lake-town.csv"])
    func cutShort(name: String) throws {
        let whole = Array(try #require(SmallCampaign.usual[name]).utf8)
        for length in stride(from: 0, to: whole.count, by: 3) {
            let small = try SmallCampaign(bytes: [name: Array(whole.prefix(length))])
            let loaded = try small.load()
            _ = loaded.value?.check(.strict, rollUps: true)
            #expect(loaded.value != nil || loaded.isRefused, "\(name) cut at \(length)")
        }
    }
}
