/// The indicators of the Zhengzhou progress table (校园安全工作进展报表), for Swift callers.
///
/// Source: Zhengzhou 2017, 郑公通〔2017〕66号, annex [source]; the English names [ours]. The shipped set of the same
/// indicators is `Templates/zhengzhou-progress.csv`.
extension IndicatorKey {
    /// 01 全部校园数（所）
    public static let campuses: IndicatorKey = "campuses"
    /// 02 城市校园数（所）
    public static let urbanCampuses: IndicatorKey = "urbanCampuses"
    /// 03 农村校园数（所）
    public static let ruralCampuses: IndicatorKey = "ruralCampuses"
    /// 04 配备保安员数（人）
    public static let guards: IndicatorKey = "guards"
    /// 05 已配备保安员的校园数（所）
    public static let campusesWithGuards: IndicatorKey = "campusesWithGuards"
    /// 06 配备专（兼）职治安保卫人员（人）
    public static let securityOfficers: IndicatorKey = "securityOfficers"
    /// 07 配备专（兼）职治安保卫人员校园数（所）
    public static let campusesWithSecurityOfficers: IndicatorKey = "campusesWithSecurityOfficers"
    /// 08 实现封闭式管理校园数（所）
    public static let closedCampuses: IndicatorKey = "closedCampuses"
    /// 09 配备安全叉等防护装备数（件）
    public static let protectiveGear: IndicatorKey = "protectiveGear"
    /// 10 已配齐防护装备的校园数（所）
    public static let campusesFullyEquipped: IndicatorKey = "campusesFullyEquipped"
    /// 11 排查需要安装防冲撞设施校园数（所）
    public static let campusesNeedingBarriers: IndicatorKey = "campusesNeedingBarriers"
    /// 12 已安装硬质防冲撞设施校园数（所）
    public static let campusesWithBarriers: IndicatorKey = "campusesWithBarriers"
    /// 13 排查需要安装校园周边交通设施校园数（所）
    public static let campusesNeedingTrafficFacilities: IndicatorKey = "campusesNeedingTrafficFacilities"
    /// 14 已在校园周边安装交通设施校园数（所）
    public static let campusesWithTrafficFacilities: IndicatorKey = "campusesWithTrafficFacilities"
    /// 15 安装视频探头数（个）
    public static let cameras: IndicatorKey = "cameras"
    /// 16 在大门口等重要部位安装探头校园数（所）
    public static let campusesWithGateCameras: IndicatorKey = "campusesWithGateCameras"
    /// 17 视频监控与公安机关联网校园数（所）
    public static let campusesWithPoliceLinkedVideo: IndicatorKey = "campusesWithPoliceLinkedVideo"
    /// 18 国家标准已达标的校园数（所）
    public static let campusesMeetingNationalStandard: IndicatorKey = "campusesMeetingNationalStandard"
    /// 19 安装一键式报警装置并与公安机关联网校园数（所）
    public static let campusesWithPoliceLinkedAlarm: IndicatorKey = "campusesWithPoliceLinkedAlarm"
    /// 20 排查高危人员（人）
    public static let highRiskPersonsFound: IndicatorKey = "highRiskPersonsFound"
    /// 21 其中重性精神病人（人）
    public static let highRiskPatientsFound: IndicatorKey = "highRiskPatientsFound"
    /// 22 稳控高危人员（人）
    public static let highRiskPersonsControlled: IndicatorKey = "highRiskPersonsControlled"
    /// 23 其中重性精神病人（人）
    public static let highRiskPatientsControlled: IndicatorKey = "highRiskPatientsControlled"
    /// 24 及时制止可能伤害学生幼儿案事件苗头（起）
    public static let incidentsPrevented: IndicatorKey = "incidentsPrevented"
    /// 25 妥善处置因涉校矛盾纠纷引发的不稳定事端（起）
    public static let disputeIncidentsResolved: IndicatorKey = "disputeIncidentsResolved"
    /// 26 开展法制教育（次）
    public static let legalEducationSessions: IndicatorKey = "legalEducationSessions"
    /// 27 指导开展演练（次）
    public static let drillsGuided: IndicatorKey = "drillsGuided"
    /// 28 选派法制副校长（辅导员）（人）
    public static let legalVicePrincipals: IndicatorKey = "legalVicePrincipals"
    /// 29 发动群防群治力量（人）
    public static let ruralVolunteers: IndicatorKey = "ruralVolunteers"
    /// 30 参与巡逻值守活动（人次）
    public static let ruralPatrolShifts: IndicatorKey = "ruralPatrolShifts"
    /// 31 落实巡逻值守农村学校数（所）
    public static let ruralSchoolsPatrolled: IndicatorKey = "ruralSchoolsPatrolled"
    /// 32 设立警务室（个）
    public static let policeOffices: IndicatorKey = "policeOffices"
    /// 33 校园周边建立治安岗亭（个）
    public static let securityKiosks: IndicatorKey = "securityKiosks"
    /// 34 设立“护校岗”学校数（所）
    public static let schoolsWithGuardPosts: IndicatorKey = "schoolsWithGuardPosts"
    /// 35 校园周边每日巡逻警力（人次）
    public static let dailyPatrolOfficers: IndicatorKey = "dailyPatrolOfficers"
    /// 36 破获刑事案件（起）
    public static let criminalCasesSolved: IndicatorKey = "criminalCasesSolved"
    /// 37 查处治安案件（起）
    public static let publicOrderCasesHandled: IndicatorKey = "publicOrderCasesHandled"
    /// 38 抓获违法犯罪嫌疑人（人）
    public static let suspectsCaught: IndicatorKey = "suspectsCaught"
    /// 39 排查涉校纠纷（起）
    public static let disputesFound: IndicatorKey = "disputesFound"
    /// 40 化解涉校纠纷（起）
    public static let disputesSettled: IndicatorKey = "disputesSettled"
    /// 41 排查校园内部安全隐患（处）
    public static let internalHazardsFound: IndicatorKey = "internalHazardsFound"
    /// 42 整改隐患（处）
    public static let internalHazardsFixed: IndicatorKey = "internalHazardsFixed"
    /// 43 排查校园周边治安乱点（处）
    public static let surroundingTroubleSpotsFound: IndicatorKey = "surroundingTroubleSpotsFound"
    /// 44 整治乱点（处）
    public static let surroundingTroubleSpotsCleared: IndicatorKey = "surroundingTroubleSpotsCleared"
    /// 45 校园安全事件问责（起）
    public static let accountabilityCases: IndicatorKey = "accountabilityCases"
    /// 46 问责人员（人）
    public static let personsHeldAccountable: IndicatorKey = "personsHeldAccountable"

    /// All 46, in the order of the table.
    public static let zhengzhou: [IndicatorKey] = [
        .campuses, .urbanCampuses, .ruralCampuses, .guards, .campusesWithGuards, .securityOfficers,
        .campusesWithSecurityOfficers, .closedCampuses, .protectiveGear, .campusesFullyEquipped,
        .campusesNeedingBarriers, .campusesWithBarriers, .campusesNeedingTrafficFacilities,
        .campusesWithTrafficFacilities, .cameras, .campusesWithGateCameras, .campusesWithPoliceLinkedVideo,
        .campusesMeetingNationalStandard, .campusesWithPoliceLinkedAlarm, .highRiskPersonsFound,
        .highRiskPatientsFound, .highRiskPersonsControlled, .highRiskPatientsControlled, .incidentsPrevented,
        .disputeIncidentsResolved, .legalEducationSessions, .drillsGuided, .legalVicePrincipals, .ruralVolunteers,
        .ruralPatrolShifts, .ruralSchoolsPatrolled, .policeOffices, .securityKiosks, .schoolsWithGuardPosts,
        .dailyPatrolOfficers, .criminalCasesSolved, .publicOrderCasesHandled, .suspectsCaught, .disputesFound,
        .disputesSettled, .internalHazardsFound, .internalHazardsFixed, .surroundingTroubleSpotsFound,
        .surroundingTroubleSpotsCleared, .accountabilityCases, .personsHeldAccountable,
    ]
}
