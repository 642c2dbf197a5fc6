import Diagnostics
import Forms
import GRDB

/// A rule that looks at a unit's figures over time, or at a unit and those below it (历史审核关系).
public struct LedgerRule: Hashable, Sendable {
    /// Stable, for example `ledger.far-above-median`.
    public let id: String
    /// The class of a breach.
    public let severity: Severity
    /// Who says so.
    public let provenance: Provenance
    /// What must hold, in Chinese, without the full stop.
    public let law: String
    /// What to do when it is broken, without the full stop.
    public let remedy: String

    /// Every rule, in the order in which they are checked.
    public static let all = [flowFalls, farAboveMedian, yearBefore, sumOfParts]

    /// 合计 of a flow never falls.
    public static let flowFalls = LedgerRule(
        id: "ledger.flow-falls", severity: .mandatory, provenance: .ours, law: "累计数的合计不会减少",
        remedy: "要更正以前月份，请重报那个月的新版本")
    /// This month is not far above what the unit usually reports.
    public static let farAboveMedian = LedgerRule(
        id: "ledger.far-above-median", severity: .verify, provenance: .ours, law: "本月新增不超过本单位以往各月中位数的若干倍",
        remedy: "请核实是否多填了位数")
    /// This month is not far from the same month of the year before.
    public static let yearBefore = LedgerRule(
        id: "ledger.year-before", severity: .verify, provenance: .ours, law: "本月新增与上年同月相差不超过若干倍", remedy: "请核实")
    /// What a unit typed for itself is the sum of what the units below it reported.
    public static let sumOfParts = LedgerRule(
        id: "ledger.sum-of-parts", severity: .mandatory, provenance: .ours, law: "上级填报的新增等于下级填报的新增之和",
        remedy: "请核对上级的表和各下级的表")
}

/// How far is far.
public struct LedgerRuleLimits: Hashable, Sendable {
    /// So many times the median, or the year before, asks for a check.
    public var times: Int
    /// Figures below it are too small to be compared.
    public var smallest: Int
    /// So many earlier months are needed for a median.
    public var months: Int

    /// Five times, from 10 on, after three months.
    public init(times: Int = 5, smallest: Int = 10, months: Int = 3) {
        self.times = times
        self.smallest = smallest
        self.months = months
    }
}

extension ReportLedger {
    /// Everything that the rules over time find for a month, at and below a unit: those of ``LedgerRule``, the relations
    /// between indicators on 合计 and 新增, and what was typed into 附件3 against 附件1 and 附件2.
    ///
    /// A rule of which a side is missing is listed as skipped, once for a unit and rule, class D.
    ///
    /// - Parameters:
    ///   - unit: A code or name; `nil` for all.
    ///   - indicators: `nil` for a campaign without a progress table.
    /// - Throws: ``Failure`` of kind `.content` for an unknown unit or a month outside the campaign.
    public func check(
        _ period: Period, under unit: String? = nil, _ indicators: IndicatorSet?, counting: Counting = .allReceived,
        limits: LedgerRuleLimits = LedgerRuleLimits()
    ) throws -> [Finding] {
        let how = LedgerReporting(policy: .carryForward, counting: counting)
        _ = try read { try LedgerView($0, asOf: nil).place(of: period) }
        var findings: [Finding] = []
        if let indicators {
            let campaign = try campaign(indicators, under: unit, how)
            findings += SlidingCheck(campaign, period, limits).run()
            // Judged as the typed table itself is: with what counts, where anything does.
            if campaign.submissions.contains(where: { !campaign.units.isLeaf($0.unit) }) {
                findings += try standingCampaign(indicators, under: unit).checkSumsOfParts(through: period)
            }
        }
        let safety = try safetyCampaign(under: unit, how)
        for typed in safety.typedTallies where typed.period == period {
            let owner = safety.units[typed.unit]?.label ?? typed.unit
            findings += safety.compare(typed.figures, of: typed.unit, period: period).map {
                $0.within(Place(record: "\(owner) \(period.chinese)附件3"))
            }
        }
        return findings
    }
}

extension Campaign {
    /// What the rules over time find for a month in the tables of units that fill in the form.
    func checkOverTime(_ period: Period, _ limits: LedgerRuleLimits) -> [Finding] {
        let check = SlidingCheck(self, period, limits)
        return units.units.filter { units.isLeaf($0.code) && expects($0, in: period) }.flatMap { unit in
            check.overTime(unit).map { $0.within(check.reported(unit.code)?.place ?? Place()) }
        }
    }

    /// What every unit with units below it typed for itself, month by month, as ``checkSumOfParts(of:in:)``.
    func checkSumsOfParts(through last: Period) -> [Finding] {
        let typed = submissions.filter { $0.period <= last && periods.contains($0.period) && !units.isLeaf($0.unit) }
        let months = Dictionary(grouping: typed, by: \.period)
        return months.keys.sorted().flatMap { period in
            let check = SlidingCheck(self, period, LedgerRuleLimits())
            let codes = Set((months[period] ?? []).map(\.unit))
            return units.units.filter { codes.contains($0.code) && expects($0, in: period) }.flatMap(check.sumOfParts)
        }
    }

    /// What a unit with units below it typed for itself, compared with their sum, cell by cell; nothing where it typed nothing.
    ///
    /// - Parameter unit: Its code.
    public func checkSumOfParts(of unit: String, in period: Period) -> [Finding] {
        guard let unit = units[unit], !units.isLeaf(unit.code) else { return [] }
        return SlidingCheck(self, period, LedgerRuleLimits()).sumOfParts(unit)
    }
}

/// Checks one month of a campaign against its other months and against the units below.
private struct SlidingCheck {
    private let campaign: Campaign
    private let totals: ProgressTotals
    /// Where any unit typed a table of sums: figures without what missing units may have.
    private let sums: ProgressTotals
    private let period: Period
    private let limits: LedgerRuleLimits
    /// What was handed in for the month, by unit.
    private let submissions: [String: [MonthlySubmission]]

    init(_ campaign: Campaign, _ period: Period, _ limits: LedgerRuleLimits) {
        self.campaign = campaign
        self.period = period
        self.limits = limits
        totals = campaign.totals(.carryForward)
        // A sum with gaps is no sum to compare with.
        let hasSums = campaign.submissions.contains { $0.period == period && !campaign.units.isLeaf($0.unit) }
        sums = hasSums ? campaign.totals(.strict) : totals
        submissions = Dictionary(grouping: campaign.submissions.filter { $0.period == period }, by: \.unit)
    }

    func run() -> [Finding] {
        var findings: [Finding] = []
        for unit in campaign.units.units where campaign.expects(unit, in: period) {
            if campaign.units.isLeaf(unit.code) {
                findings += overTime(unit) + totals.checkRelations(of: unit.code, in: period)
            }
        }
        return findings
    }

    private func increase(_ unit: ReportingUnit, _ month: Period, _ indicator: Indicator) -> Int? {
        totals.figures(of: unit.code, in: month, indicator.key)?.increase.number
    }

    // MARK: - Over time

    func overTime(_ unit: ReportingUnit) -> [Finding] {
        var findings: [Finding] = []
        var skipped: [(rule: LedgerRule, reason: String, count: Int)] = []
        func skip(_ rule: LedgerRule, _ reason: String) {
            if let known = skipped.firstIndex(where: { $0.rule == rule && $0.reason == reason }) {
                skipped[known].count += 1
            } else {
                skipped.append((rule, reason, 1))
            }
        }
        for indicator in campaign.indicators.indicators {
            guard let now = increase(unit, period, indicator) else {
                for rule in [LedgerRule.farAboveMedian, .yearBefore] { skip(rule, "本月没有数") }
                continue
            }
            if indicator.kind == .flow, now < 0 {
                findings.append(
                    finding(.flowFalls, unit, indicator, "“\(indicator.reference)”是累计数，合计比上月减少 \(now.magnitude)"))
            }
            switch median(unit, indicator) {
            case let usual?:
                if isFar(now, above: usual) {
                    findings.append(
                        finding(
                            .farAboveMedian, unit, indicator,
                            "“\(indicator.reference)”本月新增 \(now)，以往各月的中位数为 \(usual)，超过 \(limits.times) 倍"))
                }
            case nil: skip(.farAboveMedian, "以往不足 \(limits.months) 个月")
            }
            let year = period.advanced(by: -12)
            guard campaign.periods.contains(year), let before = increase(unit, year, indicator) else {
                skip(.yearBefore, "没有上年同月的数")
                continue
            }
            if isFar(now, above: before) || isFar(before, above: now) {
                findings.append(
                    finding(
                        .yearBefore, unit, indicator,
                        "“\(indicator.reference)”本月新增 \(now)，上年同月为 \(before)，相差超过 \(limits.times) 倍"))
            }
        }
        return findings
            + skipped.map { rule, reason, count in
                Finding(
                    "\(rule.id).skipped", .hint, at: place(unit), "“\(law(rule))”有 \(count) 项指标没有检查：\(reason)",
                    remedy: "补齐数据后再检查")
            }
    }

    /// With the number of times that counts.
    private func law(_ rule: LedgerRule) -> String { rule.law.replacing("若干倍", with: " \(limits.times) 倍") }

    private func isFar(_ number: Int, above usual: Int) -> Bool {
        guard number >= limits.smallest else { return false }
        let (most, overflow) = max(usual, 1).multipliedReportingOverflow(by: max(limits.times, 1))
        return !overflow && number > most
    }

    /// The lower median of the unit's earlier months; `nil` with too few of them.
    private func median(_ unit: ReportingUnit, _ indicator: Indicator) -> Int? {
        let earlier = campaign.months.filter { $0 < period }.compactMap { increase(unit, $0, indicator) }.sorted()
        return earlier.count < max(limits.months, 1) ? nil : earlier[(earlier.count - 1) / 2]
    }

    // MARK: - Along the tree

    /// Only where a unit with units below it typed a table of its own.
    func sumOfParts(_ unit: ReportingUnit) -> [Finding] {
        guard let own = reported(unit.code) else { return [] }
        let children = campaign.units.children(of: unit.code).filter { campaign.expects($0, in: period) }
        var findings: [Finding] = []
        var skipped = 0
        var lacking: [String] = []
        for indicator in campaign.indicators.indicators {
            guard let typed = TypedPart(own.figures[indicator.key]?.value) else { continue }
            let parts = children.map { part($0, indicator, typed.isLevel) }
            for (child, part) in zip(children, parts) where part == nil && !lacking.contains(child.label) {
                lacking.append(child.label)
            }
            guard !parts.isEmpty, parts.allSatisfy({ $0 != nil }) else {
                skipped += 1
                continue
            }
            let sum = parts.reduce(0) { $0 &+ ($1 ?? 0) }
            if sum != typed.number {
                findings.append(
                    finding(
                        .sumOfParts, unit, indicator,
                        "“\(indicator.reference)”本单位填报\(typed.words)，\(parts.count) 个下级单位填报之和为 \(sum)"
                    ).within(own.figures[indicator.key]?.place ?? Place()))
            }
        }
        if skipped > 0 {
            let names = lacking.prefix(3).joined(separator: "、") + (lacking.count > 3 ? " 等 \(lacking.count) 个" : "")
            findings.append(
                Finding(
                    "\(LedgerRule.sumOfParts.id).skipped", .hint, at: place(unit),
                    "“\(LedgerRule.sumOfParts.law)”有 \(skipped) 项指标没有检查：有下级单位没有数"
                        + (names.isEmpty ? "" : "（\(names)）"), remedy: "补齐数据后再检查"))
        }
        return findings.map { $0.within(own.place) }
    }

    /// As the unit below typed it; where it typed nothing, as it adds up.
    private func part(_ unit: ReportingUnit, _ indicator: Indicator, _ isLevel: Bool) -> Int? {
        let typed = TypedPart(reported(unit.code)?.figures[indicator.key]?.value)
        if let typed, typed.isNothing || typed.isLevel == isLevel { return typed.number }
        let figures = sums.figures(of: unit.code, in: period, indicator.key)
        let figure = isLevel ? figures?.total : figures?.increase
        return figure?.reason == .notApplicable ? 0 : figure?.number
    }

    /// A figure that can be compared with a sum.
    private struct TypedPart {
        var number: Int
        var isLevel = false
        var isNothing = false

        /// `nil` for a blank and for what is no figure.
        init?(_ value: ReportedFigure.Value?) {
            switch value {
            case .increase(let number): self.number = number
            case .level(let number): (self.number, isLevel) = (number, true)
            case .notApplicable: (number, isNothing) = (0, true)
            case .blank, .refused, nil: return nil
            }
        }

        var words: String { isNothing ? "“/”" : (isLevel ? "期末数 " : "新增 ") + String(number) }
    }

    func reported(_ code: String) -> MonthlySubmission? {
        MonthlySubmission.inForce(submissions[code] ?? [])
    }

    private func place(_ unit: ReportingUnit) -> Place { Place(record: "\(unit.label) \(period.chinese)") }

    private func finding(_ rule: LedgerRule, _ unit: ReportingUnit, _ indicator: Indicator, _ statement: String)
        -> Finding
    {
        let field = FieldName(key: "indicators.\(indicator.key)", label: indicator.title)
        return Finding(
            rule.id, rule.severity, at: Place(record: place(unit).record, field: field), statement, remedy: rule.remedy)
    }
}
