import CivilTime
import Diagnostics
import Testing

@testable import Forms

@Suite("附件3: counted from the two other forms")
struct ChangzhouTallyTests {
    typealias S = ChangzhouSamples

    static func tally(
        _ checkups: [MonthlyForm<SecurityCheckup>] = [], _ risks: [MonthlyForm<RiskRecord>] = [], _ period: String,
        on day: CalendarDay? = nil
    ) -> CampaignTally {
        CampaignTally(
            checkups: checkups, risks: risks, period: S.month(period), due: SafetyCampaign.due, reportingDay: day)
    }

    static func checkup(_ name: String, _ change: (inout SecurityCheckup) -> Void = { _ in }) -> SecurityCheckup {
        S.checkup {
            $0.school = name
            change(&$0)
        }
    }

    static func risk(_ text: String, _ change: (inout RiskRecord) -> Void = { _ in }) -> RiskRecord {
        S.risk {
            $0.risk = text
            change(&$0)
        }
    }

    @Test("Nothing handed in: counts are 0, rates have no meaning")
    func nothing() {
        let tally = Self.tally([], [], "2019-09")
        for figure in TallyFigure.allCases {
            #expect(tally[figure].count == 0)
            #expect(tally[figure].totalValue == (figure.isRate ? .absent(.undefined) : .integer(0)))
            #expect(tally[figure].increaseValue == (figure.isRate ? .absent(.undefined) : .integer(0)))
        }
    }

    @Test("A campus counts once, however often it is handed in, with its latest state")
    func campusOnce() {
        let forms = [
            S.form("a", "2019-09", [Self.checkup("甲") { $0.isClosed = false }, Self.checkup("乙")]),
            S.form("a", "2019-10", [Self.checkup("甲"), Self.checkup("丙")]),
        ]
        let september = Self.tally(forms, [], "2019-09")
        let october = Self.tally(forms, [], "2019-10")
        #expect(september[.schoolsChecked].count == 2)
        #expect(september[.closedRate].rate == 0.5)
        #expect(october[.schoolsChecked].count == 3)
        #expect(october[.schoolsChecked].increase == 1)
        #expect(october[.closedRate].rate == 1)
    }

    @Test("Campuses of the same name in two units are two")
    func twoUnits() {
        let forms = [S.form("a", "2019-09", [Self.checkup("中心小学")]), S.form("b", "2019-09", [Self.checkup("中心 小学")])]
        #expect(Self.tally(forms, [], "2019-09")[.schoolsChecked].count == 2)
        #expect(
            Self.tally([forms[0], S.form("a", "2019-10", [Self.checkup("中心 小学")])], [], "2019-10")[.schoolsChecked]
                .count == 1)
    }

    @Test("A blank form's row, with no more than the school, was not checked")
    func blankRow() {
        let forms = [S.form("a", "2019-09", [SecurityCheckup(S.school), SecurityCheckup()])]
        #expect(Self.tally(forms, [], "2019-09")[.schoolsChecked].count == 0)
    }

    @Test("A hazard is new in the month whose form lists it first, and stays one hazard")
    func hazardMonths() {
        let found = Self.risk("甲") { $0.foundOn = S.day("2019-09-28") }
        let done = Self.risk("甲") { ($0.foundOn, $0.state) = (S.day("2019-09-28"), .completed) }
        let forms = [
            S.form("a", "2019-09", [Self.risk("乙")]), S.form("a", "2019-10", [Self.risk("乙"), found]),
            S.form("a", "2019-11", [done]),
        ]
        let figures = ["2019-09", "2019-10", "2019-11"].map { Self.tally([], forms, $0) }
        #expect(figures.map { $0[.risksFound].count } == [1, 2, 2])
        #expect(figures.map { $0[.risksFound].increase } == [1, 1, 0])
        #expect(figures.map { $0[.risksCompleted].increase } == [0, 0, 1])
        #expect(figures.map { $0[.risksInProgress].count } == [1, 2, 1])
        #expect(figures.map { $0[.risksInProgress].increase } == [1, 1, -1])
        #expect(figures.map { $0[.completionRate].rate } == [0, 0, 0.5])
    }

    @Test("Equal rows of one form are two hazards, also in the month after")
    func equalRows() {
        let forms = [
            S.form("a", "2019-09", [Self.risk("甲"), Self.risk("甲")]),
            S.form("a", "2019-10", [Self.risk("甲"), Self.risk("甲")]),
        ]
        #expect(Self.tally([], forms, "2019-09")[.risksFound].count == 2)
        #expect(Self.tally([], forms, "2019-10")[.risksFound].count == 2)
    }

    @Test("A hazard that is opened again goes back")
    func reopened() {
        let done = Self.risk("甲") { $0.state = .completed }
        let forms = [S.form("a", "2019-09", [done]), S.form("a", "2019-10", [Self.risk("甲")])]
        #expect(Self.tally([], forms, "2019-10")[.risksCompleted].increase == -1)
        #expect(Self.tally([], forms, "2019-10")[.risksInProgress].increase == 1)
    }

    @Test("Overdue from the day after the 整改时限, while in progress")
    func overdue() {
        let forms = [
            S.form(
                "a", "2019-09",
                [
                    Self.risk("甲") { $0.deadline = S.day("2019-09-25") },
                    Self.risk("乙") { $0.deadline = S.day("2019-09-24") },
                    Self.risk("丙") { ($0.deadline, $0.state) = (S.day("2019-09-24"), .completed) },
                    Self.risk("丁") { $0.deadline = nil },
                ])
        ]
        #expect(Self.tally([], forms, "2019-09")[.risksOverdue].rows.map(\.number) == [2])
        #expect(Self.tally([], forms, "2019-09", on: S.day("2019-09-26"))[.risksOverdue].count == 2)
        // The month before is judged on its own due day.
        #expect(Self.tally([], forms, "2019-10")[.risksOverdue].increase == 1)
    }

    @Test(
        "Linked: the button works and is linked, and the cameras are linked",
        arguments: [
            (AlarmButton.working, LinkState.linked, LinkState.linked, 1), (.broken, .linked, .linked, 0),
            (.working, .notLinked, .linked, 0),
            (.working, .linked, .notLinked, 0), (AlarmButton.none, .notLinked, .linked, 0),
        ])
    func linked(button: AlarmButton, alarm: LinkState, video: LinkState, count: Int) {
        let row = Self.checkup("甲") { ($0.alarmButton, $0.alarmLink, $0.video) = (button, alarm, video) }
        let entry = Self.tally([S.form("a", "2019-09", [row])], [], "2019-09")[.linkedRate]
        #expect(entry.count == count)
        #expect(entry.whole == 1)
    }

    @Test("Kindergartens, rural schools and schools of an unknown kind are not in the guards' rate")
    func guarded() {
        let rows = [
            Self.checkup("甲"), Self.checkup("乙") { $0.guards = 0 }, Self.checkup("丙") { $0.guards = nil },
            Self.checkup("丁") { $0.category = .kindergarten }, Self.checkup("戊") { $0.area = .rural },
            Self.checkup("己") { $0.category = nil }, Self.checkup("庚") { $0.guards = 1 },
        ]
        let entry = Self.tally([S.form("a", "2019-09", rows)], [], "2019-09")[.guardedRate]
        #expect(entry.count == 2)
        #expect(entry.whole == 4)
    }

    @Test("Only kindergartens: the guards' rate has no meaning, the others do")
    func emptyDenominator() {
        let tally = Self.tally(
            [S.form("a", "2019-09", [Self.checkup("甲") { $0.category = .kindergarten }])], [], "2019-09")
        #expect(tally[.guardedRate].totalValue == .absent(.undefined))
        #expect(tally[.closedRate].totalValue == .ratio(1))
        #expect(tally[.completionRate].totalValue == .absent(.undefined))
    }

    @Test(
        "The four kinds of 护学岗",
        arguments: zip(
            GuardPost.allCases, [TallyFigure.publicOrderPosts, .trafficPosts, .patrolPosts, .communityPosts]))
    func posts(post: GuardPost, figure: TallyFigure) {
        let tally = Self.tally([S.form("a", "2019-09", [Self.checkup("甲") { $0.post = post }])], [], "2019-09")
        #expect(TallyFigure.allCases.filter { $0.post != nil && tally[$0].count == 1 } == [figure])
    }

    // MARK: - Laws

    static let months = ["2019-09", "2019-10", "2019-11", "2019-12"]

    /// A campaign of two units, four months, some of them not handed in, hazards mended and opened again.
    static func random(_ seed: UInt64) -> ([MonthlyForm<SecurityCheckup>], [MonthlyForm<RiskRecord>]) {
        var random = SeededRandom(seed: seed)
        var checkups: [MonthlyForm<SecurityCheckup>] = []
        var risks: [MonthlyForm<RiskRecord>] = []
        for unit in ["a", "b"] {
            for month in months where Int.random(in: 0..<5, using: &random) > 0 {
                let names = ["甲", "乙", "丙", "丁"].filter { _ in Bool.random(using: &random) }
                checkups.append(
                    S.form(
                        unit, month,
                        names.map { name in
                            var row = random.checkup()
                            row.school = name
                            return row
                        }))
                let texts = ["一", "二", "三"].filter { _ in Bool.random(using: &random) }
                risks.append(
                    S.form(
                        unit, month,
                        texts.map { text in
                            Self.risk(text) {
                                $0.state = random.maybe(RiskState.allCases) ?? .inProgress
                                $0.deadline = random.day()
                            }
                        }))
            }
        }
        return (checkups, risks)
    }

    @Test("累计(m) = 累计(m−1) + 新增(m), and 新增 sums up to 累计", arguments: 1...40)
    func running(seed: UInt64) {
        let (checkups, risks) = Self.random(seed)
        let tallies = Self.months.map { Self.tally(checkups, risks, $0) }
        for figure in TallyFigure.allCases where !figure.isRate {
            var total = 0
            for tally in tallies {
                total += tally[figure].increase ?? .min
                #expect(tally[figure].count == total, "seed \(seed) \(figure) \(tally.period)")
            }
        }
    }

    @Test("排查 = 已完成 + 正在整改中, on 新增 and 累计", arguments: 1...40)
    func parts(seed: UInt64) {
        let (checkups, risks) = Self.random(seed)
        for month in Self.months {
            let tally = Self.tally(checkups, risks, month)
            #expect(
                tally[.risksFound].count == tally[.risksCompleted].count + tally[.risksInProgress].count, "seed \(seed)"
            )
            #expect(tally[.risksOverdue].count <= tally[.risksInProgress].count, "seed \(seed)")
            #expect(tally[.risksFound].newRows.count == tally[.risksFound].increase, "seed \(seed)")
            #expect(tally[.schoolsChecked].newRows.count == tally[.schoolsChecked].increase, "seed \(seed)")
        }
    }

    @Test("A city is the sum of its districts; rates are made anew", arguments: 1...40)
    func sums(seed: UInt64) throws {
        let (checkups, risks) = Self.random(seed)
        for month in Self.months {
            let city = Self.tally(checkups, risks, month)
            let parts = ["a", "b"].map { unit in
                Self.tally(checkups.filter { $0.unit == unit }, risks.filter { $0.unit == unit }, month)
            }
            let sum = try #require(CampaignTally.sum(parts))
            for figure in TallyFigure.allCases {
                #expect(sum[figure].count == city[figure].count, "seed \(seed) \(figure)")
                #expect(sum[figure].increase == city[figure].increase, "seed \(seed) \(figure)")
                #expect(sum[figure].rate == city[figure].rate, "seed \(seed) \(figure)")
                #expect(Set(sum[figure].rows) == Set(city[figure].rows), "seed \(seed) \(figure)")
            }
        }
    }

    @Test("Tallies of different months are not added")
    func unlikeSum() {
        #expect(CampaignTally.sum([]) == nil)
        #expect(CampaignTally.sum([Self.tally([], [], "2019-09"), Self.tally([], [], "2019-10")]) == nil)
    }

    @Test("The order of the files does not matter", arguments: 1...10)
    func order(seed: UInt64) {
        let (checkups, risks) = Self.random(seed)
        let forward = Self.tally(checkups, risks, "2019-12")
        let backward = Self.tally(checkups.reversed(), risks.reversed(), "2019-12")
        for figure in TallyFigure.allCases {
            #expect(forward[figure].count == backward[figure].count, "seed \(seed) \(figure)")
        }
    }

    // MARK: - Typed figures

    static func typed(_ figure: TallyFigure, _ row: TypedFigure.Row, _ value: FieldValue) -> [String] {
        let eleven = (1...11).map { number in
            Self.risk("隐患\(number)") {
                $0.state = [1, 3, 5, 6].contains(number) ? .completed : .inProgress
                $0.deadline = S.day(number == 7 ? "2019-09-01" : "2019-12-01")
            }
        }
        let before = Array(eleven.prefix(7)).map { risk in
            var risk = risk
            risk.state = .inProgress
            return risk
        }
        let schools = [Self.checkup("甲"), Self.checkup("乙"), Self.checkup("丙") { $0.isClosed = false }]
        let tally = Self.tally(
            [S.form("a", "2019-09", [schools[0]]), S.form("a", "2019-10", schools)],
            [S.form("a", "2019-09", before), S.form("a", "2019-10", eleven)], "2019-10")
        return tally.check([TypedFigure(figure, row, value, at: Place(file: "form3.ods"))]).map {
            "\($0.severity.rawValue) \($0.rule) \($0)"
        }
    }

    @Test("A figure that disagrees names both numbers and the rows", arguments: ChangzhouTallyTests.disagreements)
    func disagrees(case given: (TallyFigure, TypedFigure.Row, FieldValue, String)) {
        let (figure, row, value, sentence) = given
        let remedy = "请核对附件1、附件2的各行，或删去填报的数，由程序计算。"
        #expect(
            Self.typed(figure, row, value) == [
                "A form3.disagrees.\(figure.key) form3.ods（\(figure.label)\(row.word)）：\(sentence)。\(remedy)"
            ])
    }

    static let disagreements: [(TallyFigure, TypedFigure.Row, FieldValue, String)] = [
        (.risksFound, .total, .integer(12), "填报 12，隐患排查表共 11 行（第 1–11 行）"),
        (.risksFound, .increase, .integer(5), "填报 5，隐患排查表本月新增 4 行（第 8–11 行）"),
        (.risksCompleted, .total, .integer(5), "填报 5，隐患排查表填“已完成”的共 4 行（第 1、3、5–6 行）"),
        (.risksCompleted, .increase, .integer(5), "填报 5，按隐患排查表为 4（填“已完成”的累计 4 行，上期 0 行）"),
        (.risksInProgress, .increase, .integer(4), "填报 4，按隐患排查表为 0（填“正在整改中”的累计 7 行，上期 7 行）"),
        (.risksOverdue, .total, .integer(0), "填报 0，隐患排查表逾期未整改的共 1 行（第 7 行）"),
        (.schoolsChecked, .total, .integer(4), "填报 4，安防体检表共 3 行（第 1–3 行）"),
        (.schoolsChecked, .increase, .integer(3), "填报 3，安防体检表本月新增 2 行（第 2–3 行）"),
        (.trafficPosts, .total, .integer(1), "填报 1，安防体检表填“交警岗”的共 0 行"),
        (.closedRate, .total, .ratio(0.7), "填报 70.0%，按安防体检表为 66.7%（2÷3）"),
        (.completionRate, .total, .ratio(1), "填报 100.0%，按隐患排查表为 36.4%（4÷11）"),
        (.closedRate, .increase, .ratio(0.5), "比率没有新增，应为“—”"),
        (.risksFound, .total, .text("十一"), "填报的不是整数，隐患排查表共 11 行（第 1–11 行）"),
        (.risksFound, .total, .absent(.undefined), "填报的不是整数，隐患排查表共 11 行（第 1–11 行）"),
        (.closedRate, .total, .integer(67), "填报的不是百分比，按安防体检表为 66.7%（2÷3）"),
        (.closedRate, .total, .ratio(.nan), "填报 ?，按安防体检表为 66.7%（2÷3）"),
        (.closedRate, .total, .ratio(1e300), "填报 100000000.0%，按安防体检表为 66.7%（2÷3）"),
    ]

    @Test(
        "A figure that agrees, or is left to us",
        arguments: [
            (TallyFigure.risksFound, TypedFigure.Row.total, FieldValue.integer(11)),
            (.risksFound, .increase, .integer(4)),
            (.risksFound, .total, .blank), (.closedRate, .total, .ratio(0.667)),
            (.closedRate, .increase, .absent(.undefined)),
            (.risksInProgress, .increase, .integer(0)), (.trafficPosts, .total, .integer(0)),
        ])
    func agrees(figure: TallyFigure, row: TypedFigure.Row, value: FieldValue) {
        #expect(Self.typed(figure, row, value) == [])
    }

    @Test("A rate of nothing is “—”, and 100 % disagrees")
    func rateOfNothing() {
        let tally = Self.tally([], [], "2019-09")
        #expect(tally.check([TypedFigure(.closedRate, .total, .absent(.undefined))]) == [])
        #expect(
            tally.check([TypedFigure(.closedRate, .total, .ratio(1))]).map(\.statement) == [
                "填报 100.0%，安防体检表中没有可统计的行，应为“—”"
            ])
    }

    @Test("Rows of several units and months are named by them")
    func severalForms() {
        let forms = [
            MonthlyForm(
                unit: "a", unitName: "云溪区", period: S.month("2019-09"),
                rows: Located.numbered([Self.risk("甲"), Self.risk("乙")])),
            MonthlyForm(
                unit: "b", unitName: "竹亭区", period: S.month("2019-09"), rows: Located.numbered([Self.risk("甲")])),
        ]
        let statement = Self.tally([], forms, "2019-09").check([TypedFigure(.risksFound, .total, .integer(2))]).first?
            .statement
        #expect(statement == "填报 2，隐患排查表共 3 行（云溪区2019年9月第 1–2 行；竹亭区2019年9月第 1 行）")
    }

    @Test("Typed figures come from the form's own record")
    func fromRecord() throws {
        let tally = Self.tally([S.form("a", "2019-09", [Self.checkup("甲")])], [], "2019-09")
        let report = Form3Report(head: FormHead(unit: "甲校", unitCode: "a"), tally: tally)
        guard case .record(let figures) = report.data["figures"] else { throw Missing() }
        #expect(TypedFigure.all(in: figures).count == 26)
        #expect(tally.check(TypedFigure.all(in: figures)) == [])
    }

    struct Missing: Error {}
}
