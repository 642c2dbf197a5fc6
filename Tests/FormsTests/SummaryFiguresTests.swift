import CivilTime
import Testing

@testable import Forms

@Suite("What summaries count")
struct SummaryFiguresTests {
    private func rate(_ part: Int, _ whole: Int) -> Rate { Rate(part: part, whole: whole) }

    // MARK: - Places

    @Test("Equal rates share a place, and the next one comes after all of them")
    func ties() {
        let ranking = Ranking([rate(1, 3), rate(9, 10), rate(2, 6), rate(0, 5)])
        #expect(ranking.places.map { $0?.text } == ["2（并列）", "1", "2（并列）", "4"])
    }

    @Test("Rates are compared by their parts, not by what they are rounded to")
    func exact() {
        let ranking = Ranking([rate(3333, 10_000), rate(1, 3)])
        #expect(ranking.places.map { $0?.number } == [2, 1])
    }

    @Test("A rate of nothing, or one that is not known, has no place")
    func noPlace() {
        #expect(Ranking([rate(0, 0), nil, rate(1, 2)]).places.map { $0?.number } == [nil, nil, 1])
        #expect(Ranking([]).places.isEmpty)
    }

    @Test("Parts that overflow when multiplied still compare")
    func wide() {
        let ranking = Ranking([rate(Int.max - 1, Int.max), rate(Int.max, Int.max)])
        #expect(ranking.places.map { $0?.number } == [2, 1])
    }

    // MARK: - Rates as text

    @Test(
        "A rate with one decimal, never 100 % of less than all, negative where something fell",
        arguments: [
            (1, 2, "50.0%"), (9996, 10_000, "99.9%"), (10_000, 10_000, "100.0%"), (0, 0, "—"), (2, 3, "66.7%"),
            (-1, 8, "-12.5%"), (-1, 100_000, "0.0%"), (5, 4, "125.0%"), (Int.max, Int.max, "100.0%"),
        ])
    func text(part: Int, whole: Int, expected: String) { #expect(rate(part, whole).text == expected) }

    @Test("Goals are whole percents where they are", arguments: [(0.85, "85%"), (1, "100%"), (0.995, "99.5%")])
    func goal(target: Double, expected: String) { #expect(SummaryGoal.words(target) == expected) }

    // MARK: - Median and percentile

    @Test(
        "Median and 90th percentile",
        arguments: [
            ([], nil, nil), ([7], 7, 7), ([3, 1], 2, 3), ([1, 2, 4, 100], 3, 100),
            (Array(1...10), 5.5, 9), (Array(1...11), 6, 10), (Array((1...100).reversed()), 50.5, 90),
        ] as [([Int], Double?, Int?)])
    func quantiles(values: [Int], median: Double?, ninetieth: Int?) {
        #expect(Quantile.median(values) == median)
        #expect(Quantile.ninetieth(values) == ninetieth)
    }

    // MARK: - Spans

    @Test(
        "Terms by their names",
        arguments: [
            ("2017春", "2017年春季学期", "2017-02", "2017-07"), ("２０１７年秋季学期", "2017年秋季学期", "2017-08", "2018-01"),
            ("2017-autumn", "2017年秋季学期", "2017-08", "2018-01"),
        ])
    func term(text: String, name: String, first: String, last: String) throws {
        let span = try #require(SummarySpan.term(text))
        #expect(span.name == name)
        #expect(span.periods.lowerBound.description == first)
        #expect(span.periods.upperBound.description == last)
    }

    @Test("What is no term", arguments: ["", "春", "2017", "2017夏", "17春"])
    func noTerm(text: String) { #expect(SummarySpan.term(text) == nil) }

    @Test("A span is cut to the campaign; outside it there is none")
    func within() throws {
        let campaign = ChangzhouSamples.month("2017-04")...ChangzhouSamples.month("2018-01")
        let year = try #require(SummarySpan.year(2017)?.within(campaign))
        #expect(year.words == "2017年4月至2017年12月")
        #expect(year.name == "2017年")
        #expect(SummarySpan.year(2018)?.within(campaign)?.words == "2018年1月")
        #expect(SummarySpan.year(2019)?.within(campaign) == nil)
        #expect(year.shortName(of: campaign.lowerBound) == "4月")
        #expect(SummarySpan.campaign(campaign).shortName(of: campaign.lowerBound) == "2017.4")
    }

    // MARK: - Hazards

    private func hazards(_ states: [RiskState?], found: String? = "2019-09-10") -> [RowCourse<RiskRecord>] {
        let months = ["2019-09", "2019-10", "2019-11", "2019-12"]
        let forms = zip(months, states).map { month, state in
            ChangzhouSamples.form(
                "990201", month,
                [
                    ChangzhouSamples.risk {
                        $0.state = state
                        $0.foundOn = found.map(ChangzhouSamples.day)
                    }
                ])
        }
        return RowCourse.hazards(forms, through: ChangzhouSamples.month("2019-12"))
    }

    private let span = ChangzhouSamples.month("2019-09")...ChangzhouSamples.month("2019-12")

    @Test("Mending runs from 排查日期 to the due day of the month since which the rows say 已完成")
    func days() {
        let courses = hazards([.inProgress, .completed, .completed])
        #expect(courses.map(\.doneSince) == [ChangzhouSamples.month("2019-10")])
        // 10 September to 25 October.
        let times = MendingTimes(courses, within: span, due: SafetyCampaign.due)
        #expect(times.days == [45])
        #expect(times.unknown == 0)
    }

    @Test("What is opened again is not mended; mended anew, it counts from then")
    func reopened() {
        #expect(hazards([.completed, .inProgress]).map(\.doneSince) == [nil])
        #expect(
            hazards([.completed, .inProgress, .completed]).map(\.doneSince) == [ChangzhouSamples.month("2019-11")])
    }

    @Test("Without 排查日期, or with one after the due day, there is no duration")
    func noDays() {
        for found in [nil, "2019-09-26"] {
            let times = MendingTimes(hazards([.completed], found: found), within: span, due: SafetyCampaign.due)
            #expect(times.days == [])
            #expect(times.unknown == 1)
        }
    }

    @Test("Levels at a month's end: found, mended, open, overdue, and rows that do not say")
    func levels() {
        let day = ChangzhouSamples.day("2019-12-25")
        var figures = HazardFigures(hazards([.inProgress]), reportingDay: day)
        #expect(
            [figures.found, figures.completed, figures.open, figures.overdue, figures.unstated] == [1, 0, 1, 1, 0])
        figures = HazardFigures(hazards([nil]), reportingDay: day)
        #expect(
            [figures.found, figures.completed, figures.open, figures.overdue, figures.unstated] == [1, 0, 0, 0, 1])
    }
}
