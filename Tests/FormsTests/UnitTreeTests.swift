import Diagnostics
import Forms
import Testing

@Suite("The unit tree")
struct UnitTreeTests {
    private func sentences(_ units: [ReportingUnit]) -> [String] { UnitTree.join(units).findings.map(\.description) }

    @Test("Children keep the order of the file; ancestors go up to the root")
    func walk() {
        let tree = UnitTree.town
        #expect(tree.children(of: "91").map(\.code) == ["911", "912"])
        #expect(tree.ancestors(of: "912").map(\.code) == ["91", "9"])
        #expect(tree.roots.map(\.code) == ["9"])
        #expect(tree.leaves(under: "9", reportingIn: .m(4)).map(\.code) == ["911", "912", "92"])
    }

    @Test("A unit is found by code, name or short name", arguments: ["9", "示例市公安局", "示例市", " 示例市　"])
    func found(name: String) {
        #expect(UnitTree.town.lookUp(name) == UnitTree.town["9"].map { .found($0) })
    }

    @Test("A code stands twice")
    func doubled() {
        #expect(
            sentences([ReportingUnit(code: "1", name: "甲"), ReportingUnit(code: "1", name: "乙")]) == [
                "乙：代码 1 重复：“甲”和“乙”。请改成不同的代码。"
            ])
    }

    @Test("A parent that is not there")
    func unknownParent() {
        #expect(
            sentences([ReportingUnit(code: "410100", name: "甲"), ReportingUnit(code: "2", name: "乙", parent: "410110")])
                == [
                    "乙：上级代码 410110 不在单位表中。是否为 410100？请填写表中的代码，最上级单位留空。"
                ])
    }

    @Test("Units that are each other's parents")
    func cycle() {
        let units = [
            ReportingUnit(code: "0", name: "根"), ReportingUnit(code: "1", name: "甲", parent: "3"),
            ReportingUnit(code: "2", name: "乙", parent: "1"), ReportingUnit(code: "3", name: "丙", parent: "2"),
        ]
        #expect(sentences(units) == ["甲：上下级关系绕成了圈：甲 → 丙 → 乙 → 甲。请改正其中一个单位的上级代码。"])
        #expect(sentences([ReportingUnit(code: "1", name: "甲", parent: "1")]).count == 1)
    }

    @Test("No units, and a span that ends before it begins")
    func others() {
        #expect(sentences([]) == ["单位表是空的。请至少列出一个单位。"])
        #expect(
            sentences([ReportingUnit(code: "1", name: "甲", reportsFrom: .m(6), reportsThrough: .m(5))]) == [
                "甲：末报期间 2017年5月 早于首报期间 2017年6月。请检查两个期间。"
            ])
    }
}
