import Diagnostics
import Forms
import Ledger
import TestSupport
import Testing

@Suite("What came, what is missing, whom to call")
struct StatusTests {
    private let folder: TemporaryFolder
    private let ledger: ReportLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Lake.ledger(folder)
    }

    @Test("Full, partial and empty, on time and late, returned and missing, along the tree")
    func counts() throws {
        try ledger.receive(Lake.file("92", 6, Lake.increases(1, 1, 9, 1, 0), received: .on(7, 1)), .officer)
        try ledger.receive(
            Lake.file("911", 6, [.increase(1), .blank, .blank, .blank, .notApplicable], received: .on(7, 2)), .officer)
        try ledger.receive(Lake.file("931", 6, Array(repeating: .blank, count: 5)), .officer)
        try ledger.decide(.returnIt, on: LedgerSlot(.progress, "931", .m(6)), .officer("空表"))
        let status = try ledger.status(of: .progress, .m(6))
        #expect(status.due.description == "2017-07-01")
        #expect(status.rows.map { "\($0.unit.code) \($0.depth)" } == ["9 0", "91 1", "93 1"])
        let all = status.rows[0].counts
        #expect([all.expected, all.received, all.full, all.partial, all.empty] == [4, 3, 1, 1, 1])
        #expect([all.onTime, all.late, all.missing, all.returned, all.accepted] == [2, 1, 1, 1, 0])
        #expect([all.receivedRate.part, all.receivedRate.whole] == [3, 4])
        #expect(status.rows[1].counts.missing == 1)
        #expect(
            status.leaves.map { "\($0.unit.label) \($0.trouble.word)" } == ["南岸所 缺报", "石桥所 已退回待重报", "北岸所 填写不全"])
    }

    @Test("A unit that opens in the month is expected, one that is not yet open or has closed is not")
    func spans() throws {
        let expected = try (4...9).map { try ledger.status(of: .progress, .m($0), under: "93").rows[0].counts.expected }
        #expect(expected == [0, 0, 1, 1, 1, 0])
        #expect(try ledger.status(of: .progress, .m(4), under: "93").rows[0].counts.receivedRate.value == nil)
    }

    @Test("What comes without being owed is in no rate")
    func unexpected() throws {
        try ledger.receive(Lake.file("931", 4, Lake.increases(1, 1, 9, 1, 0)), .officer)
        let counts = try ledger.status(of: .progress, .m(4)).rows[0].counts
        #expect([counts.expected, counts.received, counts.unexpected] == [3, 0, 1])
    }

    @Test("A correction that holds only what changed leaves the month complete")
    func correction() throws {
        try ledger.receive(
            Lake.file("92", 4, [.increase(1), .increase(1), .blank, .increase(1), .increase(1)]), .officer)
        #expect(try ledger.status(of: .progress, .m(4)).rows[0].counts.partial == 1)
        try ledger.receive(Lake.file("92", 4, [.blank, .blank, .increase(3), .blank, .blank]), .officer)
        #expect(try ledger.status(of: .progress, .m(4)).rows[0].counts.full == 1)
    }

    @Test("Rows: an empty list is received, empty; a row without what it requires is partial")
    func rows() throws {
        func receive(_ unit: String, _ risks: [RiskRecord]) throws {
            let form = IncomingForm(unit: unit, period: .m(4), content: .risks(risks))
            try ledger.receive(
                IncomingFile(source: "\(unit).xlsx", bytes: Array(unit.utf8), received: .on(4, 20), forms: [form]),
                .officer)
        }
        try receive("92", [])
        var risk = RiskRecord()
        risk.school = "示例小学"
        try receive("911", [risk])
        let counts = try ledger.status(of: .form2, .m(4)).rows[0].counts
        #expect([counts.empty, counts.partial, counts.full, counts.missing] == [1, 1, 0, 1])
        let history = try ledger.history(of: LedgerSlot(.form2, "911", .m(4)))
        #expect(history.versions.map(\.version.content) == [.risks([risk])])
    }

    @Test("A history shows versions, differences and decisions")
    func history() throws {
        let slot = LedgerSlot(.progress, "92", .m(4))
        let finding = Finding("x.y", .verify, at: Place(file: "a.xlsx"), "偏大", remedy: "请核实")
        try ledger.receive(Lake.file("92", 4, Lake.increases(1, 1, 9, 1, 0), findings: [finding]), .officer)
        try ledger.decide(.returnIt, on: slot, .officer("偏大"))
        try ledger.receive(Lake.file("92", 4, [.blank, .level(12), .increase(0), .blank, .notApplicable]), .officer)
        let history = try ledger.history(of: slot)
        #expect(history.versions.map(\.version.state) == [.returned, .received])
        #expect(history.versions[0].findings.map(\.description) == ["a.xlsx：偏大。请核实。"])
        #expect(
            history.versions[1].differences.map { "\($0.key) \($0.before)→\($0.after)" }
                == ["busesChecked 1→期末数 12", "trips 9→0", "complaints 0→/"])
        #expect(history.decisions.map(\.note.why) == ["偏大"])
    }
}
