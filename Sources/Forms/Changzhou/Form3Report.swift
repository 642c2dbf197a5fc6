/// 附件3 中小学幼儿园安全集中整治攻坚行动战果统计表, ready for a template.
public struct Form3Report: Hashable, Sendable {
    /// 填报单位, 填报时间 and what goes with them.
    public var head: FormHead
    /// The figures.
    public var tally: CampaignTally
    /// Names of units that did not report, so that a figure that lacks them says so.
    public var missingUnits: [String]
    /// Whether none of the units handed in anything for the month: 新增 is then not known, instead of 0.
    public var isMissing: Bool

    /// Every unit reported, unless some are named as missing.
    public init(head: FormHead, tally: CampaignTally, missingUnits: [String] = [], isMissing: Bool = false) {
        self.head = head
        self.tally = tally
        self.missingUnits = missingUnits
        self.isMissing = isMissing
    }

    /// The official title [source].
    public static let title = "中小学幼儿园安全集中整治攻坚行动战果统计表"

    /// `{{战果.排查学校.新增}}`, `{{figures.schoolsChecked.total}}`.
    public static let recordType = RecordType(
        key: "form3", label: title,
        fields: FormHead.fields + [
            FieldDefinition("reportingDay", "报告日期", .day, isComputed: true, .ours, summary: "按这一天判断是否逾期"),
            FieldDefinition("missingUnits", "缺报单位", .text, isComputed: true, .ours, summary: "没有缺报时为“无”"),
            FieldDefinition("figures", "战果", .record(figuresType), .source, summary: "按名称或 key 取一个数"),
        ])

    /// One field for each figure of ``TallyFigure``.
    public static let figuresType = RecordType(
        key: "figures", label: "战果",
        fields: TallyFigure.allCases.map { figure in
            FieldDefinition(
                figure.key, figure.label, aliases: figure.aliases, .record(figure.isRate ? rateType : countType),
                figure.provenance,
                summary: figure.summary)
        })

    private static let countType = figureType(.integer, key: "count")
    private static let rateType = figureType(.ratio, key: "rate")

    /// A figure that is typed into a returned form is compared, not taken.
    private static func figureType(_ kind: FieldKind, key: String) -> RecordType {
        RecordType(
            key: key, label: "数据",
            fields: [
                FieldDefinition("increase", "新增", kind, isComputed: true, .source),
                FieldDefinition("total", "累计", kind, isComputed: true, .source),
                FieldDefinition("goal", "目标", .ratio, isComputed: true, .source, summary: "三个百分之百；没有目标时为空"),
                FieldDefinition("unit", "计量单位", .text, isComputed: true, .source),
                FieldDefinition("title", "名称", .text, isComputed: true, .source),
                FieldDefinition("numerator", "分子", .integer, isComputed: true, .ours, summary: "只用于比率"),
                FieldDefinition("denominator", "分母", .integer, isComputed: true, .ours, summary: "只用于比率"),
            ])
    }

    /// The values for a template, of the type ``recordType``.
    public var data: RecordData {
        var values = head.values(title: Self.title)
        values["reportingDay"] = .day(tally.reportingDay)
        values["missingUnits"] = .text(missingUnits.isEmpty ? "无" : missingUnits.joined(separator: "、"))
        values["figures"] = .record(
            RecordData(
                Self.figuresType,
                ordered: TallyFigure.allCases.map { .record(record($0, tally[$0])) }))
        return RecordData(Self.recordType, values)
    }

    private func record(_ figure: TallyFigure, _ entry: TallyEntry) -> RecordData {
        RecordData(
            figure.isRate ? Self.rateType : Self.countType,
            [
                "increase": isMissing && !figure.isRate ? .absent(.notReported) : entry.increaseValue,
                "total": entry.totalValue,
                "goal": figure.goal.map { .ratio($0) } ?? .blank,
                "unit": .text(figure.unit), "title": .text(figure.label),
                "numerator": entry.whole == nil ? .blank : .integer(entry.count),
                "denominator": .integer(entry.whole, else: .blank),
            ])
    }
}
