import Diagnostics
import Testing

@Suite("Places and sentences")
struct DiagnosticsTests {
    @Test(
        "A cell's place is read and written as people do",
        arguments: [("A1", 0, 0), ("J7", 6, 9), ("AA10", 9, 26), ("XFD1048576", 1_048_575, 16_383)])
    func cellRef(text: String, row: Int, column: Int) {
        #expect(CellRef(text) == CellRef(row: row, column: column))
        #expect(CellRef(row: row, column: column).description == text)
    }

    @Test(
        "What is no cell is none",
        arguments: ["", "A", "7", "A0", "7A", "A1B", "AAAAAAAA1", "A99999999999999999999", "Ａ1"])
    func notACell(text: String) {
        #expect(CellRef(text) == nil)
    }

    @Test("Dollar signs and small letters are taken")
    func spellings() {
        #expect(CellRef("$b$3") == CellRef(row: 2, column: 1))
    }

    @Test("The sentence names place, statement and remedy")
    func sentence() {
        let place = Place(
            file: "risks-2019-06.ods", sheet: "隐患排查表", cell: CellRef(row: 6, column: 9),
            field: FieldName(key: "risk.deadline", label: "整改时限"))
        let finding = Finding("risk.deadline.type", .mandatory, at: place, "应填日期，实填“下月”", remedy: "请写成 2019-07-15")
        #expect(finding.description == "risks-2019-06.ods 隐患排查表 J7（整改时限）：应填日期，实填“下月”。请写成 2019-07-15。")
        #expect(Finding("x", .hint, "没有位置").description == "没有位置。")
        #expect(Finding("x", .hint, "名称不对", remedy: "是否应为“甲”？").description == "名称不对。是否应为“甲”？")
    }

    @Test("A place keeps what it knows and takes the rest from outside")
    func within() {
        let inner = Place(position: TextPosition(line: 3, column: 5))
        #expect(inner.within(Place(file: "a.csv", position: TextPosition(line: 9))).description == "a.csv 第 3 行第 5 列")
    }

    @Test("Places are ordered as one reads")
    func order() {
        let places = [
            Place(file: "b"), Place(file: "a", position: TextPosition(line: 10)),
            Place(file: "a", position: TextPosition(line: 9, column: 2)),
            Place(file: "a"), Place(file: "a", position: TextPosition(line: 9)),
        ]
        #expect(places.sorted().map(\.description) == ["a", "a 第 9 行", "a 第 9 行第 2 列", "a 第 10 行", "b"])
    }

    @Test(
        "The nearest name",
        arguments: [
            ("gaurds", ["cameras", "guards"], "guards"), ("填表单位", ["填报日期", "填报单位"], "填报单位"),
            ("Guards", ["guards"], "guards"),
        ])
    func nearest(name: String, candidates: [String], expected: String) {
        #expect(NearestName.of(name, in: candidates) == expected)
    }

    @Test("Nothing near is no guess", arguments: ["zzzz", ""])
    func nothingNear(name: String) {
        #expect(NearestName.of(name, in: ["guards", "配备保安员数"]) == nil)
    }

    @Test("The graver class comes first")
    func severity() {
        #expect(Severity.allCases.sorted() == [.mandatory, .explain, .verify, .hint])
        #expect(Severity.allCases.map(\.word) == ["强制", "准强制", "核实", "提示"])
    }
}

@Suite("Order of records")
struct NaturalOrderTests {
    @Test("Months are ordered by number, not by letter")
    func months() {
        let places = ["云台县 2017年10月", "云台县 2017年9月", "东岭区 2017年12月"].map { Place(record: $0) }
        #expect(places.sorted().map(\.record) == ["东岭区 2017年12月", "云台县 2017年9月", "云台县 2017年10月"])
    }
}
