import Foundation
import TestSupport
import Testing

@Suite("huxiao report")
struct ReportCommandTests {
    @Test("All formats are written, named and told")
    func allFormats() throws {
        let campaign = try SmallCampaign()
        let run = try campaign.run("report", ".", "--period", "2017-05", "-o", "out")
        #expect(run.status == 0)
        #expect(run.stderr.isEmpty)
        let table = SmallCampaign.table
        #expect(
            run.stdout == """
                校园安全工作进展报表　天中市公安局　2017年5月
                  out/\(table).html  网页，任何浏览器打开，可直接打印
                  out/\(table).xlsx  Excel 表格，WPS、Excel、LibreOffice 打开，适合上报
                  out/\(table).ods   OpenDocument 表格，LibreOffice、WPS 打开
                  out/\(table).fods  单文件 OpenDocument 表格，LibreOffice 打开
                  out/\(table).xml   Excel 2003 XML 表格，Excel、WPS、LibreOffice 打开
                核对结果：A 强制 0 条，B 准强制 0 条，C 核实 0 条，D 提示 0 条

                """)
        #expect(campaign.files(in: "out") == ["fods", "html", "ods", "xlsx", "xml"].map { "\(table).\($0)" })
    }

    @Test("Without a month and a unit it is the last month reported, of the unit at the top")
    func defaults() throws {
        let campaign = try SmallCampaign()
        let run = try campaign.run("report", ".", "--format", "html", "-o", "out")
        #expect(run.status == 0)
        #expect(campaign.files(in: "out") == ["\(SmallCampaign.table).html"])
    }

    @Test("One format may be given a file's name")
    func oneFile() throws {
        let campaign = try SmallCampaign()
        let run = try campaign.run("report", ".", "--unit", "桐柏分局", "--format", "fods", "-o", "报送/五月.fods")
        #expect(run.status == 0)
        #expect(campaign.files(in: "报送") == ["五月.fods"])
    }

    @Test("As JSON it tells the status, the files and the findings, and nothing else")
    func json() throws {
        let campaign = try SmallCampaign()
        let run = try campaign.run("report", ".", "--period", "2017-05", "--format", "html,xml", "-o", "out", "--json")
        #expect(run.stderr.isEmpty)
        let outcome = try #require(try JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [String: Any])
        #expect(Set(outcome.keys) == ["status", "written", "findings"])
        #expect(outcome["status"] as? Int == 0)
        #expect((outcome["findings"] as? [Any])?.isEmpty == true)
        let expected = ["html", "xml"].map {
            ["format": $0, "path": "out/\(SmallCampaign.table).\($0)", "period": "2017-05", "unit": SmallCampaign.city]
        }
        #expect(outcome["written"] as? [[String: String]] == expected)
    }

    @Test("A missing month is shown as missing, said for each unit, and ends with status 1")
    func missingMonth() throws {
        let campaign = try SmallCampaign()
        let run = try campaign.run("report", ".", "--period", "2017-06", "--format", "fods", "-o", "out/六月.fods")
        #expect(run.status == 1)
        let remedy = "缺报，汇总数从本月起无法得出。请催报；要先出报表，请用 --partial。  [progress.missing-unit]"
        #expect(
            run.errorLines.filter { $0.hasPrefix("A") } == [
                "A 强制  东风分局 2017年6月：\(remedy)", "A 强制  桐柏分局 2017年6月：\(remedy)",
            ])
        #expect(try Checkout.text(campaign.path + "/out/六月.fods").contains("<text:p>缺报</text:p>"))
    }

    struct Refusal: CustomTestStringConvertible {
        var arguments: [String]
        var status: Int32
        var sentence: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let refusals = [
        Refusal(
            arguments: ["--period", "2018-03"], status: 2,
            sentence: "2018年3月：期间应在 2017年4月 至 2018年1月 之间，实为 2018年3月。请改正期间。"),
        Refusal(
            arguments: ["--unit", "东凤分局"], status: 2,
            sentence: "单位“东凤分局”不在单位表中。是否为“东风分局”？请改正。"),
        Refusal(
            arguments: ["--template", "没有.fods"], status: 3, sentence: "没有.fods：找不到这个文件。请检查路径和文件名。"),
        Refusal(
            arguments: ["-o", "units.csv/out"], status: 3,
            sentence: "units.csv/out：无法建立文件夹。请检查权限和路径，或用 -o 换一个位置。"),
    ]

    @Test("What cannot be made is refused in one sentence, and nothing is written", arguments: refusals)
    func refused(_ refusal: Refusal) throws {
        let campaign = try SmallCampaign()
        let before = campaign.files(in: ".")
        let run = try CommandRun.run(Command.path, ["report", "."] + refusal.arguments, in: campaign.path)
        #expect(run.status == refusal.status)
        #expect(run.stdout.isEmpty)
        #expect(run.stderr == refusal.sentence + "\n")
        #expect(campaign.files(in: ".") == before)
    }

    @Test("A path that is not there, and a folder without a campaign, are named")
    func noCampaign() throws {
        let missing = try Command.run("report", "/nonexistent")
        #expect(missing.status == 3)
        #expect(missing.stderr == "/nonexistent：找不到这个文件。请检查路径和文件名。\n")
        let folder = try TemporaryFolder()
        let empty = try Command.run("report", folder.path)
        #expect(empty.status == 3)
        #expect(empty.stderr == "\(folder.path)/campaign.yaml：找不到这个文件。请检查路径和文件名。\n")
    }

    @Test(
        "A full disk leaves the old file whole and no half of a new one", .enabled(if: SmallDisk.isPossible, "no tmpfs")
    )
    func fullDisk() throws {
        let campaign = try SmallCampaign()
        let old = "\(SmallCampaign.table).html"
        let run = try SmallDisk.run(
            in: campaign.path, kibibytes: 24,
            "echo 旧文件 > '\(old)'; status=0; '\(Command.path)' report .. --period 2017-05 --format html,ods,fods,xml -o . || status=$?; ls; cat '\(old)'; exit $status"
        )
        #expect(run.status == 3)
        #expect(run.stdout == "\(old)\n旧文件\n")
        #expect(
            run.stderr == "\(SmallCampaign.table).ods：磁盘空间不足，文件未写入，原有文件保持不变。请清理磁盘后重试，或用 -o 换一个位置。\n")
    }

    @Test("Time zone, language, home and working folder do not change a byte")
    func sameBytes() throws {
        let campaign = try SmallCampaign()
        let usual = try campaign.run("report", ".", "--period", "2017-05", "-o", "usual")
        let surroundings = [
            "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "ar_EG", "HOME": "/nonexistent",
        ]
        let other = try Command.run(
            "report", campaign.path, "--period", "2017-05", "-o", campaign.path + "/other", environment: surroundings,
            in: "/")
        #expect(usual.status == 0 && other.status == 0)
        #expect(campaign.files(in: "usual").count == 5)
        for name in campaign.files(in: "usual") {
            #expect(try campaign.folder.read("usual/" + name) == campaign.folder.read("other/" + name), "\(name)")
        }
    }

    @Test("Steps are timed on request, on standard error")
    func timings() throws {
        let campaign = try SmallCampaign()
        let run = try campaign.run("report", ".", "--format", "html", "-o", "out", "--timings")
        #expect(run.status == 0)
        let names = run.errorLines.compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(names == ["读取数据", "读取模板", "计算与填表", "写出", "存盘", "合计"])
        #expect(run.errorLines.allSatisfy { $0.hasSuffix(" ms") })
    }
}

/// A disk of a few kibibytes, seen by one shell command only.
private enum SmallDisk {
    /// Needs Linux and the right to mount, of one's own or in a user namespace.
    static let isPossible = (try? run(in: "/tmp", kibibytes: 16, "true").status) == 0

    /// - Parameter script: For `sh`, run inside the mounted folder `disk` of `folder`.
    static func run(in folder: String, kibibytes: Int, _ script: String) throws -> CommandRun {
        let scratch = try TemporaryFolder()
        let mount = "mkdir -p \"$1\" && mount -t tmpfs -o size=\(kibibytes)k tmpfs \"$1\" && cd \"$1\" || exit 99; "
        let disk = folder == "/tmp" ? scratch.path : folder + "/disk"
        return try CommandRun.run("unshare", ["--map-root-user", "--mount", "sh", "-c", mount + script, "sh", disk])
    }
}
