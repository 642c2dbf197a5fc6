import Diagnostics
import Testing

@testable import Forms

@Suite("附件1: every rule")
struct ChangzhouForm1RulesTests {
    typealias Change = @Sendable (inout SecurityCheckup) -> Void

    @Test("A row without a fault has no finding")
    func faultless() {
        #expect(SecurityCheckup.sentences([ChangzhouSamples.checkup()]) == [])
    }

    @Test("A broken rule is one sentence", arguments: ChangzhouForm1RulesTests.breaches)
    func broken(breach: (Change, String)) {
        #expect(SecurityCheckup.sentences([ChangzhouSamples.checkup(breach.0)]) == [breach.1])
    }

    static let breaches: [(Change, String)] = [
        (
            { $0.alarmButton = nil },
            "A form1.required.alarmButton 东风小学（紧急报警按钮）：不能为空。请在“有效、无效、无”中择一填写。"
        ),
        ({ $0.post = nil }, "A form1.required.post 东风小学（护学岗）：不能为空。请在“治安岗、交警岗、巡特警岗、群防群治”中择一填写。"),
        ({ $0.students = -1 }, "A form1.range.students 东风小学（在校学生数（人））：应在 0 到 100000 之间，实填 -1。请改正。"),
        ({ $0.students = 100_001 }, "A form1.range.students 东风小学（在校学生数（人））：应在 0 到 100000 之间，实填 100001。请改正。"),
        (
            { $0.guardsOver50 = 5 },
            "A form1.over50-at-most-guards 东风小学（其中50周岁以上（人））：应不大于专职保安员数（人），实填 5，专职保安员数（人）为 4。请核对两个人数。"
        ),
        (
            { $0.certifiedGuards = 5 },
            "A form1.certified-at-most-guards 东风小学（其中持证上岗（人））：应不大于专职保安员数（人），实填 5，专职保安员数（人）为 4。请核对两个人数。"
        ),
        (
            { $0.certifiedGuards = 3 },
            "B form1.all-certified 东风小学（其中持证上岗（人））：保安员必须持证上岗，4 人中只有 3 人持证。请督促持证上岗，并说明原因。"
        ),
        ({ $0.guardsOver50 = 1 }, "C form1.none-over50 东风小学（其中50周岁以上（人））：保安员原则上年龄不高于50周岁，实填 1 人。请核实年龄。"),
        (
            { $0.alarmButton = AlarmButton.none },
            "A form1.alarm-link-without-button 东风小学（紧急报警联网）：紧急报警按钮填“无”，紧急报警联网却填“已联网”。请改正其中一项。"
        ),
        (
            { $0.category = nil },
            "B form1.blank.category 东风小学（学校类别）：没有填写，不计入城市中小学专职保安员配备率。请在“幼儿园、小学、初中、九年一贯制学校、高中、完全中学、中等职业学校、特殊教育学校”中择一填写。"
        ),
        ({ $0.area = nil }, "B form1.blank.area 东风小学（城乡）：没有填写，不计入城市中小学专职保安员配备率。请在“城市、农村”中择一填写。"),
        ({ $0.students = nil }, "D form1.blank.students 东风小学（在校学生数（人））：没有填写。请补填；确实没有的请在备注中说明。"),
        ({ $0.station = "" }, "C form1.blank.station 东风小学（属地派出所）：没有填写。请补填；确实没有的请在备注中说明。"),
        ({ $0.guards = nil }, "B form1.blank.guards 东风小学（专职保安员数（人））：没有填写，按没有配备统计。请补填；确实没有的请在备注中说明。"),
        ({ $0.certifiedGuards = nil }, "B form1.blank.certifiedGuards 东风小学（其中持证上岗（人））：没有填写。请补填；确实没有的请在备注中说明。"),
        ({ $0.guardsOver50 = nil }, "C form1.blank.guardsOver50 东风小学（其中50周岁以上（人））：没有填写。请补填；确实没有的请在备注中说明。"),
        ({ $0.equipment = nil }, "B form1.blank.equipment 东风小学（防卫器械）：没有填写。请在“配齐、未配齐”中择一填写。"),
        ({ $0.barrier = nil }, "B form1.blank.barrier 东风小学（硬质防冲撞设施）：没有填写。请在“有、无”中择一填写。"),
        ({ $0.isClosed = nil }, "B form1.blank.isClosed 东风小学（封闭化管理）：没有填写，按未封闭统计。请在“是、否”中择一填写。"),
        ({ $0.video = nil }, "B form1.blank.video 东风小学（视频监控联网）：没有填写，按未联网统计。请在“已联网、未联网”中择一填写。"),
        ({ $0.alarmLink = nil }, "B form1.blank.alarmLink 东风小学（紧急报警联网）：没有填写，按未联网统计。请在“已联网、未联网”中择一填写。"),
        (
            { $0.category = .juniorHigh },
            "C form1.differs-from-list 东风小学（学校名称）：学校类别填“初中”，名单为“小学”。请核对以哪一个为准。"
        ),
        ({ $0.area = .rural }, "C form1.differs-from-list 东风小学（学校名称）：城乡填“农村”，名单为“城市”。请核对以哪一个为准。"),
    ]

    @Test("Out of range on every count", arguments: [\SecurityCheckup.guards, \.certifiedGuards, \.guardsOver50])
    func ranges(path: WritableKeyPath<SecurityCheckup, Int?> & Sendable) {
        let row = ChangzhouSamples.checkup {
            ($0.guards, $0.certifiedGuards, $0.guardsOver50) = (10_000, 10_000, 0)
            $0[keyPath: path] = -1
        }
        let label = SecurityCheckup.catalogue.definition(of: path).label
        let key = SecurityCheckup.catalogue.definition(of: path).key
        let sentence = "A form1.range.\(key) 东风小学（\(label)）：应在 0 到 10000 之间，实填 -1。请改正。"
        #expect(SecurityCheckup.sentences([row]).contains(sentence))
    }

    @Test("At the boundary nothing is wrong", arguments: ChangzhouForm1RulesTests.boundaries)
    func boundary(change: Change) {
        #expect(SecurityCheckup.sentences([ChangzhouSamples.checkup(change)]) == [])
    }

    static let boundaries: [Change] = [
        { $0.students = 0 },
        { $0.students = 100_000 },
        // No guard: nobody to be certified or too old.
        { ($0.guards, $0.certifiedGuards, $0.guardsOver50) = (0, 0, 0) },
        { ($0.guards, $0.certifiedGuards, $0.guardsOver50) = (0, nil, nil) },
        { ($0.guards, $0.certifiedGuards, $0.guardsOver50) = (10_000, 10_000, 0) },
        // Without a button there is nothing to link, and nothing to say of it.
        { ($0.alarmButton, $0.alarmLink) = (AlarmButton.none, .notLinked) },
        { ($0.alarmButton, $0.alarmLink) = (AlarmButton.none, nil) },
        { ($0.alarmButton, $0.alarmLink) = (.broken, .linked) },
        { $0.school = "东风 小学" },
        { ($0.principal, $0.stationHead, $0.remark) = ("已签", "已签", "无") },
    ]

    @Test("A row without a school's name")
    func withoutName() {
        let row = ChangzhouSamples.checkup { $0.school = "" }
        let context = RuleContext(schools: SchoolList([]), reportingDay: nil, campaign: nil)
        #expect(SecurityCheckup.sentences([row], context) == ["A form1.required.school 第 1 条（学校名称）：不能为空。请填写学校名称。"])
    }

    @Test("The same school twice in one form")
    func doubled() {
        let rows = [ChangzhouSamples.checkup(), ChangzhouSamples.checkup { $0.school = "东风小学　" }]
        #expect(
            SecurityCheckup.sentences(rows) == ["A form1.double-school 东风小学　（学校名称）：与序号 1 是同一所学校。请只保留一行。"])
    }

    @Test("A school that the list lacks, with the name that was probably meant; and the one without a row")
    func unknownSchool() {
        let row = ChangzhouSamples.checkup { $0.school = "东风小雪" }
        #expect(
            SecurityCheckup.sentences([row]) == [
                "C form1.unknown-school 东风小雪（学校名称）：“东风小雪”不在学校名单中，是否为“东风小学”？请核对校名，或补入学校名单。",
                "B form1.missing-school 学校名单中的“东风小学”没有安防体检表。请补报，或说明原因。",
            ])
    }

    @Test("Without a list the rules that need it say that they were skipped")
    func skipped() {
        let sentences = SecurityCheckup.sentences([ChangzhouSamples.checkup()], RuleContext())
        #expect(
            sentences == [
                "D rule.skipped 没有学校名单，未核对“学校在本单位的学校名单中”（form1.unknown-school）。需要核对时请补充学校名单。",
                "D rule.skipped 没有学校名单，未核对“学校类别、城乡与学校名单一致”（form1.differs-from-list）。需要核对时请补充学校名单。",
                "D rule.skipped 没有学校名单，未核对“名单中的每所学校都有安防体检表”（form1.missing-school）。需要核对时请补充学校名单。",
            ])
    }

    @Test("Every rule has its own id, a law and, unless it is ours, a source")
    func documented() {
        let rules = SecurityCheckup.rules
        #expect(Set(rules.map(\.id)).count == rules.count)
        #expect(rules.allSatisfy { !$0.law.isEmpty && !$0.remedy.isEmpty })
        #expect(
            rules.filter { $0.provenance != .ours && !$0.id.hasPrefix("form1.range") }.allSatisfy { !$0.source.isEmpty }
        )
    }
}
