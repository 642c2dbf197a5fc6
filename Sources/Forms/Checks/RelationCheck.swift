import Diagnostics

extension ProgressTotals {
    /// Whether the figures of one unit and month agree with each other (勾稽关系), on 合计, and for a 其中 on 新增 too.
    ///
    /// Works for units that fill in the form and for sums. A relation with a side that is not known is listed as skipped, all of a
    /// unit and month in one finding of class D. Nothing for a unit or month that the campaign lacks, or that owes no report.
    public func checkRelations(of code: String, in period: Period) -> [Finding] {
        guard let unit = campaign.units.place(of: code), let month = place(of: period) else { return [] }
        let owner = campaign.units.units[unit]
        guard owner.reports(in: period) else { return [] }
        let place = Place(record: "\(owner.label) \(period.chinese)").within(latest[unit][month]?.place ?? Place())
        var check = RelationCheck(totals: self, unit: unit, month: month, place: place)
        check.run()
        return check.findings
    }
}

/// The relations of one unit and month.
private struct RelationCheck {
    let totals: ProgressTotals
    let unit: Int
    let month: Int
    let place: Place
    var findings: [Finding] = []
    private var skipped: [(indicator: Indicator, reason: Figure.Reason)] = []

    init(totals: ProgressTotals, unit: Int, month: Int, place: Place) {
        self.totals = totals
        self.unit = unit
        self.month = month
        self.place = place
    }

    private var set: IndicatorSet { totals.campaign.indicators }

    mutating func run() {
        for indicator in set.indicators {
            for relation in indicator.relations {
                for row in rows(of: relation, indicator) { check(relation, of: indicator, row) }
            }
        }
        if !skipped.isEmpty { findings.append(skippedFinding) }
    }

    private func rows(of relation: Relation, _ left: Indicator) -> [FigureRow] {
        let isFlowOnly = left.kind == .flow && relation.addends.allSatisfy { set[$0]?.kind == .flow }
        return relation.isPartOf && isFlowOnly ? [.increase, .total] : [.total]
    }

    /// “/” on the left leaves nothing to compare; on the right it adds nothing.
    private mutating func check(_ relation: Relation, of left: Indicator, _ row: FigureRow) {
        let addends = relation.addends.compactMap { set[$0] }
        let first = figure(left.key, row)
        if first == .absent(.notApplicable) { return }
        let right = addends.map { figure($0.key, row) }.filter { $0 != .absent(.notApplicable) }
        if let reason = ([first] + right).lazy.compactMap(\.reason).first ?? (right.isEmpty ? .notApplicable : nil) {
            skipped.append((left, reason))
            return
        }
        let parts = right.compactMap(\.number)
        let sum = parts.reduce(PackedFigure.zero) { $0 + PackedFigure($1) }.figure.number
        guard let number = first.number, let sum, !relation.comparison.holds(number, sum) else { return }
        findings.append(finding(relation, left, addends, row, parts, (number, sum)))
    }

    private func figure(_ key: IndicatorKey, _ row: FigureRow) -> Figure {
        guard let place = set.place(of: key) else { return .absent(.notReported) }
        return totals.figures(unit, month, place)[row]
    }

    private func finding(
        _ relation: Relation, _ left: Indicator, _ addends: [Indicator], _ row: FigureRow, _ parts: [Int], _ sides: (Int, Int)
    ) -> Finding {
        let right = addends.map { "“\($0.reference)”" }.joined(separator: "+")
        let sum = parts.count == 1 ? String(sides.1) : parts.map { String($0) }.joined(separator: " + ") + " = \(sides.1)"
        let reason = relation.reason.isEmpty ? "" : "理由：\(relation.reason)。"
        return Finding(
            relation.rule(of: left.key), relation.severity, at: fieldPlace(left, row),
            "“\(left.reference)”\(row.word)应\(relation.comparison.word)\(right)\(row.word)，前者为 \(sides.0)，后者为 \(sum)",
            remedy: reason + (relation.severity == .mandatory ? "请核对后更正" : "请核实"))
    }

    private func fieldPlace(_ indicator: Indicator, _ row: FigureRow) -> Place {
        let field = FieldName(key: "indicators.\(indicator.key).\(row.rawValue)", label: indicator.title)
        let cell = totals.latest[unit][month]?.figures[indicator.key]?.place ?? Place()
        return Place(record: place.record, field: field).within(cell).within(place)
    }

    private var skippedFinding: Finding {
        let reasons = Figure.Reason.allCases.compactMap { reason in
            let count = skipped.count { $0.reason == reason }
            return count == 0 ? nil : "\(reason.words) \(count) 条"
        }
        return Finding(
            "progress.relation-skipped", .hint, at: place,
            "有 \(skipped.count) 条勾稽关系因数据不全没有检查（\(reasons.joined(separator: "，"))）", remedy: "补齐数据后再检查")
    }
}

extension Figure.Reason {
    /// 缺报、缺期初数、不适用…
    var words: String {
        switch self {
        case .notReported: "缺报"
        case .noOpening: "缺期初数"
        case .notApplicable: "不适用"
        case .notExpected: "不需填报"
        case .overflow: "数值过大"
        case .toBeFilledIn: "待填"
        }
    }
}
