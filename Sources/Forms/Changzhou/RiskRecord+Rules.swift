import CivilTime
import Diagnostics

/// The rules of 附件2.
extension RiskRecord {
    /// In the order in which they are checked.
    public static let rules: [Rule<RiskRecord>] =
        Rule.required("form2", source: ChangzhouSource.form2Note) + blankRules + dateRules + [
            completedWithoutMeasures, interimMissing,
        ]
        + listRules

    /// 整改措施、责任、时限、督办“四个到位”; the rest is needed for the ledger and the figures.
    private static let blankRules: [Rule<RiskRecord>] = [
        .wanted("form2", \.station, .verify, source: ChangzhouSource.form2),
        .wanted("form2", \.category, .explain, source: ChangzhouSource.ledger, consequence: "遮盖时按涉及个人处理"),
        .wanted("form2", \.foundOn, .verify),
        .wanted("form2", \.measures, .explain, source: ChangzhouSource.fourInPlace) { $0.state == .completed },
        .wanted("form2", \.owner, .explain, source: ChangzhouSource.fourInPlace),
        .wanted("form2", \.deadline, .explain, source: ChangzhouSource.fourInPlace, consequence: "无法判断是否逾期") {
            $0.state == .completed
        },
        .wanted("form2", \.supervisor, .explain, source: ChangzhouSource.fourInPlace),
    ]

    private static let dateRules: [Rule<RiskRecord>] = [
        Rule(
            "form2.deadline-before-found", .verify, .ours, [\.deadline, \.foundOn], law: "整改时限不早于排查日期",
            remedy: "请核对两个日期",
            .row { row, _ in
                guard let deadline = row.deadline, let found = row.foundOn, deadline < found else { return nil }
                return "整改时限 \(deadline) 早于排查日期 \(found)"
            }),
        Rule(
            "form2.found-outside-campaign", .verify, .ours, [\.foundOn], needs: [.campaign], law: "排查日期在行动期间之内",
            remedy: "请核对日期；行动开始前查出的，计入首次上报的月份",
            .row { row, context in
                guard let found = row.foundOn, let campaign = context.campaign,
                    !campaign.contains(Period(containing: found))
                else {
                    return nil
                }
                return "应在 \(campaign.lowerBound.firstDay) 至 \(campaign.upperBound.lastDay) 之间，实填 \(found)"
            }),
        Rule(
            "form2.found-after-report", .verify, .ours, [\.foundOn], needs: [.reportingDay], law: "排查日期不晚于报告日期",
            remedy: "请核对日期",
            .row { row, context in
                guard let found = row.foundOn, let day = context.reportingDay, day < found else { return nil }
                // After the campaign it is the other rule's.
                if let last = context.campaign?.upperBound.lastDay, last < found { return nil }
                return "应不晚于报告日期 \(day)，实填 \(found)"
            }),
    ]

    private static let completedWithoutMeasures = Rule<RiskRecord>(
        "form2.completed-without-measures", .explain, .ours, [\.measures, \.state], law: "已完成的隐患有整改措施",
        remedy: "请补填采取了什么措施",
        .row { row, _ in
            row.state == .completed && FieldText.trimmed(row.measures).isEmpty ? "隐患整改情况填“已完成”，整改措施却没有填写" : nil
        })

    private static let interimMissing = Rule<RiskRecord>(
        "form2.interim-measures-missing", .explain, .plan, source: ChangzhouSource.interim,
        [\.interimMeasures, \.deadline, \.state],
        needs: [.reportingDay], law: "逾期仍在整改中的隐患有临时防范措施", remedy: "请填写临时防范措施",
        .row { row, context in
            guard let day = context.reportingDay, let deadline = row.deadline, row.isOverdue(on: day),
                FieldText.trimmed(row.interimMeasures).isEmpty
            else { return nil }
            return "整改时限 \(deadline) 已过（报告日期 \(day)），仍在整改中，却没有临时防范措施"
        })

    private static let listRules: [Rule<RiskRecord>] = [
        Rule(
            "form2.unknown-school", .verify, .ours, [\.school], needs: [.schools], law: "学校在本单位的学校名单中",
            remedy: "请核对校名，或补入学校名单",
            .row { row, context in
                guard let schools = context.schools, !row.school.isEmpty else { return nil }
                return schools.statementIfUnknown(row.school)
            }),
        Rule(
            "form2.double", .verify, .ours, [\.risk, \.school, \.foundOn], law: "一个风险隐患只填写一行",
            remedy: "请确认是否为同一个隐患，是则只保留一行",
            .table { rows, _ in
                Doubles.find(rows) { [$0.unit] + RiskIdentity.parts($0.record) }.map { index, first in
                    Rule.Breach(row: index, statement: "与序号 \(rows[first].number) 的学校、内容和排查日期都相同")
                }
            }),
    ]
}

/// What makes a hazard the same one in the forms of several months.
enum RiskIdentity {
    /// School, day and text; the last part is empty for a row without a text.
    static func parts(_ risk: RiskRecord) -> [String] {
        [FieldText.folded(risk.school), risk.foundOn?.description ?? "", FieldText.folded(risk.risk)]
    }
}
