import Forms
import Ledger
import TestSupport
import Testing

@Suite("Reports that were sent, and what was set up otherwise since")
struct SetupChangesTests {
    private let folder: TemporaryFolder
    private let ledger: ReportLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Lake.ledger(folder)
        _ = try ledger.setOpenings(openings(10), .officer)
        for unit in ["92", "911", "912"] { try ledger.take(unit, 4, 1, 1, 100, 3, 0) }
        let report = SentReport(
            unit: "9", form: .progress, period: .m(4), madeAt: try ledger.lastChange(), format: "xlsx",
            fileName: "湖县-4.xlsx", bytes: [1, 2, 3])
        try ledger.recordSent(report, .officer)
    }

    private func openings(_ level: Int, of units: [String] = ["92", "911", "912"]) -> [OpeningBalance] {
        units.flatMap { unit in
            [
                OpeningBalance(unit: unit, indicator: "buses", level: level),
                OpeningBalance(unit: unit, indicator: "busesChecked", level: 5),
            ]
        }
    }

    private func figures(_ changed: ChangedReport) -> [String] {
        changed.figures.map { "\($0.unit) \($0.key) \($0.row) \($0.before)→\($0.after) \($0.causes) \($0.setup)" }
    }

    private func causes(_ changed: ChangedReport) -> [String] {
        changed.setup.map { "\($0.kind.word) \($0.units) \($0.keys) \($0.note.by) \($0.note.why)" }
    }

    @Test("Another 期初数 changes 合计, and says who gave it and why")
    func openings() throws {
        _ = try ledger.setOpenings(openings(12, of: ["911"]), .officer("期初数漏报两辆"))
        let changed = try #require(try ledger.changes(.lakeTown).first)
        #expect(changed.causes == [])
        #expect(causes(changed) == [#"期初数 ["911"] ["buses"] 统计员 期初数漏报两辆"#])
        #expect(figures(changed) == ["9 buses total 33→35 [] [0]", "91 buses total 22→24 [] [0]"])
    }

    @Test("The same 期初数 given again changes nothing")
    func sameOpenings() throws {
        _ = try ledger.setOpenings(openings(10), .officer("再次导入"))
        #expect(try ledger.changes(.lakeTown) == [])
    }

    @Test("A unit that moves takes its figures along")
    func moved() throws {
        var units = Lake.units
        units[1].name = "示例东岭新区公安分局"
        units[4].parent = "93"
        try ledger.setUnits(Lake.tree(units), .officer("区划调整"))
        let changed = try #require(try ledger.changes(.lakeTown).first)
        #expect(causes(changed) == [#"单位表 ["912"] [] 统计员 区划调整"#])
        let trips = figures(changed).filter { $0.contains("trips ") }
        #expect(
            trips == [
                "91 trips increase 200→100 [] [0]", "91 trips total 200→100 [] [0]",
                "93 trips increase —→100 [] [0]", "93 trips total 0→100 [] [0]",
            ])
    }

    @Test("A station that leaves the tree leaves the report, with its figures")
    func gone() throws {
        var units = Lake.units
        units[2].parent = nil
        try ledger.setUnits(Lake.tree(units), .officer("直管"))
        let changed = try #require(try ledger.changes(.lakeTown).first)
        #expect(causes(changed) == [#"单位表 ["92"] [] 统计员 直管"#])
        #expect(figures(changed).contains("9 trips total 300→200 [] [0]"))
        #expect(figures(changed).contains("92 trips total 100→— [] [0]"))
    }

    @Test("A unit that turns out to have owed the month makes the sum incomplete")
    func opened() throws {
        var units = Lake.units
        units[6].reportsFrom = .m(4)
        try ledger.setUnits(Lake.tree(units), .officer("四月已开园"))
        let changed = try #require(try ledger.changes(.lakeTown).first)
        #expect(causes(changed) == [#"单位表 ["931"] [] 统计员 四月已开园"#])
        #expect(figures(changed).contains("9 trips increase 300→缺报 [] [0]"))
    }

    @Test("A name, or a place in the list, is in no figure")
    func renamed() throws {
        var units = Lake.units
        units[2].shortName = "西滩新所"
        units.swapAt(2, 3)
        try ledger.setUnits(Lake.tree(units), .officer("更名"))
        #expect(try ledger.changes(.lakeTown) == [])
    }

    @Test("An obligation that begins later, and months that begin earlier")
    func campaign() throws {
        var setup = Lake.setup()
        setup.campaign = "更名"
        try ledger.configure(setup, .officer("只改名称"))
        #expect(try ledger.changes(.lakeTown) == [])
        setup.periods = .m(3) ... .m(9)
        try ledger.configure(setup, .officer("三月起报"))
        let changed = try #require(try ledger.changes(.lakeTown).first)
        #expect(causes(changed) == ["专项工作设置 [] [] 统计员 三月起报"])
        #expect(figures(changed).contains("9 trips total 300→缺报 [] [0]"))
    }

    @Test("Other indicators: the report is listed, its figures cannot be compared")
    func indicators() throws {
        var setup = Lake.setup()
        let fewer = IndicatorSet(
            key: "lake-town", title: "湖镇校车安全月报", Array(IndicatorSet.lakeTown.indicators.prefix(3)))
        setup.indicators = fewer
        try ledger.configure(setup, .officer("减少指标"))
        let changed = try #require(try ledger.changes(fewer).first)
        #expect(causes(changed) == ["专项工作设置 [] [] 统计员 减少指标"])
        #expect(changed.figures == [])
    }

    @Test("A correction and a 期初数 each touch what follows from them")
    func both() throws {
        _ = try ledger.setOpenings(openings(11, of: ["92"]), .officer("期初数"))
        try ledger.receive(
            Lake.file("92", 4, [.increase(2), .blank, .increase(90), .blank, .blank]), .officer)
        try ledger.decide(.accept, on: LedgerSlot(.progress, "92", .m(4)), .officer)
        let changed = try #require(try ledger.changes(.lakeTown).first)
        #expect(
            figures(changed).filter { $0.hasPrefix("9 ") } == [
                "9 buses increase 3→4 [0] [0]", "9 buses total 33→35 [0] [0]", "9 trips increase 300→290 [0] []",
                "9 trips total 300→290 [0] []",
            ])
    }
}
