import CivilTime
import Diagnostics
import Forms
import Testing

@Suite("Rules on submissions, openings and totals")
struct CampaignCheckTests {
    /// The findings of one rule, as sentences.
    private func sentences(_ rule: String, _ campaign: Campaign, _ policy: MissingPolicy = .strict) -> [String] {
        campaign.check(policy).filter { $0.rule == rule }.map { "\($0.severity.rawValue) \($0.description)" }
    }

    private let good = MonthlySubmission.town("92", 4, 0, 0, 1, 0, 0)

    @Test("A complete campaign has no findings")
    func clean() {
        let campaign = Campaign.town(["911", "912", "92"].map { .town($0, 4, 1, 1, 5, 1, 1) })
        #expect(campaign.check(rollUps: true) == [])
    }

    @Test("A flow below zero")
    func negativeFlow() {
        #expect(
            sentences("progress.negative-flow", .town([good.with("trips", .increase(-3))])) == [
                "A 桐柏区 2017年4月（出车次数）：“03 出车次数”是累计数，新增应不小于 0，实填 -3。要更正以前月份，请重报那个月的新版本。"
            ])
        #expect(sentences("progress.negative-flow", .town([good.with("trips", .increase(0))])) == [])
        #expect(sentences("progress.negative-flow", .town([good.with("buses", .increase(-3))])) == [])
    }

    @Test("A figure out of range; the limits themselves pass")
    func range() {
        #expect(
            sentences("progress.out-of-range", .town([good.with("trips", .increase(1_000_000_001))])) == [
                "A 桐柏区 2017年4月（出车次数）：应在 -10 亿到 10 亿之间，实填 1000000001。请改正。"
            ])
        #expect(sentences("progress.out-of-range", .town([good.with("trips", .increase(1_000_000_000))])) == [])
        #expect(sentences("progress.out-of-range", .town([good.with("buses", .level(.min))])).count == 1)
    }

    @Test("A level for a flow, and a level below zero")
    func level() {
        #expect(
            sentences("progress.level-of-flow", .town([good.with("trips", .level(3))])) == [
                "A 桐柏区 2017年4月（出车次数）：“03 出车次数”是累计数，应填新增，实填期末数 3。请改填本月新增。"
            ])
        #expect(
            sentences("progress.negative-level", .town([good.with("buses", .level(-1))])) == [
                "A 桐柏区 2017年4月（校车数）：期末数应不小于 0，实填 -1。请改正。"
            ])
    }

    @Test("A blank is not reported; indicators that are not there at all are one finding")
    func blank() {
        #expect(
            sentences("progress.blank", .town([good.with("trips", .blank)])) == [
                "B 桐柏区 2017年4月（出车次数）：没有填写，按缺报处理。没有发生请填 0，不适用请填“/”。"
            ])
        #expect(
            sentences("progress.blank", .town([MonthlySubmission.town("92", 4, 0)])) == [
                "B 桐柏区 2017年4月：缺 4 项指标，按缺报处理：02 已检校车数、03 出车次数、04 其中晚点 等。没有发生请填 0，不适用请填“/”。"
            ])
        #expect(sentences("progress.blank", .town([good.with("trips", .notApplicable)])) == [])
    }

    @Test("A unit that is not in the tree, with the nearest name")
    func unknownUnit() {
        #expect(
            sentences("progress.unknown-unit", .town([.town("桐伯区", 4, 0, 0, 1, 0, 0)])) == [
                "A 桐伯区 2017年4月：单位“桐伯区”不在单位表中。是否为“桐柏区”？请改正。"
            ])
        #expect(
            sentences("progress.unknown-unit", .town([.town("桐柏区", 4, 0, 0, 1, 0, 0)])) == [
                "A 桐柏区 2017年4月：单位应写代码，实写“桐柏区”。请改为 92。"
            ])
    }

    @Test("An indicator that the set lacks")
    func unknownIndicator() {
        #expect(
            sentences("progress.unknown-indicator", .town([good.with("busses", .increase(1))])) == [
                "A 桐柏区 2017年4月：指标“busses”不在指标表中。是否为“buses”？请改正。"
            ])
    }

    @Test("A month outside the campaign")
    func monthOutside() {
        #expect(
            sentences("progress.month-outside", .town([.town("92", 10, 0, 0, 1, 0, 0)])) == [
                "A 桐柏区 2017年10月：期间应在 2017年4月 至 2017年9月 之间，实为 2017年10月。请改正期间。"
            ])
    }

    @Test("A unit that is the sum of others does not report")
    func sumUnit() {
        #expect(
            sentences("progress.sum-unit", .town([.town("91", 4, 0, 0, 1, 0, 0)])) == [
                "A 东岭区 2017年4月：“东岭区”的数据由下级单位相加得出，不应直接填报。请由下级单位填报，或在单位表中加一个“本级”单位。"
            ])
    }

    @Test("The same version twice")
    func doubled() {
        var second = good
        second.place = Place(file: "b.csv", position: TextPosition(line: 3, column: 1))
        var first = good
        first.place = Place(file: "a.csv", position: TextPosition(line: 2, column: 1))
        #expect(
            sentences("progress.double-submission", .town([first, second])) == [
                "A b.csv 第 3 行第 1 列 桐柏区 2017年4月：第 1 版重复，另一份在 a.csv 第 2 行第 1 列。更正请把版本加 1，重复的请删去一份。"
            ])
    }

    @Test("Late by a day is late, on the day is not")
    func late() {
        #expect(
            sentences("progress.late", .town([good.received("2017-05-02")])) == [
                "C 桐柏区 2017年4月：应于 2017-05-01 前报送，2017-05-02 才收到，迟 1 天。请核实收到日期，并提醒该单位按时报送。"
            ])
        #expect(sentences("progress.late", .town([good.received("2017-05-01")])) == [])
    }

    @Test("A missing unit is grave under the strict policy only")
    func missing() {
        let campaign = Campaign.town([good, .town("911", 4, 0, 0, 1, 0, 0)])
        #expect(
            sentences("progress.missing-unit", campaign) == [
                "A 东岭二所 2017年4月：缺报，汇总数从本月起无法得出。请催报；要先出报表，请用 --partial。"
            ])
        #expect(
            sentences("progress.missing-unit", campaign, .carryForward) == [
                "B 东岭二所 2017年4月：缺报，汇总的新增不含该单位，合计沿用它上一次的数。请催报。"
            ])
    }

    @Test("A missing opening balance, unless every month gives the level")
    func openingMissing() {
        #expect(
            sentences("opening.missing", .town([good], openings: [])) == [
                "A 桐柏区 期初数：缺 2 项期初数，合计无法计算：01 校车数、02 已检校车数。请在 opening.csv 中补上 2017年4月 之前的数量，没有的填 0。"
            ])
        let levels = good.with("buses", .level(3)).with("busesChecked", .level(3))
        #expect(sentences("opening.missing", .town([levels], openings: [])) == [])
        #expect(
            sentences("opening.unknown-increase", .town([levels], openings: [])) == [
                "B 桐柏区 期初数：缺 2 项期初数，第一个月的新增无法推算：01 校车数、02 已检校车数。请在 opening.csv 中补上。"
            ])
    }

    @Test("A campaign to which nobody has reported is not all right")
    func nothingReported() {
        let findings = Campaign.town([]).check().filter { $0.rule == "campaign.nothing-reported" }
        #expect(findings.map(\.severity) == [.explain])
        #expect(findings.map(\.statement).allSatisfy { $0.hasSuffix("个填报单位都还没有月报数据") })
    }

    @Test("A correction may hold only what changed; what it leaves open stays as it was")
    func partialCorrection() {
        let whole = MonthlySubmission.town("92", 4, 5, 5, 1, 1, 1)
        var correction = whole
        correction.version = 2
        correction.figures = correction.figures.filter { $0.key == "trips" }.mapValues { _ in .increase(9) }
        let campaign = Campaign.town([correction, whole])
        let before = Campaign.town([whole]).totals()
        let after = campaign.totals()
        for indicator in campaign.indicators.indicators {
            let figure = after.figures(of: "92", in: campaign.periods.lowerBound, indicator.key)?.increase.number
            let old = before.figures(of: "92", in: campaign.periods.lowerBound, indicator.key)?.increase.number
            #expect(figure == (indicator.key == "trips" ? 9 : old), "\(indicator.key)")
        }
        #expect(!campaign.check().contains { $0.rule == "progress.blank" && ($0.place.record ?? "").contains("桐柏区") })
    }

    @Test("An opening balance where none belongs")
    func openingWrong() {
        let openings = [
            OpeningBalance(unit: "92", indicator: "trips", level: 3),
            OpeningBalance(unit: "91", indicator: "buses", level: 3),
            OpeningBalance(unit: "93", indicator: "buses", level: 3),
            OpeningBalance(unit: "92", indicator: "buses", level: -3),
            OpeningBalance(unit: "92", indicator: "buses", level: 3),
        ]
        let findings = Campaign.town([], openings: openings).check().filter { $0.rule != "campaign.nothing-reported" }
        #expect(
            findings.map(\.description) == [
                "桐柏区 期初数（出车次数）：“03 出车次数”是累计数，从 0 开始，没有期初数。请删去这一列。",
                "东岭区 期初数（校车数）：“东岭区”的期初数由下级单位相加得出。请改填下级单位的期初数。",
                "93 期初数：单位“93”不在单位表中。是否为“9”？请改正。",
                "桐柏区 期初数（校车数）：期初数应在 0 到 10 亿之间，实填 -3。请改正。",
                "桐柏区 期初数（校车数）：期初数出现了两次。请删去一个。",
            ])
    }

    @Test("A stock that falls below zero is found once, where it happens")
    func negativeTotal() {
        let campaign = Campaign.town([
            .town("92", 4, -100, -100, 0, 0, 0), .town("92", 5, -1, 0, 0, 0, 0), .town("92", 6, -1, 0, 0, 0, 0),
        ])
        #expect(
            sentences("progress.negative-total", campaign) == [
                "A 桐柏区 2017年5月（校车数）：“01 校车数”合计应不小于 0，实为 -1。请核对本月新增和期初数。"
            ])
    }

    @Test("A unit that closes with something left")
    func closed() throws {
        var units = UnitTree.town.units
        units[4].reportsThrough = .m(4)
        let tree = try #require(UnitTree.join(units).value)
        #expect(
            sentences("progress.closed-with-stock", .town([good.with("buses", .increase(-100))], units: tree)) == [
                "B 桐柏区 2017年4月：末报期间后仍有 1 项期末数不为 0，仍计入汇总，例如“02 已检校车数”100。停办的单位请在末报期间把期末数报为 0（新增填负数）；并入其他单位的请在接收单位补报。"
            ])
        let late = Campaign.town([.town("92", 5, 0, 0, 0, 0, 0)], units: tree)
        #expect(
            sentences("progress.not-expected", late) == [
                "A 桐柏区 2017年5月：“桐柏区”在 2017年4月 之后不再填报。请改正期间，或改正单位表中的末报期间。"
            ])
    }

    @Test("A case of another month; its content stays out of the sentence")
    func caseDay() {
        var submission = good
        submission.cases = [
            CaseDetail(unit: "92", period: .m(4), kind: "查处治安案件", day: CalendarDay(iso: "2017-05-03"), summary: "某人")
        ]
        #expect(
            sentences("progress.case-day", .town([submission])) == [
                "C 桐柏区 2017年4月：案事件日期应在 2017年4月，实为 2017-05-03。请核实日期，或移到所属月份。"
            ])
    }
}
