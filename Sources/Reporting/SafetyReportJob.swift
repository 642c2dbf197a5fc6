import CivilTime
import Diagnostics
import Forms
import Sheets
import Templating

/// The three forms of Changzhou's plan.
public enum SafetyForm: String, Hashable, Sendable, CaseIterable {
    /// 附件1 中小学幼儿园安防体检表
    case form1
    /// 附件2 中小学幼儿园风险隐患排查表
    case form2
    /// 附件3 中小学幼儿园安全集中整治攻坚行动战果统计表
    case form3

    /// The template's file name without its ending.
    public var template: String { "changzhou-\(rawValue)" }

    /// The official title.
    public var title: String {
        switch self {
        case .form1: SecurityCheckup.formTitle
        case .form2: RiskRecord.formTitle
        case .form3: Form3Report.title
        }
    }

    /// The list of the form's rows in a template; `nil` for form 3, which has none.
    var listKey: String? {
        switch self {
        case .form1: SecurityCheckup.listKey
        case .form2: RiskRecord.listKey
        case .form3: nil
        }
    }

    /// What a template of this form can name.
    public var recordType: RecordType {
        switch self {
        case .form1: Form1Report.recordType
        case .form2: Form2Report.recordType
        case .form3: Form3Report.recordType
        }
    }
}

/// How the units of a district or city share one file.
public enum UnitLayout: String, Hashable, Sendable, CaseIterable {
    /// One list with all units' rows.
    case list
    /// A sheet for each unit.
    case sheets
    /// One sheet, on which every unit begins a new page.
    case pages
}

/// Makes the forms of one campaign, filled or blank.
public struct SafetyReportJob: Sendable {
    private let campaign: SafetyCampaign
    private let form: SafetyForm
    private let template: FormTemplate
    /// 填报时间; `nil` leaves room for ink.
    public var date: CalendarDay?
    /// The day on which overdue is judged; `nil`: the month's due day.
    public var reportingDay: CalendarDay?
    /// Whether what is about persons is replaced by ``Forms/Masking/mark``.
    public var isMasked = false
    /// What the figures are made of, where that is not the ordinary (取数说明); printed at the foot.
    public var basis = ""

    /// - Parameter template: Compiled for ``SafetyForm/recordType``.
    public init(campaign: SafetyCampaign, form: SafetyForm, template: FormTemplate) {
        precondition(template.recordType.key == form.recordType.key, "a template of another form")
        self.campaign = campaign
        self.form = form
        self.template = template
    }

    /// The form of a unit, or of all units below it.
    ///
    /// - Parameter name: The unit's code, name or short name.
    /// - Throws: ``Failure`` of kind `.content` for a unit that is not in the tree or a month outside the campaign.
    public func report(of name: String, period: Period, layout: UnitLayout = .list) throws -> MadeForm {
        let unit = try unit(name, period)
        let findings = campaign.check(unit.code, period: period, reportingDay: reportingDay)
        let parts =
            layout == .list || campaign.units.isLeaf(unit.code)
            ? [unit] : campaign.units.leaves(under: unit.code, reportingIn: period)
        let filled = parts.map { part in (part, template.filled(with: data(of: part.code, period))) }
        return made(unit, period, filled, layout, findings)
    }

    /// A list of fewer rows is held: there is nothing to gain.
    private static let longList = 1_000

    /// The form of a unit with one list that is too long to be held comfortably: its rows are put on the form while it is
    /// written, and the files are the same as those of ``report(of:period:layout:)``.
    ///
    /// - Returns: `nil` for a short list, for form 3, and for a template that needs the whole list at once.
    /// - Throws: As ``report(of:period:layout:)``.
    public func longList(of name: String, period: Period) throws -> MadeForm? {
        let unit = try unit(name, period)
        let (rows, report) = rows(of: unit.code, period)
        guard rows.count >= Self.longList, let list = form.listKey, !usesUnits else { return nil }
        let checked = template.streamed(report, list: list, count: rows.count)
        guard var form = checked.value else { return nil }
        describe(&form.properties, unit, period)
        let made = MadeList(form: form, rows: rows, isMasked: isMasked) {
            var workbook = template.filled(with: data(of: unit.code, period)).value ?? Workbook()
            describe(&workbook.properties, unit, period)
            return workbook
        }
        let findings = campaign.check(unit.code, period: period, reportingDay: reportingDay) + checked.findings
        return MadeForm(unit: unit.name, period: period, title: self.form.title, list: made, findings: findings)
    }

    /// Whether the template shows each unit apart, which takes all rows in the form's values.
    private var usesUnits: Bool {
        template.workbook.sheets.contains { $0.name.contains("{{") || $0.name.contains("｛｛") }
            || template.bindings.contains { binding in
                let steps = (binding.path.list ?? []) + binding.path.steps
                return steps.first.map { template.recordType.fields[$0].key == "units" } ?? false
            }
    }

    /// The rows of form 1 or 2, and the form's values without them.
    private func rows(of unit: String, _ period: Period) -> (MadeList.Rows, RecordData) {
        switch form {
        case .form1:
            let report = headed(campaign.form1(of: unit, period: period, date: date, isMasked: isMasked))
            return (.form1(report.rows), Form1Report(head: report.head, units: []).data)
        case .form2:
            let report = headed(campaign.form2(of: unit, period: period, date: date, isMasked: isMasked))
            return (.form2(report.rows), Form2Report(head: report.head, units: []).data)
        case .form3: return (.form2([]), RecordData(form.recordType, [:]))
        }
    }

    /// The form for a unit to fill in: unit and month are printed, in form 1 its schools too; the rest is open, with
    /// dropdown lists, ranges and hints. Form 3 is counted, never filled in.
    ///
    /// - Throws: As ``report(of:period:layout:)``, and ``Failure`` of kind `.content` for form 3.
    public func blank(of name: String, period: Period) throws -> MadeForm {
        let unit = try unit(name, period)
        let known: RecordData
        switch form {
        case .form1:
            var form = campaign.blankForm1(of: unit.code, period: period)
            form.head = head(form.head, isBlank: true)
            known = form.data
        case .form2:
            known =
                Form2Report(
                    head: head(FormHead(unit: unit.name, unitCode: unit.code, period: period), isBlank: true), rows: []
                ).data
        case .form3:
            throw Failure(.content, "form3.blank", "附件3由附件1、附件2统计得出，没有空表", remedy: "请用 huxiao report form3 生成")
        }
        return made(unit, period, [(unit, template.blank(with: known))], .list, [])
    }

    private func unit(_ name: String, _ period: Period) throws -> ReportingUnit {
        let unit = try campaign.units.find(name)
        guard campaign.periods.contains(period) else {
            let (first, last) = (campaign.periods.lowerBound.chinese, campaign.periods.upperBound.chinese)
            throw Failure(
                .content, "form.month-outside", at: Place(record: period.chinese),
                "期间应在 \(first) 至 \(last) 之间，实为 \(period.chinese)",
                remedy: "请改正期间")
        }
        return unit
    }

    private func data(of unit: String, _ period: Period) -> RecordData {
        switch form {
        case .form1: return headed(campaign.form1(of: unit, period: period, date: date, isMasked: isMasked)).data
        case .form2: return headed(campaign.form2(of: unit, period: period, date: date, isMasked: isMasked)).data
        case .form3:
            var report = campaign.form3(of: unit, period: period, date: date, reportingDay: reportingDay)
            report.head = head(report.head)
            return report.data
        }
    }

    private func headed<Record>(_ report: RowsReport<Record>) -> RowsReport<Record> {
        var copy = report
        copy.head = head(report.head)
        return copy
    }

    private func head(_ head: FormHead, isBlank: Bool = false) -> FormHead {
        var copy = head
        copy.basis = [basis, isBlank ? "" : missing(head)].filter { !$0.isEmpty }.joined(separator: "；")
        copy.template = "\(form.template)/\(template.identity.version)"
        return copy
    }

    /// Whose rows a list lacks (缺报单位) and why; 附件3 has a line of its own for them.
    private func missing(_ head: FormHead) -> String {
        guard form != .form3, let period = head.period else { return "" }
        let key = form == .form1 ? SecurityCheckup.formKey : RiskRecord.formKey
        let units = campaign.missing(key, under: head.unitCode, period)
        let absent = units.filter { campaign.uncounted[key]?[$0.code]?[period] == nil }
        let came = units.filter { campaign.uncounted[key]?[$0.code]?[period] != nil }
        return [("缺报单位", absent), ("已收到未采用", came)].filter { !$1.isEmpty }.map { word, units in
            "\(word)：\(units.map(\.label).joined(separator: "、"))"
        }.joined(separator: "；")
    }

    private func made(
        _ unit: ReportingUnit, _ period: Period, _ filled: [(ReportingUnit, Checked<Workbook>)], _ layout: UnitLayout,
        _ findings: [Finding]
    ) -> MadeForm {
        var workbook = Workbook()
        for (number, (part, checked)) in filled.enumerated() {
            guard var next = checked.value else { continue }
            if filled.count > 1, next.sheets.count == 1 { next.sheets[0].name = part.label }
            if number == 0 { workbook = next } else { workbook.append(next) }
        }
        if layout == .pages { workbook.joinPages(named: form.title) }
        describe(&workbook.properties, unit, period)
        return MadeForm(
            unit: unit.name, period: period, title: form.title, workbook: workbook,
            findings: findings + filled.flatMap { $0.1.findings } + workbook.cutTextFindings)
    }

    /// What the file says of itself.
    private func describe(_ properties: inout DocumentProperties, _ unit: ReportingUnit, _ period: Period) {
        properties.title = "\(unit.name)\(form.title)（\(period.chinese)）"
        properties[custom: FormTemplate.Identity.formProperty] = form.template
        properties[custom: ReturnedForm.Identity.unitProperty] = unit.code
        properties[custom: ReturnedForm.Identity.periodProperty] = period.description
    }
}

extension Workbook {
    /// All sheets below each other on the first one, each on a page of its own.
    fileprivate mutating func joinPages(named name: String) {
        guard var first = sheets.first else { return }
        for sheet in sheets.dropFirst() { first.stack(sheet) }
        first.name = name
        sheets = [first]
    }
}
