import Forms
import Foundation
import TestSupport
import Testing

@testable import Ledger

@Suite("A unit that hands in the sum of those below it")
struct SummaryUnitTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The county as one ledger has it all, and the same tree where district 91 hands in its sum (汇总填报).
    private func above() throws -> ReportLedger {
        var setup = Lake.setup()
        setup.summaries = ["91"]
        return try ReportLedger.create(at: folder.path(of: "above.sqlite"), setup, .officer)
    }

    @Test("It owes its own form, the units below it owe none here, and what these send counts in no sum")
    func flag() throws {
        let above = try above()
        #expect(try above.status(of: .progress, .m(4)).leaves.map(\.unit.code) == ["91", "92"])
        try above.take("91", 4, 1, 1, 10, 1, 0)
        try above.take("911", 4, 5, 5, 50, 5, 0)
        try above.take("92", 4, 1, 1, 7, 1, 0)
        let sums = try above.rollUp(.lakeTown, through: .m(4))
        #expect(sums.units.map(\.code) == ["9", "93"])
        #expect(sums.figures(of: "9", in: .m(4), "trips")?.total == .known(17))
        #expect(
            try above.progressReport(of: "9", period: .m(4), .lakeTown).children.map(\.unit.code) == ["91", "92", "93"])
    }

    @Test("The flag can be taken away; a report as sent before keeps it")
    func undone() throws {
        let above = try above()
        try above.take("91", 4, 1, 1, 10, 1, 0)
        let change = try above.lastChange()
        try above.setUnits(Lake.tree(), .officer("改由派出所直接报"))
        let total = { try above.progressReport(of: "91", period: .m(4), .lakeTown, $0)["trips"]?.total }
        #expect(try total(LedgerReporting()) == .absent(.notReported))
        #expect(try total(LedgerReporting(asOf: change)) == .known(10))
    }

    /// Openings for most, forms of most months for most units; some of them levels.
    private func fill(_ ledgers: [ReportLedger], _ unit: String, _ random: inout Seeded) throws {
        if Int.random(in: 0..<4, using: &random) > 0 {
            let openings = ["buses", "busesChecked"].map {
                OpeningBalance(unit: unit, indicator: IndicatorKey($0), level: Int.random(in: 10...40, using: &random))
            }
            for ledger in ledgers { _ = try ledger.setOpenings(openings, .officer) }
        }
        for month in 4...9 where Int.random(in: 0..<4, using: &random) > 0 {
            let values = IndicatorSet.lakeTown.indicators.map { indicator -> ReportedFigure.Value in
                let number = Int.random(in: (indicator.kind == .stock ? -3 : 0)...9, using: &random)
                let isLevel = indicator.kind == .stock && Int.random(in: 0..<4, using: &random) == 0
                return isLevel ? .level(number + 30) : .increase(number)
            }
            for ledger in ledgers {
                try ledger.receive(Lake.file(unit, month, values), .officer)
                try ledger.decide(.accept, on: LedgerSlot(.progress, unit, .m(month)), .officer)
            }
        }
    }

    @Test(
        "The sum of the parts is the whole, also where units are missing, for both policies",
        arguments: [UInt64](1...10), MissingPolicy.allCases)
    func missing(seed: UInt64, policy: MissingPolicy) throws {
        let (whole, above) = (try Lake.ledger(folder), try above())
        let below = Lake.units.filter { $0.code.hasPrefix("91") }.map { unit in
            var unit = unit
            if unit.code == "91" { unit.parent = nil }
            return unit
        }
        let district = try ReportLedger.create(
            at: folder.path(of: "district.sqlite"), Lake.setup(below), .officer)
        var random = Seeded(seed)
        for unit in Lake.leaves { try fill([whole, unit.hasPrefix("91") ? district : above], unit, &random) }
        let key = try #require(SigningKey(seed: Array(0..<32)))
        let file = try district.makeRollUpFile(
            of: "91", through: .m(9), .lakeTown, LedgerReporting(policy: policy), signedBy: key)
        try above.trust(key.publicKey, of: "91", .officer)
        _ = try above.receive(file, named: "91.json", .lakeTown, received: .on(10, 1), .officer)
        for month in 4...9 { try above.decide(.accept, on: LedgerSlot(.progress, "91", .m(month)), .officer) }
        let expected = try whole.rollUp(.lakeTown, through: .m(9), policy: policy)
        let sums = try above.rollUp(.lakeTown, through: .m(9), policy: policy)
        for month in 4...9 {
            for indicator in IndicatorSet.lakeTown.indicators {
                let numbers = [sums, expected].map { rollUp in
                    let figures = rollUp.figures(of: "9", in: .m(month), indicator.key)
                    return [figures?.increase.number, figures?.total.number]
                }
                #expect(numbers[0] == numbers[1], "seed \(seed) \(policy) \(month) \(indicator.key)")
            }
        }
    }
}
