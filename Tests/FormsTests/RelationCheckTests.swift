import Diagnostics
import Forms
import Testing

@Suite("Relations as rules")
struct RelationCheckTests {
    /// A campaign of one unit and month in which every indicator has the same total, except for those named.
    private func campaign(_ set: IndicatorSet, all: Int, _ changed: [IndicatorKey: Int]) throws -> Campaign {
        let tree = try #require(UnitTree.join([ReportingUnit(code: "1", name: "桐柏区")]).value)
        let figures = set.indicators.map { ($0.key, ReportedFigure.increase(changed[$0.key] ?? all)) }
        return Campaign(
            name: "护校安园", indicators: set, periods: .m(4)...Period.m(5), units: tree,
            openings: set.indicators.filter { $0.kind == .stock }.map {
                OpeningBalance(unit: "1", indicator: $0.key, level: 0)
            },
            submissions: [
                MonthlySubmission(unit: "1", period: .m(4), figures: Dictionary(uniqueKeysWithValues: figures))
            ])
    }

    /// All relations of the shipped set, each with the indicator that it belongs to.
    private static func relations() throws -> [(Indicator, Relation)] {
        try IndicatorSet.shipped().indicators.flatMap { indicator in indicator.relations.map { (indicator, $0) } }
    }

    @Test("At the boundary every relation holds")
    func boundary() throws {
        let set = try IndicatorSet.shipped()
        let findings = try campaign(set, all: 40, [.campuses: 80]).totals().checkRelations(of: "1", in: .m(4))
        #expect(findings == [])
    }

    @Test("Each relation, broken by one, is found under its own id and class")
    func broken() throws {
        let set = try IndicatorSet.shipped()
        for (indicator, relation) in try Self.relations() {
            let right = relation.addends.count == 2 ? 80 : relation.addends == [.campuses] ? 80 : 40
            let wrong = relation.comparison == .atLeast ? right - 1 : right + 1
            var changed: [IndicatorKey: Int] = [.campuses: 80]
            changed[indicator.key] = wrong
            let found = try campaign(set, all: 40, changed).totals().checkRelations(of: "1", in: .m(4))
            let rule = relation.rule(of: indicator.key)
            let hits = found.filter { $0.rule == rule }
            #expect(hits.first?.severity == relation.severity, "\(rule)")
            #expect(hits.count == (relation.isPartOf && indicator.kind == .flow ? 2 : 1), "\(rule)")
        }
    }

    @Test("There are as many rules as the shipped table has relations, each with its own id")
    func ids() throws {
        let ids = try Self.relations().map { $1.rule(of: $0.key) }
        #expect(ids.count == 30)
        #expect(Set(ids).count == ids.count)
    }

    private func sentences(_ changed: [IndicatorKey: Int]) throws -> [String] {
        try campaign(.shipped(), all: 40, [.campuses: 80].merging(changed) { $1 })
            .totals().checkRelations(of: "1", in: .m(4)).map(\.description)
    }

    @Test("Not more than, as an error")
    func atMost() throws {
        #expect(
            try sentences([.campusesWithPoliceLinkedAlarm: 81]) == [
                "桐柏区 2017年4月（安装一键式报警装置并与公安机关联网校园数）：“19 安装一键式报警装置并与公安机关联网校园数”合计应不大于“01 全部校园数”合计，前者为 81，后者为 80。请核对后更正。"
            ])
    }

    @Test("Not more than, as a warning")
    func warning() throws {
        #expect(
            try sentences([.campusesWithBarriers: 41]) == [
                "桐柏区 2017年4月（已安装硬质防冲撞设施校园数）：“12 已安装硬质防冲撞设施校园数”合计应不大于“11 排查需要安装防冲撞设施校园数”合计，前者为 41，后者为 40。请核实。"
            ])
    }

    @Test("Not less than, with its reason")
    func atLeast() throws {
        #expect(
            try sentences([.guards: 39]) == [
                "桐柏区 2017年4月（配备保安员数）：“04 配备保安员数”合计应不小于“05 已配备保安员的校园数”合计，前者为 39，后者为 40。理由：配有保安员的校园至少有一名保安员。请核对后更正。"
            ])
    }

    @Test("Equal to a sum")
    func equal() throws {
        #expect(
            try sentences([.urbanCampuses: 41]) == [
                "桐柏区 2017年4月（全部校园数）：“01 全部校园数”合计应等于“02 城市校园数”+“03 农村校园数”合计，前者为 80，后者为 41 + 40 = 81。请核对后更正。"
            ])
    }

    @Test("A 其中 of flows holds on 新增 too, a 其中 of stocks on 合计 only")
    func partOf() throws {
        #expect(
            try sentences([.highRiskPatientsFound: 41]).first
                == "桐柏区 2017年4月（其中重性精神病人）：“21 其中重性精神病人”新增应不大于“20 排查高危人员”新增，前者为 41，后者为 40。请核对后更正。")
        #expect(try sentences([.highRiskPatientsControlled: 41]).count == 2)
    }

    @Test("A relation with an unknown side is skipped aloud")
    func skipped() {
        let campaign = Campaign.town([.town("92", 4, 0, 0, 1, 0, 0).with("trips", .blank)])
        #expect(
            campaign.totals().checkRelations(of: "92", in: .m(4)).map(\.description) == [
                "桐柏区 2017年4月：有 2 条勾稽关系因数据不全没有检查（缺报 2 条）。补齐数据后再检查。"
            ])
        #expect(campaign.totals().checkRelations(of: "9", in: .m(4)).first?.severity == .hint)
    }

    @Test("“/” on the left leaves nothing to check, on the right it adds nothing")
    func notApplicable() throws {
        let left = Campaign.town([.town("92", 4, 0, 0, 1, 0, 0).with("tripsLate", .notApplicable)])
        #expect(left.totals().checkRelations(of: "92", in: .m(4)).map(\.rule) == ["progress.relation-skipped"])
        var whole = try campaign(.shipped(), all: 40, [.campuses: 40])
        whole.submissions[0].figures[.ruralCampuses] = .notApplicable
        whole.submissions[0].figures[.ruralSchoolsPatrolled] = .notApplicable
        whole.openings.removeAll { $0.indicator == .ruralCampuses || $0.indicator == .ruralSchoolsPatrolled }
        #expect(whole.totals().checkRelations(of: "1", in: .m(4)) == [])
    }

    @Test("Sums are checked on demand, at the place of the sum")
    func rollUp() {
        let bad = Campaign.town(["911", "912", "92"].map { .town($0, 4, 0, 1, 0, 0, 0) })
        let rules = { (findings: [Finding]) in
            findings.filter { $0.rule.hasPrefix("progress.relation.") }.map { $0.place.record ?? "" }
        }
        #expect(rules(bad.check()) == ["东岭一所 2017年4月", "东岭二所 2017年4月", "桐柏区 2017年4月"])
        #expect(
            rules(bad.check(rollUps: true)) == [
                "示例市 2017年4月", "东岭区 2017年4月", "东岭一所 2017年4月", "东岭二所 2017年4月", "桐柏区 2017年4月",
            ])
    }
}
