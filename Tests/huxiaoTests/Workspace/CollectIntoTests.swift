import Foundation
import TestSupport
import Testing

/// Forms that came back go into the ledger.
@Suite("huxiao collect --into")
struct CollectIntoTests {
    /// A campaign whose ledger holds only the openings, and a mail with the table of May of one unit in `in`.
    private static func received(sent date: String) throws -> SmallCampaign {
        let campaign = try SmallCampaign.withLedger()
        _ = try campaign.command(["import", "opening.csv", "--into", "."])
        _ = try campaign.command([
            "report", ".", "--from-files", "--unit", "410101", "--period", "2017-05", "--format", "xlsx", "-o",
            "t.xlsx",
        ])
        let body = Data(try campaign.folder.read("t.xlsx")).base64EncodedString(options: .lineLength76Characters)
        let mail = """
            From: a@example.invalid
            To: b@example.invalid
            Date: \(date)
            Content-Type: application/octet-stream; name="t.xlsx"
            Content-Disposition: attachment; filename="t.xlsx"
            Content-Transfer-Encoding: base64

            \(body)

            """
        try FileManager.default.createDirectory(
            atPath: campaign.folder.path(of: "in"), withIntermediateDirectories: true)
        try campaign.write(mail, to: "in/回信.eml")
        return campaign
    }

    private func collect(_ campaign: SmallCampaign, _ more: [String] = []) throws -> CommandRun {
        try CommandRun.run(
            Command.path, ["collect", "in", "--into", "."] + SmallCampaign.officer + more, in: campaign.path)
    }

    @Test("A mail's attachment is recorded as received when the mail was sent")
    func mail() throws {
        let campaign = try Self.received(sent: "Fri, 2 Jun 2017 16:40:05 +0800")
        let run = try collect(campaign)
        #expect(run.stdout.contains("登记 1 份，已有 0 份，采用 0 份，在 .。"), "\(run.stdout) \(run.stderr)")
        let history = try campaign.json(["history", ".", "--unit", "410101", "--period", "2017-05"])
        let version = try #require((history["versions"] as? [[String: Any]])?.first)
        #expect(version["received"] as? String == "2017-06-02T16:40:05")
        #expect(version["source"] as? String == "in/回信.eml › t.xlsx")
    }

    @Test("Collected again it is known; what waits is accepted with --accept")
    func again() throws {
        let campaign = try Self.received(sent: "2 Jun 2017 16:40 +0800")
        _ = try collect(campaign)
        let run = try collect(campaign, ["--accept"])
        #expect(run.stdout.contains("登记 0 份，已有 1 份，采用 1 份，在 .。"), "\(run.stdout) \(run.stderr)")
    }

    /// The city's table of May, as its units reported.
    private static func typedSum() throws -> SmallCampaign {
        let campaign = try SmallCampaign.withMonths()
        _ = try campaign.command([
            "report", ".", "--from-files", "--unit", "4101", "--period", "2017-05", "--format", "xlsx", "-o",
            "in/city.xlsx",
        ])
        return campaign
    }

    @Test("A city's own table is compared with the sum below it, and taken where it agrees")
    func typedSumRight() throws {
        let campaign = try Self.typedSum()
        let run = try collect(campaign, ["--accept", "--mark", "out"])
        #expect(run.status == 0, "\(run.stdout) \(run.stderr)")
        #expect(run.stdout.contains("登记 1 份，已有 0 份，采用 1 份，在 .。"), "\(run.stdout) \(run.stderr)")
        #expect(campaign.files(in: "out") == [])
    }

    @Test("A city's own table that disagrees with what is below goes back with the cell marked")
    func typedSumWrong() throws {
        let campaign = try Self.typedSum()
        try campaign.write("代码,期间,版本,20\n410101,2017-05,2,5\n", to: "c.csv")
        _ = try campaign.command(["import", "c.csv", "--into", ".", "--accept"])
        let run = try collect(campaign, ["--accept", "--mark", "out"])
        #expect(run.status == 1)
        #expect(run.stderr.contains("本单位填报新增 6，2 个下级单位填报之和为 8"), "\(run.stdout) \(run.stderr)")
        #expect(run.stderr.contains("表中合计 12，按期初数和各月新增推算为 14"), "\(run.stdout) \(run.stderr)")
        #expect(!run.stderr.contains("不直接填报"))
        #expect(campaign.files(in: "out") == ["city-需改正.xlsx"])
    }

    @Test("Compared with a folder that has a ledger, what the ledger has is not called missing")
    func campaignWithLedger() throws {
        let campaign = try Self.typedSum()
        try FileManager.default.removeItem(atPath: campaign.folder.path(of: "submissions"))
        let run = try CommandRun.run(
            Command.path, ["collect", "in", "--campaign", ".", "--period", "2017-05"], in: campaign.path)
        #expect(run.stderr.contains("按台账里收到的核对，没有登记；要登记请用 --into .\n"), "\(run.stderr)")
        #expect(!run.stderr.contains("没有收到"), "\(run.stderr)")
    }

    @Test("Without a date that can be read, the day that was given counts")
    func given() throws {
        let campaign = try Self.received(sent: "昨天")
        _ = try collect(campaign, ["--received", "2017-05-31"])
        let history = try campaign.json(["history", ".", "--unit", "410101", "--period", "2017-05"])
        let version = try #require((history["versions"] as? [[String: Any]])?.first)
        #expect(version["received"] as? String == "2017-05-31T00:00:00")
    }

    @Test("--accept without --into is a usage error")
    func usage() throws {
        let campaign = try Self.received(sent: "x")
        let run = try campaign.command(["collect", "in", "--accept"])
        #expect(run.status == 2)
        #expect(run.stderr.contains("--accept、--received 要与 --into 同用"), "\(run.stderr)")
    }
}
