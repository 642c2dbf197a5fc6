import Foundation
import TestSupport
import Testing

/// SplitMix64: the same numbers from the same seed on every machine.
private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("A command that is killed")
struct KillTests {
    private static let kills = 200
    private static let seed: UInt64 = 20_170_501

    /// Starts an import and kills it after so many microseconds.
    private func kill(after delay: UInt32, _ campaign: SmallCampaign) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Command.path)
        process.arguments = ["import", ".", "--into", ".", "--accept", "--received", "2017-05-30", "--by", "统计员"]
        process.currentDirectoryURL = URL(fileURLWithPath: campaign.path)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        usleep(delay)
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private func count(_ campaign: SmallCampaign) throws -> Int {
        let result = try campaign.json(["verify", "."])
        #expect(result["status"] as? Int == 0, "\(result)")
        return try #require(result["submissions"] as? Int)
    }

    @Test("Killed 200 times at random points, each file is in or not in, and running it again finishes the work")
    func killed() throws {
        let whole = try SmallCampaign.withMonths()
        let expected = try whole.standing()
        var random = Seeded(Self.seed)
        let fresh = try SmallCampaign.withLedger()
        let empty = try fresh.ledgerBytes()
        var campaign = fresh
        var seen: Set<Int> = []
        for number in 1...Self.kills {
            try kill(after: UInt32.random(in: 0...60_000, using: &random), campaign)
            // Looking at it mends what the next command would find; every tenth time is often enough for that.
            guard number % 10 == 0 else { continue }
            let stored = try count(campaign)
            #expect(stored <= 4, "seed \(Self.seed), kill \(number)")
            seen.insert(stored)
            if stored == 4 {
                _ = try campaign.command(["import", ".", "--into", ".", "--accept", "--received", "2017-05-30"])
                #expect(try campaign.standing() == expected, "seed \(Self.seed), kill \(number)")
                campaign = try SmallCampaign()
                try campaign.restore(empty)
            }
        }
        _ = try campaign.command(["import", ".", "--into", ".", "--accept", "--received", "2017-05-30"])
        #expect(try campaign.standing() == expected)
        #expect(try count(campaign) == 4)
    }
}
