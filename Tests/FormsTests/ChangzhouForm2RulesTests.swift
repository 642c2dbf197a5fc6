import Diagnostics
import Testing

@testable import Forms

@Suite("附件2: every rule")
struct ChangzhouForm2RulesTests {
    typealias Change = @Sendable (inout RiskRecord) -> Void

    @Test("A broken rule is one sentence", arguments: ChangzhouForm2RulesTests.breaches)
    func broken(breach: (Change, String)) {
        #expect(RiskRecord.sentences([ChangzhouSamples.risk(breach.0)]) == [breach.1])
    }

    static let breaches: [(Change, String)] = [
        ({ $0.risk = "" }, "A form2.required.risk 东风小学（涉校风险隐患）：不能为空。请填写涉校风险隐患。"),
        ({ $0.state = nil }, "A form2.required.state 东风小学（隐患整改情况）：不能为空。请在“已完成、正在整改中”中择一填写。"),
        ({ $0.station = "" }, "C form2.blank.station 东风小学（派出所）：没有填写。请补填；确实没有的请在备注中说明。"),
        (
            { $0.category = nil },
            "B form2.blank.category 东风小学（隐患类别）：没有填写，遮盖时按涉及个人处理。请在“校园内部矛盾纠纷、校园周边重点人员、安全防范设施、校园周边治安乱点、其他”中择一填写。"
        ),
        ({ $0.foundOn = nil }, "C form2.blank.foundOn 东风小学（排查日期）：没有填写。请补填；确实没有的请在备注中说明。"),
        ({ $0.measures = "" }, "B form2.blank.measures 东风小学（整改措施）：没有填写。请补填；确实没有的请在备注中说明。"),
        ({ $0.owner = "" }, "B form2.blank.owner 东风小学（整改责任人）：没有填写。请补填；确实没有的请在备注中说明。"),
        ({ $0.deadline = nil }, "B form2.blank.deadline 东风小学（整改时限）：没有填写，无法判断是否逾期。请补填；确实没有的请在备注中说明。"),
        ({ $0.supervisor = "" }, "B form2.blank.supervisor 东风小学（督办单位）：没有填写。请补填；确实没有的请在备注中说明。"),
        (
            { ($0.deadline, $0.state) = (ChangzhouSamples.day("2019-09-09"), .completed) },
            "C form2.deadline-before-found 东风小学（整改时限）：整改时限 2019-09-09 早于排查日期 2019-09-10。请核对两个日期。"
        ),
        (
            { $0.foundOn = ChangzhouSamples.day("2019-08-31") },
            "C form2.found-outside-campaign 东风小学（排查日期）：应在 2019-09-01 至 2019-12-31 之间，实填 2019-08-31。请核对日期；行动开始前查出的，计入首次上报的月份。"
        ),
        (
            { ($0.foundOn, $0.deadline) = (ChangzhouSamples.day("2019-09-21"), ChangzhouSamples.day("2019-09-30")) },
            "C form2.found-after-report 东风小学（排查日期）：应不晚于报告日期 2019-09-20，实填 2019-09-21。请核对日期。"
        ),
        (
            { ($0.state, $0.measures) = (.completed, "　") },
            "B form2.completed-without-measures 东风小学（整改措施）：隐患整改情况填“已完成”，整改措施却没有填写。请补填采取了什么措施。"
        ),
        (
            { $0.deadline = ChangzhouSamples.day("2019-09-19") },
            "B form2.interim-measures-missing 东风小学（临时防范措施）：整改时限 2019-09-19 已过（报告日期 2019-09-20），仍在整改中，却没有临时防范措施。请填写临时防范措施。"
        ),
        (
            { $0.school = "东风小雪" },
            "C form2.unknown-school 东风小雪（学校名称）：“东风小雪”不在学校名单中，是否为“东风小学”？请核对校名，或补入学校名单。"
        ),
        (
            { $0.school = "完全不同的一所学校" },
            "C form2.unknown-school 完全不同的一所学校（学校名称）：“完全不同的一所学校”不在学校名单中。请核对校名，或补入学校名单。"
        ),
    ]

    @Test("At the boundary nothing is wrong", arguments: ChangzhouForm2RulesTests.boundaries)
    func boundary(change: Change) {
        #expect(RiskRecord.sentences([ChangzhouSamples.risk(change)]) == [])
    }

    static let boundaries: [Change] = [
        { _ in },
        // On the day of the 整改时限 it is still in time.
        { $0.deadline = ChangzhouSamples.day("2019-09-20") },
        { ($0.deadline, $0.interimMeasures) = (ChangzhouSamples.day("2019-09-19"), "专人值守") },
        { ($0.deadline, $0.state) = (ChangzhouSamples.day("2019-09-19"), .completed) },
        {
            $0.deadline = ChangzhouSamples.day("2019-09-10"); $0.state = .completed
        },
        { $0.foundOn = ChangzhouSamples.day("2019-09-01") },
        { $0.foundOn = ChangzhouSamples.day("2019-09-20") },
        { ($0.deadline, $0.state) = (nil, .completed) },
    ]

    @Test("A row without a school's name")
    func withoutName() {
        let row = ChangzhouSamples.risk { $0.school = "" }
        #expect(RiskRecord.sentences([row]) == ["A form2.required.school 第 1 条（学校名称）：不能为空。请填写学校名称。"])
    }

    @Test("The same hazard in two rows; another day makes another hazard")
    func doubled() {
        let other = ChangzhouSamples.risk { $0.foundOn = ChangzhouSamples.day("2019-09-11") }
        let rows = [ChangzhouSamples.risk(), other, ChangzhouSamples.risk()]
        #expect(
            RiskRecord.sentences(rows) == [
                "C form2.double 东风小学（涉校风险隐患）：与序号 1 的学校、内容和排查日期都相同。请确认是否为同一个隐患，是则只保留一行。"
            ])
    }

    @Test("A hazard that was 已完成 and is in progress again")
    func reopened() {
        let done = ChangzhouSamples.risk { $0.state = .completed }
        let again = ChangzhouSamples.risk()
        let forms = [ChangzhouSamples.form("a", "2019-09", [done]), ChangzhouSamples.form("a", "2019-10", [again])]
        #expect(
            RiskHistory.reopened(forms, in: ChangzhouSamples.month("2019-10")).map {
                "\($0.severity.rawValue) \($0.rule) \($0)"
            } == [
                "C form2.reopened 东风小学（隐患整改情况）：2019年9月已填“已完成”，本月又填“正在整改中”。请核对；确实反弹的请在备注中说明。"
            ])
        #expect(RiskHistory.reopened(forms, in: ChangzhouSamples.month("2019-09")) == [])
        let otherUnit = [forms[0], ChangzhouSamples.form("b", "2019-10", [again])]
        #expect(RiskHistory.reopened(otherUnit, in: ChangzhouSamples.month("2019-10")) == [])
    }

    @Test("Only a hazard still in progress can be overdue", arguments: RiskState.allCases)
    func overdue(state: RiskState) {
        let risk = ChangzhouSamples.risk { $0.state = state }
        #expect(risk.isOverdue(on: ChangzhouSamples.day("2019-09-21")) == (state == .inProgress))
        #expect(!risk.isOverdue(on: ChangzhouSamples.day("2019-09-20")))
    }

    @Test("Every rule has its own id, a law and, unless it is ours, a source")
    func documented() {
        let rules = RiskRecord.rules
        #expect(Set(rules.map(\.id)).count == rules.count)
        #expect(rules.allSatisfy { !$0.law.isEmpty && !$0.remedy.isEmpty })
        #expect(rules.filter { $0.provenance != .ours }.allSatisfy { !$0.source.isEmpty })
    }
}
