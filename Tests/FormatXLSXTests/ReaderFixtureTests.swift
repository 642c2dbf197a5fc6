import CivilTime
import Diagnostics
import FormatXLSX
import Foundation
import Sheets
import TestSupport
import Testing

@Suite("XLSX files that other programs saved")
struct ReaderFixtureTests {
    @Test("Values are those that openpyxl finds", arguments: Fixture.judged)
    func values(name: String) throws {
        let expected = try String(contentsOf: Fixture.folder.appendingPathComponent(name + ".cells"), encoding: .utf8)
        let book = try Fixture.read(name).book
        #expect(book.cellLines.sorted() == expected.split(separator: "\n").map(String.init).sorted())
    }

    // MARK: What openpyxl and LibreOffice keep of one book

    static let twins = ["openpyxl", "libreoffice"]

    @Test("Merges, header rows, print range, breaks, protection", arguments: twins)
    func structure(name: String) throws {
        let book = try Fixture.read(name).book
        let sheet = book.sheets[0]
        #expect(book.sheets.map(\.name) == ["隐患排查", "隐患类型"])
        #expect(book.sheets.map(\.isHidden) == [false, true])
        #expect(sheet.merges.map(\.description) == ["A1:E1"])
        #expect(sheet.headerRows == 0..<2)
        #expect(sheet.printRange?.description == "A1:E5")
        #expect(sheet.rowBreaks == [3])
        #expect(sheet.isProtected)
        #expect(sheet.columns[1].isHidden)
        #expect(sheet.rows[3].isHidden)
        #expect(sheet.rows[0].height == .fixed(42))
        #expect(book.names == [NamedRange(name: "填报区", sheet: "隐患排查", range: CellRange(rows: 2..<4, columns: 2..<3))])
        #expect(book.properties.title == "隐患排查")
        // LibreOffice joins keywords with blanks, which may also stand inside one.
        #expect(book.properties.keywords == (name == "libreoffice" ? ["校园安全 月报"] : ["校园安全", "月报"]))
    }

    @Test("Page set-up", arguments: twins)
    func page(name: String) throws {
        let page = try Fixture.read(name).book.sheets[0].page
        #expect(page.paper.isNearly(.a3))
        #expect(page.orientation == .landscape)
        #expect(page.scaling == .fit(pagesWide: 1, pagesHigh: nil))
        #expect(page.footer?.center == [.text("第 "), .pageNumber, .text(" 页 共 "), .pageCount, .text(" 页")])
    }

    @Test("Fonts, fills, borders, alignment, number formats, locks", arguments: twins)
    func styles(name: String) throws {
        let book = try Fixture.read(name).book
        let sheet = book.sheets[0]
        let title = book.style(of: sheet[0, 0])
        // LibreOffice writes the font that stood in for one that is not installed.
        #expect(name == "libreoffice" || title.font.families == ["黑体"])
        #expect(title.font.sizeInPoints == 16)
        #expect(title.font.isBold)
        #expect(title.font.color == Color(hex: "#c00000"))
        #expect([title.horizontal] == [.center])
        #expect([title.vertical] == [.middle])
        #expect(title.wraps)
        let borders = book.style(of: sheet[1, 0]).borders
        #expect(borders.left == .thin)
        #expect(borders.top?.pattern == .double)
        #expect(borders.top?.color == Color(hex: "#ff0000"))
        #expect(borders.bottom?.widthInPoints == 1.5)
        #expect(book.style(of: sheet[1, 1]).fill == Color(hex: "#ffe699"))
        #expect(!book.style(of: sheet[1, 2]).isLocked)
        #expect(book.style(of: sheet[2, 1]).numberFormat == .text)
        #expect(sheet[2, 4].value == .percentage(0.85))
    }

    @Test("Data validation: inline lists, lists of another sheet, bounds", arguments: twins)
    func validations(name: String) throws {
        let rules = try Fixture.read(name).book.sheets[0].validations
        func rule(_ range: String) -> DataValidation.Rule? {
            rules.first { $0.ranges.map(\.description) == [range] }?.rule
        }
        #expect(rule("D3:D9") == .list(["消防", "食品", "交通"]))
        #expect(rule("E3:E9") == .list(["正在整改中", "已整改"]))
        #expect(rule("C3:C9") == .wholeNumber(.init(1, nil)))
        #expect(rules.contains { $0.alert?.text == "请填正整数" })
    }

    @Test("Conditional formats take the cell's own style and change it", arguments: twins)
    func conditional(name: String) throws {
        let book = try Fixture.read(name).book
        let formats = book.sheets[0].conditionalFormats
        let less = try #require(formats.first { $0.ranges.map(\.description) == ["C3:C9"] }?.rules.first)
        #expect(less.condition == .less(0))
        #expect(book.styles[less.style].fill == Color(hex: "#ff0000"))
        let formula = try #require(formats.first { $0.ranges.map(\.description) == ["D3:D9"] }?.rules.first)
        guard case .formula(let parts) = formula.condition else {
            Issue.record("no formula")
            return
        }
        #expect(parts.count == 3)
        #expect(book.styles[formula.style].font.isBold)
    }

    @Test("Notes and formulas", arguments: twins)
    func notes(name: String) throws {
        let sheet = try Fixture.read(name).book.sheets[0]
        #expect(sheet[1, 2].note?.text == "请核实\n再报")
        #expect(sheet[1, 2].note?.isShown == false)
        guard case .formula(let formula) = sheet[4, 3].value, case .reference(let reference) = formula.parts.first
        else {
            Issue.record("no formula")
            return
        }
        #expect(reference.sheet == "隐患类型")
    }

    @Test("Column widths agree with LibreOffice's within a point")
    func widths() throws {
        let own = try Fixture.read("openpyxl").book.sheets[0].columns
        let office = try Fixture.read("libreoffice").book.sheets[0].columns
        #expect(abs(own[0].widthInPoints - office[0].widthInPoints) < 1.5)
    }

    @Test("A file of XlsxWriter: rich text, notes that are shown, properties, what is left out")
    func xlsxWriter() throws {
        let (book, findings) = try Fixture.read("xlsxwriter")
        let sheet = book.sheets[0]
        guard case .richText(let runs) = sheet[0, 0].value else {
            Issue.record("no rich text")
            return
        }
        #expect(runs.map(\.text) == ["配备 ", "保安", " 12 名"])
        #expect(runs[1].font?.isBold == true)
        #expect(sheet[1, 1].note?.isShown == true)
        #expect(sheet[1, 1].note?.author == "审核员")
        #expect(book.properties[custom: "huxiao.form"] == "zhengzhou-progress")
        #expect(sheet[0, 5].value == .number(4))
        #expect(sheet.rows[3].height == .fixed(30))
        #expect(
            findings.map(\.description) == ["进展 F1：数组公式只保留计算结果。", "进展：超链接未读取，只保留文字。"])
    }

    @Test("The epoch of 1904")
    func epoch() throws {
        let sheet = try Fixture.read("epoch-1904").book.sheets[0]
        #expect(sheet[0, 0].value == .date(CalendarMoment(SampleWorkbooks.day(2017, 4, 1))))
        #expect(sheet[1, 0].value == .date(CalendarMoment(SampleWorkbooks.day(1904, 1, 2))))
    }
}
