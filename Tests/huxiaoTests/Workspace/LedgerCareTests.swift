import Foundation
import TestSupport
import Testing

/// What may happen to a ledger: a full disk, a file that may only be read, a damaged page, two commands at once.
@Suite("A ledger in trouble")
struct LedgerCareTests {
    /// A file system of a few kilobytes, which goes away with the command that made it.
    private static let canMount =
        (try? CommandRun.run("unshare", ["-m", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"]).status) == 0
    private static let canStepDown =
        (try? CommandRun.run("setpriv", ["--reuid=65534", "--clear-groups", Command.path, "--version"]).status) == 0

    @Test("Verifying a whole ledger")
    func whole() throws {
        let run = try SmallCampaign.withMonths().command(["verify", "."])
        #expect(run.status == 0)
        #expect(run.stdout == "核验 4 份、4 条办理记录、46 个汇总数：\n台账完好。\n")
    }

    @Test("A backup may lie in a folder that is not there yet")
    func backupFolder() throws {
        let campaign = try SmallCampaign.withMonths()
        let run = try campaign.command(["backup", ".", "-o", "备份/六月/b.sqlite"])
        #expect(run.status == 0, "\(run.stderr)")
        #expect(campaign.files(in: "备份/六月") == ["b.sqlite"])
    }

    @Test("A damaged page is told, nothing is written, and the backup restores it")
    func damaged() throws {
        let campaign = try SmallCampaign.withMonths()
        let backup = try campaign.command(["backup", ".", "-o", "b.sqlite"])
        #expect(backup.stdout == "备份 b.sqlite\n", "\(backup.stderr)")
        let standing = try campaign.standing()
        var bytes = try campaign.folder.read("b.sqlite")
        for place in stride(from: 4096, to: bytes.count, by: 512) { bytes[place] ^= 0xFF }
        try campaign.restore(bytes)
        let run = try campaign.command(["import", ".", "--into", ".", "--accept"])
        #expect(run.status == 3)
        #expect(run.stderr.contains("./ledger.sqlite：台账文件已损坏"), "\(run.stderr)")
        #expect(run.stderr.contains("请不要再写入，用备份恢复。"), "\(run.stderr)")
        #expect(try campaign.folder.read("ledger.sqlite") == bytes)
        #expect(try campaign.command(["verify", "."]).status != 0)

        try campaign.restore(try campaign.folder.read("b.sqlite"))
        #expect(try campaign.command(["verify", "."]).status == 0)
        #expect(try campaign.standing() == standing)
    }

    @Test("A backup never replaces a file")
    func backup() throws {
        let campaign = try SmallCampaign.withMonths()
        try campaign.write("x", to: "b.sqlite")
        let run = try campaign.command(["backup", ".", "-o", "b.sqlite"])
        #expect(run.status == 3)
        #expect(run.stderr == "b.sqlite：备份文件已经存在，没有改动。请换一个文件名。\n")
        #expect(try campaign.folder.read("b.sqlite") == Array("x".utf8))
    }

    @Test("A file that is no ledger is told")
    func noLedger() throws {
        let campaign = try SmallCampaign()
        try campaign.write(String(repeating: "这不是台账。", count: 100), to: "ledger.sqlite")
        let run = try campaign.command(["status", "."])
        #expect(run.status == 3)
        #expect(run.stderr == "./ledger.sqlite：这不是护校的台账文件。请检查路径，或用备份恢复。\n")
    }

    @Test(
        "A full disk is told, and what was in the ledger stays",
        .enabled(if: canMount, "no small disk can be made here"))
    func fullDisk() throws {
        let campaign = try SmallCampaign.withLedger()
        try campaign.restore(try campaign.ledgerBytes())
        // Room for the ledger and its log, not for a hundred files more.
        let heads = (["代码", "期间", "情况说明"] + (1...46).map(String.init)).joined(separator: ",")
        for number in 0..<100 {
            let figures = Array(repeating: String(number), count: 46).joined(separator: ",")
            let note = String(repeating: "说明", count: 400)
            try campaign.write(
                "\(heads)\n410101,2017-04,\(note)\(number),\(figures)\n", to: "submissions/x\(number).csv")
        }
        let script = """
            mkdir disk && mount -t tmpfs -o size=480k tmpfs disk && cp campaign.yaml units.csv ledger.sqlite disk/ &&
            { "$0" import submissions --into disk --by x; echo "status $?"; "$0" verify disk; }
            """
        let run = try CommandRun.run("unshare", ["-m", "sh", "-c", script, Command.path], in: campaign.path)
        #expect(run.stdout.contains("status 3\n"), "\(run.stdout)")
        #expect(run.stderr.contains("disk/ledger.sqlite：磁盘空间不足，本次操作已撤销，台账保持原样。请清理磁盘后重试。"), "\(run.stderr)")
        #expect(run.stdout.contains("台账完好。"), "\(run.stdout) \(run.stderr)")
    }

    @Test(
        "A ledger that may only be read is told", .enabled(if: canStepDown, "the rights of another user cannot be had"))
    func readOnly() throws {
        let campaign = try SmallCampaign.withMonths()
        try campaign.restore(try campaign.ledgerBytes())
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o444], ofItemAtPath: campaign.folder.path(of: "ledger.sqlite"))
        let before = try campaign.folder.read("ledger.sqlite")
        let run = try CommandRun.run(
            "setpriv",
            [
                "--reuid=65534", "--clear-groups", Command.path, "accept", ".", "--unit", "410101", "--period",
                "2017-05",
                "--undo", "--by", "x",
            ], in: campaign.path)
        #expect(run.status == 3)
        #expect(run.stderr.contains("./ledger.sqlite：台账文件"), "\(run.stderr)")
        #expect(try campaign.folder.read("ledger.sqlite") == before)
    }

    @Test("Two commands at once: both end, nothing is lost")
    func together() async throws {
        let campaign = try SmallCampaign.withLedger()
        for round in 1...3 {
            async let one = campaign.command(["import", ".", "--into", ".", "--accept", "--received", "2017-05-30"])
            async let two = campaign.command(["import", "submissions", "--into", ".", "--accept"])
            let runs = try await [one, two]
            #expect(runs.map(\.status) == [0, 0], "round \(round): \(runs.map(\.stderr))")
        }
        #expect(try campaign.command(["verify", "."]).status == 0)
        let row = try #require(
            ((try campaign.json(["status", ".", "--period", "2017-05"])["forms"] as? [[String: Any]])?[0]["rows"]
                as? [[String: Any]])?.first)
        #expect(row["accepted"] as? Int == 2)
    }
}
