import CivilTime
import Diagnostics
import Forms
import Testing

@Suite("The progress report as data for a template")
struct ProgressReportTests {
    private func report(
        _ submissions: [MonthlySubmission], _ unit: String = "9", _ month: Int = 5, _ policy: MissingPolicy = .strict
    )
        throws -> ProgressReport
    {
        try Campaign.town(submissions).report(for: unit, period: .m(month), policy: policy)
    }

    /// Follows a path of names through record types alone, as a template does.
    private func value(_ path: String, in data: RecordData) -> FieldValue? {
        var data = data
        var value: FieldValue?
        for name in path.split(separator: ".") {
            guard case .found(let place) = data.type.lookUp(String(name)) else { return nil }
            value = data.values[place]
            if case .record(let inner) = data.values[place] { data = inner }
        }
        return value
    }

    private let april = ["911", "912", "92"].map { MonthlySubmission.town($0, 4, 1, 0, 5, 1, 0) }

    @Test(
        "Indicators are found by key, number, title and facet",
        arguments: [
            ("指标.03.合计", 15), ("指标.3.合计", 15), ("指标.trips.新增", 15), ("indicators.出车次数.increase", 15),
            ("指标.校车数.上期合计", 300),
        ])
    func paths(path: String, number: Int) throws {
        #expect(value(path, in: try report(april, "9", 4).data) == .integer(number))
    }

    @Test(
        "The shipped table's own names",
        arguments: ["指标.04.合计", "指标.guards.上期合计", "指标.配备保安员数.新增", "填报单位", "填表单位", "具体情况"])
    func shipped(path: String) throws {
        var type = ProgressReport.recordType(for: try .shipped())
        for name in path.split(separator: ".") {
            guard case .found(let place) = type.lookUp(String(name)) else {
                Issue.record("\(name) is not found")
                return
            }
            if case .record(let inner) = type.fields[place].kind { type = inner }
        }
    }

    @Test("A title that stands twice stays ambiguous in a template")
    func ambiguous() throws {
        let type = ProgressReport.recordType(for: try .shipped())
        guard case .found(let place) = type.lookUp("指标"), case .record(let table) = type.fields[place].kind else {
            Issue.record("no indicators")
            return
        }
        #expect(table.lookUp("其中重性精神病人") == .ambiguous(["highRiskPatientsFound", "highRiskPatientsControlled"]))
    }

    @Test("What is not known prints 缺报")
    func absent() throws {
        let data = try report(april).data
        #expect(value("指标.trips.合计", in: data) == .absent(.notReported))
        #expect(value("指标.trips.上期合计", in: data) == .integer(15))
    }

    @Test("Head and foot; what is empty stays blank for ink")
    func head() throws {
        let data = try report(april).data
        #expect(data["unit"] == .text("示例市公安局"))
        #expect(data["period"] == .month(.m(5)))
        #expect(data["title"] == .text("湖镇校车安全月报"))
        #expect(data["reviewer"] == .blank)
        #expect(data["date"] == .blank)
    }

    @Test("Districts side by side")
    func children() throws {
        guard case .list(let rows) = try report(april, "9", 4).data["children"] else {
            Issue.record("no list")
            return
        }
        #expect(rows.map { $0["unit"] } == [.text("东岭区"), .text("桐柏区")])
        #expect(rows.map { value("指标.trips.合计", in: $0) } == [.integer(10), .integer(5)])
    }

    @Test("The list of indicators carries titles, units and groups")
    func list() throws {
        guard case .list(let rows) = try report(april, "9", 4).data["indicatorList"] else {
            Issue.record("no list")
            return
        }
        #expect(rows.map { $0["title"] }.prefix(2) == [.text("校车数"), .text("已检校车数")])
        #expect(rows[0]["group"] == .text("校车"))
        #expect(rows[2]["group"] == .blank)
        #expect(rows[2]["unit"] == .text("次"))
    }

    @Test("Missing units, with the months and where their totals come from")
    func missing() throws {
        let submissions = april + [.town("911", 5, 0, 0, 1, 0, 0)]
        #expect(try report(submissions).missingText == "东岭二所（缺 2017年5月）、桐柏区（缺 2017年5月）")
        #expect(
            try report(submissions, "9", 5, .carryForward).missingText
                == "东岭二所（缺 2017年5月；合计沿用 2017年4月）、桐柏区（缺 2017年5月；合计沿用 2017年4月）")
        #expect(
            try report([.town("92", 4, 0, 0, 0, 0, 0)], "91", 4, .carryForward).missing.map(\.unit.code) == [
                "911", "912",
            ])
        #expect(
            try report([], "911", 4, .carryForward).missingText == "东岭一所（缺 2017年4月；合计沿用 期初数）")
        #expect(try report(april, "9", 4).missing == [])
    }

    @Test("A gap of an earlier month stays on the report")
    func earlierGap() throws {
        let later = try report(
            [.town("911", 4, 0, 0, 1, 0, 0), .town("911", 6, 0, 0, 1, 0, 0)], "911", 6, .carryForward)
        #expect(later.missingText == "东岭一所（缺 2017年5月）")
    }

    @Test("The remark: missing units first, then the cases by day")
    func remark() throws {
        var submission = MonthlySubmission.town("911", 4, 0, 0, 1, 0, 0)
        submission.cases = [
            CaseDetail(unit: "911", period: .m(4), kind: "查处治安案件", day: CalendarDay(iso: "2017-04-20"), summary: "乙"),
            CaseDetail(unit: "911", period: .m(4), kind: "破获刑事案件", day: CalendarDay(iso: "2017-04-03"), summary: "甲"),
        ]
        submission.note = "丙"
        #expect(
            try report([submission], "91", 4).remark
                == "缺报单位：东岭二所（缺 2017年4月）\n1. 4月3日，东岭一所，破获刑事案件：甲\n2. 4月20日，东岭一所，查处治安案件：乙")
        #expect(try report([submission], "911", 4).remark == "1. 4月3日，破获刑事案件：甲\n2. 4月20日，查处治安案件：乙\n情况说明：丙")
    }

    @Test("Late and corrected units")
    func flags() throws {
        let submissions = [
            MonthlySubmission.town("92", 4, 0, 0, 1, 0, 0).received("2017-05-03"),
            MonthlySubmission.town("92", 4, 0, 0, 2, 0, 0, version: 2).received("2017-05-20"),
        ]
        let report = try report(submissions, "92", 5)
        #expect(report.late == [])
        #expect(report.correctionText == "桐柏区更正 2017年4月（第2版）")
        #expect(try self.report(submissions, "92", 4).lateText == "桐柏区（5月3日收到，应于5月1日前）")
    }

    @Test("A unit or month that is not there")
    func unknown() {
        let unit = #expect(throws: Failure.self) { try report(april, "桐伯区") }
        #expect(unit?.description == "单位“桐伯区”不在单位表中。是否为“桐柏区”？请改正。")
        let month = #expect(throws: Failure.self) { try report(april, "9", 10) }
        #expect(month?.description == "2017年10月：期间应在 2017年4月 至 2017年9月 之间，实为 2017年10月。请改正期间。")
    }

    @Test("Persons' names and phones are marked sensitive")
    func sensitive() throws {
        let type = ProgressReport.recordType(for: .lakeTown)
        #expect(type.fields.filter(\.isSensitive).map(\.key) == ["reviewer", "preparer", "phone", "remark"])
    }
}
