import CivilTime
import Diagnostics

/// A campaign after Changzhou's plan: who reports, on which schools, and all that was handed in.
public struct SafetyCampaign: Sendable {
    /// For example 2019年全市中小学幼儿园安全集中整治攻坚行动.
    public let name: String
    /// The months that it covers.
    public let periods: ClosedRange<Period>
    /// Every month before the 25th.
    public let due: DueRule
    /// From the city down to the units that fill in forms.
    public let units: UnitTree
    /// All units' schools; empty when there is no list: rules that need it are then reported as skipped.
    public let schools: [School]
    /// 附件1, every unit and month, in the version that counts.
    public let checkups: [MonthlyForm<SecurityCheckup>]
    /// 附件2, likewise.
    public let risks: [MonthlyForm<RiskRecord>]
    /// 附件3 as units typed it, to be compared with what is counted.
    public let typedTallies: [TypedTally]
    /// Months for which a unit owes a form no longer (免报): by ``ReportedRecord/formKey``, then by the unit's code.
    public let exemptions: [String: [String: Set<Period>]]
    /// What came and does not count (已收到但未采用): by form as for ``exemptions``, then by the unit's code.
    public var uncounted: [String: [String: [Period: Uncounted]]] = [:]
    private let schoolsByUnit: [String: [School]]
    private let checkupIndex: FormIndex
    private let riskIndex: FormIndex

    /// Takes what was handed in as it is; forms of months outside `periods` do not count.
    public init(
        name: String, periods: ClosedRange<Period>, due: DueRule = SafetyCampaign.due, units: UnitTree,
        schools: [School] = [],
        checkups: [MonthlyForm<SecurityCheckup>] = [], risks: [MonthlyForm<RiskRecord>] = [],
        typedTallies: [TypedTally] = [], exemptions: [String: [String: Set<Period>]] = [:]
    ) {
        self.name = name
        self.periods = periods
        self.due = due
        self.units = units
        self.schools = schools
        self.checkups = checkups
        self.risks = risks
        self.typedTallies = typedTallies
        self.exemptions = exemptions
        schoolsByUnit = Dictionary(grouping: schools, by: \.unit)
        checkupIndex = FormIndex(checkups, within: periods)
        riskIndex = FormIndex(risks, within: periods)
    }

    /// Source: Changzhou 2019, 五、(三): “在每月25日前……三张报表（附件1、2、3）报” [source].
    public static let due = DueRule(day: 25, monthOffset: 0)

    /// 附件1 of a unit, or of all units below it, as handed in for the month.
    ///
    /// - Parameter unit: Its code.
    public func form1(of unit: String, period: Period, date: CalendarDay? = nil, isMasked: Bool = false) -> Form1Report
    {
        Form1Report(head: head(unit, period, date, isMasked), units: rows(checkups, checkupIndex, under: unit, period))
    }

    /// 附件2 of a unit, or of all units below it, as handed in for the month.
    public func form2(of unit: String, period: Period, date: CalendarDay? = nil, isMasked: Bool = false) -> Form2Report
    {
        Form2Report(head: head(unit, period, date, isMasked), units: rows(risks, riskIndex, under: unit, period))
    }

    /// 附件3 of a unit, or of all units below it, counted from all months up to `period`.
    ///
    /// - Parameter reportingDay: The day on which overdue is judged; `nil` takes the month's due day.
    public func form3(
        of unit: String, period: Period, date: CalendarDay? = nil, reportingDay: CalendarDay? = nil
    ) -> Form3Report {
        let owing = units.leaves(under: unit, reportingIn: period)
        let missing = missing(under: unit, period)
        return Form3Report(
            head: head(unit, period, date, false), tally: tally(of: unit, period: period, reportingDay: reportingDay),
            missingUnits: missing.map { $0.label + (cameUncounted($0.code, period) ? "（已收到未采用）" : "") },
            isMissing: !owing.isEmpty && owing.allSatisfy { lacking($0.code, period).count == 2 })
    }

    /// 附件3's figures of a unit, or of all units below it.
    public func tally(of unit: String, period: Period, reportingDay: CalendarDay? = nil) -> CampaignTally {
        let leaves = units.leaves(under: unit)
        return CampaignTally(
            checkups: leaves.flatMap { checkupIndex.places(of: $0.code).map { checkups[$0] } },
            risks: leaves.flatMap { riskIndex.places(of: $0.code).map { risks[$0] } }, period: period, due: due,
            reportingDay: reportingDay)
    }

    /// A form 1 to be filled in: the unit's schools, and what is known of them.
    public func blankForm1(of unit: String, period: Period) -> Form1Report {
        let parts = units.leaves(under: unit, reportingIn: period).map { leaf in
            UnitRows(
                name: leaf.name, code: leaf.code,
                rows: schoolsByUnit[leaf.code, default: []].map { SecurityCheckup($0) })
        }
        return Form1Report(head: head(unit, period, nil, false), units: parts)
    }

    /// Whether all that the unit lacks of the month came, and does not count.
    private func cameUncounted(_ code: String, _ period: Period) -> Bool {
        lacking(code, period).allSatisfy { label in
            let key = label == "附件1" ? SecurityCheckup.formKey : RiskRecord.formKey
            return uncounted[key]?[code]?[period] != nil
        }
    }

    /// Units that owe one of the two forms for the month, and of which it is not there.
    ///
    /// - Parameter form: ``ReportedRecord/formKey`` of 附件1 or 附件2.
    public func missing(_ form: String, under unit: String, _ period: Period) -> [ReportingUnit] {
        units.leaves(under: unit, reportingIn: period).filter {
            form == SecurityCheckup.formKey
                ? isLacking(form, checkupIndex, $0.code, period) : isLacking(form, riskIndex, $0.code, period)
        }
    }

    /// Units that owe their forms for the month, and of which 附件1 or 附件2 is not there.
    public func missing(under unit: String, _ period: Period) -> [ReportingUnit] {
        units.leaves(under: unit, reportingIn: period).filter { !lacking($0.code, period).isEmpty }
    }

    private func lacking(_ code: String, _ period: Period) -> [String] {
        let first = isLacking(SecurityCheckup.formKey, checkupIndex, code, period) ? ["附件1"] : []
        return first + (isLacking(RiskRecord.formKey, riskIndex, code, period) ? ["附件2"] : [])
    }

    private func isLacking(_ form: String, _ index: FormIndex, _ code: String, _ period: Period) -> Bool {
        index.places(of: code, in: period).isEmpty && exemptions[form]?[code]?.contains(period) != true
    }

    private func head(_ unit: String, _ period: Period, _ date: CalendarDay?, _ isMasked: Bool) -> FormHead {
        FormHead(unit: units[unit]?.name ?? unit, unitCode: unit, date: date, period: period, isMasked: isMasked)
    }

    /// In the order of the tree; a unit without a form is not among them.
    private func rows<Record>(
        _ forms: [MonthlyForm<Record>], _ index: FormIndex, under unit: String, _ period: Period
    ) -> [UnitRows<Record>] {
        units.leaves(under: unit).compactMap { leaf in
            let own = index.places(of: leaf.code, in: period)
            if own.isEmpty { return nil }
            return UnitRows(name: leaf.name, code: leaf.code, rows: own.flatMap { forms[$0].rows.map(\.record) })
        }
    }
}

extension SafetyCampaign {
    /// Everything that is wrong with what was handed in for a month, at or below a unit.
    ///
    /// - Parameter reportingDay: As for ``form3(of:period:date:reportingDay:)``.
    public func check(_ unit: String, period: Period, reportingDay: CalendarDay? = nil) -> [Finding] {
        let day = reportingDay ?? due.lastDay(for: period)
        var findings = misplaced(under: unit)
        for leaf in units.leaves(under: unit) {
            let context = context(of: leaf.code, day)
            for place in checkupIndex.places(of: leaf.code, in: period) {
                findings += SecurityCheckup.check(checkups[place].rows, in: context)
            }
            for place in riskIndex.places(of: leaf.code, in: period) {
                findings += RiskRecord.check(risks[place].rows, in: context)
            }
            findings += RiskHistory.reopened(riskIndex.places(of: leaf.code).map { risks[$0] }, in: period)
        }
        let typed = typedTallies.filter { $0.period == period && units.contains($0.unit, under: unit) }
        findings += typed.flatMap { check($0.figures, of: $0.unit, period: period, reportingDay: day) }
        findings += missing(under: unit, period).map { missingFinding($0, period) }
        // A rule that could not be checked is said once, not for every unit.
        var said: Set<Finding> = []
        return findings.filter { $0.rule != "rule.skipped" || said.insert($0).inserted }
    }

    /// What is wrong with the rows of one form that has just come in, before it counts.
    ///
    /// - Parameter unit: The code of the unit that sent it.
    public func check<Record: FormRecord>(
        _ rows: [Located<Record>], of unit: String, period: Period, reportingDay: CalendarDay? = nil
    ) -> [Finding] {
        Record.check(rows, in: context(of: unit, reportingDay ?? due.lastDay(for: period)))
    }

    /// What of a typed 附件3 disagrees with forms 1 and 2 of the unit, or of all units below it.
    public func check(
        _ figures: [TypedFigure], of unit: String, period: Period, reportingDay: CalendarDay? = nil
    ) -> [Finding] {
        tally(of: unit, period: period, reportingDay: reportingDay).check(figures)
    }

    /// The same for the figures whose form has come from every unit; that the others were not compared is told, class C.
    public func compare(_ figures: [TypedFigure], of unit: String, period: Period) -> [Finding] {
        let missing = Set(units.leaves(under: unit, reportingIn: period).flatMap { lacking($0.code, period) }).sorted()
        let compared = figures.filter { !missing.contains($0.figure.isFromForm1 ? "附件1" : "附件2") }
        let findings = check(compared, of: unit, period: period)
        if compared.count == figures.count { return findings }
        let what = missing.count == 2 ? "附件3的数字没有核对" : "附件3中由它得出的数字没有核对"
        return findings + [
            Finding(
                "collect.tally-unchecked", .verify, "\(missing.joined(separator: "、"))没有收齐，\(what)",
                remedy: "请收齐后再核对；附件3也可以用 huxiao report form3 生成")
        ]
    }

    private func context(of unit: String, _ day: CalendarDay) -> RuleContext {
        let own = schools.isEmpty ? nil : SchoolList(schoolsByUnit[unit, default: []])
        return RuleContext(schools: own, reportingDay: day, campaign: periods)
    }

    private func missingFinding(_ unit: ReportingUnit, _ period: Period) -> Finding {
        let came = zip(["附件1", "附件2"], [SecurityCheckup.formKey, RiskRecord.formKey]).compactMap { label, key in
            uncounted[key]?[unit.code]?[period].map { (label: label, form: $0) }
        }
        let missing = lacking(unit.code, period).filter { label in !came.contains { $0.label == label } }
        let sentences =
            (missing.isEmpty ? [] : ["没有收到\(missing.joined(separator: "、"))"])
            + came.map { "\($0.label)\($0.form.words)" }
        let remedies = (missing.isEmpty ? [] : ["请催报；没有隐患的也应报送空表"]) + came.map(\.form.remedy)
        return Finding(
            missing.isEmpty ? "form3.uncounted-unit" : "form3.missing-unit", .explain,
            at: Place(record: "\(unit.label) \(period.chinese)"),
            sentences.joined(separator: "；"),
            remedy: remedies.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "；"))
    }

    /// Forms that no report counts: of a unit that does not fill in forms, or of a month outside the campaign. Said
    /// with the topmost unit.
    private func misplaced(under unit: String) -> [Finding] {
        guard units.roots.contains(where: { $0.code == unit }) else { return [] }
        return checkups.compactMap { misplaced($0, "附件1") } + risks.compactMap { misplaced($0, "附件2") }
            + typedTallies.compactMap(misplaced)
    }

    /// A typed 附件3 may be of any unit of the tree.
    private func misplaced(_ typed: TypedTally) -> Finding? {
        let place = Place(
            file: typed.figures.first?.place.file,
            record: "\(units[typed.unit]?.label ?? typed.unit) \(typed.period.chinese)附件3")
        if !periods.contains(typed.period) { return outside(place) }
        if units[typed.unit] != nil { return nil }
        let code = Quotation.shortened(typed.unit)
        return Finding("form.unknown-unit", .mandatory, at: place, "单位代码“\(code)”不在单位表中，没有核对", remedy: "请改正单位代码")
    }

    private func outside(_ place: Place) -> Finding {
        Finding(
            "form.month-outside", .mandatory, at: place,
            "期间应在 \(periods.lowerBound.chinese) 至 \(periods.upperBound.chinese) 之间，没有统计", remedy: "请改正期间")
    }

    private func misplaced<Record>(_ form: MonthlyForm<Record>, _ name: String) -> Finding? {
        let place = Place(
            file: form.rows.first?.place.file,
            record: "\(form.unitName.isEmpty ? form.unit : form.unitName) \(form.period.chinese)\(name)")
        if !periods.contains(form.period) { return outside(place) }
        if units.isLeaf(form.unit) { return nil }
        let statement =
            units[form.unit] == nil ? "单位代码“\(Quotation.shortened(form.unit))”不在单位表中，没有统计" : "该单位有下级单位，不直接填报，没有统计"
        return Finding("form.unknown-unit", .mandatory, at: place, statement, remedy: "请改正单位代码")
    }
}

/// Where the forms of each unit and month stand; those outside the campaign are left out.
struct FormIndex: Sendable {
    private struct Key: Hashable {
        var unit: String
        var period: Period
    }
    private var byUnit: [String: [Int]] = [:]
    private var byMonth: [Key: [Int]] = [:]

    init<Record>(_ forms: [MonthlyForm<Record>], within periods: ClosedRange<Period>) {
        for (place, form) in forms.enumerated() where periods.contains(form.period) {
            byUnit[form.unit, default: []].append(place)
            byMonth[Key(unit: form.unit, period: form.period), default: []].append(place)
        }
    }

    func places(of unit: String) -> [Int] { byUnit[unit] ?? [] }

    func places(of unit: String, in period: Period) -> [Int] { byMonth[Key(unit: unit, period: period)] ?? [] }
}
