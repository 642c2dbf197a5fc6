import Diagnostics

extension ProgressTotals {
    /// Whether the figures of one unit and month agree with each other (勾稽关系), on 合计, and for a 其中 on 新增 too.
    ///
    /// Works for units that fill in the form and for sums. A relation with a side that is not known is listed as
    /// skipped, all of a unit and month in one finding of class D. Nothing for a unit or month that the campaign lacks,
    /// or that owes no report.
    public func checkRelations(of code: String, in period: Period) -> [Finding] {
        guard let unit = campaign.units.place(of: code), let month = place(of: period) else { return [] }
        return checkRelations(unit, month, PlacedRelation.all(of: campaign.indicators))
    }

    /// - Parameter relations: Made once for many units and months.
    func checkRelations(_ unit: Int, _ month: Int, _ relations: [PlacedRelation]) -> [Finding] {
        guard campaign.expects(campaign.units.units[unit], in: campaign.periods.lowerBound.advanced(by: month)) else {
            return []
        }
        var check = RelationCheck(totals: self, unit: unit, month: month)
        for relation in relations { check.check(relation) }
        return check.findings + check.skippedFindings
    }
}

/// A relation on one row, with its indicators looked up.
struct PlacedRelation {
    var relation: Relation
    var left: Int
    var addends: [Int]
    var row: FigureRow

    /// Every relation of the set, in order; a 其中 of flows on both rows.
    static func all(of set: IndicatorSet) -> [PlacedRelation] {
        set.indicators.enumerated().flatMap { left, indicator in
            indicator.relations.flatMap { relation -> [PlacedRelation] in
                let addends = relation.addends.compactMap { set.place(of: $0) }
                let isFlowOnly = ([left] + addends).allSatisfy { set.indicators[$0].kind == .flow }
                let rows: [FigureRow] = relation.isPartOf && isFlowOnly ? [.increase, .total] : [.total]
                return rows.map { PlacedRelation(relation: relation, left: left, addends: addends, row: $0) }
            }
        }
    }
}

/// The relations of one unit and month.
private struct RelationCheck {
    let totals: ProgressTotals
    let unit: Int
    let month: Int
    private(set) var findings: [Finding] = []
    private var skipped: [Figure.Reason] = []

    init(totals: ProgressTotals, unit: Int, month: Int) {
        self.totals = totals
        self.unit = unit
        self.month = month
    }

    private var set: IndicatorSet { totals.campaign.indicators }

    private var place: Place {
        let period = totals.campaign.periods.lowerBound.advanced(by: month)
        let record = "\(totals.campaign.units.units[unit].label) \(period.chinese)"
        return Place(record: record).within(totals.latest[unit][month]?.place ?? Place())
    }

    private func figure(_ indicator: Int, _ row: FigureRow) -> PackedFigure {
        row == .increase ? totals.increase(unit, month, indicator) : totals.total(unit, month, indicator)
    }

    /// “/” on the left leaves nothing to compare; on the right it adds nothing.
    mutating func check(_ placed: PlacedRelation) {
        let left = figure(placed.left, placed.row)
        if left == .notApplicable { return }
        var right = PackedFigure.zero
        var parts = 0
        for addend in placed.addends {
            let part = figure(addend, placed.row)
            if part == .notApplicable { continue }
            right = right + part
            parts += 1
        }
        guard parts > 0 else { return skipped.append(.notApplicable) }
        switch (left.figure, right.figure) {
        case (.absent(let reason), _), (_, .absent(let reason)): skipped.append(reason)
        case (.known(let number), .known(let sum)):
            if !placed.relation.comparison.holds(number, sum) { add(placed, number, sum) }
        }
    }

    private mutating func add(_ placed: PlacedRelation, _ number: Int, _ sum: Int) {
        let addends = placed.addends.map { set.indicators[$0] }
        let parts = placed.addends.compactMap { figure($0, placed.row).figure.number }
        findings.append(
            finding(placed.relation, set.indicators[placed.left], addends, placed.row, parts, (number, sum)))
    }

    private func finding(
        _ relation: Relation, _ left: Indicator, _ addends: [Indicator], _ row: FigureRow, _ parts: [Int],
        _ sides: (Int, Int)
    ) -> Finding {
        let right = addends.map { "“\($0.reference)”" }.joined(separator: "+")
        let sum =
            parts.count == 1 ? String(sides.1) : parts.map { String($0) }.joined(separator: " + ") + " = \(sides.1)"
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

    var skippedFindings: [Finding] {
        if skipped.isEmpty { return [] }
        let reasons = Figure.Reason.allCases.compactMap { reason in
            let count = skipped.count { $0 == reason }
            return count == 0 ? nil : "\(reason.words) \(count) 条"
        }
        return [
            Finding(
                "progress.relation-skipped", .hint, at: place,
                "有 \(skipped.count) 条勾稽关系因数据不全没有检查（\(reasons.joined(separator: "，"))）", remedy: "补齐数据后再检查")
        ]
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
