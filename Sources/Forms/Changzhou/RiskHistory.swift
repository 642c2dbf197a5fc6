import Diagnostics

/// What changed between a unit's hazards of one month and of the months before.
public enum RiskHistory {
    /// The rule's id, for the reference documentation.
    public static let reopenedRule = "form2.reopened"

    /// Hazards that an earlier form called 已完成, and that this month's calls 正在整改中 again (class C) [ours].
    ///
    /// - Parameter forms: Of any units and months; only those up to `period` count.
    public static func reopened(_ forms: [MonthlyForm<RiskRecord>], in period: Period) -> [Finding] {
        var completed: [[String]: Period] = [:]
        for form in forms.sorted(by: { $0.period < $1.period }) where form.period < period {
            for row in form.rows {
                let key = [form.unit] + RiskIdentity.parts(row.record)
                completed[key] = row.record.state == .completed ? completed[key] ?? form.period : nil
            }
        }
        return forms.filter { $0.period == period }.flatMap { form in
            form.rows.compactMap { row in
                let key = [form.unit] + RiskIdentity.parts(row.record)
                guard row.record.state == .inProgress, let month = completed[key] else { return nil }
                return Finding(
                    reopenedRule, .verify, at: row.place(of: RiskRecord.catalogue.definition(of: \.state)),
                    "\(month.chinese)已填“已完成”，本月又填“正在整改中”", remedy: "请核对；确实反弹的请在备注中说明")
            }
        }
    }
}
