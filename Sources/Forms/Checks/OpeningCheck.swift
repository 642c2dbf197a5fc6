import Diagnostics

/// What is wrong with the opening balances (期初数).
struct OpeningCheck {
    let campaign: Campaign
    let latest: [[MonthlySubmission?]]
    let scope: CheckScope
    private(set) var findings: [Finding] = []
    private var given: Set<Slot> = []

    init(_ totals: ProgressTotals, _ scope: CheckScope) {
        self.scope = scope
        campaign = totals.campaign
        latest = totals.latest
    }

    private struct Slot: Hashable {
        var unit: String
        var indicator: IndicatorKey
    }

    mutating func run() {
        var levels: [String: [IndicatorKey: OpeningBalance]] = [:]
        for opening in campaign.openings where scope.contains(opening.unit) {
            check(opening)
            levels[opening.unit, default: [:]][opening.indicator] = opening
        }
        for unit in scope.leaves.map({ campaign.units.units[$0] }) {
            if let levels = levels[unit.code] { checkRelations(unit, levels) }
        }
        for place in scope.leaves { checkMissing(campaign.units.units[place], place) }
    }

    private mutating func note(
        _ rule: String, _ severity: Severity, _ place: Place, _ statement: String, _ remedy: String
    ) {
        findings.append(Finding(rule, severity, at: place, statement, remedy: remedy))
    }

    private mutating func check(_ opening: OpeningBalance) {
        let record = Place(record: "\(campaign.units[opening.unit]?.label ?? opening.unit) 期初数").within(opening.place)
        guard let unit = campaign.units[opening.unit] else {
            let nearest = NearestName.of(
                opening.unit, in: campaign.units.units.lazy.flatMap { [$0.label, $0.name, $0.code] })
            return note(
                "progress.unknown-unit", .mandatory, record, "单位“\(opening.unit)”不在单位表中",
                nearest.map { "是否为“\($0)”？请改正" } ?? "请写单位表中的代码或名称")
        }
        guard let indicator = campaign.indicators[opening.indicator] else {
            return note("progress.unknown-indicator", .mandatory, record, "指标“\(opening.indicator)”不在指标表中", "请改正")
        }
        let place = Place(field: FieldName(key: "opening.\(indicator.key)", label: indicator.title)).within(record)
        if !given.insert(Slot(unit: unit.code, indicator: indicator.key)).inserted {
            note("opening.double", .mandatory, place, "期初数出现了两次", "请删去一个")
        }
        if indicator.kind == .flow {
            note("opening.flow", .mandatory, place, "“\(indicator.reference)”是累计数，从 0 开始，没有期初数", "请删去这一列")
        } else if !campaign.units.isLeaf(unit.code) {
            note("opening.sum-unit", .mandatory, place, "“\(unit.label)”的期初数由下级单位相加得出", "请改填下级单位的期初数")
        } else if unit.opens(after: campaign.periods.lowerBound), opening.level != 0 {
            note(
                "opening.late-unit", .mandatory, place, "“\(unit.label)”在专项工作期间才开始填报，期初数应为 0，实填 \(opening.level)",
                "请把原有数量填入首报期间的新增")
        } else if !ReportedFigure.range.contains(opening.level) || opening.level < 0 {
            note("progress.out-of-range", .mandatory, place, "期初数应在 0 到 10 亿之间，实填 \(opening.level)", "请改正")
        }
    }

    /// The 勾稽关系 between levels that are all given: every month's 合计 starts from them.
    private mutating func checkRelations(_ unit: ReportingUnit, _ levels: [IndicatorKey: OpeningBalance]) {
        for left in campaign.indicators.indicators {
            guard let own = levels[left.key] else { continue }
            for relation in left.relations {
                let parts = relation.addends.compactMap { levels[$0] }
                let sum = parts.reduce(0) { $0 &+ $1.level }
                if parts.count < relation.addends.count || relation.comparison.holds(own.level, sum) { continue }
                note(relation, left, own, parts, sum, unit)
            }
        }
    }

    private mutating func note(
        _ relation: Relation, _ left: Indicator, _ own: OpeningBalance, _ parts: [OpeningBalance], _ sum: Int,
        _ unit: ReportingUnit
    ) {
        let right = relation.addends.compactMap { campaign.indicators[$0] }.map { "“\($0.reference)”" }
        let numbers = parts.map { String($0.level) }.joined(separator: " + ") + (parts.count > 1 ? " = \(sum)" : "")
        let source = ([own] + parts).first { $0.place.file != nil } ?? own
        let field = FieldName(key: "opening.\(left.key)", label: left.title)
        note(
            "opening.relation", relation.severity,
            Place(record: "\(unit.label) 期初数", field: field).within(source.place),
            "“\(left.reference)”期初数应\(relation.comparison.word)\(right.joined(separator: "+"))期初数，前者为 \(own.level)，后者为 \(numbers)",
            relation.severity == .mandatory ? "请核对后更正" : "请核实")
    }

    /// All missing stocks of a unit in one finding.
    private mutating func checkMissing(_ unit: ReportingUnit, _ place: Int) {
        guard !unit.opens(after: campaign.periods.lowerBound) else { return }
        let stocks = campaign.indicators.indicators.filter {
            $0.kind == .stock && !given.contains(Slot(unit: unit.code, indicator: $0.key))
        }
        let values = stocks.map { stock in latest[place].compactMap { $0?.figures[stock.key]?.value } }
        let needed = zip(stocks, values).filter { _, values in values.contains { Self.needsOpening($0) } }.map(\.0)
        let levels = zip(stocks, values).filter { _, values in values.contains { Self.isLevel($0) } }.map(\.0)
            .filter { !needed.contains($0) }
        let record = Place(record: "\(unit.label) 期初数")
        if !needed.isEmpty {
            note(
                "opening.missing", .mandatory, record, "缺 \(needed.count) 项期初数，合计无法计算：\(Self.names(needed))",
                "请在 opening.csv 中补上 \(campaign.periods.lowerBound.chinese) 之前的数量，没有的填 0")
        }
        if !levels.isEmpty {
            note(
                "opening.unknown-increase", .explain, record,
                "缺 \(levels.count) 项期初数，第一个月的新增无法推算：\(Self.names(levels))",
                "请在 opening.csv 中补上")
        }
    }

    /// A month that gives the level does without; “/” has nothing to open.
    private static func needsOpening(_ value: ReportedFigure.Value) -> Bool {
        switch value {
        case .increase, .blank, .refused: true
        case .level, .notApplicable: false
        }
    }

    private static func isLevel(_ value: ReportedFigure.Value) -> Bool {
        if case .level = value { true } else { false }
    }

    private static func names(_ indicators: [Indicator]) -> String {
        indicators.prefix(3).map(\.reference).joined(separator: "、") + (indicators.count > 3 ? " 等" : "")
    }
}
