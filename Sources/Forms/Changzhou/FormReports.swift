import CivilTime

/// What the heads of the three Changzhou forms have in common.
public struct FormHead: Hashable, Sendable {
    /// 填报单位
    public var unit: String
    /// The unit's code.
    public var unitCode: String
    /// 填报时间; `nil` leaves room for ink.
    public var date: CalendarDay?
    /// 报表期间; `nil` on a form that covers no month.
    public var period: Period?
    /// The template's form and version, for example `changzhou-form1/1`; empty when not known.
    public var template: String
    /// Whether what is about persons is replaced by ``Masking/mark``.
    public var isMasked: Bool
    /// What the figures are made of, where that is not the ordinary (取数说明); printed at the foot.
    public var basis = ""

    /// What is not given stays empty, and nothing is masked.
    public init(
        unit: String, unitCode: String, date: CalendarDay? = nil, period: Period? = nil, template: String = "",
        isMasked: Bool = false
    ) {
        self.unit = unit
        self.unitCode = unitCode
        self.date = date
        self.period = period
        self.template = template
        self.isMasked = isMasked
    }

    /// 表单标识, for example `changzhou-form1/1 · 320400 · 2019-09`.
    public var identity: String { identity(of: unitCode) }

    func identity(of code: String) -> String {
        [template, code, period?.description ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    static let fields: [FieldDefinition] = [
        FieldDefinition("title", "表名", aliases: ["报表名称"], .text, isComputed: true, .source),
        FieldDefinition("unit", "填报单位", .text, isRequired: true, .source),
        FieldDefinition("unitCode", "单位代码", .text, isRequired: true, .ours),
        FieldDefinition("date", "填报时间", aliases: ["填报日期"], .day, .source, summary: "可留空手填"),
        FieldDefinition("period", "报表期间", aliases: ["期间"], .month, .ours, summary: "报表所反映的月份"),
        FieldDefinition("identity", "表单标识", .text, isComputed: true, .ours, summary: "表单、单位和期间，供收回时核对"),
        FieldDefinition("maskNote", "遮盖说明", .text, isComputed: true, .ours, summary: "遮盖了什么，取数有什么特别；没有时为空"),
    ]

    func values(title: String) -> [String: FieldValue] {
        [
            "title": .text(title), "unit": .text(unit), "unitCode": .text(unitCode),
            "date": date.map { .day($0) } ?? .blank,
            "period": period.map { .month($0) } ?? .blank, "identity": identity.isEmpty ? .blank : .text(identity),
            "maskNote": Masking.footNote(isMasked: isMasked, basis: basis),
        ]
    }
}

/// One unit's rows of a form that covers several units.
public struct UnitRows<Record: FormRecord>: Hashable, Sendable {
    /// 名称
    public var name: String
    /// The unit's code.
    public var code: String
    /// In the order of the form.
    public var rows: [Record]

    /// The rows in the order in which they are to be printed.
    public init(name: String, code: String, rows: [Record]) {
        self.name = name
        self.code = code
        self.rows = rows
    }
}

/// A form made of rows, ready to be put into a template: 附件1 and 附件2.
public struct RowsReport<Record: ReportedRecord>: Hashable, Sendable {
    /// 填报单位, 填报时间 and what goes with them.
    public var head: FormHead
    /// In the order of the form; a form of one unit has one.
    public var units: [UnitRows<Record>]

    /// The units in the order in which their rows, or their sheets, are to be printed.
    public init(head: FormHead, units: [UnitRows<Record>]) {
        self.head = head
        self.units = units
    }

    /// The form of one unit.
    public init(head: FormHead, rows: [Record]) {
        self.init(head: head, units: [UnitRows(name: head.unit, code: head.unitCode, rows: rows)])
    }

    /// All rows, unit by unit.
    public var rows: [Record] { units.flatMap(\.rows) }

    /// The field catalogue for a template.
    public static var recordType: RecordType { Record.reportTypes.report }

    /// The values for a template, of the type ``recordType``.
    public var data: RecordData {
        let unitType = Record.reportTypes.unit
        let parts = units.map { unit in (unit, unit.rows.map { head.isMasked ? $0.maskedData : $0.data }) }
        var values = head.values(title: Record.formTitle)
        values[Record.listKey] = .list(parts.flatMap(\.1))
        values["units"] = .list(
            parts.map { unit, rows in
                let identity = head.identity(of: unit.code)
                return RecordData(
                    unitType,
                    [
                        "name": .text(unit.name), "code": .text(unit.code),
                        "identity": identity.isEmpty ? .blank : .text(identity),
                        Record.listKey: .list(rows),
                    ])
            })
        return RecordData(Self.recordType, values)
    }
}

/// A record that is a row of an official form.
public protocol ReportedRecord: FormRecord {
    /// The report's type, for example `form1`.
    static var formKey: String { get }
    /// The official title.
    static var formTitle: String { get }
    /// The list of rows in a template, for example `checkups`.
    static var listKey: String { get }
    /// Its word, for example `体检`: `{{体检[].学校名称}}`.
    static var listLabel: String { get }
    /// Made once for all reports.
    static var reportTypes: RowsReportTypes { get }
}

/// The record types of a form made of rows.
public struct RowsReportTypes: Sendable {
    /// The whole form.
    public let report: RecordType
    /// One unit's part, where each unit has a sheet of its own.
    public let unit: RecordType

    init<Record: ReportedRecord>(_ record: Record.Type) {
        let rows = FieldDefinition(
            Record.listKey, Record.listLabel, .list(Record.catalogue.type), .source, summary: "全部单位的行，依次排列")
        unit = RecordType(
            key: "\(Record.formKey).unit", label: "单位",
            fields: [
                FieldDefinition("name", "名称", aliases: ["单位名称"], .text, .ours),
                FieldDefinition("code", "代码", aliases: ["单位代码"], .text, .ours),
                FieldDefinition("identity", "表单标识", .text, isComputed: true, .ours),
                FieldDefinition(
                    Record.listKey, Record.listLabel, aliases: ["行"], .list(Record.catalogue.type), .source),
            ])
        report = RecordType(
            key: Record.formKey, label: Record.formTitle,
            fields: FormHead.fields + [
                rows, FieldDefinition("units", "单位", .list(unit), isComputed: true, .ours, summary: "每个单位一张工作表时使用"),
            ])
    }
}

/// 附件1 中小学幼儿园安防体检表, ready for a template.
public typealias Form1Report = RowsReport<SecurityCheckup>

/// 附件2 中小学幼儿园风险隐患排查表, ready for a template.
public typealias Form2Report = RowsReport<RiskRecord>

extension SecurityCheckup: ReportedRecord {
    /// `form1`, the key of 附件1.
    public static var formKey: String { "form1" }
    /// The official title of 附件1.
    public static var formTitle: String { "中小学幼儿园安防体检表" }
    /// The rows in a template of 附件1: `checkups`.
    public static var listKey: String { "checkups" }
    /// `{{体检[].学校名称}}` in a template of 附件1.
    public static var listLabel: String { "体检" }
    /// What a template of 附件1 may name.
    public static let reportTypes = RowsReportTypes(SecurityCheckup.self)
}

extension RiskRecord: ReportedRecord {
    /// `form2`, the key of 附件2.
    public static var formKey: String { "form2" }
    /// The official title of 附件2.
    public static var formTitle: String { "中小学幼儿园风险隐患排查表" }
    /// The rows in a template of 附件2: `risks`.
    public static var listKey: String { "risks" }
    /// `{{隐患[].整改时限}}` in a template of 附件2.
    public static var listLabel: String { "隐患" }
    /// What a template of 附件2 may name.
    public static let reportTypes = RowsReportTypes(RiskRecord.self)
}
