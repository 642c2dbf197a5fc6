import Foundation
import TestSupport

/// The small campaign with a ledger, as an officer works with it.
extension SmallCampaign {
    static let officer = ["--by", "统计员", "--at", "2017-06-03"]

    /// A campaign whose ledger holds nothing yet.
    static func withLedger() throws -> SmallCampaign {
        let campaign = try SmallCampaign()
        let run = try campaign.command(["init", "."])
        if run.status != 0 { throw CommandRun.Trouble("init: \(run.stderr)") }
        return campaign
    }

    /// A campaign of which April and May are in the ledger and count.
    static func withMonths() throws -> SmallCampaign {
        let campaign = try withLedger()
        let run = try campaign.command(["import", ".", "--into", ".", "--accept", "--received", "2017-05-30"])
        if run.status != 0 { throw CommandRun.Trouble("import: \(run.stderr)") }
        return campaign
    }

    /// Runs a command of the ledger inside the folder. Those that change it get an officer and a day.
    func command(_ arguments: [String]) throws -> CommandRun {
        let changing = ["init", "import", "accept", "return", "explain", "exempt", "lock"]
        let isChange = changing.contains(arguments[0]) || arguments.contains("--sent")
        return try CommandRun.run(Command.path, arguments + (isChange ? Self.officer : []), in: path)
    }

    func json(_ arguments: [String]) throws -> [String: Any] {
        let run = try command(arguments + ["--json"])
        let object = try JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [String: Any]
        guard let object else { throw CommandRun.Trouble("no JSON object: \(run.stdout) \(run.stderr)") }
        return object
    }

    /// The ledger as one file that holds all of it, as a backup does.
    func ledgerBytes() throws -> [UInt8] {
        let name = "settled-\(UUID().uuidString).sqlite"
        let run = try command(["backup", ".", "-o", name])
        if run.status != 0 { throw CommandRun.Trouble("backup: \(run.stderr)") }
        defer { try? FileManager.default.removeItem(atPath: folder.path(of: name)) }
        return try folder.read(name)
    }

    /// Puts a ledger in the place of the present one, as the handbook says.
    func restore(_ ledger: [UInt8]) throws {
        for name in ["ledger.sqlite-wal", "ledger.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: folder.path(of: name))
        }
        try folder.write(ledger, to: "ledger.sqlite")
    }

    /// What the ledger says of both months, for comparing two ledgers.
    func standing() throws -> String {
        try ["2017-04", "2017-05"].map { month in
            try command(["status", ".", "--period", month, "--at", "2017-06-03", "--json"]).stdout
        }.joined()
    }
}
