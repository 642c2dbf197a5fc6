import CivilTime
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Forms

@Suite("Rows from and to text files")
struct RecordsTableTests {
    static func read<Record>(_ text: String, as: Record.Type = RiskRecord.self) -> Checked<[Located<Record>]> {
        RecordTable<Record>.read(Array(text.utf8), file: "risks.csv")
    }

    static let heading = "派出所,学校名称,隐患类别,涉校风险隐患,排查日期,整改措施,整改责任人,督办单位,整改时限,隐患整改情况,临时防范措施,备注"

    @Test("A date that is none is found again by line, column and cell")
    func wrongDate() {
        let checked = Self.read("\(Self.heading)\n甲所,东风小学,其他,松动,2019-09-01,加固,处,局,下月,正在整改中,,\n")
        #expect(
            checked.findings.map(\.description) == ["risks.csv 第 2 行 I2 东风小学（整改时限）：应填日期，实填“下月”。请写成 2019-07-15。"])
        #expect(checked.value?.first?.record.deadline == nil)
        #expect(checked.value?.first?.refused == ["deadline"])
    }

    @Test("In a row about a person the message keeps what was typed to itself")
    func wrongDateOfPerson() {
        let checked = Self.read("\(Self.heading)\n甲所,东风小学,校园周边重点人员,松动,2019-09-01,加固,处,局,待其出院,正在整改中,,\n")
        #expect(
            checked.findings.map(\.description) == [
                "risks.csv 第 2 行 I2 东风小学（整改时限）：应填日期，实填的内容不符（涉及个人信息，不显示）。请写成 2019-07-15。"
            ])
    }

    @Test("A value that was refused is not called blank as well")
    func refusedIsNotBlank() throws {
        let checked = Self.read("\(Self.heading)\n甲所,东风小学,其他,松动,2019-09-01,加固,处,局,下月,正在整改中,,\n")
        let rows = try #require(checked.value)
        #expect(RiskRecord.check(rows, in: ChangzhouSamples.context) == [])
    }

    @Test("Columns in any order, by label, key or alias; 序号 is counted anew")
    func anyOrder() {
        let text = "序号,state,风险隐患,学校,整改 时限\n7,已完成,松动,东风小学,２０１９年９月３０日\n"
        let row = Self.read(text).value?.first
        #expect(row?.record.state == .completed)
        #expect(row?.record.risk == "松动")
        #expect(row?.record.school == "东风小学")
        #expect(row?.record.deadline == ChangzhouSamples.day("2019-09-30"))
        #expect(row?.number == 1)
    }

    @Test("A semicolon or tab parts values too", arguments: [";", "\t"])
    func delimiters(delimiter: String) {
        let lines =
            ["学校名称", "学校类别"].joined(separator: delimiter) + "\n" + ["甲,乙小学", "小学"].joined(separator: delimiter)
        let row = Self.read(lines, as: School.self).value?.first?.record
        #expect(row?.name == "甲,乙小学")
        #expect(row?.category == .primary)
    }

    @Test("GBK, as Excel saves on Chinese Windows")
    func gbk() {
        // 学校名称,城乡 / 东风小学,城市
        let bytes: [UInt8] = [
            0xD1, 0xA7, 0xD0, 0xA3, 0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xB3, 0xC7, 0xCF, 0xE7, 0x0D, 0x0A, 0xB6, 0xAB, 0xB7,
            0xE7, 0xD0, 0xA1,
            0xD1, 0xA7, 0x2C, 0xB3, 0xC7, 0xCA, 0xD0, 0x0D, 0x0A,
        ]
        let row = RecordTable<School>.read(bytes).value?.first?.record
        #expect(row?.name == "东风小学")
        #expect(row?.area == .urban)
    }

    @Test("Unknown, doubled and missing columns, each once for the file")
    func columns() {
        let checked = Self.read("学校名称,整改实限,整改时限,整改期限,联系电话,,state\n东风小学,1,2019-09-01,2019-09-02,3,4,已完成\n")
        #expect(
            checked.findings.map { "\($0.severity.rawValue) \($0)" } == [
                "B risks.csv 第 1 行 B1：不认识“整改实限”一列，没有读入。列名是否应为“整改时限”？",
                "A risks.csv 第 1 行 D1：“整改期限”一列出现了两次，只读第一列。请删去其中一列。",
                "B risks.csv 第 1 行 E1：不认识“联系电话”一列，没有读入。请改正列名，或删去这一列。",
                "B risks.csv 第 1 行 F1：这一列没有列名，没有读入。请改正列名，或删去这一列。",
                "B risks.csv 第 1 行：缺少“派出所”一列，全部按未填处理。有数据的请补上这一列。",
                "B risks.csv 第 1 行：缺少“隐患类别”一列，全部按未填处理。有数据的请补上这一列。",
                "A risks.csv 第 1 行：缺少必填的“涉校风险隐患”一列。请补上这一列。",
                "B risks.csv 第 1 行：缺少“排查日期”一列，全部按未填处理。有数据的请补上这一列。",
                "B risks.csv 第 1 行：缺少“整改措施”一列，全部按未填处理。有数据的请补上这一列。",
                "B risks.csv 第 1 行：缺少“整改责任人”一列，全部按未填处理。有数据的请补上这一列。",
                "B risks.csv 第 1 行：缺少“督办单位”一列，全部按未填处理。有数据的请补上这一列。",
                "B risks.csv 第 1 行：缺少“临时防范措施”一列，全部按未填处理。有数据的请补上这一列。",
                "B risks.csv 第 1 行：缺少“备注”一列，全部按未填处理。有数据的请补上这一列。",
            ])
    }

    @Test("A school whose name begins with # is not a remark")
    func hash() {
        let rows = Self.read("#title,学校\n学校名称,城乡\n#1小学,城市\n", as: School.self).value
        #expect(rows?.map(\.record.name) == ["#1小学"])
    }

    @Test("Rows name their unit, and are parted by it")
    func units() throws {
        let rows = try #require(Self.read("单位代码,学校名称\n02,甲\n01,乙\n02,丙\n", as: School.self).value)
        // A school's own column 所属单位 takes it.
        #expect(rows.map(\.record.unit) == ["02", "01", "02"])
        let risks = try #require(Self.read("单位代码,学校名称,涉校风险隐患,隐患整改情况\n02,甲,a,已完成\n01,乙,b,已完成\n02,丙,c,已完成\n").value)
        let forms = MonthlyForm.split(risks, period: ChangzhouSamples.month("2019-09"))
        #expect(forms.map(\.unit) == ["02", "01"])
        #expect(forms.map { $0.rows.map(\.number) } == [[1, 2], [1]])
    }

    @Test("A file that is no table", arguments: [("", "risks.csv：应有一行列名，文件却是空的。请检查文件是否正确。")])
    func empty(text: String, sentence: String) {
        let checked = Self.read(text)
        #expect(checked.value == nil)
        #expect(checked.findings.map(\.description) == [sentence])
    }

    @Test("A heading without rows is a form without hazards")
    func headingOnly() {
        let checked = Self.read(Self.heading + "\n")
        #expect(checked.value?.isEmpty == true)
        #expect(checked.findings == [])
    }

    @Test("JSON: keys or labels, typed or as text")
    func json() {
        let text = """
            [
              {"学校名称": "东风小学", "risk": "松动", "state": "已完成", "foundOn": "2019年9月1日"},
              {"school": "东风小学", "risk": 20190901001, "state": "正在整改中", "deadline": 43661, "measures": null}
            ]
            """
        let rows = Self.read(text).value?.map(\.record)
        #expect(rows?.first?.foundOn == ChangzhouSamples.day("2019-09-01"))
        #expect(rows?.last?.risk == "20190901001")
        #expect(rows?.last?.deadline == ChangzhouSamples.day("2019-07-15"))
        #expect(rows?.last?.measures == "")
    }

    @Test("JSON: everything wrong at once, with line and column")
    func wrongJSON() {
        let text = """
            [
              {"school": "甲", "risk": "x", "state": "完成", "deadlin": "2019-09-01", "risk": "y"},
              {"school": ["甲"], "isClosed": true},
              3
            ]
            """
        #expect(
            Self.read(text).findings.map { "\($0.severity.rawValue) \($0)" } == [
                "B risks.csv 第 2 行第 47 列：“deadlin”不是风险隐患的字段，没有读入。是否应为“deadline”？",
                "A risks.csv 第 2 行第 72 列：“risk”出现了两次，只读第一个。请删去其中一个。",
                "A risks.csv 第 2 行第 41 列 甲（隐患整改情况）：应在“已完成、正在整改中”中择一填写，实填“完成”。是否应为“已完成”？",
                "A risks.csv 第 3 行第 4 列：“school”应为一个值，实为一个清单。请改成一个值。",
                "B risks.csv 第 3 行第 21 列：“isClosed”不是风险隐患的字段，没有读入。请改正或删去。",
                "A risks.csv 第 4 行第 3 列：应为一个对象，实为3。请写成 {…}。",
            ])
    }

    @Test(
        "Broken JSON has no rows", arguments: ["[{\"school\": \"甲\"", "{}", "[{\"school\" \"甲\"}]", "{\"rows\": []}"])
    func brokenJSON(text: String) {
        let checked = Self.read(text)
        #expect(checked.value == nil)
        #expect(checked.findings.count == 1)
        #expect(checked.isRefused)
    }

    // MARK: - Laws

    @Test("What is written comes back the same, whatever it says", arguments: 1...40)
    func roundTrip(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let checkups = (0..<Int.random(in: 0...6, using: &random)).map { _ in random.checkup() }
        let risks = (0..<Int.random(in: 0...6, using: &random)).map { _ in random.risk() }
        Self.expectRoundTrip(checkups, seed)
        Self.expectRoundTrip(risks, seed)
        Self.expectRoundTrip(
            checkups.map { School(code: $0.remark, name: $0.school, category: $0.category, area: $0.area) }, seed)
    }

    @Test("Every awkward text survives both formats", arguments: AwkwardTexts.all)
    func awkward(text: String) {
        Self.expectRoundTrip([ChangzhouSamples.risk { ($0.station, $0.risk, $0.remark) = (text, text, text) }], 0)
    }

    private static func expectRoundTrip<Record>(_ records: [Record], _ seed: UInt64) where Record: FormRecord {
        for delimiter in DelimitedText.Delimiter.allCases {
            let read = RecordTable<Record>.read(RecordTable.csv(records, delimiter: delimiter))
            #expect(read.findings == [], "seed \(seed)")
            #expect(read.value?.map(\.record) == records, "seed \(seed)")
        }
        let json = RecordTable<Record>.read(RecordTable.json(records))
        #expect(json.findings == [], "seed \(seed)")
        #expect(json.value?.map(\.record) == records, "seed \(seed)")
    }

    @Test("A record survives the values of a template", arguments: 1...20)
    func data(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let (checkup, risk) = (random.checkup(), random.risk())
        #expect(SecurityCheckup.make(from: checkup.data).value == checkup)
        #expect(RiskRecord.make(from: risk.data).value == risk)
        #expect(School.make(from: ChangzhouSamples.school.data).value == ChangzhouSamples.school)
    }

    @Test("A value of the wrong kind is a finding")
    func wrongKind() {
        var data = ChangzhouSamples.risk().data
        data["deadline"] = .text("下月")
        data["state"] = .choice("完成")
        let checked = RiskRecord.make(from: data)
        #expect(
            checked.findings.map(\.description) == [
                "整改时限：应为日期，实为其他类型的值。请按“整改时限”一栏的要求填写。", "隐患整改情况：应为选项，实为其他类型的值。请按“隐患整改情况”一栏的要求填写。",
            ])
        #expect(checked.value?.deadline == nil)
    }

    @Test("Forms of several units as one file")
    func formsAsOneFile() throws {
        let forms = [
            ChangzhouSamples.form("01", "2019-09", [ChangzhouSamples.risk()]),
            ChangzhouSamples.form("02", "2019-09", [ChangzhouSamples.risk { $0.remark = "乙" }]),
        ]
        let rows = try #require(RecordTable<RiskRecord>.read(RecordTable.csv(forms)).value)
        #expect(rows.map(\.unit) == ["01", "02"])
        #expect(rows.map(\.record) == forms.flatMap { $0.rows.map(\.record) })
    }

    @Test("A cut or changed file never stops the reader", arguments: 1...60)
    func fuzz(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let records = (0..<4).map { _ in random.risk() }
        for bytes in [RecordTable.csv(records), RecordTable.json(records)] {
            var changed = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
            for _ in 0..<3 where !changed.isEmpty {
                changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let checked = RecordTable<RiskRecord>.read(changed)
            #expect(checked.value != nil || !checked.findings.isEmpty, "seed \(seed)")
        }
    }
}

/// The same numbers for the same seed, on every machine (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func text() -> String {
        Bool.random(using: &self) ? "" : AwkwardTexts.all.randomElement(using: &self) ?? ""
    }

    mutating func maybe<Value>(_ values: [Value]) -> Value? {
        Bool.random(using: &self) ? values.randomElement(using: &self) : nil
    }

    mutating func day() -> CalendarDay? {
        Bool.random(using: &self) ? CalendarDay(daysSince1970: Int.random(in: 18_140...18_280, using: &self)) : nil
    }

    mutating func count() -> Int? { Bool.random(using: &self) ? Int.random(in: -5...2000, using: &self) : nil }

    mutating func checkup() -> SecurityCheckup {
        var row = SecurityCheckup()
        row.school = AwkwardTexts.all.randomElement(using: &self) ?? "甲"
        (row.category, row.area) = (maybe(SchoolCategory.allCases), maybe(SchoolArea.allCases))
        (row.students, row.guards, row.certifiedGuards, row.guardsOver50) = (count(), count(), count(), count())
        (row.equipment, row.barrier, row.isClosed) = (
            maybe(EquipmentState.allCases), maybe(BarrierState.allCases), maybe([true, false])
        )
        (row.video, row.alarmLink) = (maybe(LinkState.allCases), maybe(LinkState.allCases))
        (row.alarmButton, row.post) = (maybe(AlarmButton.allCases), maybe(GuardPost.allCases))
        (row.station, row.principal, row.stationHead, row.remark) = (text(), text(), text(), text())
        return row
    }

    mutating func risk() -> RiskRecord {
        var row = RiskRecord()
        row.school = AwkwardTexts.all.randomElement(using: &self) ?? "甲"
        (row.category, row.state) = (maybe(RiskCategory.allCases), maybe(RiskState.allCases))
        (row.foundOn, row.deadline) = (day(), day())
        (row.station, row.risk, row.measures, row.owner) = (text(), text(), text(), text())
        (row.supervisor, row.interimMeasures, row.remark) = (text(), text(), text())
        return row
    }
}

@Suite("Rows as other programs read them", .enabled(if: CommandRun.isInstalled("python3"), "python3 is not installed"))
struct RecordsOtherReaderTests {
    /// Python's own readers, which are the judges: rows of values in the order of the labels, then of the keys.
    private static let script = """
        import csv, io, json, sys
        data = sys.stdin.buffer.read()
        if sys.argv[1] == "csv":
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
            print(json.dumps([dict(zip(rows[0], row)) for row in rows[1:]]))
        else:
            print(json.dumps(json.loads(data.decode("utf-8"))))
        """

    private static func judged(_ format: String, _ bytes: [UInt8]) throws -> [[String: String]] {
        let run = try CommandRun.run("python3", ["-c", script, format], input: bytes)
        #expect(run.status == 0, "\(run.stderr)")
        return try JSONDecoder().decode([[String: String]].self, from: Data(run.stdout.utf8))
    }

    private static let risks = AwkwardTexts.all.map { text in
        ChangzhouSamples.risk { ($0.station, $0.risk, $0.remark) = (text, text, text) }
    }

    @Test("CSV: every awkward text, as Python's csv module reads it")
    func csv() throws {
        let rows = try Self.judged("csv", RecordTable.csv(Self.risks))
        #expect(rows.map { $0["涉校风险隐患"] } == AwkwardTexts.all)
        #expect(rows.map { $0["派出所"] } == AwkwardTexts.all)
        #expect(rows.allSatisfy { $0["排查日期"] == "2019-09-10" && $0["隐患整改情况"] == "正在整改中" && $0.count == 12 })
    }

    @Test("JSON: every awkward text, as Python's json module reads it")
    func json() throws {
        let rows = try Self.judged("json", RecordTable.json(Self.risks))
        #expect(rows.map { $0["risk"] } == AwkwardTexts.all)
        #expect(
            rows.allSatisfy { $0["foundOn"] == "2019-09-10" && $0["state"] == "正在整改中" && $0["interimMeasures"] == nil })
    }
}
