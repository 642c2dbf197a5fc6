import Diagnostics
import Forms
import Foundation
import TestSupport
import Testing

@testable import Ledger
@testable import huxiao_ledger_bench

@Suite("A ledger whose writer is killed")
struct KilledTests {
    private static var program: String? {
        let bundle = Bundle.allBundles.map(\.bundlePath).first { $0.hasSuffix(".xctest") }
        let folders = [bundle.map { ($0 as NSString).deletingLastPathComponent }, Bundle.main.bundlePath]
        return folders.compactMap { $0 }.map { $0 + "/huxiao-ledger-bench" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// Starts the import, waits until it is at its work, and kills it after a while; `false` when it had ended by itself.
    private func runAndKill(_ program: String, _ path: String, seed: UInt64, after microseconds: UInt32) throws -> Bool
    {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["import", path, String(seed)]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        _ = try output.fileHandleForReading.read(upToCount: 1)
        usleep(microseconds)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }

    /// Each district's file of each month is in as a whole, once, or not at all.
    private func checkFiles(_ path: String, _ country: Country, _ seed: UInt64, isWhole: Bool) throws {
        let ledger = try ReportLedger.open(path)
        let counts = try ledger.read { db in
            try Dictionary(
                GRDBRows.pairs(
                    db,
                    """
                    SELECT r.source, count(*) FROM submission s JOIN receipt r ON r.change = s.change GROUP BY r.source
                    """)
            ) { first, _ in first }
        }
        for month in 0..<12 {
            for district in country.districts.indices {
                let file = country.file(of: district, month: month)
                let count = counts[file.source] ?? 0
                #expect(count == file.forms.count || count == 0 && !isWhole, "seed \(seed) \(file.source)")
            }
        }
        let last = try ledger.read { try GRDBRows.number($0, "SELECT max(version) FROM submission") }
        #expect(last <= 1, "seed \(seed)")
    }

    @Test(
        "200 times, at seeded random points: each file is in or not in, and running again finishes and doubles nothing",
        .enabled(if: program != nil, "没有编译 huxiao-ledger-bench"), arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func killed(seed: UInt64) throws {
        let program = try #require(Self.program)
        let folder = try TemporaryFolder()
        let country = try SmallImport.country(seed)
        var random = Seeded(seed)
        var (kills, ledgers, path) = (0, 0, "")
        while kills < 25, ledgers < 25 {
            if path.isEmpty {
                ledgers += 1
                path = folder.path(of: "ledger-\(ledgers).sqlite")
                _ = try ReportLedger.create(at: path, country.setup, .officer)
            }
            let delay = UInt32.random(in: 0...100_000, using: &random)
            let wasKilled = try runAndKill(program, path, seed: seed, after: delay)
            try checkFiles(path, country, seed, isWhole: !wasKilled)
            // An import that came to its end leaves nothing to be killed.
            if wasKilled { kills += 1 } else { path = "" }
        }
        #expect(kills == 25, "seed \(seed): the other kills came after the import had ended")
        if path.isEmpty { return }
        try checkFinishing(path, country, seed)
    }

    private func checkFinishing(_ path: String, _ country: Country, _ seed: UInt64) throws {
        try SmallImport(path: path, seed: seed).run()
        try checkFiles(path, country, seed, isWhole: true)
        let ledger = try ReportLedger.open(path)
        #expect(try ledger.verify(country.indicators).findings == [], "seed \(seed)")
        let change = try ledger.lastChange()
        try SmallImport(path: path, seed: seed).run()
        #expect(try ledger.lastChange() == change, "seed \(seed): running again changed something")
    }

    @Test(
        "Two commands at once on one ledger: one waits, nothing is lost or doubled",
        .enabled(if: program != nil, "没有编译 huxiao-ledger-bench"))
    func together() throws {
        let program = try #require(Self.program)
        let folder = try TemporaryFolder()
        let path = folder.path(of: "ledger.sqlite")
        let country = try SmallImport.country(9)
        _ = try ReportLedger.create(at: path, country.setup, .officer)
        let processes = try (0..<2).map { _ in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = ["import", path, "9"]
            try process.run()
            return process
        }
        for process in processes {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        try checkFiles(path, country, 9, isWhole: true)
        #expect(try ReportLedger.open(path).verify(country.indicators).findings == [])
    }
}
