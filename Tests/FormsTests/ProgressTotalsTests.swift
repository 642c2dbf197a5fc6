import CivilTime
import Diagnostics
import Forms
import Testing

@Suite("新增, 上期合计, 合计")
struct ProgressTotalsTests {
    private func figures(
        _ campaign: Campaign, _ unit: String, _ month: Int, _ key: IndicatorKey, _ policy: MissingPolicy = .strict
    )
        -> IndicatorFigures?
    {
        campaign.totals(policy).figures(of: unit, in: .m(month), key)
    }

    @Test("A flow starts at 0, a stock at its opening balance")
    func start() {
        let campaign = Campaign.town([.town("92", 4, 3, 2, 10, 1, 0)])
        #expect(
            figures(campaign, "92", 4, "trips")
                == IndicatorFigures(increase: .known(10), previousTotal: .known(0), total: .known(10)))
        #expect(
            figures(campaign, "92", 4, "buses")
                == IndicatorFigures(increase: .known(3), previousTotal: .known(100), total: .known(103)))
    }

    @Test("A typed 0 is a figure, a missing month is not")
    func zero() {
        let campaign = Campaign.town([.town("92", 4, 0, 0, 0, 0, 0)])
        #expect(figures(campaign, "92", 4, "trips")?.total == .known(0))
        #expect(
            figures(campaign, "92", 5, "trips")
                == IndicatorFigures(
                    increase: .absent(.notReported), previousTotal: .known(0), total: .absent(.notReported)))
    }

    @Test("After a missing month 合计 stays unknown, though 新增 is known")
    func gap() {
        let campaign = Campaign.town([.town("92", 4, 0, 0, 5, 0, 0), .town("92", 6, 0, 0, 5, 0, 0)])
        #expect(
            figures(campaign, "92", 6, "trips")
                == IndicatorFigures(
                    increase: .known(5), previousTotal: .absent(.notReported), total: .absent(.notReported)))
    }

    @Test("A level makes a stock known again after a missing month; its 新增 is not")
    func anchor() {
        let campaign = Campaign.town([
            .town("92", 4, 1, 0, 0, 0, 0), .town("92", 6, 0, 0, 0, 0, 0).with("buses", .level(90)),
        ])
        #expect(
            figures(campaign, "92", 6, "buses")
                == IndicatorFigures(
                    increase: .absent(.notReported), previousTotal: .absent(.notReported), total: .known(90)))
        #expect(figures(campaign, "92", 6, "buses", .carryForward)?.increase == .known(-11))
    }

    @Test("A stock without an opening balance is unknown until a level is given")
    func noOpening() {
        let campaign = Campaign.town(
            [
                .town("92", 4, 1, 0, 0, 0, 0), .town("92", 5, 0, 0, 0, 0, 0).with("buses", .level(7)),
                .town("92", 6, 2, 0, 0, 0, 0),
            ],
            openings: [])
        #expect(figures(campaign, "92", 4, "buses")?.total == .absent(.noOpening))
        #expect(figures(campaign, "92", 5, "buses")?.increase == .absent(.noOpening))
        #expect(figures(campaign, "92", 6, "buses")?.total == .known(9))
        #expect(figures(campaign, "9", 4, "buses", .carryForward)?.total == .absent(.noOpening))
    }

    @Test("“/” adds nothing, and shows as such while nothing else was reported")
    func notApplicable() {
        let campaign = Campaign.town([
            .town("911", 4, 0, 0, 4, 0, 0), .town("912", 4, 0, 0, 0, 0, 0).with("trips", .notApplicable),
        ])
        #expect(figures(campaign, "912", 4, "trips")?.total == .absent(.notApplicable))
        #expect(figures(campaign, "91", 4, "trips")?.total == .known(4))
    }

    @Test("A blank, a refused text and a figure out of range are not reported")
    func notReported() {
        for value in [ReportedFigure.Value.blank, .refused, .increase(2_000_000_000), .level(3)] {
            let campaign = Campaign.town([.town("92", 4, 0, 0, 0, 0, 0).with("trips", value)])
            #expect(figures(campaign, "92", 4, "trips")?.increase == .absent(.notReported))
        }
    }

    @Test("Strictly, one missing unit makes its parents' figures unknown")
    func strict() {
        let campaign = Campaign.town([.town("911", 4, 0, 0, 5, 0, 0), .town("92", 4, 0, 0, 6, 0, 0)])
        #expect(figures(campaign, "91", 4, "trips")?.increase == .absent(.notReported))
        #expect(figures(campaign, "9", 4, "trips")?.total == .absent(.notReported))
        #expect(figures(campaign, "92", 4, "trips")?.total == .known(6))
    }

    @Test("Carried forward, the missing unit keeps its last total")
    func carryForward() {
        let campaign = Campaign.town([
            .town("911", 4, 0, 0, 5, 0, 0), .town("912", 4, 0, 0, 3, 0, 0), .town("911", 5, 0, 0, 2, 0, 0),
        ])
        #expect(
            figures(campaign, "91", 5, "trips", .carryForward)
                == IndicatorFigures(increase: .known(2), previousTotal: .known(8), total: .known(10)))
        #expect(
            figures(campaign, "912", 5, "trips", .carryForward)
                == IndicatorFigures(increase: .absent(.notReported), previousTotal: .known(3), total: .known(3)))
    }

    @Test("A unit that closed is not expected, and what it counted stays")
    func closed() throws {
        var units = UnitTree.town.units
        units[3].reportsThrough = .m(4)
        let tree = try #require(UnitTree.join(units).value)
        let campaign = Campaign.town(
            [
                .town("911", 4, 0, 0, 5, 0, 0), .town("912", 4, -100, -100, 3, 0, 0), .town("911", 5, 1, 0, 1, 0, 0),
            ], units: tree)
        #expect(
            figures(campaign, "91", 5, "trips")
                == IndicatorFigures(increase: .known(1), previousTotal: .known(8), total: .known(9)))
        #expect(figures(campaign, "91", 5, "buses")?.total == .known(101))
        #expect(figures(campaign, "912", 5, "buses")?.increase == .absent(.notExpected))
    }

    @Test("A unit that opens later starts at zero")
    func opened() throws {
        var units = UnitTree.town.units
        units[3].reportsFrom = .m(5)
        let tree = try #require(UnitTree.join(units).value)
        let campaign = Campaign.town(
            [
                .town("911", 4, 0, 0, 5, 0, 0), .town("911", 5, 0, 0, 0, 0, 0), .town("912", 5, 12, 0, 1, 0, 0),
            ], units: tree)
        #expect(figures(campaign, "91", 4, "buses")?.total == .known(100))
        #expect(
            figures(campaign, "91", 5, "buses")
                == IndicatorFigures(increase: .known(12), previousTotal: .known(100), total: .known(112)))
    }

    @Test("As of a day, only what had arrived counts")
    func asOf() throws {
        let campaign = Campaign.town([
            .town("92", 4, 0, 0, 5, 0, 0).received("2017-05-01"),
            .town("92", 4, 0, 0, 9, 0, 0, version: 2).received("2017-06-10"),
        ])
        let day = try #require(CalendarDay(iso: "2017-06-09"))
        #expect(campaign.totals(asOf: day).figures(of: "92", in: .m(4), "trips")?.total == .known(5))
        #expect(campaign.totals().figures(of: "92", in: .m(4), "trips")?.total == .known(9))
    }

    @Test("Sums beyond an integer are unknown, not a crash")
    func overflow() {
        let indicator = IndicatorSet.lakeTown.indicators[2]
        #expect(indicator.total(through: .m(5), of: [.m(4): .max, .m(5): 1], since: .m(4)) == nil)
    }

    @Test("Three thousand units in a year are summed at once")
    func scale() throws {
        let set = try IndicatorSet.shipped()
        let root = [ReportingUnit(code: "0", name: "省")]
        let districts = (1...30).map { ReportingUnit(code: "d\($0)", name: "区\($0)", parent: "0") }
        let schools = (0..<3000).map { ReportingUnit(code: "s\($0)", name: "校\($0)", parent: "d\($0 % 30 + 1)") }
        let tree = try #require(UnitTree.join(root + districts + schools).value)
        let figures = Dictionary(uniqueKeysWithValues: set.indicators.map { ($0.key, ReportedFigure.increase(1)) })
        let submissions = schools.flatMap { school in
            (4...15).map { MonthlySubmission(unit: school.code, period: .m($0), figures: figures) }
        }
        let openings = schools.flatMap { school in
            set.indicators.filter { $0.kind == .stock }.map {
                OpeningBalance(unit: school.code, indicator: $0.key, level: 10)
            }
        }
        let campaign = Campaign(
            name: "省", indicators: set, periods: .m(4)...Period.m(15), units: tree, openings: openings,
            submissions: submissions)
        let report = try campaign.report(for: "0", period: .m(15))
        #expect(report[.guards]?.total == .known(3000 * (10 + 12)))
        #expect(report[.drillsGuided]?.total == .known(3000 * 12))
    }
}
