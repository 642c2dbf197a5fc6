import TestSupport
import Testing

@Suite("huxiao accept, return, explain, exempt, lock")
struct DecisionCommandTests {
    private let may = ["--unit", "东风分局", "--period", "2017-05"]

    private static func received() throws -> SmallCampaign {
        let campaign = try SmallCampaign.withLedger()
        _ = try campaign.command(["import", ".", "--into", ".", "--received", "2017-05-30"])
        return campaign
    }

    @Test("Accepting one, and taking it back")
    func accept() throws {
        let campaign = try Self.received()
        #expect(try campaign.command(["accept", "."] + may).stdout == "东风分局 2017年5月进展报表：已采用\n")
        #expect(try campaign.command(["accept", "."] + may + ["--undo"]).stdout == "东风分局 2017年5月进展报表：已收到\n")
    }

    @Test("All that is clean is accepted at once; the rest is told")
    func allClean() throws {
        let campaign = try SmallCampaign.withLedger()
        try campaign.submit(unit: "410101", month: "2017-05", changes: [20: "很多"])
        _ = try campaign.command(["import", ".", "--into", ".", "--received", "2017-05-30"])
        let run = try campaign.command(["accept", ".", "--period", "2017-05", "--all-clean"])
        #expect(run.stdout == "2017年5月进展报表：采用 1 份\n没有办理 1 份：\n")
        #expect(
            run.stderr
                == "A 强制  东风分局 2017年5月进展报表：有 1 条强制性（A 类）问题，不能采用（应填整数，实填“很多”）。请退回该单位更正后重报。  [ledger.accept-class-a]\n")
    }

    @Test("What asks for an explanation is accepted with one")
    func explained() throws {
        let campaign = try SmallCampaign.withLedger()
        try campaign.submit(unit: "410101", month: "2017-05", changes: [20: ""])
        _ = try campaign.command(["import", ".", "--into", ".", "--received", "2017-05-30"])
        let bare = try campaign.command(["accept", "."] + may)
        #expect(bare.status == 1)
        #expect(
            bare.stderr
                == "东风分局 2017年5月进展报表第 1 版：有 1 条准强制性（B 类）问题没有说明，不能采用（缺 1 项指标，按缺报处理：20 排查高危人员）。请先写明该单位的说明。\n")
        #expect(try campaign.command(["accept", "."] + may + ["--why", "该项由区局统计"]).stdout == "东风分局 2017年5月进展报表：已采用\n")
        let history = try campaign.command(["history", "."] + may).stdout
        #expect(history.contains("统计员  说明  第 1 版  该项由区局统计\n"), "\(history)")
        #expect(history.contains("统计员  采用  第 1 版  该项由区局统计\n"), "\(history)")
    }

    @Test("Returning wants a reason, and shows in the status")
    func returned() throws {
        let campaign = try Self.received()
        let bare = try campaign.command(["return", "."] + may)
        #expect(bare.status == 1)
        #expect(bare.stderr == "退回要写明理由。请给出理由。\n")
        #expect(
            try campaign.command(["return", "."] + may + ["--why", "保安员数有误"]).stdout == "东风分局 2017年5月进展报表：已退回\n")
        let status = try campaign.command(["status", ".", "--period", "2017-05", "--at", "2017-06-03"]).stdout
        let call = "  东风分局  410101  进展报表  2017年5月  逾期 2 天  已收到但未采用：第 1 版已退回，待重报（统计员 2017-06-03：保安员数有误）\n"
        #expect(status.contains(call), "\(status)")
    }

    @Test("Who is exempt is not expected")
    func exempt() throws {
        let campaign = try SmallCampaign.withLedger()
        #expect(
            try campaign.command(["exempt", "."] + may + ["--why", "校舍重建"]).stdout == "东风分局 2017年5月进展报表：免报\n")
        let status = try campaign.json(["status", ".", "--period", "2017-05"])
        let forms = try #require(status["forms"] as? [[String: Any]])
        let row = try #require((forms[0]["rows"] as? [[String: Any]])?.first)
        #expect(row["expected"] as? Int == 1)
        #expect(row["exempt"] as? Int == 1)
        #expect(try campaign.command(["exempt", "."] + may + ["--undo"]).stdout == "东风分局 2017年5月进展报表：已撤销免报\n")
    }

    @Test("A locked month takes no correction until it is unlocked")
    func lock() throws {
        let campaign = try SmallCampaign.withMonths()
        #expect(try campaign.command(["lock", ".", "--period", "2017-05", "--all"]).stdout == "2017年5月进展报表：锁定 2 份\n")
        try campaign.write("代码,期间,版本,20\n410101,2017-05,2,4\n", to: "c.csv")
        let run = try campaign.command(["import", "c.csv", "--into", ".", "--accept"])
        #expect(run.stdout.contains("登记 1 份，已有 0 份，采用 0 份"), "\(run.stdout)")
        let refused = try campaign.command(["accept", "."] + may)
        #expect(refused.stderr == "东风分局 2017年5月进展报表：该月已锁定，不能再采用其他版本。请先解锁。\n")
        #expect(
            try campaign.command(["lock", "."] + may + ["--undo"]).stdout
                == "东风分局 2017年5月进展报表：已采用\n")
        #expect(try campaign.command(["accept", "."] + may).stdout == "东风分局 2017年5月进展报表：已采用\n")
    }

    @Test("A unit that handed in nothing cannot be decided on")
    func nothing() throws {
        let run = try SmallCampaign.withLedger().command(["accept", "."] + may)
        #expect(run.status == 1)
        #expect(run.stderr == "东风分局 2017年5月进展报表：还没有收到。请核对单位、期间和版本。\n")
    }

    @Test("Without a unit it asks for one")
    func noUnit() throws {
        let run = try SmallCampaign.withLedger().command(["accept", ".", "--period", "2017-05"])
        #expect(run.stderr == "没有写明单位。请用 --unit 写明单位，或用 --all-clean 办理全部。\n")
    }
}
