import CivilTime
import Diagnostics
import FormatODF
import Foundation
import Sheets
import TestSupport
import Testing

enum Fixture {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    static let names = ["libreoffice.fods", "libreoffice-from-xlsx.ods", "odfpy.ods"]

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    static func workbook(_ name: String) throws -> Workbook { try #require(try ODFReader().read(bytes(name)).value) }
}

@Suite("Files that other programs saved")
struct FixtureTests {
    static let office = ["libreoffice.fods", "libreoffice-from-xlsx.ods"]

    @Test("Sheets, merges and header rows", arguments: office)
    func structure(name: String) throws {
        let workbook = try Fixture.workbook(name)
        let sheet = workbook.sheets[0]
        #expect(workbook.sheets.map(\.name) == ["隐患排查表", "列表"])
        #expect(workbook.sheets.map(\.isHidden) == [false, true])
        #expect(sheet.merges == [CellRange(rows: 0..<1, columns: 0..<4)])
        #expect(sheet.headerRows == 0..<2)
        #expect(sheet.printRange == CellRange(rows: 0..<7, columns: 0..<4))
        #expect(sheet.rows.count == 7)
        #expect(workbook.names == [])
        #expect(sheet.rows[0].height == .fixed(0.552 * 72))
    }

    @Test("There is nothing to say about an ordinary file", arguments: Fixture.names)
    func noFindings(name: String) throws {
        let findings = try ODFReader().read(Fixture.bytes(name)).findings
        #expect(findings == [])
    }

    @Test("Values keep their types", arguments: office)
    func values(name: String) throws {
        let sheet = try Fixture.workbook(name).sheets[0]
        #expect(sheet[0, 0].value == .text("学校安全隐患排查表"))
        #expect(sheet[2, 0].value == .number(1))
        #expect(sheet[3, 1].value == .text("001"))
        #expect(sheet[2, 3].value == .date(CalendarMoment(SampleWorkbooks.day(2019, 7, 15))))
        guard case .formula(let formula) = sheet[6, 2].value else {
            Issue.record("C7 is not a formula")
            return
        }
        #expect(formula.result == .number(1))
        #expect(formula.parts.first == .text("COUNTIF("))
        #expect(formula.parts.dropFirst(2).first == .separator)
    }

    @Test("Styles with all they inherit", arguments: office)
    func styles(name: String) throws {
        let workbook = try Fixture.workbook(name)
        let title = workbook.style(of: workbook.sheets[0][0, 0])
        #expect(title.font.families == ["方正小标宋简体"])
        #expect(title.font.sizeInPoints == 22)
        #expect(title.font.isBold)
        #expect(title.horizontal == .center && title.vertical == .middle)
        let blank = workbook.style(of: workbook.sheets[0][5, 1])
        #expect(blank.borders.left?.pattern == .solid && blank.borders.bottom != nil)
        #expect(blank.font.families == ["仿宋_GB2312"])
        #expect(
            workbook.style(of: workbook.sheets[0][2, 3]).numberFormat.display(workbook.sheets[0][2, 3].value)
                == "2019年7月15日")
    }

    @Test("A dropdown whose words stand on a hidden sheet holds the words", arguments: office)
    func dropdown(name: String) throws {
        let sheet = try Fixture.workbook(name).sheets[0]
        let list = try #require(sheet.validations.first { $0.ranges == [CellRange(rows: 2..<6, columns: 2..<3)] })
        #expect(list.rule == .list(["正在整改中", "已整改", "未整改"]))
        #expect(list.alert == DataValidation.Message(title: "状态", text: "请选择"))
        let whole = try #require(sheet.validations.first { $0.ranges == [CellRange(rows: 2..<7, columns: 0..<1)] })
        #expect(whole.rule == .wholeNumber(.init(1, 999)))
        #expect(!whole.allowsBlank)
    }

    @Test("A conditional format adds to the cell's own style", arguments: office)
    func conditional(name: String) throws {
        let workbook = try Fixture.workbook(name)
        let format = try #require(workbook.sheets[0].conditionalFormats.first)
        #expect(format.ranges == [CellRange(rows: 2..<7, columns: 0..<1)])
        #expect(format.rules.map(\.condition) == [.greater(3)])
        let style = workbook.styles[format.rules[0].style]
        #expect(style.font.color == Color(red: 255, green: 0, blue: 0))
        #expect(style.borders.left != nil)
        #expect(style.font.families == ["仿宋_GB2312"])
    }

    @Test("Page set-up", arguments: office)
    func page(name: String) throws {
        let page = try Fixture.workbook(name).sheets[0].page
        #expect(page.paper == .a4 && page.orientation == .landscape)
        #expect(page.scaling == .fit(pagesWide: 1, pagesHigh: nil))
        #expect(page.footer?.center == [.text("第 "), .pageNumber, .text(" 页 共 "), .pageCount, .text(" 页")])
    }

    @Test("A file of odfpy, without styles of its own and with a western font name only")
    func odfpy() throws {
        let workbook = try Fixture.workbook("odfpy.ods")
        #expect(workbook.sheets[0][0, 0].value == .text("学校"))
        #expect(workbook.sheets[0][0, 1].value == .number(12))
        let font = workbook.style(of: workbook.sheets[0][0, 0]).font
        #expect(font == Font(families: ["黑体"], sizeInPoints: 14, isBold: true))
    }
}
