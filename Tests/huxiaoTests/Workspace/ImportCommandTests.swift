import Foundation
import TestSupport
import Testing

@Suite("huxiao import")
struct ImportCommandTests {
    @Test("A campaign folder goes in whole; again, nothing is doubled")
    func again() throws {
        let campaign = try SmallCampaign.withLedger()
        let arguments = ["import", ".", "--into", ".", "--accept", "--received", "2017-05-30"]
        let first = try campaign.command(arguments)
        #expect(first.status == 0, "\(first.stderr)")
        #expect(first.stdout.contains("登记 4 份，已有 0 份，采用 4 份，在 .。\n"), "\(first.stdout)")
        let standing = try campaign.standing()
        #expect(try campaign.command(arguments).stdout.contains("登记 0 份，已有 4 份，采用 4 份，在 .。\n"))
        #expect(try campaign.standing() == standing)
    }

    @Test("Without --accept nothing counts")
    func unaccepted() throws {
        let campaign = try SmallCampaign.withLedger()
        _ = try campaign.command(["import", ".", "--into", ".", "--received", "2017-05-30"])
        let run = try campaign.command(["report", ".", "--period", "2017-05", "--format", "fods", "-o", "out"])
        #expect(run.status == 1)
        #expect(
            run.stderr.contains("A 强制  东风分局 2017年4月：已收到但未采用：第 1 版待审核，汇总数从本月起无法得出。请审核后采用，或退回更正；要先出报表，请用 --partial。"),
            "\(run.stderr)")
    }

    @Test("What is class A is recorded, waits to be returned, and is not accepted")
    func classA() throws {
        let campaign = try SmallCampaign.withLedger()
        try campaign.submit(unit: "410101", month: "2017-05", changes: [20: "很多"])
        let run = try campaign.command(["import", ".", "--into", ".", "--accept", "--received", "2017-05-30"])
        #expect(run.status == 1)
        #expect(run.stdout.contains("登记 4 份，已有 0 份，采用 3 份"), "\(run.stdout)")
        #expect(run.stdout.contains("  东风分局  进展报表  2017年5月  A 1  B 0  登记第 1 版  待退回"), "\(run.stdout)")
        #expect(run.stderr.contains("应填整数，实填“很多”"))
    }

    @Test("A correction is version 2, whatever its file is called")
    func correction() throws {
        let campaign = try SmallCampaign.withLedger()
        let text = "代码,期间,版本,05\n410101,2017-05,2,7\n"
        try campaign.write(text, to: "submissions/0-更正.csv")
        _ = try campaign.command(["import", ".", "--into", ".", "--accept", "--received", "2017-05-30"])
        let versions = try #require(
            campaign.json(["history", ".", "--unit", "410101", "--period", "2017-05"])["versions"] as? [[String: Any]])
        #expect(versions.map { $0["version"] as? Int } == [1, 2])
        #expect(versions[1]["source"] as? String == "./submissions/0-更正.csv + ./cases.csv")
        let differences = try #require(versions[1]["differences"] as? [[String: Any]])
        #expect(differences.map { $0["label"] as? String } == ["05 已配备保安员的校园数"])
        #expect(differences.map { $0["before"] as? String } == ["0"])
        #expect(differences.map { $0["after"] as? String } == ["7"])
    }

    @Test("One changed line of a file with many units is one new version")
    func oneLine() throws {
        let campaign = try SmallCampaign.withLedger()
        func file(_ guards: Int) -> String {
            let heads = ["代码", "期间", "收到日期"] + (1...46).map(String.init)
            let lines = ["410101", "410102"].map { unit in
                [unit, "2017-04", "2017-04-28"] + (1...46).map { $0 == 4 && unit == "410102" ? "\(guards)" : "0" }
            }
            return ([heads] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
        }
        try campaign.write(file(1), to: "both.csv")
        _ = try campaign.command(["import", "both.csv", "--into", "."])
        try campaign.write(file(2), to: "both.csv")
        let run = try campaign.command(["import", "both.csv", "--into", "."])
        #expect(run.stdout.contains("登记 1 份，已有 1 份"), "\(run.stdout)")
    }

    @Test("Each line's own day of receipt tells what was late")
    func received() throws {
        let campaign = try SmallCampaign.withLedger()
        let text = "代码,期间,收到日期,01\n410101,2017-04,2017-05-01,0\n410102,2017-04,2017-05-02,0\n"
        try campaign.write(text, to: "both.csv")
        _ = try campaign.command(["import", "both.csv", "--into", "."])
        let run = try campaign.command(["status", ".", "--period", "2017-04", "--at", "2017-06-03"])
        #expect(run.stdout.contains("天中市公安局  2     2     0     2     0     1     1 "), "\(run.stdout)")
    }

    @Test("A unit that the ledger lacks is told with the nearest name")
    func unknownUnit() throws {
        let campaign = try SmallCampaign.withLedger()
        try campaign.write("单位,期间,01\n东凤分局,2017-04,0\n", to: "x.csv")
        let run = try campaign.command(["import", "x.csv", "--into", "."])
        #expect(run.status == 1)
        #expect(
            run.stderr == "A 强制  x.csv：单位“东凤分局”不在单位表中。是否为“东风分局”？请改正。  [progress.unknown-unit]\n")
    }

    @Test("A file that is nothing of ours stops no other")
    func badFile() throws {
        let campaign = try SmallCampaign.withLedger()
        try campaign.write("{", to: "submissions/0.json")
        let run = try campaign.command(["import", ".", "--into", ".", "--received", "2017-05-30"])
        #expect(run.status == 1)
        #expect(run.stdout.contains("登记 4 份"), "\(run.stdout)")
    }

    @Test("Without a ledger it says how to make one")
    func noLedger() throws {
        let campaign = try SmallCampaign()
        let run = try campaign.command(["import", ".", "--into", "."])
        #expect(run.status == 3)
        #expect(run.stderr == "./ledger.sqlite：找不到台账。请检查路径，或先用 huxiao init 建立。\n")
    }

    @Test("Without --into it is a usage error")
    func usage() throws {
        #expect(try SmallCampaign.withLedger().command(["import", "."]).status == 2)
    }
}
