/// 学校类别 [ours].
public enum SchoolCategory: String, FormChoice {
    case kindergarten = "幼儿园"
    case primary = "小学"
    case juniorHigh = "初中"
    case nineYear = "九年一贯制学校"
    case seniorHigh = "高中"
    case completeHigh = "完全中学"
    case vocational = "中等职业学校"
    case special = "特殊教育学校"

    /// 中小学: everything but kindergartens, which the goal for full-time guards leaves out.
    public var isPrimaryOrSecondary: Bool { self != .kindergarten }
}

/// 城乡 [plan]: the goal “城市中小学专职保安员配备率达到100%” needs it.
public enum SchoolArea: String, FormChoice {
    case urban = "城市"
    case rural = "农村"
}

/// 防卫器械 [plan].
public enum EquipmentState: String, FormChoice {
    case complete = "配齐"
    case incomplete = "未配齐"
}

/// 硬质防冲撞设施 [plan].
public enum BarrierState: String, FormChoice {
    case present = "有"
    case absent = "无"
}

/// 视频监控联网, 紧急报警联网 [plan].
public enum LinkState: String, FormChoice {
    case linked = "已联网"
    case notLinked = "未联网"
}

/// 紧急报警按钮 [source]: “在‘有效、无效、无’中择一填写”.
public enum AlarmButton: String, FormChoice {
    case working = "有效"
    case broken = "无效"
    case none = "无"
}

/// 护学岗 [source]: “在‘治安岗、交警岗、巡特警岗、群防群治’四类中择一填写”.
public enum GuardPost: String, FormChoice {
    case publicOrder = "治安岗"
    case traffic = "交警岗"
    case patrol = "巡特警岗"
    case community = "群防群治"
}

/// 隐患类别 [plan].
public enum RiskCategory: String, FormChoice {
    /// Found by the school: relocation, pay, admission, mental health of pupils and teachers.
    case internalDispute = "校园内部矛盾纠纷"
    /// Found by the police: patients, drug users, released prisoners, those who threaten.
    case personNearby = "校园周边重点人员"
    case facility = "安全防范设施"
    case surroundings = "校园周边治安乱点"
    case other = "其他"

    /// Rows of this kind tell of persons.
    public var isAboutPersons: Bool { self == .internalDispute || self == .personNearby }
}

/// 隐患整改情况 [source]: “填写：已完成、正在整改中”.
public enum RiskState: String, FormChoice {
    case completed = "已完成"
    case inProgress = "正在整改中"
}
