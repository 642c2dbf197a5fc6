import Diagnostics
import Forms
import Foundation
import Reporting
import TestSupport
import Testing

/// The repository's own folders.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    static let templates = "\(root)/Templates"
    static let example = "\(root)/Examples/zhengzhou-2017"

    static func text(_ path: String) throws -> String { try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8) }
}

@Suite("Examples/zhengzhou-2017")
struct ExampleCampaignTests {
    private func campaign() throws -> Campaign {
        try #require(try CampaignFolder.load(Repository.example, templates: [Repository.templates]).value)
    }

    @Test("The folder loads without a finding")
    func loads() throws {
        let loaded = try CampaignFolder.load(Repository.example, templates: [Repository.templates])
        #expect(loaded.findings.map(\.description) == [])
        #expect(loaded.value?.submissions.count == 100)
    }

    /// The city's table as CSV, in the layout of `expected/totals.py`.
    private func cityTable(_ policy: MissingPolicy) throws -> String {
        let campaign = try campaign()
        let totals = campaign.totals(policy)
        var lines = [(["期间", "行"] + campaign.indicators.indicators.map(\.key.name)).joined(separator: ",")]
        for period in campaign.months {
            let report = try totals.report(for: "990100", period: period)
            for row in [FigureRow.increase, .total] {
                let figures = report.figures.map { $0[row].number.map { String($0) } ?? "缺报" }
                lines.append(([period.description, row.word] + figures).joined(separator: ","))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test("The city's months are as an independent computation has them", arguments: MissingPolicy.allCases)
    func months(policy: MissingPolicy) throws {
        let name = policy == .strict ? "strict" : "partial"
        #expect(try cityTable(policy) == Repository.text("Examples/zhengzhou-2017/expected/city-\(name).csv"))
    }

    @Test(
        "The independent computation still says what is kept",
        .enabled(if: CommandRun.locate("python3") != nil, "needs python3"),
        arguments: ["strict", "partial"])
    func recomputed(name: String) throws {
        let run = try CommandRun.run(
            "python3", ["\(Repository.example)/expected/totals.py", name], environment: ["PYTHONUTF8": "1"])
        #expect(run.stderr == "")
        #expect(try run.stdout == Repository.text("Examples/zhengzhou-2017/expected/city-\(name).csv"))
    }

    @Test("The check finds what the README of the example promises", arguments: MissingPolicy.allCases)
    func findings(policy: MissingPolicy) throws {
        let folder = Repository.example + "/"
        let found = try campaign().check(policy, rollUps: policy == .carryForward)
            .map { "\($0.severity.rawValue) \($0.rule) \($0.description.replacing(folder, with: ""))" }
        let name = policy == .strict ? "strict" : "partial"
        let path = "Examples/zhengzhou-2017/expected/findings-\(name).txt"
        let text = found.map { $0 + "\n" }.joined()
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try text.write(toFile: "\(Repository.root)/\(path)", atomically: true, encoding: .utf8)
            Issue.record("recorded \(path); read it like code, then run again")
        }
        #expect(try text == Repository.text(path))
    }
}
