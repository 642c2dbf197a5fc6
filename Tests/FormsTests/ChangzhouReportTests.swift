import Diagnostics
import Testing

@testable import Forms

@Suite("The three forms as values for a template")
struct ChangzhouReportTests {
    typealias S = ChangzhouSamples

    static func list(_ value: FieldValue) -> [RecordData] {
        if case .list(let items) = value { items } else { [] }
    }

    static let person = S.risk {
        $0.category = .personNearby
        $0.interimMeasures = "加强巡逻"
    }

    @Test("Every column of 附件1 and 附件2, in the order of the form")
    func columns() {
        #expect(
            SecurityCheckup.catalogue.type.fields.map(\.label) == [
                "学校名称", "学校类别", "城乡", "在校学生数（人）", "属地派出所", "专职保安员数（人）", "其中持证上岗（人）", "其中50周岁以上（人）", "防卫器械", "硬质防冲撞设施",
                "封闭化管理", "视频监控联网", "紧急报警按钮", "紧急报警联网", "护学岗", "学校负责人（签字）", "派出所负责人（签字）", "备注",
            ])
        #expect(
            RiskRecord.catalogue.type.fields.map(\.label) == [
                "派出所", "学校名称", "隐患类别", "涉校风险隐患", "排查日期", "整改措施", "整改责任人", "整改时限", "督办单位", "隐患整改情况", "临时防范措施", "备注",
            ])
    }

    @Test("A name finds one field only")
    func names() {
        for type in [
            SecurityCheckup.catalogue.type, RiskRecord.catalogue.type, School.catalogue.type, Form3Report.figuresType,
        ] {
            for (place, field) in type.fields.enumerated() {
                for name in [field.key, field.label] + field.aliases {
                    #expect(type.lookUp(name) == .found(place), "\(name)")
                }
            }
        }
    }

    @Test("Form 2 of several units: all rows, and each unit's")
    func units() {
        let report = Form2Report(
            head: FormHead(unit: "示例市", unitCode: "990200", period: S.month("2019-09"), template: "changzhou-form2/1"),
            units: [
                UnitRows(name: "云溪区", code: "990201", rows: [S.risk()]),
                UnitRows(name: "竹亭区", code: "990202", rows: [S.risk(), S.risk()]),
            ])
        let data = report.data
        #expect(Self.list(data["risks"]).count == 3)
        #expect(data["identity"] == .text("changzhou-form2/1 · 990200 · 2019-09"))
        #expect(data["title"] == .text("中小学幼儿园风险隐患排查表"))
        #expect(data["date"] == .blank)
        #expect(data["maskNote"] == .blank)
        let units = Self.list(data["units"])
        #expect(units.map { $0["name"] } == [.text("云溪区"), .text("竹亭区")])
        #expect(units.map { Self.list($0["risks"]).count } == [1, 2])
        #expect(units.last?["identity"] == .text("changzhou-form2/1 · 990202 · 2019-09"))
    }

    @Test("Masking replaces what is about persons, and leaves blanks and the rest")
    func masked() {
        let data = Self.person.maskedData
        for key in ["risk", "measures", "owner", "interimMeasures"] { #expect(data[key] == .text("＊＊＊"), "\(key)") }
        for key in ["remark"] { #expect(data[key] == .blank) }
        for key in ["station", "school", "category", "foundOn", "deadline", "supervisor", "state"] {
            #expect(data[key] == Self.person.data[key], "\(key)")
        }
    }

    @Test(
        "Which rows tell of persons",
        arguments: zip(RiskCategory.allCases + [nil], [true, true, false, false, false, true]))
    func aboutPersons(category: RiskCategory?, isMasked: Bool) {
        let row = S.risk { $0.category = category }
        #expect((row.maskedData["risk"] == .text(Masking.mark)) == isMasked)
        #expect(row.maskedData["owner"] == .text(Masking.mark))
    }

    @Test("备注 may name persons in every row of both forms")
    func remarks() {
        #expect(S.checkup { $0.remark = "王某请假" }.maskedData["remark"] == .text(Masking.mark))
        #expect(S.checkup().maskedData["remark"] == .blank)
        let facility = S.risk { ($0.category, $0.remark) = (RiskCategory.allCases[2], "李某经办") }
        #expect(facility.maskedData["remark"] == .text(Masking.mark))
    }

    @Test(
        "In a row about no person the names of its sensitive columns and long numbers are masked, dates and the rest stay",
        arguments: [
            ("由李某更换，电话13800000000", "由＊＊＊更换，电话＊＊＊"), ("2019-09-30前由校方更换", "2019-09-30前由校方更换"),
            ("身份证32040019800101123X", "身份证＊＊＊"), ("增设 1200 米围墙", "增设 1200 米围墙"),
        ])
    func namesInText(text: String, masked: String) {
        let row = S.risk { ($0.category, $0.owner, $0.measures) = (RiskCategory.allCases[2], "李某", text) }
        #expect(row.maskedData["measures"] == .text(masked))
        #expect(row.data["measures"] == .text(text))
        #expect(RiskRecord.masked(row.data) == row.maskedData)
    }

    @Test("A masked form says so, and nothing of a person is left in it")
    func maskedReport() {
        let checkup = S.checkup { ($0.principal, $0.stationHead) = ("甲某", "乙某") }
        let head = FormHead(unit: "云溪区", unitCode: "990201", isMasked: true)
        let form1 = Form1Report(head: head, rows: [checkup]).data
        let form2 = Form2Report(head: head, rows: [Self.person]).data
        #expect(form1["maskNote"] == .text("本表已遮盖个人信息"))
        for text in ["甲某", "乙某"] { #expect(!"\(form1)".contains(text)) }
        for text in [Self.person.risk, Self.person.measures, Self.person.owner, "加强巡逻"] {
            #expect(!"\(form2)".contains(text), "\(text)")
        }
    }

    @Test("Values are masked as the record is", arguments: RiskCategory.allCases)
    func maskedValues(category: RiskCategory) {
        let row = S.risk { $0.category = category }
        #expect(RiskRecord.masked(row.data) == row.maskedData)
    }

    @Test("A report's own sensitive fields are masked by its type")
    func maskedRecordData() {
        let form = Form1Report(
            head: FormHead(unit: "云溪区", unitCode: "990201"), rows: [S.checkup { $0.principal = "甲某" }])
        #expect(Self.list(form.data.masked["checkups"]).first?["principal"] == .text(Masking.mark))
        #expect(Self.list(form.data.masked["checkups"]).first?["school"] == .text("东风小学"))
    }

    @Test("Form 3: 新增, 累计, 目标 and 计量单位 of each figure")
    func form3() {
        let tally = ChangzhouTallyTests.tally(
            [S.form("a", "2019-09", [S.checkup(), S.checkup { ($0.school, $0.isClosed) = ("西风小学", false) }])], [],
            "2019-09")
        let data = Form3Report(head: FormHead(unit: "云溪区", unitCode: "990201"), tally: tally, missingUnits: ["竹亭区"])
            .data
        guard case .record(let figures) = data["figures"], case .record(let closed) = figures["closedRate"],
            case .record(let schools) = figures["schoolsChecked"]
        else { return #expect(Bool(false), "no figures") }
        #expect(closed.values.prefix(4) == [.absent(.undefined), .ratio(0.5), .ratio(1), .text("%")])
        #expect(closed["numerator"] == .integer(1))
        #expect(closed["denominator"] == .integer(2))
        #expect(schools.values.prefix(4) == [.integer(2), .integer(2), .blank, .text("家")])
        #expect(data["missingUnits"] == .text("竹亭区"))
        #expect(data["reportingDay"] == .day(S.day("2019-09-25")))
    }
}
