import Diagnostics

/// What is wrong with submissions taken one by one.
struct SubmissionCheck {
    let campaign: Campaign
    let scope: CheckScope
    private(set) var findings: [Finding] = []

    init(_ campaign: Campaign, _ scope: CheckScope) {
        self.campaign = campaign
        self.scope = scope
    }

    mutating func run() {
        for submission in campaign.submissions {
            let keys = submission.figures.filter { $0.value.value != .blank }.keys
            said[Month(unit: submission.unit, period: submission.period), default: [:]][submission.version] = Set(keys)
        }
        var seen: [Slot: Place] = [:]
        for submission in campaign.submissions where scope.contains(submission.unit, submission.period) {
            guard let unit = knownUnit(submission) else { continue }
            checkMonth(submission, unit)
            checkVersion(submission, &seen)
            checkLate(submission)
            if campaign.checksLatestOnly, isSuperseded(submission) { continue }
            checkFigures(submission)
            checkCases(submission)
        }
    }

    private struct Month: Hashable {
        var unit: String
        var period: Period
    }

    /// What each version of a unit's month says, by version.
    private var said: [Month: [Int: Set<IndicatorKey>]] = [:]

    /// Indicators that an earlier version of the same month reports: a correction may leave them open.
    private func reportedBefore(_ submission: MonthlySubmission) -> Set<IndicatorKey> {
        if submission.version <= 1 { return [] }
        let versions = said[Month(unit: submission.unit, period: submission.period)] ?? [:]
        return versions.filter { $0.key < submission.version }.values.reduce(into: []) { $0.formUnion($1) }
    }

    private func isSuperseded(_ submission: MonthlySubmission) -> Bool {
        let versions = said[Month(unit: submission.unit, period: submission.period)] ?? [:]
        return versions.keys.contains { $0 > submission.version }
    }

    private struct Slot: Hashable {
        var unit: String
        var period: Period
        var version: Int
    }

    private mutating func note(
        _ rule: String, _ severity: Severity, _ place: Place, _ statement: String, _ remedy: String
    ) {
        findings.append(Finding(rule, severity, at: place, statement, remedy: remedy))
    }

    private mutating func knownUnit(_ submission: MonthlySubmission) -> ReportingUnit? {
        if let unit = campaign.units[submission.unit] { return unit }
        do {
            // A name instead of a code would be ignored by the totals.
            let meant = try campaign.findUnit(submission.unit)
            note(
                "progress.unknown-unit", .mandatory, place(submission), "单位应写代码，实写“\(submission.unit)”",
                "请改为 \(meant.code)")
        } catch let failure as Failure {
            findings.append(failure.within(place(submission)).finding)
        } catch {}
        return nil
    }

    private mutating func checkMonth(_ submission: MonthlySubmission, _ unit: ReportingUnit) {
        let (first, last) = (campaign.periods.lowerBound, campaign.periods.upperBound)
        if !campaign.periods.contains(submission.period) {
            note(
                "progress.month-outside", .mandatory, place(submission),
                "期间应在 \(first.chinese) 至 \(last.chinese) 之间，实为 \(submission.period.chinese)", "请改正期间")
        } else if !campaign.units.isLeaf(unit.code) {
            if campaign.comparesSums { return }
            note(
                "progress.sum-unit", .mandatory, place(submission), "“\(unit.label)”的数据由下级单位相加得出，不应直接填报",
                "请由下级单位填报，或在单位表中加一个“本级”单位")
        } else if let from = unit.reportsFrom, submission.period < from {
            note(
                "progress.not-expected", .mandatory, place(submission), "“\(unit.label)”从 \(from.chinese) 起才填报",
                "请改正期间，或改正单位表中的首报期间")
        } else if let through = unit.reportsThrough, submission.period > through {
            note(
                "progress.not-expected", .mandatory, place(submission), "“\(unit.label)”在 \(through.chinese) 之后不再填报",
                "请改正期间，或改正单位表中的末报期间")
        }
    }

    private mutating func checkVersion(_ submission: MonthlySubmission, _ seen: inout [Slot: Place]) {
        if submission.version < 1 {
            note("progress.version", .mandatory, place(submission), "版本应为 1 以上的整数，实为 \(submission.version)", "首次填报写 1")
        }
        let slot = Slot(unit: submission.unit, period: submission.period, version: submission.version)
        if let first = seen[slot] {
            let other = Place(file: first.file, position: first.position, cell: first.cell).description
            note(
                "progress.double-submission", .mandatory, place(submission),
                "第 \(submission.version) 版重复" + (other.isEmpty ? "" : "，另一份在 \(other)"), "更正请把版本加 1，重复的请删去一份")
        } else {
            seen[slot] = submission.place
        }
    }

    private mutating func checkLate(_ submission: MonthlySubmission) {
        let due = campaign.due.lastDay(for: submission.period)
        guard submission.version == 1, let received = submission.received, received > due else { return }
        note(
            "progress.late", .verify, place(submission),
            "应于 \(due) 前报送，\(received) 才收到，迟 \(received.daysSince1970 - due.daysSince1970) 天",
            "请核实收到日期，并提醒该单位按时报送")
    }

    private mutating func checkCases(_ submission: MonthlySubmission) {
        for detail in submission.cases {
            guard let day = detail.day, Period(containing: day) != submission.period else { continue }
            note(
                "progress.case-day", .verify, detail.place.within(place(submission)),
                "案事件日期应在 \(submission.period.chinese)，实为 \(day)", "请核实日期，或移到所属月份")
        }
    }

    // MARK: - Figures

    private mutating func checkFigures(_ submission: MonthlySubmission) {
        for key in submission.figures.keys.filter({ campaign.indicators.place(of: $0) == nil }).sorted() {
            note(
                "progress.unknown-indicator", .mandatory, place(submission), "指标“\(key)”不在指标表中",
                NearestName.of(key.name, in: campaign.indicators.indicators.map(\.key.name)).map { "是否为“\($0)”？请改正" }
                    ?? "请改正")
        }
        var absent: [Indicator] = []
        let known = reportedBefore(submission)
        // Sums may be typed in part; what is typed is compared.
        let isSum = campaign.comparesSums && !campaign.units.isLeaf(submission.unit)
        for indicator in campaign.indicators.indicators {
            if known.contains(indicator.key), submission.figures[indicator.key]?.value ?? .blank == .blank { continue }
            if isSum, submission.figures[indicator.key]?.value ?? .blank == .blank { continue }
            guard let figure = submission.figures[indicator.key] else {
                absent.append(indicator)
                continue
            }
            check(figure, indicator, submission)
        }
        if !absent.isEmpty { noteAbsent(absent, submission) }
    }

    private mutating func check(_ figure: ReportedFigure, _ indicator: Indicator, _ submission: MonthlySubmission) {
        guard let trouble = Self.trouble(figure.value, indicator) else { return }
        let place = Place(field: FieldName(key: "indicators.\(indicator.key)", label: indicator.title))
            .within(figure.place).within(self.place(submission))
        findings.append(trouble.within(place))
    }

    /// What is wrong with one figure taken alone, without its place.
    private static func trouble(_ value: ReportedFigure.Value, _ indicator: Indicator) -> Finding? {
        switch value {
        case .notApplicable, .refused: nil
        case .blank: Finding("progress.blank", .explain, "没有填写，按缺报处理", remedy: "没有发生请填 0，不适用请填“/”")
        case .increase(let number), .level(let number):
            ReportedFigure.range.contains(number)
                ? (value == .level(number) ? levelTrouble(number, indicator) : increaseTrouble(number, indicator))
                : Finding("progress.out-of-range", .mandatory, "应在 -10 亿到 10 亿之间，实填 \(number)", remedy: "请改正")
        }
    }

    private static func levelTrouble(_ number: Int, _ indicator: Indicator) -> Finding? {
        if indicator.kind == .flow {
            return Finding(
                "progress.level-of-flow", .mandatory, "“\(indicator.reference)”是累计数，应填新增，实填期末数 \(number)",
                remedy: "请改填本月新增")
        }
        return number < 0
            ? Finding("progress.negative-level", .mandatory, "期末数应不小于 0，实填 \(number)", remedy: "请改正") : nil
    }

    private static func increaseTrouble(_ number: Int, _ indicator: Indicator) -> Finding? {
        guard indicator.kind == .flow, number < 0 else { return nil }
        return Finding(
            "progress.negative-flow", .mandatory, "“\(indicator.reference)”是累计数，新增应不小于 0，实填 \(number)",
            remedy: "要更正以前月份，请重报那个月的新版本")
    }

    private mutating func noteAbsent(_ absent: [Indicator], _ submission: MonthlySubmission) {
        let names = absent.prefix(3).map(\.reference).joined(separator: "、") + (absent.count > 3 ? " 等" : "")
        note(
            "progress.blank", .explain, place(submission), "缺 \(absent.count) 项指标，按缺报处理：\(names)",
            "没有发生请填 0，不适用请填“/”")
    }

    private func place(_ submission: MonthlySubmission) -> Place {
        let unit = campaign.units[submission.unit]?.label ?? submission.unit
        return Place(record: "\(unit) \(submission.period.chinese)").within(submission.place)
    }
}
