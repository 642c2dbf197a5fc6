import CivilTime

/// What a campaign wants to reach, as a part of a whole (目标).
public struct SummaryGoal: Hashable, Sendable {
    /// For code and machines, unique among the goals; the numerator's key.
    public var key: String
    /// 国家标准达标率
    public var name: String
    /// The numerator: an indicator of the campaign.
    public var part: IndicatorKey
    /// The denominator.
    public var whole: IndicatorKey
    /// 0.85 is 85 %; `nil` for a rate that is watched without a goal.
    public var target: Double?
    /// The month by whose end it is to be reached; `nil`: by the end of the campaign.
    public var by: Period?
    /// Where the goal stands.
    public var source: String

    /// A rate, with a goal or without one.
    public init(
        name: String, part: IndicatorKey, whole: IndicatorKey, target: Double? = nil, by: Period? = nil,
        source: String = ""
    ) {
        key = part.name
        self.name = name
        self.part = part
        self.whole = whole
        self.target = target
        self.by = by
        self.source = source
    }
}

/// A day of the campaign's calendar (时间节点), from `campaign.yaml`.
public struct Milestone: Hashable, Sendable {
    /// What is to be done.
    public var name: String
    /// The last day that is in time.
    public var day: CalendarDay

    /// What is to be done by that day.
    public init(name: String, day: CalendarDay) {
        self.name = name
        self.day = day
    }
}

extension SummaryGoal {
    /// `85%`, `99.5%`.
    public static func words(_ target: Double) -> String {
        let text = Rate(part: Int((target * 10_000).rounded()), whole: 10_000).text
        return text.hasSuffix(".0%") ? text.dropLast(3) + "%" : text
    }

    /// The rates of Zhengzhou's table, with the goals of its plan.
    ///
    /// The plan asks for 85 % of urban campuses (“城市校园达标率要达到85%以上”); the table counts campuses that meet the standard
    /// without telling city from country, so all campuses are the whole [ours].
    ///
    /// Source: Zhengzhou 2017, 二、(一) [source]; what is divided by what [ours].
    public static let zhengzhou: [SummaryGoal] = {
        let (may, october) = (Period("2017-05"), Period("2017-10"))
        return [
            SummaryGoal(
                name: "国家标准达标率", part: .campusesMeetingNationalStandard, whole: .campuses, target: 0.85,
                source: "城市校园达标率要达到85%以上（报表不分城乡，按全部校园计算）"),
            SummaryGoal(
                name: "保安员配备率", part: .campusesWithGuards, whole: .campuses, target: 1, by: may,
                source: "2017年5月底前，配齐保安员"),
            SummaryGoal(
                name: "保卫人员配备率", part: .campusesWithSecurityOfficers, whole: .campuses, target: 1, by: may,
                source: "2017年5月底前，配齐专兼职安全保卫人员"),
            SummaryGoal(
                name: "防护装备配齐率", part: .campusesFullyEquipped, whole: .campuses, target: 1, by: may,
                source: "2017年5月底前，配齐安全防护装备器械"),
            SummaryGoal(
                name: "封闭式管理率", part: .closedCampuses, whole: .campuses, target: 1, by: may,
                source: "2017年5月底前，所有学校、幼儿园实现封闭式管理"),
            SummaryGoal(
                name: "防冲撞设施安装率", part: .campusesWithBarriers, whole: .campusesNeedingBarriers, target: 1, by: may,
                source: "所有需要设置硬质防冲撞设施的学校、幼儿园，要全部设置安装完毕"),
            SummaryGoal(
                name: "交通设施安装率", part: .campusesWithTrafficFacilities, whole: .campusesNeedingTrafficFacilities,
                target: 1, by: may, source: "所有需要设置减速带、警示标志的学校、幼儿园，要全部设置安装完毕"),
            SummaryGoal(
                name: "重要部位探头安装率", part: .campusesWithGateCameras, whole: .campuses, target: 1, by: may,
                source: "2017年5月底前，在大门口等重要位置安装完毕视频监控装置"),
            SummaryGoal(
                name: "一键报警联网率", part: .campusesWithPoliceLinkedAlarm, whole: .campuses, target: 1, by: october,
                source: "2017年10月底前，安装完毕“一键式”报警装置，并接入公安机关报警平台"),
            SummaryGoal(name: "内部隐患整改率", part: .internalHazardsFixed, whole: .internalHazardsFound),
            SummaryGoal(name: "治安乱点整治率", part: .surroundingTroubleSpotsCleared, whole: .surroundingTroubleSpotsFound),
            SummaryGoal(name: "涉校纠纷化解率", part: .disputesSettled, whole: .disputesFound),
        ]
    }()
}
