import CivilTime

/// One hazard in 附件2 中小学幼儿园风险隐患排查表: “一个风险隐患填写一行”.
///
/// Source: Changzhou 2019, 附件2. 派出所, 涉校风险隐患, 隐患整改情况 and the foot [source]; the other columns as marked.
public struct RiskRecord: FormRecord {
    /// 派出所
    public var station = ""
    /// 学校名称
    public var school = ""
    /// 隐患类别
    public var category: RiskCategory?
    /// 涉校风险隐患: what it is.
    public var risk = ""
    /// 排查日期
    public var foundOn: CalendarDay?
    /// 整改措施
    public var measures = ""
    /// 整改责任人
    public var owner = ""
    /// 整改时限: the last day that is in time.
    public var deadline: CalendarDay?
    /// 督办单位
    public var supervisor = ""
    /// 隐患整改情况
    public var state: RiskState?
    /// 临时防范措施
    public var interimMeasures = ""
    /// 备注
    public var remark = ""

    /// A row in which nothing is filled in yet.
    public init() {}

    /// The school's name.
    public var label: String { school }

    /// 逾期未整改: still in progress on `day`, and its 整改时限 has passed. The day of the 整改时限 itself is in time.
    public func isOverdue(on day: CalendarDay) -> Bool {
        guard state == .inProgress, let deadline else { return false }
        return deadline < day
    }

    /// The columns of 附件2 in their order, without 序号.
    public static let catalogue = FieldCatalogue<RiskRecord>(
        key: "risk", label: "风险隐患",
        fields: [
            .text(\.station, "station", "派出所", aliases: ["属地派出所"], .source),
            .text(\.school, "school", "学校名称", aliases: ["学校"], isRequired: true, .plan),
            .choice(\.category, "category", "隐患类别", aliases: ["类别"], .plan),
            .text(
                \.risk, "risk", "涉校风险隐患", aliases: ["风险隐患", "隐患内容"], isRequired: true, .source, summary: "一个风险隐患填写一行"),
            .day(\.foundOn, "foundOn", "排查日期", .ours),
            .text(\.measures, "measures", "整改措施", .plan),
            .text(\.owner, "owner", "整改责任人", aliases: ["责任人"], isSensitive: true, .plan),
            .day(\.deadline, "deadline", "整改时限", aliases: ["整改期限"], .plan),
            .text(\.supervisor, "supervisor", "督办单位", .plan),
            .choice(\.state, "state", "隐患整改情况", aliases: ["整改情况"], isRequired: true, .source),
            .text(\.interimMeasures, "interimMeasures", "临时防范措施", .plan),
            .text(\.remark, "remark", "备注", isSensitive: true, .ours),
        ],
        personRows: PersonRows(
            column: "category", words: Set(RiskCategory.allCases.filter(\.isAboutPersons).map(\.word)),
            texts: ["risk", "measures", "interimMeasures"]))
}
