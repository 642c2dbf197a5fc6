import CivilTime
import Diagnostics
import Foundation
import Ledger
import TestSupport
import Testing

@testable import Forms

@Suite("A ledger's sums are those of a campaign in memory")
struct RollUpTests {
    static let seeds: [UInt64] = Array(1...12)

    /// What was handed in: gaps, levels, “/”, blanks, corrections that hold only what changed; some of it not accepted.
    static func fill(_ ledger: ReportLedger, _ seed: UInt64) throws {
        var random = Seeded(seed)
        _ = try ledger.setOpenings(
            ["92", "911"].flatMap { unit in
                [
                    OpeningBalance(unit: unit, indicator: "buses", level: 40),
                    OpeningBalance(unit: unit, indicator: "busesChecked", level: 7),
                ]
            }, .officer)
        for month in 4...9 {
            for unit in Lake.leaves where Int.random(in: 1...100, using: &random) > 20 {
                for version in 1...Int.random(in: 1...3, using: &random) {
                    let values = IndicatorSet.lakeTown.indicators.map { value(of: $0.kind, version, &random) }
                    var file = Lake.file(unit, month, values, named: "\(seed) \(unit) \(month) \(version)")
                    // By chance it may say what an earlier version said.
                    file.isAgain = true
                    try ledger.receive(file, .officer)
                    if Int.random(in: 1...100, using: &random) > 25 {
                        try ledger.decide(.accept, on: LedgerSlot(.progress, unit, .m(month)), .officer)
                    }
                }
            }
        }
    }

    private static func value(of kind: IndicatorKind, _ version: Int, _ random: inout Seeded) -> ReportedFigure.Value {
        switch Int.random(in: 1...100, using: &random) {
        case 1...5: .notApplicable
        case 6...(version > 1 ? 60 : 9): .blank
        case 91...93: .refused
        case 70...90 where kind == .stock: .level(.random(in: 80...120, using: &random))
        default: .increase(.random(in: kind == .stock ? -5...9 : 0...900, using: &random))
        }
    }

    @Test("Every figure of every sum, for both policies and both ways of counting", arguments: seeds)
    func figures(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let ledger = try Lake.ledger(folder)
        try Self.fill(ledger, seed)
        for policy in MissingPolicy.allCases {
            for counting in Counting.allCases {
                let campaign = try ledger.campaign(.lakeTown, LedgerReporting(counting: counting))
                let totals = campaign.totals(policy)
                let rollUp = try ledger.rollUp(.lakeTown, through: .m(9), policy: policy, counting: counting)
                #expect(rollUp.units.map(\.code) == ["9", "91", "93"])
                for unit in rollUp.units {
                    for period in campaign.months {
                        for indicator in campaign.indicators.indicators {
                            #expect(
                                rollUp.figures(of: unit.code, in: period, indicator.key)
                                    == totals.figures(of: unit.code, in: period, indicator.key),
                                "seed \(seed) \(policy) \(counting) \(unit.code) \(period) \(indicator.key)")
                        }
                    }
                }
            }
        }
    }

    @Test("The report of every unit and month, with its missing, late, open and corrected units", arguments: seeds)
    func reports(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let ledger = try Lake.ledger(folder)
        try Self.fill(ledger, seed)
        for counting in Counting.allCases {
            let totals = try ledger.campaign(.lakeTown, LedgerReporting(counting: counting)).totals(.carryForward)
            let how = LedgerReporting(policy: .carryForward, counting: counting)
            for unit in Lake.units {
                for month in 4...9 {
                    let expected = try totals.report(for: unit.code, period: .m(month))
                    let report = try ledger.progressReport(of: unit.code, period: .m(month), .lakeTown, how)
                    #expect(report.figures == expected.figures, "seed \(seed) \(unit.code) \(month)")
                    #expect(report.children == expected.children, "seed \(seed) \(unit.code) \(month)")
                    #expect(report.remark == expected.remark, "seed \(seed) \(unit.code) \(month)")
                    #expect(report.lateText == expected.lateText, "seed \(seed) \(unit.code) \(month)")
                    #expect(report.correctionText == expected.correctionText, "seed \(seed) \(unit.code) \(month)")
                }
            }
        }
    }

    @Test("As it was at a change: nothing that came later shows", arguments: seeds)
    func asSent(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let ledger = try Lake.ledger(folder)
        try Self.fill(ledger, seed)
        let change = try ledger.lastChange()
        let then = try ledger.progressReport(of: "9", period: .m(9), .lakeTown)
        try Self.fill(ledger, seed + 1000)
        try ledger.setUnits(Lake.tree(Array(Lake.units.dropLast())), .officer)
        let again = try ledger.progressReport(of: "9", period: .m(9), .lakeTown, LedgerReporting(asOf: change))
        #expect(again.figures == then.figures)
        #expect(again.children == then.children)
        #expect(again.remark == then.remark)
        let sums = try ledger.rollUp(.lakeTown, through: .m(9), asOf: change)
        #expect(sums.figures(of: "9", in: .m(9)) == then.figures)
    }
}
