import Diagnostics

/// The rules of 附件1.
///
/// “必须” in the plan makes a breach class B (to be explained), “原则上” class C (to be checked); figures that cannot be
/// true are class A.
extension SecurityCheckup {
    /// In the order in which they are checked.
    public static let rules: [Rule<SecurityCheckup>] =
        Rule.required("form1", source: ChangzhouSource.form1Note) + Rule.bounds("form1") + partRules + [
            alarmWithoutButton
        ] + blankRules
        + listRules

    private static let partRules: [Rule<SecurityCheckup>] = [
        .atMost(
            "form1.certified-at-most-guards", \.certifiedGuards, \.guards, .mandatory, .plan,
            source: ChangzhouSource.guards,
            remedy: "请核对两个人数"),
        .atMost(
            "form1.over50-at-most-guards", \.guardsOver50, \.guards, .mandatory, .plan, source: ChangzhouSource.guards,
            remedy: "请核对两个人数"),
        Rule(
            "form1.all-certified", .explain, .plan, source: ChangzhouSource.guards, [\.certifiedGuards, \.guards],
            law: "保安员必须持证上岗", remedy: "请督促持证上岗，并说明原因",
            .row { row, _ in
                guard let certified = row.certifiedGuards, let guards = row.guards, certified < guards else {
                    return nil
                }
                return "保安员必须持证上岗，\(guards) 人中只有 \(certified) 人持证"
            }),
        Rule(
            "form1.none-over50", .verify, .plan, source: ChangzhouSource.guards, [\.guardsOver50],
            law: "保安员原则上年龄不高于50周岁",
            remedy: "请核实年龄",
            .row { row, _ in
                // More than there are guards is a slip of the pen, which has its own rule.
                guard let count = row.guardsOver50, count > 0, count <= row.guards ?? count else { return nil }
                return "保安员原则上年龄不高于50周岁，实填 \(count) 人"
            }),
    ]

    private static let alarmWithoutButton = Rule<SecurityCheckup>(
        "form1.alarm-link-without-button", .mandatory, .plan, source: ChangzhouSource.facilities,
        [\.alarmLink, \.alarmButton],
        law: "紧急报警按钮为“无”的，紧急报警联网不能为“已联网”", remedy: "请改正其中一项",
        .row { row, _ in
            guard row.alarmButton == AlarmButton.none, row.alarmLink == .linked else { return nil }
            return "紧急报警按钮填“无”，紧急报警联网却填“已联网”"
        })

    private static let blankRules: [Rule<SecurityCheckup>] = [
        .wanted("form1", \.category, .explain, consequence: "不计入城市中小学专职保安员配备率"),
        .wanted("form1", \.area, .explain, source: ChangzhouSource.goals, consequence: "不计入城市中小学专职保安员配备率"),
        .wanted("form1", \.students, .hint),
        .wanted("form1", \.station, .verify, source: ChangzhouSource.form1),
        .wanted("form1", \.guards, .explain, source: ChangzhouSource.guards, consequence: "按没有配备统计"),
        .wanted("form1", \.certifiedGuards, .explain, source: ChangzhouSource.guards) { $0.guards == 0 },
        .wanted("form1", \.guardsOver50, .verify, source: ChangzhouSource.guards) { $0.guards == 0 },
        .wanted("form1", \.equipment, .explain, source: ChangzhouSource.guards),
        .wanted("form1", \.barrier, .explain, source: ChangzhouSource.facilities),
        .wanted("form1", \.isClosed, .explain, source: ChangzhouSource.goals, consequence: "按未封闭统计"),
        .wanted("form1", \.video, .explain, source: ChangzhouSource.goals, consequence: "按未联网统计"),
        .wanted("form1", \.alarmLink, .explain, source: ChangzhouSource.goals, consequence: "按未联网统计") {
            $0.alarmButton == AlarmButton.none
        },
    ]

    private static let listRules: [Rule<SecurityCheckup>] = [
        Rule(
            "form1.double-school", .mandatory, .ours, [\.school], law: "一个校区只填写一行", remedy: "请只保留一行",
            .table { rows, _ in
                Doubles.find(rows) { [$0.unit, FieldText.folded($0.record.school)] }.map { index, first in
                    Rule.Breach(row: index, statement: "与序号 \(rows[first].number) 是同一所学校")
                }
            }),
        Rule(
            "form1.unknown-school", .verify, .ours, [\.school], needs: [.schools], law: "学校在本单位的学校名单中",
            remedy: "请核对校名，或补入学校名单",
            .row { row, context in
                guard let schools = context.schools, !row.school.isEmpty else { return nil }
                return schools.statementIfUnknown(row.school)
            }),
        Rule(
            "form1.differs-from-list", .verify, .ours, [\.school, \.category, \.area], needs: [.schools],
            law: "学校类别、城乡与学校名单一致", remedy: "请核对以哪一个为准",
            .row { row, context in context.schools?[row.school].flatMap { difference(row, $0) } }),
        Rule(
            "form1.missing-school", .explain, .ours, [], needs: [.schools], law: "名单中的每所学校都有安防体检表",
            remedy: "请补报，或说明原因",
            .table { rows, context in
                let reported = Set(rows.map { FieldText.folded($0.record.school) })
                return (context.schools?.schools ?? []).filter { !reported.contains(FieldText.folded($0.name)) }.map {
                    Rule.Breach(row: nil, statement: "学校名单中的“\($0.name)”没有安防体检表")
                }
            }),
    ]

    private static func difference(_ row: SecurityCheckup, _ school: School) -> String? {
        var parts: [String] = []
        if let given = row.category, let listed = school.category, given != listed {
            parts.append("学校类别填“\(given.word)”，名单为“\(listed.word)”")
        }
        if let given = row.area, let listed = school.area, given != listed {
            parts.append("城乡填“\(given.word)”，名单为“\(listed.word)”")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "；")
    }
}

extension SchoolList {
    /// `“东风小雪”不在学校名单中，是否为“东风小学”`; `nil` when the list has it.
    func statementIfUnknown(_ name: String) -> String? {
        guard self[name] == nil else { return nil }
        let shown = Quotation.shortened(name)
        let nearest = NearestName.of(FieldText.narrowed(name), in: schools.lazy.map(\.name))
        return "“\(shown)”不在学校名单中" + (nearest.map { "，是否为“\($0)”？" } ?? "")
    }
}
