import CivilTime
import Diagnostics
import FormatXLSX
import Sheets
import TestSupport
import Testing

@Suite("XLSX files that are odd but right")
struct ReaderOddityTests {
    @Test(
        "Prefixes, strict namespaces, odd part names, UTF-16, counts and dimensions that lie",
        arguments: [
            "prefixed", "strict", "absolute-target", "backslashes", "utf16", "lying-count", "lying-dimension",
            "broken-core",
            "alternate-content", "extension-list",
        ])
    func plain(name: String) throws {
        let book = try Fixture.read(name).book
        #expect(book.cellLines == ["表\tA1\ttext\t学校", "表\tB1\tnumber\t12.5"])
    }

    @Test("Cells and rows without r follow each other")
    func missingReferences() throws {
        let sheet = try Fixture.read("missing-r").book.sheets[0]
        #expect(sheet[3, 0].value == .number(3))
        #expect(sheet[3, 4].value == .number(4))
        #expect(sheet[3, 5].value == .number(5))
        #expect(sheet[4, 0].value == .number(6))
    }

    @Test("Texts keep what the file says")
    func texts() throws {
        let (book, findings) = try Fixture.read("texts")
        let sheet = book.sheets[0]
        #expect(
            (0..<8).map { sheet[0, $0].value.plainText } == [
                "1.00", " 空 ", "_x000D_", "a\nb", "<b>&amp;", "东风", "𠮷野", "",
            ])
        #expect(sheet[1, 0].value == .empty)
        #expect(sheet[1, 1].value == .empty)
        #expect(sheet[1, 2].value == .text("内"))
        #expect(sheet[1, 3].value == .text("a\nb"))
        guard case .richText(let runs) = sheet[1, 5].value else {
            Issue.record("no rich text")
            return
        }
        #expect(runs.map(\.font?.families) == [nil, ["黑体"]])
        #expect(findings == [])
    }

    @Test("Numbers take the type of their format")
    func values() throws {
        let (book, findings) = try Fixture.read("values")
        let sheet = book.sheets[0]
        let day = SampleWorkbooks.day(2019, 7, 15)
        let noon = CalendarMoment(day, ClockTime(secondsSinceMidnight: 14 * 3600 + 1800))
        let expected: [CellValue] = [
            .date(CalendarMoment(day)), .date(noon), .percentage(0.855), .date(CalendarMoment(day)), .date(noon),
            .boolean(true),
            .text("#N/A"), .time(seconds: 93_787), .number(60), .date(CalendarMoment(SampleWorkbooks.day(1900, 2, 28))),
            .date(CalendarMoment(SampleWorkbooks.day(1900, 3, 1))), .number(1000), .number(-0.1),
            .number(1.2345678901234568e17),
            .empty, .time(seconds: 52_200), .date(CalendarMoment(SampleWorkbooks.day(1900, 1, 1))), .number(5),
            .boolean(false),
        ]
        for (column, value) in expected.enumerated() { #expect(sheet[0, column].value == value, "column \(column)") }
        #expect(
            findings.map(\.description) == [
                "表 G1：单元格的值是错误“#N/A”。请更正公式，或改填正确的值。", "表 I1：日期格式的单元格中的数 60 不是有效日期，按数字读取。请核对该单元格。",
            ])
    }

    @Test("Shared formulas are spread out; what cannot be kept leaves its value and a note")
    func formulas() throws {
        let (book, findings) = try Fixture.read("formulas")
        let sheet = book.sheets[0]
        func formula(_ row: Int, _ column: Int) -> Formula? {
            if case .formula(let formula) = sheet[row, column].value { formula } else { nil }
        }
        func corner(_ row: Int, _ column: Int, _ absolute: Bool = false) -> FormulaReference.Corner {
            .init(CellRef(row: row, column: column), isRowAbsolute: absolute, isColumnAbsolute: absolute)
        }
        #expect(
            formula(1, 1)
                == Formula(
                    [.reference(.init(corner(1, 0))), .text("*2+"), .reference(.init(corner(0, 0, true)))],
                    result: .number(5)))
        #expect(
            formula(2, 0)?.parts == [
                .text("SUM("), .reference(.init(corner(0, 0), corner(1, 0))), .separator,
                .reference(.init(sheet: "表", corner(0, 0, true))), .text(")"),
            ])
        #expect(formula(2, 2) == Formula([.reference(.init(corner(0, 0))), .text("&\"a,b\"")], result: .text("1a,b")))
        #expect(sheet[2, 1].value == .number(9))
        #expect(sheet[2, 3].value == .number(7))
        #expect(sheet[2, 4].value == .empty)
        #expect(formula(2, 5)?.result == .empty)
        #expect(formula(2, 6)?.result == .text(""))
        #expect(
            formula(2, 7)?.parts[1]
                == .reference(
                    .init(
                        .init(CellRef(row: 0, column: 0), isRowAbsolute: true),
                        .init(CellRef(row: 1_048_575, column: 0), isRowAbsolute: true))))
        #expect(
            findings.map(\.description) == [
                "表 B3：共享公式无法展开，只保留计算结果。", "表 D3：公式引用了其他文件，只保留计算结果。",
                "表 E3：单元格中是 WPS 嵌入的图片，不是数据，未读取。请改填文字或数字。",
                "表 F3：公式没有保存计算结果。请用 WPS、Excel 或 LibreOffice 打开后重新保存。",
            ])
    }

    @Test("Values under a merge, and merges over each other, are reported")
    func covered() throws {
        let (book, findings) = try Fixture.read("covered")
        #expect(book.sheets[0].merges.map(\.description) == ["A1:B2"])
        #expect(book.sheets[0][0, 1].value == .empty)
        #expect(
            findings.map(\.description) == [
                "表 B2：合并区域与前面的合并区域重叠，已略去。请核对表格的合并。", "表 B1：被合并遮住的单元格另有内容，已略去。请核对合并单元格。",
            ])
    }

    @Test("Of alternatives the fallback counts")
    func alternatives() throws {
        let page = try Fixture.read("alternate-content").book.sheets[0].page
        #expect(page.scaling == .factor(1))
        #expect(page.paper == .a3)
    }

    @Test("Broken properties never stop a read")
    func brokenCore() throws {
        let (book, findings) = try Fixture.read("broken-core")
        #expect(book.properties.custom == [CustomProperty(name: "KSOProductBuildVer", value: "2052-12.1.0")])
        #expect(findings.map(\.description) == ["文档属性（docProps/core.xml）无法读取，已略去。"])
    }

    @Test("A list among the extensions")
    func extensionList() throws {
        let rules = try Fixture.read("extension-list").book.sheets[0].validations
        #expect(rules.map(\.rule) == [.list(["学校"])])
        #expect(rules.first?.ranges.map(\.description) == ["C1:C9"])
    }

    @Test("Columns and rows that only fill the sheet are left off")
    func filler() throws {
        let sheet = try Fixture.read("filler").book.sheets[0]
        #expect(sheet.columns.count == 1)
        #expect(sheet.rows.count == 2)
        #expect(sheet.rows[0].height == .fixed(30))
        #expect(sheet.rows[1].isHidden)
    }

    @Test("Rows one at a time hold the same values", arguments: Fixture.judged.filter { $0 != "rows-out-of-order" })
    func streamed(name: String) throws {
        let file = try XLSXReader().open(Fixture.bytes(name))
        var found: [CellValue] = []
        for index in file.sheets.indices {
            try file.rows(of: index) { row in found.append(contentsOf: row.cells.map(\.value)) }
        }
        let book = try Fixture.read(name).book
        let whole = book.sheets.flatMap { sheet in
            sheet.rows.indices.flatMap { row in
                sheet.rows[row].cells.indices.compactMap { column -> CellValue? in
                    let covered = MergeMap(sheet.merges).origin(covering: CellRef(row: row, column: column)) != nil
                    let value = sheet[row, column].value.shown
                    return covered || value == .empty ? nil : value
                }
            }
        }
        #expect(Set(whole).isSubset(of: Set(found)))
        #expect(name == "covered" || found.count == whole.count)
    }
}
