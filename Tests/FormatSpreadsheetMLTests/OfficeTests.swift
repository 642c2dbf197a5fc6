import Diagnostics
import FormatODF
import FormatSpreadsheetML
import Foundation
import Sheets
import TestSupport
import Testing

/// LibreOffice opens what we write and saves it as OpenDocument; what stands there must be the model.
///
/// Its reader of this format knows values, formulas, merges, names, widths, heights, colours and lines. It knows
/// neither pages nor notes, validations or conditions: those rest on the schema alone.
@Suite("LibreOffice reads what is written", .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"))
struct OfficeTests {
    private func reread(_ workbook: Workbook) throws -> Workbook {
        let folder = try TemporaryFolder()
        let file = try folder.write(SpreadsheetMLWriter().bytes(of: workbook), to: "a.xml")
        let path = try OfficeSuite.convert(file, to: "fods", in: folder.path)
        return try #require(try ODFReader().read([UInt8](Data(contentsOf: URL(fileURLWithPath: path)))).value)
    }

    /// As this format holds it.
    private func written(_ value: CellValue) -> CellValue {
        switch value {
        case .boolean(let flag): .text(flag ? "是" : "否")
        case .richText: .text(value.plainText ?? "")
        default: value
        }
    }

    @Test("Every value, type, merge, name, width and height")
    func everything() throws {
        var wanted = SampleWorkbooks.everything
        // The sample's result is not what its formula gives; LibreOffice computes it anew.
        guard case .formula(var formula) = wanted.sheets[0][9, 1].value else {
            Issue.record("no formula at B10")
            return
        }
        formula.result = .number(1237.5)
        wanted.sheets[0][9, 1].value = .formula(formula)
        let found = try reread(wanted)
        #expect(found.sheets.map(\.name) == wanted.sheets.map(\.name))
        #expect(Set(found.names.filter { $0.name != "Print_Area" }) == Set(wanted.names))
        for (index, (a, b)) in zip(found.sheets, wanted.sheets).enumerated() {
            #expect(a.merges == b.merges)
            expectSameCells(a, b)
            expectSameSizes(a, b, wanted.fittedHeights(ofSheet: index))
        }
    }

    private func expectSameCells(_ found: Sheet, _ wanted: Sheet) {
        let covered = MergeMap(wanted.merges)
        for row in 0..<wanted.rowCount {
            for column in 0..<wanted.columnCount {
                let cell = CellRef(row: row, column: column)
                if covered.origin(covering: cell) != nil { continue }
                #expect(written(found[cell].value.shown) == written(wanted[cell].value.shown), "\(wanted.name) \(cell)")
            }
        }
    }

    /// Within LibreOffice's units.
    private func expectSameSizes(_ found: Sheet, _ wanted: Sheet, _ heights: [Double]) {
        for (column, wanted) in wanted.columns.enumerated() where !wanted.isHidden {
            #expect(abs(found.column(column).widthInPoints - wanted.widthInPoints) < 0.2, "column \(column)")
        }
        for (row, height) in heights.enumerated() where row < found.rows.count && !wanted.rows[row].isHidden {
            switch found.rows[row].height {
            case .fixed(let own), .fitted(let own): #expect(abs(own - height) < 0.2, "row \(row)")
            }
        }
        for (row, wanted) in wanted.rows.enumerated() where row < found.rows.count {
            #expect(found.rows[row].isHidden == wanted.isHidden)
        }
    }

    @Test("Awkward text stays as it is")
    func awkward() throws {
        let sheet = try reread(SampleWorkbooks.awkwardTexts).sheets[0]
        #expect(sheet.name == "a.b's & <表>")
        for (row, text) in SampleWorkbooks.awkward.enumerated() where !text.isEmpty {
            #expect(sheet[row, 0].value == .text(text), "A\(row + 1)")
        }
    }

    @Test("Fills, lines, weights and colours belong to the cells that have them")
    func looks() throws {
        var workbook = Workbook()
        let fill = Color(red: 255, green: 230, blue: 153)
        let styles = [
            CellStyle(fill: fill, borders: .all(.thin)), CellStyle(font: Font(isBold: true)),
            CellStyle(borders: .all(.thin)),
            CellStyle(font: Font(isItalic: true, color: Color(red: 192, green: 0, blue: 0))),
        ]
        var sheet = Sheet(name: "表")
        for (row, style) in styles.enumerated() {
            sheet[row, 0] = Cell(.text("甲\(row)"), style: workbook.styles.id(of: style))
        }
        workbook.sheets = [sheet]
        let found = try reread(workbook)
        let read = (0..<4).map { found.style(of: found.sheets[0][$0, 0]) }
        #expect(read.map(\.fill) == [fill, nil, nil, nil])
        #expect(read.map { $0.borders.left != nil } == [true, false, true, false])
        #expect(read.map(\.font.isBold) == [false, true, false, false])
        #expect(read[3].font.isItalic && read[3].font.color == styles[3].font.color)
    }

    @Test("Rich text keeps all its words, whatever its fonts")
    func richText() throws {
        let fonts = [
            Font(isBold: true, isItalic: true, underline: .single, isStruckThrough: true, position: .superscript),
            Font(underline: .double),
            Font(position: .subscript), Font(),
        ]
        let runs = fonts.enumerated().map { TextRun("词\($0.offset)", font: $0.element) } + [TextRun("尾")]
        var sheet = Sheet(name: "表")
        sheet[0, 0] = Cell(.richText(runs))
        let found = try reread(Workbook(sheets: [sheet])).sheets[0][0, 0].value.plainText
        #expect(found == "词0词1词2词3尾")
    }
}
