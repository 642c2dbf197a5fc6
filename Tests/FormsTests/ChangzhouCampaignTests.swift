import Diagnostics
import Testing

@testable import Forms

@Suite("A campaign of several units")
struct ChangzhouCampaignTests {
    typealias S = ChangzhouSamples

    static func campaign(
        checkups: [MonthlyForm<SecurityCheckup>] = [], risks: [MonthlyForm<RiskRecord>] = [], schools: [School] = []
    ) throws -> SafetyCampaign {
        let units = UnitTree.join([
            ReportingUnit(code: "0", name: "示例市教育局", shortName: "示例市", kind: .city),
            ReportingUnit(code: "1", name: "云溪区教育局", shortName: "云溪区", kind: .district, parent: "0"),
            ReportingUnit(code: "2", name: "竹亭区教育局", shortName: "竹亭区", kind: .district, parent: "0"),
        ])
        return SafetyCampaign(
            name: "攻坚行动", periods: S.month("2019-09")...S.month("2019-12"), units: try #require(units.value),
            schools: schools,
            checkups: checkups, risks: risks)
    }

    @Test("A district's form has its rows, a city's all of them in the order of the tree")
    func forms() throws {
        let campaign = try Self.campaign(risks: [
            S.form("2", "2019-09", [S.risk { $0.remark = "竹" }]), S.form("1", "2019-09", [S.risk { $0.remark = "云" }]),
            S.form("1", "2019-10", []),
        ])
        #expect(campaign.form2(of: "0", period: S.month("2019-09")).rows.map(\.remark) == ["云", "竹"])
        #expect(campaign.form2(of: "2", period: S.month("2019-09")).rows.map(\.remark) == ["竹"])
        #expect(campaign.form2(of: "1", period: S.month("2019-10")).units.map(\.name) == ["云溪区教育局"])
        #expect(campaign.form2(of: "2", period: S.month("2019-10")).units == [])
        #expect(campaign.form2(of: "0", period: S.month("2019-09")).head.unit == "示例市教育局")
    }

    @Test("Who did not report is named, on the form and as a finding")
    func missing() throws {
        let campaign = try Self.campaign(
            checkups: [S.form("1", "2019-09", [S.checkup()])], risks: [S.form("1", "2019-09", [])], schools: [S.school])
        #expect(campaign.form3(of: "0", period: S.month("2019-09")).missingUnits == ["竹亭区"])
        #expect(campaign.form3(of: "1", period: S.month("2019-09")).missingUnits == [])
        let sentences = campaign.check("0", period: S.month("2019-09")).map(\.description)
        #expect(sentences.contains("竹亭区 2019年9月：没有收到附件1、附件2。请催报；没有隐患的也应报送空表。"))
        #expect(
            campaign.check("1", period: S.month("2019-10")).map(\.description) == [
                "云溪区 2019年10月：没有收到附件1、附件2。请催报；没有隐患的也应报送空表。"
            ])
    }

    @Test("A form of an unknown unit, of a unit with units below it, or of another month is said, not counted")
    func misplaced() throws {
        let campaign = try Self.campaign(risks: [
            S.form("9", "2019-09", [S.risk()]), S.form("0", "2019-09", [S.risk()]), S.form("1", "2020-01", [S.risk()]),
        ])
        let findings = campaign.check("0", period: S.month("2019-09")).filter { $0.rule.hasPrefix("form.") }
        #expect(
            findings.map { "\($0.severity.rawValue) \($0.rule) \($0)" } == [
                "A form.unknown-unit 9 2019年9月附件2：单位代码“9”不在单位表中，没有统计。请改正单位代码。",
                "A form.unknown-unit 0 2019年9月附件2：该单位有下级单位，不直接填报，没有统计。请改正单位代码。",
                "A form.month-outside 1 2020年1月附件2：期间应在 2019年9月 至 2019年12月 之间，没有统计。请改正期间。",
            ])
        #expect(campaign.tally(of: "0", period: S.month("2019-12"))[.risksFound].count == 0)
    }

    @Test("A blank form lists the unit's schools, with nothing but what is known of them")
    func blank() throws {
        var school = S.school
        school.unit = "1"
        let campaign = try Self.campaign(schools: [school])
        let report = campaign.blankForm1(of: "0", period: S.month("2019-09"))
        #expect(report.units.map(\.code) == ["1", "2"])
        #expect(report.rows == [SecurityCheckup(school)])
        #expect(report.rows.first?.isFilledIn == false)
    }

    @Test("A rule without its side is said once for all units")
    func skippedOnce() throws {
        let campaign = try Self.campaign(
            checkups: [S.form("1", "2019-09", [S.checkup()]), S.form("2", "2019-09", [S.checkup()])],
            risks: [S.form("1", "2019-09", []), S.form("2", "2019-09", [])])
        let findings = campaign.check("0", period: S.month("2019-09"))
        #expect(findings.map(\.rule) == Array(repeating: "rule.skipped", count: 4))
    }
}
