import Foundation
import TestSupport
import Testing

@Suite("huxiao summary")
struct SummaryCommandTests {
    private let campaign: SmallCampaign

    init() throws { campaign = try SmallCampaign.withMonths() }

    private func page(_ folder: String = "out", _ name: String = "2017.4至2017.5") throws -> String {
        let file = try #require(campaign.files(in: folder).first { $0.hasSuffix(".html") })
        return String(decoding: try campaign.folder.read("\(folder)/\(file)"), as: UTF8.self)
    }

    private static let months = ["--from", "2017-04", "--to", "2017-05"]

    @Test("The same ledger gives the same bytes in every format, also after it was written down as sent")
    func sameBytes() throws {
        let formats = ["--format", "html,xlsx,ods,fods,xml"]
        for folder in ["a", "b", "c"] {
            let sent = folder == "b" ? ["--sent", "--to-whom", "省厅"] : []
            let run = try campaign.command(["summary", ".", "-o", folder] + Self.months + formats + sent)
            #expect(run.status == 0, "\(run.stderr)")
        }
        let names = campaign.files(in: "a")
        #expect(names.count == 5)
        for name in names {
            let first = try campaign.folder.read("a/" + name)
            #expect(try campaign.folder.read("b/" + name) == first, "\(name)")
            #expect(try campaign.folder.read("c/" + name) == first, "\(name)")
        }
    }

    @Test("A unit that did not report stands on the first page, and the command ends with findings")
    func missing() throws {
        let run = try campaign.command(["summary", ".", "--from", "2017-04", "--to", "2017-06", "-o", "out"])
        #expect(run.status == 1)
        #expect(run.stdout.contains("A 强制 2 条"))
        #expect(run.stderr.contains("东风分局：进展报表 2017年6月缺报。请催报后重新生成；总结已注明。  [summary.missing]"))
        let page = try page()
        let head = try #require(page.range(of: "<nav")).lowerBound
        #expect(page[..<head].contains("<li>东风分局：进展报表 2017年6月缺报</li>"))
        #expect(page[..<head].contains("<li>桐柏分局：进展报表 2017年6月缺报</li>"))
    }

    @Test("With something missing nothing is written down as sent, and no file written, unless it is wanted anyway")
    func heldBack() throws {
        let options = [
            "summary", ".", "--from", "2017-04", "--to", "2017-06", "--format", "html", "-o", "out", "--sent",
        ]
        let run = try campaign.command(options)
        #expect(run.status == 1)
        #expect(run.stderr.contains("有 A 类问题，没有写出，也没有记为已报出。补齐后再报，或加 --anyway 照样报出。"))
        #expect(campaign.files(in: "out").isEmpty)
        #expect(!(try campaign.command(["changes", "."]).stdout.contains("总结报出")))
        let wanted = try campaign.command(options + ["--anyway"])
        #expect(wanted.status == 1)
        #expect(campaign.files(in: "out").count == 1)
        #expect(try campaign.command(["changes", "."]).stdout.contains("总结报出 1 份，都没有变化。"))
    }

    @Test("The texts that a person writes are begun once, read, and never written over")
    func notes() throws {
        let first = try campaign.command(["summary", ".", "-o", "out"] + Self.months)
        #expect(first.stdout.contains("已新建 ./summary-notes.md，请在其中写经验做法、存在问题、下一步工作，再生成一次。"))
        try campaign.write("## 经验做法\n\n推行“护学岗”<实名制>。\n\n## 存在问题\n", to: "summary-notes.md")
        let second = try campaign.command(["summary", ".", "-o", "out"] + Self.months)
        #expect(!second.stdout.contains("已新建"))
        let page = try page()
        #expect(page.contains("推行“护学岗”&lt;实名制&gt;。"))
        #expect(page.contains("<h3>经验做法</h3>"))
        #expect(!page.contains("<h3>存在问题</h3>"), "a heading with nothing below it")
        #expect(
            String(decoding: try campaign.folder.read("summary-notes.md"), as: UTF8.self)
                == "## 经验做法\n\n推行“护学岗”<实名制>。\n\n## 存在问题\n")
    }

    @Test("After a correction only what it touches differs, and huxiao changes names it")
    func corrected() throws {
        let before = try campaign.command(["summary", ".", "-o", "out", "--sent"] + Self.months)
        #expect(before.status == 0, "\(before.stderr)")
        let old = try page()
        try campaign.write("代码,报表期间,版本,26\n410101,2017-04,2,9\n", to: "correction.csv")
        let run = try campaign.command(["import", "correction.csv", "--into", ".", "--accept"])
        #expect(run.status == 0, "\(run.stderr)")
        let changes = try campaign.json(["changes", "."])
        let summaries = try #require(changes["summaries"] as? [[String: Any]])
        // One a format: the same figures in each.
        #expect(summaries.count == 3)
        let figures = try #require(summaries.first?["figures"] as? [[String: String]])
        let named = figures.map {
            "\($0["row"] ?? "")/\($0["column"] ?? ""): \($0["before"] ?? "")→\($0["after"] ?? "")"
        }
        #expect(
            named == [
                "26 开展法制教育/各月新增 4月: 10→14", "26 开展法制教育/本期新增: 20→24", "26 开展法制教育/期末合计: 20→24",
            ])
        _ = try campaign.command(["summary", ".", "-o", "new"] + Self.months)
        let new = try page("new")
        let (oldLines, newLines) = (old.split(separator: "\n"), new.split(separator: "\n"))
        #expect(oldLines.count == newLines.count)
        // The head's day of the last change, the sentence and the table's row.
        let differing = zip(oldLines, newLines).filter { $0 != $1 }
        #expect(differing.count == 2, "\(differing)")
    }

    @Test("Every number of a sentence leads to the cell that shows it")
    func origins() throws {
        _ = try campaign.command(["summary", ".", "-o", "out"] + Self.months)
        let page = try page()
        let links = page.matches(of: /<a class="figure" href="#([^"]+)" title="(表\d+“[^"]+”列)">([^<]+)<\/a>/)
        #expect(links.count > 30)
        for link in links {
            let cell = page.firstMatch(of: try Regex("<t[dh][^>]* id=\"\(link.1)\"[^>]*>([^<]*)<"))
            #expect(cell?.output[1].substring == link.3, "\(link.1)")
        }
    }

    @Test(
        "Spans by year, stage and term",
        arguments: [
            (["--year", "2017"], "2017年4月至2017年12月"), (["--term", "2017春"], "2017年4月至2017年7月"),
            (["--stage", "动员部署"], "2017年4月"), (["--stage", "2"], "2017年5月至2017年6月"), ([], "2017年4月至2018年1月"),
        ])
    func spans(options: [String], words: String) throws {
        try campaign.write(
            SmallCampaign.head
                + "stages:\n- {name: 动员部署, from: 2017-04, to: 2017-04}\n- {name: 攻坚, from: 2017-05, to: 2017-06}\n",
            to: "campaign.yaml")
        let run = try campaign.command(["summary", ".", "-o", "out", "--format", "html"] + options)
        #expect(
            run.stdout.split(separator: "\n").first?.hasSuffix("　天中市公安局　\(words)") == true, "\(run.stdout)\(run.stderr)"
        )
    }

    @Test(
        "What a summary cannot be of is said in a sentence",
        arguments: [
            (["--year", "2019"], "专项工作是 2017年4月至2018年1月，不含这段时间"), (["--stage", "收官"], "没有阶段“收官”"),
            (["--term", "夏"], "不认识学期“夏”"), (["--unit", "东凤分局"], "是否为“东风分局”？"),
            (["--year", "2017", "--term", "2017春"], "只能选一种"), (["--from", "2017-05"], "要同时写"),
        ])
    func refused(options: [String], words: String) throws {
        let run = try campaign.command(["summary", ".", "-o", "out"] + options)
        #expect(run.status == 2)
        #expect(run.stderr.contains(words), "\(run.stderr)")
        #expect(campaign.files(in: "out").isEmpty)
        #expect(!campaign.files(in: ".").contains("summary-notes.md"))
    }

    @Test("Goals of one's own, with everything that is wrong with them at once")
    func goals() throws {
        try campaign.write(
            SmallCampaign.head
                + """
                goals:
                - {name: 保安配备, part: 已配备保安员的校园数, whole: 1, target: 90%, by: 2017-05, source: 本市要求}
                milestones:
                - {name: 中期检查, day: 2017-05-20}

                """, to: "campaign.yaml")
        let run = try campaign.command(["summary", ".", "-o", "out", "--format", "html"] + Self.months)
        #expect(run.status == 0, "\(run.stderr)")
        let page = try page()
        #expect(page.contains("保安配备：本市要求。"))
        #expect(page.contains("中期检查"))
        try campaign.write(
            SmallCampaign.head + "goals:\n- {name: 甲, part: 保安, whole: 1, target: 高}\n- {part: 1}\n",
            to: "campaign.yaml")
        let wrong = try campaign.command(["summary", ".", "-o", "out2"] + Self.months)
        #expect(wrong.status == 1)
        #expect(wrong.stderr.contains("不认识指标“保安”"))
        #expect(wrong.stderr.contains("缺少“whole”"))
        #expect(campaign.files(in: "out2").isEmpty)
    }

    @Test("An unknown name in the words' template is an error with its line, never a blank")
    func template() throws {
        let source = try Checkout.text(Checkout.root + "/Templates/summary/progress.txt")
        try FileManager.default.createDirectory(
            atPath: campaign.folder.path(of: "templates/summary"), withIntermediateDirectories: true)
        try campaign.write(source + "{{guards.totl}}\n", to: "templates/summary/progress.txt")
        let run = try campaign.command(["summary", ".", "-o", "out"] + Self.months)
        #expect(run.status == 1)
        #expect(run.stderr.contains("总结模板中不认识 {{guards.totl}}。是否为 {{guards.total}}？请改正。"), "\(run.stderr)")
        #expect(campaign.files(in: "out").isEmpty)
    }

    @Test("The year before comes from another workspace, months against months")
    func yearBefore() throws {
        let earlier = try SmallCampaign(
            head: SmallCampaign.head.replacing("2017-04", with: "2016-04").replacing("2018-01", with: "2017-03"))
        for name in earlier.files(in: "submissions") {
            try FileManager.default.removeItem(atPath: earlier.folder.path(of: "submissions/" + name))
        }
        for (unit, month) in [
            ("410101", "2016-04"), ("410102", "2016-04"), ("410101", "2016-05"), ("410102", "2016-05"),
        ] {
            try earlier.submit(unit: unit, month: month, changes: [26: "4", 4: "1"])
        }
        try FileManager.default.removeItem(atPath: earlier.folder.path(of: "cases.csv"))
        try earlier.write(earlierHead, to: "campaign.yaml")
        #expect(try earlier.command(["init", "."]).status == 0)
        #expect(
            try earlier.command(["import", ".", "--into", ".", "--accept", "--received", "2016-05-30"]).status == 0)
        let run = try campaign.command(
            ["summary", ".", "-o", "out", "--format", "html", "--before", earlier.path] + Self.months)
        #expect(run.status == 0, "\(run.stderr)")
        let row = try #require(try page().firstMatch(of: /<th[^>]*>开展法制教育<\/th>(.*?)<\/tr>/)?.1)
        // 20 sessions against 16: four more, a quarter.
        #expect(row.hasSuffix("<td class=\"n\">16</td><td class=\"n\">4</td><td class=\"n\">25.0%</td>"), "\(row)")
    }

    private var earlierHead: String {
        SmallCampaign.head.replacing("2017-04", with: "2016-04").replacing("2018-01", with: "2017-03")
            .replacing("cases: cases.csv\n", with: "")
    }
}
