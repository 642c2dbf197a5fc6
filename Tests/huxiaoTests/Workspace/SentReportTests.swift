import Foundation
import TestSupport
import Testing

/// Reports from a ledger: what counts, what was sent, what a correction changes.
@Suite("huxiao report from a ledger, changes")
struct SentReportTests {
    private static let table = "2017年5月_天中市公安局_校园安全工作进展报表"
    private let may = ["report", ".", "--period", "2017-05", "--format", "fods,html,xlsx"]

    private func correct(_ campaign: SmallCampaign) throws {
        try campaign.write("代码,期间,版本,收到日期,20\n410101,2017-04,2,2017-06-10,5\n", to: "c.csv")
        let run = try campaign.command(["import", "c.csv", "--into", ".", "--accept"])
        #expect(run.status == 0, "\(run.stdout) \(run.stderr)")
    }

    @Test("It is the report that the files give")
    func same() throws {
        let campaign = try SmallCampaign.withMonths()
        _ = try campaign.command(may + ["-o", "a"])
        _ = try campaign.command(may + ["-o", "b", "--from-files"])
        for ending in ["fods", "html", "xlsx"] {
            let files = try ["a", "b"].map { try campaign.folder.read("\($0)/\(Self.table).\(ending)") }
            #expect(files[0] == files[1], "\(ending)")
        }
    }

    @Test("A report that was sent comes out again, byte for byte, after a correction")
    func asSent() throws {
        let campaign = try SmallCampaign.withMonths()
        let sent = try campaign.command(may + ["-o", "a", "--sent", "--to", "省厅"])
        #expect(sent.status == 0, "\(sent.stderr)")
        try correct(campaign)
        let again = try campaign.command(may + ["-o", "b", "--as-sent"])
        #expect(again.stderr.contains("报出的逐字节相同：b/\(Self.table).xlsx"), "\(again.stderr)")
        for ending in ["fods", "html", "xlsx"] {
            let files = try ["a", "b"].map { try campaign.folder.read("\($0)/\(Self.table).\(ending)") }
            #expect(files[0] == files[1], "\(ending)")
        }
    }

    @Test("It comes out as it was sent with the day and the masking of then, unasked")
    func asSentOptions() throws {
        let campaign = try SmallCampaign.withMonths()
        _ = try campaign.command(may + ["-o", "a", "--sent", "--date", "2017-06-01", "--mask"])
        _ = try campaign.command(may + ["-o", "b", "--as-sent"])
        let files = try ["a", "b"].map { try campaign.folder.read("\($0)/\(Self.table).html") }
        #expect(files[0] == files[1])
        #expect(String(decoding: files[0], as: UTF8.self).contains("＊＊＊"))
    }

    @Test("As it is now, it says what the correction says")
    func asNow() throws {
        let campaign = try SmallCampaign.withMonths()
        _ = try campaign.command(may + ["-o", "a", "--sent"])
        try correct(campaign)
        _ = try campaign.command(may + ["-o", "b", "--as-now"])
        #expect(
            try campaign.folder.read("a/\(Self.table).fods") != campaign.folder.read("b/\(Self.table).fods"))
    }

    @Test("Every figure that a correction changes is told, once for all formats")
    func changes() throws {
        let campaign = try SmallCampaign.withMonths()
        _ = try campaign.command(may + ["-o", "a", "--sent", "--to", "省厅"])
        #expect(try campaign.command(["changes", "."]).stdout == "已报出 3 份，都没有变化。\n")
        try correct(campaign)
        let text = try campaign.command(["changes", "."]).stdout
        #expect(text.contains("　天中市公安局　2017年5月　进展报表　2017-06-03 统计员 报出给 省厅\n"), "\(text)")
        #expect(
            text.contains(
                """
                  20 排查高危人员           合计  12      14    东风分局 2017年4月进展报表第 2 版（原第 1 版）
                  东风分局 20 排查高危人员  合计  6       8     东风分局 2017年4月进展报表第 2 版（原第 1 版）

                """), "\(text)")
        #expect(text.hasSuffix("已报出 3 份，其中 3 份有变化。\n"))
    }

    @Test("Opening balances that are set otherwise later change what was sent, and are told")
    func changedOpening() throws {
        let campaign = try SmallCampaign.withMonths()
        _ = try campaign.command(may + ["-o", "a", "--sent"])
        try campaign.write("代码,4\n410101,61\n410102,60\n", to: "opening.csv")
        let run = try campaign.command(["import", ".", "--into", ".", "--accept"])
        #expect(run.status == 0, "\(run.stdout) \(run.stderr)")
        let text = try campaign.command(["changes", "."]).stdout
        #expect(text.contains("期初数变更 2017-06-03 统计员（第 "), "\(text)")
        #expect(text.contains(" 号，东风分局"), "\(text)")
    }

    @Test("On the report, what came and does not count is not called missing")
    func uncounted() throws {
        let campaign = try SmallCampaign.withLedger()
        _ = try campaign.command(["import", ".", "--into", ".", "--accept", "--received", "2017-05-30"])
        _ = try campaign.command(["accept", ".", "--unit", "410101", "--period", "2017-05", "--undo"])
        _ = try campaign.command(["report", ".", "--period", "2017-05", "--partial", "--format", "html", "-o", "a"])
        let page = try String(decoding: campaign.folder.read("a/\(Self.table).html"), as: UTF8.self)
        #expect(page.contains("缺报单位：东风分局（2017年5月 已收到未采用；合计沿用 2017年4月）"))
    }

    @Test("What was not looked at is counted only when it is wished, and that is printed")
    func allReceived() throws {
        let campaign = try SmallCampaign.withLedger()
        _ = try campaign.command(["import", ".", "--into", ".", "--received", "2017-05-30"])
        let run = try campaign.command(may + ["-o", "a", "--all-received"])
        #expect(run.status == 0, "\(run.stderr)")
        let html = String(decoding: try campaign.folder.read("a/\(Self.table).html"), as: UTF8.self)
        #expect(html.contains("本表按收到的全部数据汇总，含未审核的，不含已退回的"))
    }

    @Test("What counts is the ordinary, and nothing is printed of it")
    func accepted() throws {
        let campaign = try SmallCampaign.withMonths()
        _ = try campaign.command(may + ["-o", "a"])
        let html = String(decoding: try campaign.folder.read("a/\(Self.table).html"), as: UTF8.self)
        #expect(!html.contains("未审核"))
    }

    @Test("What was never sent cannot be printed as sent")
    func neverSent() throws {
        let run = try SmallCampaign.withMonths().command(may + ["--as-sent"])
        #expect(run.status == 1)
        #expect(run.stderr == "4101 2017年5月进展报表：没有报出的记录。报出时请用 huxiao report … --sent 记下。\n")
    }

    @Test("Without a ledger there is nothing to send from")
    func noLedger() throws {
        let run = try SmallCampaign().command(may + ["--as-sent"])
        #expect(run.status == 2)
    }

    @Test("With findings of class A nothing is written and nothing recorded, unless it is said to be on purpose")
    func classA() throws {
        let campaign = try SmallCampaign.withLedger()
        let arguments = ["report", ".", "--period", "2017-05", "--format", "fods", "-o", "out", "--sent"]
        let refused = try campaign.command(arguments)
        #expect(refused.status == 1)
        #expect(
            refused.stderr.hasSuffix(
                "没有报出：有 4 条 A 类问题，没有写出文件，也没有记为已报出。请改正后再报；确实要照样报出的，请加 --anyway，记录会写明。\n"),
            "\(refused.stderr)")
        let written = try? FileManager.default.contentsOfDirectory(atPath: campaign.folder.path(of: "out"))
        #expect(written ?? [] == [])
        #expect(try campaign.command(["changes", "."]).stdout == "已报出 0 份，都没有变化。\n")
        let sent = try campaign.command(arguments + ["--anyway"])
        #expect(sent.stderr.contains("号，有 4 条 A 类问题，照样报出）\n"), "\(sent.stderr)")
        #expect(try campaign.command(["changes", "."]).stdout == "已报出 1 份，都没有变化。\n")
    }
}
