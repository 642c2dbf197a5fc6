import Sheets
import TestSupport
import Testing

@testable import FormatXLSX

@Suite("Our reader takes what our writer wrote")
struct RoundTripTests {
    private func readBack(_ workbook: Workbook, _ writer: XLSXWriter = .xlsx) throws -> Workbook {
        try #require(try XLSXReader().read(writer.bytes(of: workbook)).value)
    }

    /// The format has no list of fallbacks.
    private func firstFamilies(_ value: CellValue) -> CellValue {
        guard case .richText(let runs) = value else { return value }
        return .richText(
            runs.map { run in
                var run = run
                let first = run.font?.families.first
                if let first { run.font?.families = [first] }
                return run
            })
    }

    private func values(_ workbook: Workbook, _ sheet: Int) -> [[CellValue]] {
        workbook.sheets[sheet].rows.map { row in
            var values = row.cells.map { firstFamilies($0.value) }
            while values.last == .empty { values.removeLast() }
            return values
        }
    }

    @Test("Awkward texts", arguments: [XLSXWriter.Strings.inline, .shared(cap: 4), .shared(cap: 100)])
    func texts(strings: XLSXWriter.Strings) throws {
        var workbook = SampleWorkbooks.awkwardTexts
        for (row, text) in ["_x000D_", "\u{1}\u{7F}", "，\u{FFFE}", "\t前", "后\n"].enumerated() {
            workbook.sheets[0][row, 1] = Cell(.text(text))
        }
        let again = try readBack(workbook, XLSXWriter(strings: strings))
        for (row, line) in workbook.sheets[0].rows.enumerated() {
            for (column, cell) in line.cells.enumerated() where cell.value.plainText != "" {
                #expect(again.sheets[0][row, column].value == cell.value)
            }
        }
    }

    @Test("Values of every type")
    func everything() throws {
        let workbook = SampleWorkbooks.everything
        let again = try readBack(workbook)
        #expect(again.sheets.map(\.name) == workbook.sheets.map(\.name))
        #expect(again.sheets.map(\.isHidden) == workbook.sheets.map(\.isHidden))
        for sheet in 0..<2 {
            for (row, line) in values(workbook, sheet).enumerated() { #expect(values(again, sheet)[row] == line) }
        }
    }

    @Test("Merges, widths, print set-up, rules and notes")
    func layout() throws {
        let workbook = SampleWorkbooks.everything
        let again = try readBack(workbook)
        for (index, sheet) in workbook.sheets.enumerated() {
            let other = again.sheets[index]
            #expect(Set(other.merges) == Set(sheet.merges))
            for column in sheet.columns.indices {
                #expect(abs(other.column(column).widthInPoints - sheet.columns[column].widthInPoints) < 0.01)
                #expect(other.column(column).isHidden == sheet.columns[column].isHidden)
            }
            #expect(other.headerRows == sheet.headerRows)
            #expect(other.headerColumns == sheet.headerColumns)
            #expect(other.printRange == sheet.printRange)
            #expect(other.rowBreaks == sheet.rowBreaks)
            #expect(other.validations == sheet.validations)
            #expect(other.isProtected == sheet.isProtected)
            #expect(other.page.scaling == sheet.page.scaling)
        }
        #expect(again.sheets[0][1, 4].note == workbook.sheets[0][1, 4].note)
        #expect(again.properties == workbook.properties)
        #expect(again.names == workbook.names)
    }
}
