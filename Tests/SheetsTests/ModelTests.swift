import Diagnostics
import Testing

@testable import Sheets

@Suite("Ranges of cells")
struct CellRangeTests {
    @Test(
        "Reads ranges as people write them",
        arguments: [("B2:D9", "B2:D9"), ("D9:B2", "B2:D9"), ("$B$2:D9", "B2:D9"), ("b2", "B2"), ("A1:A1", "A1")])
    func reads(text: String, written: String) { #expect(CellRange(text)?.description == written) }

    @Test("Refuses everything else", arguments: ["", ":", "B2:", ":B2", "B2:D9:E1", "2B", "B", "2", "B0", "B2 D9"])
    func refuses(text: String) { #expect(CellRange(text) == nil) }

    @Test("Knows what it holds and touches")
    func holds() throws {
        let range = try #require(CellRange("B2:C3"))
        #expect(range.contains(CellRef(row: 2, column: 2)) && !range.contains(CellRef(row: 3, column: 2)))
        #expect(try range.overlaps(#require(CellRange("C3:D4"))) && !range.overlaps(#require(CellRange("D2"))))
        #expect(range.first == CellRef(row: 1, column: 1) && range.last == CellRef(row: 2, column: 2))
        #expect(!range.isSingleCell && CellRange(range.first).isSingleCell)
    }
}

@Suite("Styles are numbered by first use")
struct StyleTableTests {
    @Test("Equal styles share a number, the standard style is 0")
    func sharing() {
        var table = StyleTable()
        let bold = table.id(of: CellStyle(font: Font(isBold: true)))
        #expect(table.id(of: CellStyle()) == .standard && bold.number == 1)
        #expect(table.id(of: CellStyle(font: Font(isBold: true))) == bold && table.all.count == 2)
    }

    @Test("A changed style keeps the rest")
    func changing() {
        var table = StyleTable()
        let id = table.id(of: .standard) { $0.wraps = true }
        let both = table.id(of: id) { $0.horizontal = .center }
        #expect(table[both].wraps && table[both].horizontal == .center && !table[.standard].wraps)
        #expect(table.id(of: both) { $0.horizontal = .general } == id)
    }
}

@Suite("Merges")
struct MergeMapTests {
    private let map = MergeMap([CellRange(rows: 1..<3, columns: 1..<4), CellRange(rows: 5..<6, columns: 0..<2)])

    @Test("The first cell has the merge")
    func origin() {
        #expect(map.merge(at: CellRef(row: 1, column: 1)) == CellRange(rows: 1..<3, columns: 1..<4))
        #expect(map.origin(covering: CellRef(row: 1, column: 1)) == nil)
    }

    @Test("The others are covered", arguments: [(1, 2), (2, 1), (2, 3)])
    func covered(row: Int, column: Int) {
        let cell = CellRef(row: row, column: column)
        #expect(map.origin(covering: cell) == CellRef(row: 1, column: 1) && map.merge(at: cell) == nil)
    }

    @Test("Outside there is nothing", arguments: [(0, 1), (3, 1), (1, 0), (1, 4), (5, 2)])
    func outside(row: Int, column: Int) {
        let cell = CellRef(row: row, column: column)
        #expect(map.origin(covering: cell) == nil && map.merge(at: cell) == nil)
    }

    @Test("A merge of a whole sheet takes no room")
    func wholeSheet() {
        let map = MergeMap([CellRange(rows: 0..<1_048_576, columns: 0..<16_384)])
        #expect(map.origin(covering: CellRef(row: 1_000_000, column: 16_000)) == CellRef(row: 0, column: 0))
        #expect(map.merges(touching: 5).count == 1)
    }
}

@Suite("A sheet is as large as what it holds")
struct SheetTests {
    @Test("Cells that were never put are blank")
    func blank() {
        let sheet = Sheet(name: "表")
        #expect(sheet[7, 9].isBlank && sheet.rowCount == 0 && sheet.columnCount == 0)
    }

    @Test("Putting a cell grows the sheet, putting a blank one does not")
    func growing() {
        var sheet = Sheet(name: "表")
        sheet[9, 9] = .blank
        #expect(sheet.rows.isEmpty)
        sheet[2, 3] = Cell(.number(1))
        #expect(sheet.rowCount == 3 && sheet.columnCount == 4 && sheet.rows[0].cells.isEmpty)
        sheet[2, 3] = .blank
        #expect(sheet[CellRef(row: 2, column: 3)].isBlank)
    }

    @Test("Merges and columns count")
    func counting() {
        let sheet = Sheet(name: "表", columns: [Column(), Column()], merges: [CellRange(rows: 0..<4, columns: 0..<5)])
        #expect(sheet.rowCount == 4 && sheet.columnCount == 5)
        #expect(sheet.column(9) == Column())
    }

    @Test("Borders around a merge come from its edges where its first cell has none")
    func mergedBorders() {
        var workbook = Workbook()
        let left = workbook.styles.id(of: CellStyle(borders: Borders(left: .thin, top: .thin)))
        let right = workbook.styles.id(of: CellStyle(borders: Borders(right: BorderLine(.dashed))))
        var sheet = Sheet(name: "表")
        sheet[0, 0] = Cell(.text("甲"), style: left)
        sheet[0, 1] = Cell(style: right)
        let merge = CellRange(rows: 0..<2, columns: 0..<2)
        let borders = workbook.borders(around: merge, in: sheet)
        #expect(borders == Borders(left: .thin, right: BorderLine(.dashed), top: .thin))
    }

    @Test("Sheets are found without case")
    func named() {
        let workbook = Workbook(sheets: [Sheet(name: "Form"), Sheet(name: "表")])
        #expect(workbook.sheet(named: "FORM")?.name == "Form" && workbook.sheet(named: "无") == nil)
    }

    @Test("Custom properties are set, changed and removed by name")
    func properties() {
        var properties = DocumentProperties()
        properties[custom: "a"] = "1"
        properties[custom: "b"] = "2"
        properties[custom: "a"] = "3"
        #expect(properties.custom == [CustomProperty(name: "a", value: "3"), CustomProperty(name: "b", value: "2")])
        properties[custom: "a"] = nil
        #expect(properties[custom: "a"] == nil && properties.custom.count == 1)
    }
}
