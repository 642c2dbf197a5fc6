import Forms
import Reporting
import Testing

@Suite("What is new in a list of units")
struct UnitChangeTests {
    private static let old = [
        ReportingUnit(code: "1", name: "甲市"), ReportingUnit(code: "11", name: "乙区", parent: "1"),
        ReportingUnit(code: "12", name: "丙区", parent: "1"), ReportingUnit(code: "111", name: "第一小学", parent: "11"),
    ]

    private func changes(_ edit: (inout [ReportingUnit]) -> Void) throws -> [String] {
        var new = Self.old
        edit(&new)
        let trees = try [Self.old, new].map { try #require(UnitTree.join($0).value) }
        return UnitChange.between(trees[0], trees[1]).map(\.description)
    }

    @Test("Nothing")
    func nothing() throws { #expect(try changes { _ in } == []) }

    @Test("A unit more")
    func added() throws {
        #expect(
            try changes { $0.append(ReportingUnit(code: "13", name: "丁区", parent: "1")) } == ["新增 13 丁区"])
    }

    @Test("A unit less stays in the ledger")
    func absent() throws {
        #expect(
            try changes { $0.removeLast() } == ["单位表中没有 111 第一小学，台账保留；已撤销的请在单位表中写末报期间"])
    }

    @Test("Another name, another district, opened, closed")
    func changed() throws {
        #expect(
            try changes {
                $0[1].name = "乙新区"
                $0[3].parent = "12"
                $0[2].reportsFrom = Period("2017-05")
                $0[3].reportsThrough = Period("2017-08")
            } == [
                "改名 11 乙新区（原名 乙区）", "首报期间 12 丙区：不限 → 2017年5月", "改隶属 111 第一小学：乙区 → 丙区",
                "末报期间 111 第一小学：不限 → 2017年8月",
            ])
    }
}

@Suite("A day on which reports are due, as typed")
struct DueRuleTextTests {
    @Test(
        "Known words",
        arguments: [("当月25日", 25, 0), ("次月1日", 1, 1), ("本月３日", 3, 0), ("下月 5 号", 5, 1), ("次月31", 31, 1)])
    func known(text: String, day: Int, offset: Int) {
        #expect(DueRule(text: text) == DueRule(day: day, monthOffset: offset))
    }

    @Test("Anything else", arguments: ["25", "当月", "次月0日", "次月32日", "明年1日", "", "次月一日"])
    func unknown(text: String) { #expect(DueRule(text: text) == nil) }
}
