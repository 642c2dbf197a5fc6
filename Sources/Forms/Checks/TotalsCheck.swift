import Diagnostics

/// What is wrong with the totals that follow from the submissions: missing units, totals below zero, units that closed
/// with something left.
struct TotalsCheck {
    let totals: ProgressTotals
    let scope: CheckScope
    let through: Period
    private(set) var findings: [Finding] = []

    init(_ totals: ProgressTotals, _ scope: CheckScope, through: Period) {
        self.totals = totals
        self.scope = scope
        self.through = through
    }

    private var campaign: Campaign { totals.campaign }

    mutating func run() {
        for place in scope.leaves {
            let unit = campaign.units.units[place]
            checkMissing(unit, place)
            checkNegative(unit, place)
            checkClosed(unit, place)
        }
    }

    private mutating func checkMissing(_ unit: ReportingUnit, _ place: Int) {
        for (month, period) in campaign.months.enumerated()
        where period <= through && campaign.expects(unit, in: period) {
            guard totals.latest[place][month] == nil else { continue }
            let isStrict = totals.policy == .strict
            let came = campaign.uncounted[unit.code]?[period]
            let remedy = came?.remedy ?? "请催报"
            findings.append(
                Finding(
                    came == nil ? "progress.missing-unit" : "progress.uncounted-unit", isStrict ? .mandatory : .explain,
                    at: Place(record: "\(unit.label) \(period.chinese)"),
                    (came?.words ?? "缺报") + (isStrict ? "，汇总数从本月起无法得出" : "，汇总的新增不含该单位，合计沿用它上一次的数"),
                    remedy: isStrict ? "\(remedy)；要先出报表，请用 --partial" : remedy))
        }
    }

    /// The first month only: later ones follow from it.
    private mutating func checkNegative(_ unit: ReportingUnit, _ place: Int) {
        for (column, indicator) in campaign.indicators.indicators.enumerated() where indicator.kind == .stock {
            guard
                let month = campaign.months.indices.first(where: { month in
                    // A level below zero is a finding of its own.
                    if case .level = totals.latest[place][month]?.figures[indicator.key]?.value { return false }
                    return (totals.total(place, month, column).figure.number ?? 0) < 0
                }), let total = totals.total(place, month, column).figure.number
            else { continue }
            let submission = totals.latest[place][month]
            let field = FieldName(key: "indicators.\(indicator.key).total", label: indicator.title)
            findings.append(
                Finding(
                    "progress.negative-total", .mandatory,
                    at: Place(record: "\(unit.label) \(campaign.months[month].chinese)", field: field)
                        .within(submission?.figures[indicator.key]?.place ?? Place()).within(
                            submission?.place ?? Place()),
                    "“\(indicator.reference)”合计应不小于 0，实为 \(total)", remedy: "请核对本月新增和期初数"))
        }
    }

    private mutating func checkClosed(_ unit: ReportingUnit, _ place: Int) {
        guard let last = unit.reportsThrough, last <= through, let month = totals.place(of: last) else { return }
        let left = campaign.indicators.indicators.enumerated().filter { column, indicator in
            indicator.kind == .stock && (totals.total(place, month, column).figure.number ?? 0) > 0
        }
        guard let (column, indicator) = left.first else { return }
        let number = totals.total(place, month, column).figure.number ?? 0
        findings.append(
            Finding(
                "progress.closed-with-stock", .explain, at: Place(record: "\(unit.label) \(last.chinese)"),
                "末报期间后仍有 \(left.count) 项期末数不为 0，仍计入汇总，例如“\(indicator.reference)”\(number)",
                remedy: "停办的单位请在末报期间把期末数报为 0（新增填负数）；并入其他单位的请在接收单位补报"))
    }
}
