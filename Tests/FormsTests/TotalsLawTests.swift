import Diagnostics
import Forms
import Testing

@Suite("合计 laws, over seeded random campaigns")
struct TotalsLawTests {
    static let seeds: [UInt64] = Array(1...25)

    /// A campaign in which each unit-month is missing with `gaps` per cent; stocks come as increases or as levels.
    static func random(_ seed: UInt64, gaps: Int = 20, levels: Int = 30) -> Campaign {
        var random = Seeded(seed)
        var submissions: [MonthlySubmission] = []
        for unit in ["911", "912", "92"] {
            for month in 4...9 where Int.random(in: 1...100, using: &random) > gaps {
                var submission = MonthlySubmission.town(unit, month, 0, 0, 0, 0, 0)
                for indicator in IndicatorSet.lakeTown.indicators {
                    let isLevel = indicator.kind == .stock && Int.random(in: 1...100, using: &random) <= levels
                    let low = indicator.kind == .stock ? -5 : 0
                    let value: ReportedFigure.Value =
                        isLevel
                        ? .level(.random(in: 80...120, using: &random))
                        : .increase(.random(in: low...9, using: &random))
                    submission.figures[indicator.key] = ReportedFigure(value)
                }
                submissions.append(submission)
            }
        }
        return .town(submissions)
    }

    @Test("合计(m) = 合计(m−1) + 新增(m) for every unit, month and indicator where all are known", arguments: seeds)
    func running(seed: UInt64) {
        for policy in MissingPolicy.allCases {
            let campaign = Self.random(seed)
            let totals = campaign.totals(policy)
            for unit in campaign.units.units {
                for period in campaign.months {
                    for indicator in campaign.indicators.indicators {
                        let figures = totals.figures(of: unit.code, in: period, indicator.key)
                        guard let new = figures?.increase.number, let before = figures?.previousTotal.number else {
                            continue
                        }
                        #expect(
                            figures?.total.number == before + new,
                            "seed \(seed) \(policy) \(unit.code) \(period) \(indicator.key)")
                    }
                }
            }
        }
    }

    @Test("Carried forward, 合计 is always known, and 新增 whenever anybody reported", arguments: seeds)
    func carried(seed: UInt64) {
        let campaign = Self.random(seed)
        let totals = campaign.totals(.carryForward)
        for period in campaign.months {
            let anybody = campaign.submissions.contains { $0.period == period }
            let figures = totals.figures(of: "9", in: period, "trips")
            #expect(figures?.total.number != nil, "seed \(seed)")
            #expect((figures?.increase.number != nil) == anybody, "seed \(seed)")
        }
    }

    @Test("A city = Σ its districts, and is unknown when one of them is", arguments: seeds)
    func sums(seed: UInt64) {
        for policy in MissingPolicy.allCases {
            let campaign = Self.random(seed)
            let totals = campaign.totals(policy)
            for period in campaign.months {
                for indicator in campaign.indicators.indicators {
                    let parts = ["91", "92"].map { totals.figures(of: $0, in: period, indicator.key)?.total.number }
                    let known = parts.compactMap { $0 }
                    let sum = known.count == parts.count ? known.reduce(0, +) : nil
                    #expect(
                        totals.figures(of: "9", in: period, indicator.key)?.total.number == sum,
                        "seed \(seed) \(policy) \(period)")
                }
            }
        }
    }

    @Test("A level and its increase give the same table", arguments: seeds)
    func levels(seed: UInt64) {
        let increases = Self.random(seed, gaps: 0, levels: 0)
        let table = increases.totals()
        var asLevels = increases
        asLevels.submissions = increases.submissions.map { submission in
            var copy = submission
            for indicator in IndicatorSet.lakeTown.indicators where indicator.kind == .stock {
                guard let total = table.figures(of: copy.unit, in: copy.period, indicator.key)?.total.number else {
                    continue
                }
                copy.figures[indicator.key] = .level(total)
            }
            return copy
        }
        let other = asLevels.totals()
        for unit in increases.units.units {
            for period in increases.months {
                for indicator in increases.indicators.indicators {
                    #expect(
                        table.figures(of: unit.code, in: period, indicator.key)
                            == other.figures(of: unit.code, in: period, indicator.key), "seed \(seed)")
                }
            }
        }
    }

    @Test("A corrected month changes it and every later 合计, and no earlier one", arguments: seeds)
    func correction(seed: UInt64) throws {
        let campaign = Self.random(seed, gaps: 0, levels: 0)
        var random = Seeded(seed &+ 1000)
        var corrected = try #require(campaign.submissions.randomElement(using: &random))
        let old = try #require(
            campaign.totals().figures(of: corrected.unit, in: corrected.period, "trips")?.increase.number)
        corrected.version = 2
        corrected.figures["trips"] = .increase(old + 7)
        var later = campaign
        later.submissions.insert(corrected, at: 0)
        for unit in [corrected.unit, "9"] {
            for period in campaign.months {
                let before = try #require(campaign.totals().figures(of: unit, in: period, "trips")?.total.number)
                let after = try #require(later.totals().figures(of: unit, in: period, "trips")?.total.number)
                #expect(after - before == (period < corrected.period ? 0 : 7), "seed \(seed) \(unit) \(period)")
            }
        }
    }

    @Test("The engine and the sum for one indicator agree", arguments: seeds)
    func simple(seed: UInt64) {
        let campaign = Self.random(seed, levels: 0)
        let totals = campaign.totals()
        for indicator in campaign.indicators.indicators {
            let increases = Dictionary(
                uniqueKeysWithValues: campaign.submissions.filter { $0.unit == "92" }.compactMap {
                    submission -> (Period, Int)? in
                    guard case .increase(let number) = submission.figures[indicator.key]?.value else { return nil }
                    return (submission.period, number)
                })
            for period in campaign.months {
                #expect(
                    indicator.total(through: period, of: increases, since: .m(4), opening: 100)
                        == totals.figures(of: "92", in: period, indicator.key)?.total.number, "seed \(seed)")
            }
        }
    }

    @Test("The order of the files does not matter", arguments: seeds)
    func order(seed: UInt64) {
        let campaign = Self.random(seed)
        var shuffled = campaign
        var random = Seeded(seed)
        shuffled.submissions.shuffle(using: &random)
        for period in campaign.months {
            for indicator in campaign.indicators.indicators {
                #expect(
                    campaign.totals().figures(of: "9", in: period, indicator.key)
                        == shuffled.totals().figures(of: "9", in: period, indicator.key), "seed \(seed)")
            }
        }
    }
}
