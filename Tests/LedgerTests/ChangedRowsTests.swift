import Forms
import Foundation
import Ledger
import TestSupport
import Testing

@Suite("Rows of sent forms 1 and 2 that changed since")
struct ChangedRowsTests {
    private let folder: TemporaryFolder
    private let ledger: ReportLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Lake.ledger(folder)
        try take(
            "92",
            [
                risk("示例小学", "灭火器过期"), risk("示例中学", "围墙缺损"), risk("示例小学", "示例某扬言滋事", .personNearby),
            ], "a")
        let report = SentReport(
            unit: "9", form: .form2, period: .m(4), madeAt: try ledger.lastChange(), format: "ods", fileName: "附件2.ods",
            bytes: [1])
        try ledger.recordSent(report, .officer)
    }

    private func risk(
        _ school: String, _ text: String, _ category: RiskCategory = .facility, owner: String = ""
    ) -> RiskRecord {
        var risk = RiskRecord()
        (risk.school, risk.risk, risk.owner) = (school, text, owner)
        (risk.category, risk.state) = (category, .inProgress)
        return risk
    }

    private func take(_ unit: String, _ risks: [RiskRecord], _ name: String, month: Int = 4) throws {
        let form = IncomingForm(unit: unit, period: .m(month), content: .risks(risks))
        try ledger.receive(
            IncomingFile(source: name, bytes: Array(name.utf8), received: .on(month, 20), forms: [form]), .officer)
        try ledger.decide(.accept, on: LedgerSlot(.form2, unit, .m(month)), .officer)
    }

    private func rows() throws -> [String] {
        try ledger.changes(nil).flatMap(\.rows).map { row in
            let cells = row.cells.map { "\($0.label) \($0.before)→\($0.after)" }.joined(separator: "，")
            let numbers = [row.numberBefore, row.number].map { $0.map(String.init) ?? "–" }.joined(separator: "→")
            return "\(row.unit) \(row.kind.word) \(numbers)：\(cells) \(row.causes)"
        }
    }

    @Test("A row that came, one that went and one that changed; what is of persons is masked")
    func rowsOfForm2() throws {
        var mended = risk("示例小学", "灭火器过期", owner: "示例某")
        mended.state = .completed
        var person = risk("示例小学", "示例某扬言滋事", .personNearby)
        person.measures = "约谈示例某"
        try take("92", [person, mended, risk("示例幼儿园", "无门卫")], "b")
        #expect(
            try rows() == [
                "92 删去行 2→–：学校名称 示例中学→，隐患类别 安全防范设施→，涉校风险隐患 围墙缺损→，隐患整改情况 正在整改中→ [0]",
                "92 改动行 3→1：整改措施 →＊＊＊ [0]",
                "92 改动行 1→2：整改责任人 →＊＊＊，隐患整改情况 正在整改中→已完成 [0]",
                "92 新增行 –→3：学校名称 →示例幼儿园，隐患类别 →安全防范设施，涉校风险隐患 →无门卫，隐患整改情况 →正在整改中 [0]",
            ])
    }

    @Test("Rows in another order are the same rows")
    func sorted() throws {
        let form = try ledger.safetyCampaign().form2(of: "9", period: .m(4))
        try take("92", form.rows.reversed(), "b")
        #expect(try ledger.changes(nil) == [])
    }

    @Test("Equal rows count as often as they stand there")
    func doubled() throws {
        let form = try ledger.safetyCampaign().form2(of: "9", period: .m(4))
        try take("92", form.rows + form.rows.prefix(1), "b")
        #expect(try ledger.changes(nil).flatMap(\.rows).map { [$0.numberBefore, $0.number] } == [[nil, 4]])
    }

    @Test("Another unit's form adds its rows, another month's form none")
    func others() throws {
        try take("92", [], "b", month: 5)
        #expect(try ledger.changes(nil) == [])
        try take("911", [risk("示例村小", "无门卫")], "c")
        #expect(try ledger.changes(nil).flatMap(\.rows).map { "\($0.unit) \($0.kind)" } == ["911 came"])
    }

    @Test("A unit that leaves the tree takes its rows along")
    func moved() throws {
        var units = Lake.units
        units[2].parent = nil
        try ledger.setUnits(Lake.tree(units), .officer("直管"))
        let changed = try #require(try ledger.changes(nil).first)
        #expect(changed.rows.map(\.kind) == [.went, .went, .went])
        #expect(changed.setup.map(\.note.why) == ["直管"])
    }

    @Test("附件1: a row is known by its school")
    func form1() throws {
        func take(_ checkups: [SecurityCheckup], _ name: String) throws {
            let form = IncomingForm(unit: "92", period: .m(4), content: .checkups(checkups))
            try ledger.receive(
                IncomingFile(source: name, bytes: Array(name.utf8), received: .on(4, 20), forms: [form]), .officer)
            try ledger.decide(.accept, on: LedgerSlot(.form1, "92", .m(4)), .officer)
        }
        var checkup = SecurityCheckup()
        checkup.school = "示例小学"
        try take([checkup], "d")
        let report = SentReport(
            unit: "92", form: .form1, period: .m(4), madeAt: try ledger.lastChange(), format: "ods",
            fileName: "附件1.ods", bytes: [1])
        try ledger.recordSent(report, .officer)
        checkup.principal = "示例某"
        try take([checkup], "e")
        #expect(
            try rows() == ["92 改动行 1→1：学校负责人（签字） →＊＊＊ [0]"])
    }
}
