/// The figures of 附件3, in the order of the form.
public enum TallyFigure: String, Hashable, Sendable, CaseIterable {
    case schoolsChecked
    case risksFound
    case risksCompleted
    case risksInProgress
    case risksOverdue
    case completionRate
    case closedRate
    case linkedRate
    case guardedRate
    case publicOrderPosts
    case trafficPosts
    case patrolPosts
    case communityPosts

    /// For code and machines.
    public var key: String { rawValue }

    /// The official words, for example `排查学校（家）`.
    public var label: String {
        switch self {
        case .schoolsChecked: "排查学校（家）"
        case .risksFound: "排查风险隐患（个）"
        case .risksCompleted: "已完成整改（个）"
        case .risksInProgress: "正在整改中（个）"
        case .risksOverdue: "逾期未整改（个）"
        case .completionRate: "整改完成率（%）"
        case .closedRate: "封闭化管理率（%）"
        case .linkedRate: "报警视频联网率（%）"
        case .guardedRate: "城市中小学专职保安员配备率（%）"
        case .publicOrderPosts: "护学岗：治安岗（个）"
        case .trafficPosts: "护学岗：交警岗（个）"
        case .patrolPosts: "护学岗：巡特警岗（个）"
        case .communityPosts: "护学岗：群防群治（个）"
        }
    }

    /// Other names, for example `排查学校`.
    public var aliases: [String] {
        let plain = label.prefix { $0 != "（" }
        return post == nil ? [String(plain)] : [String(plain), String(plain.drop { $0 != "：" }.dropFirst())]
    }

    /// 计量单位
    public var unit: String {
        switch self {
        case .schoolsChecked: "家"
        case .completionRate, .closedRate, .linkedRate, .guardedRate: "%"
        default: "个"
        }
    }

    /// The four rates are made of two counts; they are recomputed, never added.
    public var isRate: Bool { unit == "%" }

    /// 目标: 1 is 100 %; `nil` without a goal.
    ///
    /// Source: Changzhou 2019, 二、工作目标: “三个百分之百” [source].
    public var goal: Double? {
        switch self {
        case .closedRate, .linkedRate, .guardedRate: 1
        default: nil
        }
    }

    /// Who says that the form has this figure.
    public var provenance: Provenance {
        switch self {
        case .schoolsChecked, .risksFound: .source
        case .risksCompleted, .risksInProgress, .closedRate, .linkedRate, .guardedRate: .plan
        default: .ours
        }
    }

    /// How it follows from the two other forms.
    public var summary: String {
        switch self {
        case .schoolsChecked: "安防体检表中的学校；新增为首次体检的学校"
        case .risksFound: "隐患排查表的行数；新增为首次列入的隐患"
        case .risksCompleted: "隐患整改情况为“已完成”；新增为本月净增"
        case .risksInProgress: "隐患整改情况为“正在整改中”，期末数；新增为本月净增，可为负数"
        case .risksOverdue: "正在整改中且整改时限早于报告日期，期末数；新增为本月净增，可为负数"
        case .completionRate: "已完成 ÷ 排查"
        case .closedRate: "封闭化管理为“是” ÷ 排查学校"
        case .linkedRate: "紧急报警按钮有效且已联网、视频监控已联网 ÷ 排查学校"
        case .guardedRate: "有 1 名以上专职保安员的城市中小学 ÷ 城市中小学（不含幼儿园）"
        default: "安防体检表中护学岗为此类的学校，期末数；新增为本月净增，可为负数"
        }
    }

    /// The kind of 护学岗 that it counts.
    var post: GuardPost? {
        switch self {
        case .publicOrderPosts: .publicOrder
        case .trafficPosts: .traffic
        case .patrolPosts: .patrol
        case .communityPosts: .community
        default: nil
        }
    }

    /// Whether it follows from 附件1, not from 附件2.
    package var isFromForm1: Bool {
        switch self {
        case .risksFound, .risksCompleted, .risksInProgress, .risksOverdue, .completionRate: false
        default: true
        }
    }
}
