import CivilTime
import Forms
import Ledger

/// The three forms of Changzhou's plan, counted for a summary.
struct SafetyFigures {
    let campaign: SafetyCampaign
    let unit: ReportingUnit
    let span: SummarySpan
    let children: [ReportingUnit]
    /// One a month from the campaign's first to the span's last.
    private let tallies: [CampaignTally]
    /// Likewise: whether a unit's 附件1 or 附件2 is missing.
    private let isMissing: [[String: Bool]]
    /// At the end of the span, one a unit directly below.
    private let childTallies: [CampaignTally]

    init(_ campaign: SafetyCampaign, unit: ReportingUnit, span: SummarySpan) {
        (self.campaign, self.unit, self.span) = (campaign, unit, span)
        children = campaign.units.children(of: unit.code)
        let known = SummarySpan.months(campaign.periods.lowerBound...span.periods.upperBound).months
        tallies = known.map { campaign.tally(of: unit.code, period: $0) }
        isMissing = known.map { month in
            Dictionary(
                uniqueKeysWithValues: Self.forms.map { ($0, !campaign.missing($0, under: unit.code, month).isEmpty) })
        }
        childTallies = children.map { campaign.tally(of: $0.code, period: span.periods.upperBound) }
    }

    private static let forms = [SecurityCheckup.formKey, RiskRecord.formKey]

    /// Places of the span's months among those that are known.
    private var months: Range<Int> {
        let first = campaign.periods.lowerBound.distance(to: span.periods.lowerBound)
        return first..<first + span.months.count
    }

    /// - Parameters:
    ///   - form: The key of the form that is counted.
    ///   - month: A place within the span.
    func isPartial(_ form: String, _ month: Int) -> Bool { isMissing[months.lowerBound + month][form] == true }

    /// Whether the form is missing at the end of the span or before it, so that its 新增 is not the span's alone.
    func isSpanPartial(_ form: String) -> Bool {
        let ends = [months.lowerBound - 1, months.upperBound - 1]
        return ends.contains { isMissing.indices.contains($0) && isMissing[$0][form] == true }
    }

    func isPartial(_ form: String, child: Int) -> Bool { isMissing(form, child, span.periods.upperBound) }

    /// As ``isSpanPartial(_:)``, of a unit directly below.
    func isSpanPartial(_ form: String, child: Int) -> Bool {
        let before = span.periods.lowerBound.previous
        return isPartial(form, child: child) || campaign.periods.contains(before) && isMissing(form, child, before)
    }

    private func isMissing(_ form: String, _ child: Int, _ month: Period) -> Bool {
        !campaign.missing(form, under: children[child].code, month).isEmpty
    }

    private static func form(of figure: TallyFigure) -> String {
        figure.isFromForm1 ? SecurityCheckup.formKey : RiskRecord.formKey
    }

    // MARK: - 附件3

    /// 新增 of a month; of a rate its value.
    func increase(_ figure: TallyFigure, _ month: Int) -> SummaryValue {
        if figure.isRate { return total(figure, month) }
        let isPartial = isPartial(Self.form(of: figure), month)
        return tallies[months.lowerBound + month][figure].increase.map { .count($0, isPartial: isPartial) }
            ?? .none("—")
    }

    /// 累计 at the end of a month of the span.
    func total(_ figure: TallyFigure, _ month: Int) -> SummaryValue {
        figure.isRate ? rate(figure, months.lowerBound + month) : known(figure, months.lowerBound + month)
    }

    /// The rate at the end of a month; of a month in which nobody handed in the form there is none.
    private func rate(_ figure: TallyFigure, _ place: Int) -> SummaryValue {
        let month = campaign.periods.lowerBound.advanced(by: place)
        let owing = campaign.units.leaves(under: unit.code, reportingIn: month).count
        let missing = campaign.missing(Self.form(of: figure), under: unit.code, month).count
        return owing > 0 && missing == owing ? .none("缺报") : known(figure, place)
    }

    private func known(_ figure: TallyFigure, _ place: Int) -> SummaryValue {
        Self.total(tallies[place][figure], isPartial: isMissing[place][Self.form(of: figure)] == true)
    }

    private static func total(_ entry: TallyEntry, isPartial: Bool) -> SummaryValue {
        guard let whole = entry.whole else { return .count(entry.count, isPartial: isPartial) }
        return .rate(Rate(part: entry.count, whole: whole), isPartial: isPartial)
    }

    /// 新增 of the span; of a rate its value at the end.
    func increase(_ figure: TallyFigure) -> SummaryValue {
        if figure.isRate { return total(figure, span.months.count - 1) }
        let before = months.lowerBound > 0 ? tallies[months.lowerBound - 1][figure].count : 0
        let now = tallies[months.upperBound - 1][figure].count
        return .count(now - before, isPartial: isSpanPartial(Self.form(of: figure)))
    }

    // MARK: - Rates

    private static let rateFigures: [(figure: TallyFigure, parts: String, source: String)] = [
        (.closedRate, "封闭化管理为“是” ÷ 排查学校", "中小学封闭化管理达到100%"),
        (.linkedRate, "报警有效且已联网、视频已联网 ÷ 排查学校", "一键式紧急报警、视频监控系统与属地公安机关联网率达到100%"),
        (.guardedRate, "有专职保安员的城市中小学 ÷ 城市中小学", "城市中小学专职保安员配备率达到100%"),
        (.completionRate, "已完成 ÷ 排查", ""),
    ]

    /// Source of the month: Changzhou 2019, 四、(一): “确保9月底前各项安保措施全部落实到位” [source].
    var rates: [RateCourse] {
        let due = Period("2019-09").flatMap { campaign.periods.contains($0) ? $0 : nil }
        return Self.rateFigures.map { rate in
            RateCourse(
                key: rate.figure.key, name: String(rate.figure.label.prefix { $0 != "（" }), target: rate.figure.goal,
                by: rate.figure.goal == nil ? nil : due, source: rate.source, parts: rate.parts,
                start: campaign.periods.lowerBound, history: tallies.indices.map { self.rate(rate.figure, $0) },
                children: children.indices.map { child in
                    Self.total(
                        childTallies[child][rate.figure], isPartial: isPartial(Self.form(of: rate.figure), child: child)
                    )
                })
        }
    }
}

/// Hazards of 附件2 by kind, month and unit.
struct SafetyHazards {
    private let figures: SafetyFigures
    /// At the end of the span.
    private let hazards: [RowCourse<RiskRecord>]
    /// By month, the month before the span first; then by kind, all first.
    private var levels: [[HazardFigures]] = []
    /// By month likewise, of each unit directly below, all kinds.
    private var childLevels: [[HazardFigures]] = []

    /// All, and each 隐患类别; the last are rows that name none.
    static let kinds: [(key: String, name: String)] =
        [("all", "全部隐患")] + RiskCategory.allCases.map { ($0.rawValue, $0.rawValue) } + [("none", "未填类别")]

    init(_ figures: SafetyFigures) {
        self.figures = figures
        let (campaign, span) = (figures.campaign, figures.span)
        hazards = campaign.hazards(under: figures.unit.code, through: span.periods.upperBound)
        let owners = Self.owners(figures)
        for month in [span.periods.lowerBound.previous] + span.months {
            let day = campaign.due.lastDay(for: month)
            var kinds = [HazardFigures](repeating: HazardFigures(), count: Self.kinds.count)
            var units = [HazardFigures](repeating: HazardFigures(), count: figures.children.count)
            for hazard in campaign.hazards(under: figures.unit.code, through: month) {
                kinds[0].add(hazard, day)
                kinds[Self.place(hazard)].add(hazard, day)
                if let owner = owners[hazard.row.unit] { units[owner].add(hazard, day) }
            }
            levels.append(kinds)
            childLevels.append(units)
        }
    }

    private static func place(_ hazard: RowCourse<RiskRecord>) -> Int {
        let name = hazard.record.category?.rawValue ?? "none"
        return kinds.firstIndex { $0.key == name } ?? kinds.count - 1
    }

    private static func owners(_ figures: SafetyFigures) -> [String: Int] {
        var owners: [String: Int] = [:]
        for (place, child) in figures.children.enumerated() {
            for leaf in figures.campaign.units.leaves(under: child.code) { owners[leaf.code] = place }
        }
        return owners
    }

    /// The kinds of which there is any, all first.
    var shown: [Int] {
        Self.kinds.indices.filter { kind in kind == 0 || levels.contains { $0[kind].found > 0 } }
    }

    private var last: Int { levels.count - 1 }
    private static let form = RiskRecord.formKey
    private var isPartial: Bool { figures.isPartial(Self.form, figures.span.months.count - 1) }

    var mending: [MendingCourse] {
        shown.map { kind in
            let now = levels[last][kind]
            let months = figures.span.months.indices
            return MendingCourse(
                key: kind == 0 ? "all" : "kind\(kind)", name: Self.kinds[kind].name, unit: "个", foundWord: "排查",
                mendedWord: "整改",
                found: months.map { count(levels[$0 + 1][kind].found - levels[$0][kind].found, $0) },
                mended: months.map { count(levels[$0 + 1][kind].completed - levels[$0][kind].completed, $0) },
                spanFound: spanCount(now.found - levels[0][kind].found),
                spanMended: spanCount(now.completed - levels[0][kind].completed), open: end(now.open),
                rate: .rate(Rate(part: now.completed, whole: now.found), isPartial: isPartial),
                children: kind == 0 ? childValues : [])
        }
    }

    private func count(_ number: Int, _ month: Int) -> SummaryValue {
        .count(number, isPartial: figures.isPartial(Self.form, month))
    }

    private func spanCount(_ number: Int) -> SummaryValue {
        .count(number, isPartial: figures.isSpanPartial(Self.form))
    }

    private func end(_ number: Int) -> SummaryValue { .count(number, isPartial: isPartial) }

    private var childValues: [[SummaryValue]] {
        figures.children.indices.map { child in
            let (now, then) = (childLevels[last][child], childLevels[0][child])
            let isPartial = isPartial(child)
            let isSpanPartial = figures.isSpanPartial(Self.form, child: child)
            return [
                .count(now.found - then.found, isPartial: isSpanPartial),
                .count(now.completed - then.completed, isPartial: isSpanPartial),
                .count(now.open, isPartial: isPartial),
                .rate(Rate(part: now.completed, whole: now.found), isPartial: isPartial),
            ]
        }
    }

    private func isPartial(_ child: Int) -> Bool { figures.isPartial(Self.form, child: child) }

    /// Overdue at the end of the span, one a shown kind.
    var overdue: [SummaryValue] { shown.map { end(levels[last][$0].overdue) } }
    /// Likewise, one a unit directly below.
    var childOverdue: [SummaryValue] {
        figures.children.indices.map { .count(childLevels[last][$0].overdue, isPartial: isPartial($0)) }
    }

    /// How long mending took, one a shown kind.
    var times: [MendingTimes] {
        shown.map { kind in
            let own = kind == 0 ? hazards : hazards.filter { Self.place($0) == kind }
            return MendingTimes(own, within: figures.span.periods, due: figures.campaign.due)
        }
    }
}
