import Diagnostics
import Forms
import Testing

@Suite("Indicator sets")
struct IndicatorSetTests {
    @Test("The shipped set and the constants for Swift callers agree")
    func constants() throws {
        #expect(try IndicatorSet.shipped().indicators.map(\.key) == IndicatorKey.zhengzhou)
    }

    @Test("The shipped set has the official bands, title and kinds")
    func shipped() throws {
        let set = try IndicatorSet.shipped()
        #expect(set.title == "校园安全工作进展报表")
        #expect((1...3).map { band in set.indicators.count { $0.band == band } } == [19, 19, 8])
        #expect(set.indicators.map(\.number) == Array(1...46))
        #expect(set[.guards]?.unit == "人")
        #expect(set[.highRiskPersonsControlled]?.kind == .stock)
        #expect(set[.drillsGuided]?.kind == .flow)
    }

    @Test("A relation keeps its sides, its class and its reason")
    func relations() throws {
        let set = try IndicatorSet.shipped()
        #expect(set[.campuses]?.relations == [Relation(.equal, [.urbanCampuses, .ruralCampuses])])
        #expect(
            set[.guards]?.relations == [Relation(.atLeast, [.campusesWithGuards], reason: "配有保安员的校园至少有一名保安员")])
        #expect(
            set[.campusesWithBarriers]?.relations == [
                Relation(.atMost, [.campuses]), Relation(.atMost, [.campusesNeedingBarriers], severity: .verify),
            ])
        #expect(set[.highRiskPatientsFound]?.relations == [Relation(.atMost, [.highRiskPersonsFound], isPartOf: true)])
    }

    @Test("A reason keeps its full-width punctuation")
    func reason() {
        #expect(IndicatorSet.lakeTown["busesChecked"]?.relations.first?.reason == "检过的校车，都是校车")
    }

    @Test("A rule's id is made of keys")
    func ruleID() {
        let relation = Relation(.equal, [.urbanCampuses, .ruralCampuses])
        #expect(relation.rule(of: .campuses) == "progress.relation.campuses=urbanCampuses+ruralCampuses")
    }

    @Test(
        "An indicator is found by key, number, title, or number and title",
        arguments: ["guards", "4", "04", "０４", "配备保安员数", " 配备 保安员数　", "04 配备保安员数", "GUARDS"])
    func found(name: String) throws {
        let set = try IndicatorSet.shipped()
        #expect(set.lookUp(name) == set[.guards].map { .found($0) })
    }

    @Test("A title that stands twice is not guessed")
    func ambiguous() throws {
        guard case .ambiguous(let indicators) = try IndicatorSet.shipped().lookUp("其中重性精神病人") else {
            Issue.record("not ambiguous")
            return
        }
        #expect(indicators.map(\.key) == [.highRiskPatientsFound, .highRiskPatientsControlled])
    }

    @Test("An unknown name comes with the nearest")
    func unknown() throws {
        #expect(try IndicatorSet.shipped().lookUp("配备保安数") == .unknown(nearest: "配备保安员数"))
        #expect(try IndicatorSet.shipped().lookUp("天气") == .unknown(nearest: nil))
    }

    @Test("Another city's table is a data file")
    func second() {
        let set = IndicatorSet.lakeTown
        #expect(set.title == "湖镇校车安全月报")
        #expect(set.count == 5)
        #expect(set["complaints"]?.relations == [Relation(.atMost, ["tripsLate"], severity: .verify)])
    }

    @Test(
        "A wrong data file is refused with all its findings",
        arguments: [
            ("1,a,1,,甲,所,stock,<= 9 (error)", "第 2 行 H2：勾稽关系里的序号 9 不在指标表中。请改成表中的序号。"),
            ("1,a,1,,甲,所,stock,<= 1 (error)", "第 2 行 H2：勾稽关系不能引用指标自己（1）。请改成其他指标的序号。"),
            (
                "1,a,1,,甲,所,stock,about 1",
                "第 2 行 H2：勾稽关系应写成“<= 20 (error)”或“= 2 + 3 (warning: 理由)”，实写“about 1”。请改正写法。"
            ),
            ("1,a,1,,甲,所,level,", "第 2 行 G2：“kind”应为 flow 或 stock，实填“level”。累计数写 flow，期末数写 stock。"),
            ("x,a,1,,甲,所,flow,", "第 2 行 A2：“no”应为 1 到 9999 的整数，实填“x”。请改成整数。"),
            ("1,a b,1,,甲,所,flow,", "第 2 行 B2：“key”应只含英文字母和数字，实填“a b”。例如 campusesWithGuards。"),
            ("1,a,1,,,所,flow,", "第 2 行 E2：“title”不能为空。请填写。"),
            ("1,a,1,,甲,所,flow,\n1,b,1,,乙,所,flow,", "第 3 行 A3：序号 1 出现了两次。每个序号只能用一次。"),
            ("1,a,1,,甲,所,flow,\n2,a,1,,乙,所,flow,", "第 3 行 B3：“a”出现了两次。每个指标的 key 只能用一次。"),
        ])
    func refused(line: String, sentence: String) {
        let set = IndicatorSet.read(Array("no,key,band,group,title,unit,kind,relations\n\(line)\n".utf8), key: "x")
        #expect(set.value == nil)
        #expect(set.findings.first?.description == sentence)
    }

    @Test("A missing column is named")
    func missingColumn() {
        let set = IndicatorSet.read(Array("no,key,band,group,title,kind,relations\n1,a,1,,甲,flow,\n".utf8), key: "x")
        #expect(set.findings.map(\.description) == ["第 1 行：缺少“unit”列。请补上这一列。"])
    }
}
