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
