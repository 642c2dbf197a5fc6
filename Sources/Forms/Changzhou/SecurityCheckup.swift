/// One campus in 附件1 中小学幼儿园安防体检表: filled in jointly by the school and its police station.
///
/// Source: Changzhou 2019, 附件1. Title, head and foot [source]; the columns as marked in the catalogue.
public struct SecurityCheckup: FormRecord {
    /// 学校名称
    public var school = ""
    /// 学校类别
    public var category: SchoolCategory?
    /// 城乡
    public var area: SchoolArea?
    /// 在校学生数（人）
    public var students: Int?
    /// 属地派出所
    public var station = ""
    /// 专职保安员数（人）
    public var guards: Int?
    /// 其中持证上岗（人）
    public var certifiedGuards: Int?
    /// 其中50周岁以上（人）
    public var guardsOver50: Int?
    /// 防卫器械
    public var equipment: EquipmentState?
    /// 硬质防冲撞设施
    public var barrier: BarrierState?
    /// 封闭化管理
    public var isClosed: Bool?
    /// 视频监控联网
    public var video: LinkState?
    /// 紧急报警按钮
    public var alarmButton: AlarmButton?
    /// 紧急报警联网
    public var alarmLink: LinkState?
    /// 护学岗
    public var post: GuardPost?
    /// 学校负责人（签字）: empty for ink.
    public var principal = ""
    /// 派出所负责人（签字）: empty for ink.
    public var stationHead = ""
    /// 备注
    public var remark = ""

    /// A row in which nothing is filled in yet.
    public init() {}

    /// What a form that is handed out already says of a school.
    public init(_ school: School) {
        self.school = school.name
        category = school.category
        area = school.area
        students = school.students
        station = school.station
    }

    /// The school's name.
    public var label: String { school }

    /// Whether anything stands in the row beyond what a blank form already says of the school.
    public var isFilledIn: Bool {
        var printed = SecurityCheckup()
        (printed.school, printed.category, printed.area) = (school, category, area)
        (printed.students, printed.station) = (students, station)
        return self != printed
    }

    /// 报警视频联网: the button works and is linked, and the cameras are linked.
    public var isLinked: Bool { alarmButton == .working && alarmLink == .linked && video == .linked }

    /// 城市中小学: counted for the guards' rate; false while 学校类别 or 城乡 is blank.
    public var isUrbanSchool: Bool { area == .urban && (category?.isPrimaryOrSecondary ?? false) }

    /// At least one full-time guard.
    public var hasGuard: Bool { (guards ?? 0) >= 1 }

    /// The columns of 附件1 in their order, without 序号.
    public static let catalogue = FieldCatalogue<SecurityCheckup>(
        key: "checkup", label: "安防体检",
        fields: [
            .text(\.school, "school", "学校名称", aliases: ["学校"], isRequired: true, .plan, summary: "一个校区填写一行"),
            .choice(\.category, "category", "学校类别", aliases: ["类别"], .ours),
            .choice(\.area, "area", "城乡", .plan),
            .integer(\.students, "students", "在校学生数（人）", aliases: ["在校学生数", "学生数"], 0...100_000, .ours),
            .text(\.station, "station", "属地派出所", aliases: ["派出所"], .plan),
            .integer(\.guards, "guards", "专职保安员数（人）", aliases: ["专职保安员数", "保安员数"], 0...10_000, .plan),
            .integer(
                \.certifiedGuards, "certifiedGuards", "其中持证上岗（人）", aliases: ["持证上岗（人）", "其中持证上岗", "持证上岗"], 0...10_000,
                .plan),
            .integer(
                \.guardsOver50, "guardsOver50", "其中50周岁以上（人）", aliases: ["50周岁以上（人）", "其中50周岁以上", "50周岁以上"],
                0...10_000, .plan),
            .choice(\.equipment, "equipment", "防卫器械", .plan),
            .choice(\.barrier, "barrier", "硬质防冲撞设施", aliases: ["防冲撞设施"], .plan),
            .flag(\.isClosed, "isClosed", "封闭化管理", .plan),
            .choice(\.video, "video", "视频监控联网", .plan),
            .choice(\.alarmButton, "alarmButton", "紧急报警按钮", isRequired: true, .source),
            .choice(\.alarmLink, "alarmLink", "紧急报警联网", .plan),
            .choice(\.post, "post", "护学岗", isRequired: true, .source),
            .text(
                \.principal, "principal", "学校负责人（签字）", aliases: ["学校负责人"], isSensitive: true, .plan, summary: "可留空手签"),
            .text(
                \.stationHead, "stationHead", "派出所负责人（签字）", aliases: ["派出所负责人"], isSensitive: true, .plan,
                summary: "可留空手签"),
            .text(\.remark, "remark", "备注", isSensitive: true, .ours),
        ])
}
