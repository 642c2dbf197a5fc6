import Diagnostics
import FormatODF
import Foundation
import Sheets
import TestSupport
import Testing

/// LibreOffice opens what we write, saves it again, and what we read of that must be the model.
@Suite("LibreOffice keeps what is written", .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"))
struct OfficeTests {
    /// Opened and saved again by LibreOffice.
    private func resaved(_ workbook: Workbook, _ writer: some WorkbookWriter, as format: String = "ods") throws
        -> Workbook
    {
        let folder = try TemporaryFolder()
        let file = try folder.write(writer.bytes(of: workbook), to: "a.\(writer.fileExtension)")
        let outside = try TemporaryFolder()
        let path = try OfficeSuite.convert(file, to: format, in: outside.path)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        return try #require(try ODFReader().read(bytes).value)
    }

    @Test("A package, saved as a package")
    func package() throws {
        expectSameMeaning(try resaved(SampleWorkbooks.everything, ODSWriter()), SampleWorkbooks.everything)
    }

    @Test("One file, saved as one file")
    func flat() throws {
        expectSameMeaning(try resaved(SampleWorkbooks.everything, FODSWriter(), as: "fods"), SampleWorkbooks.everything)
    }

    @Test("Awkward text stays as it is")
    func awkward() throws {
        let sheet = try resaved(SampleWorkbooks.awkwardTexts, ODSWriter()).sheets[0]
        #expect(sheet.name == "a.b's & <表>")
        // LibreOffice drops tabs in cells, and cells of empty text.
        for (row, text) in SampleWorkbooks.awkward.enumerated() where !text.isEmpty && !text.contains("\t") {
            #expect(sheet[row, 0].value == .text(text))
        }
    }

    @Test("The printed page has the size and number of the model")
    func pages() throws {
        let folder = try TemporaryFolder()
        var workbook = SampleWorkbooks.everything
        workbook.sheets = [workbook.sheets[1]]
        workbook.sheets[0].rowBreaks = []
        let file = try folder.write(ODSWriter().bytes(of: workbook), to: "a.ods")
        let pdf = try OfficeSuite.convert(file, to: "pdf", in: folder.path)
        #expect(try PDFPages.count(of: pdf) == 1)
        let size = try PDFPages.size(of: pdf)
        #expect(abs(size.width - 1190.55) < 1 && abs(size.height - 841.89) < 1)
    }

    // MARK: Comparison, with the tolerance of LibreOffice's units (1/20 point and 1/100 mm)

    private func expectSameMeaning(_ found: Workbook, _ wanted: Workbook) {
        let wanted = wanted.canonical
        #expect(found.sheets.map(\.name) == wanted.sheets.map(\.name))
        #expect(Set(found.names) == Set(wanted.names))
        #expect(found.properties.custom == wanted.properties.custom)
        #expect(found.properties.title == wanted.properties.title)
        for (a, b) in zip(found.sheets, wanted.sheets) {
            #expect(a.merges == b.merges)
            #expect([a.headerRows, a.headerColumns] == [b.headerRows, b.headerColumns])
            #expect(a.printRange == b.printRange)
            #expect(a.rowBreaks == b.rowBreaks)
            #expect(a.isHidden == b.isHidden)
            #expect(a.isProtected == b.isProtected)
            cells(a, found, b, wanted)
            sizes(a, b)
            page(a.page, b.page)
            overlays(a, found, b, wanted)
        }
    }

    private func cells(_ a: Sheet, _ found: Workbook, _ b: Sheet, _ wanted: Workbook) {
        for row in 0..<b.rows.count {
            for column in 0..<b.rows[row].cells.count {
                let place = "\(b.name) \(CellRef(row: row, column: column))"
                #expect(a[row, column].value == b[row, column].value, "\(place)")
                // Run without a screen, LibreOffice reads hidden notes but does not save them.
                if b[row, column].note?.isShown == true {
                    #expect(a[row, column].note?.text == b[row, column].note?.text, "\(place)")
                }
                style(found.style(of: a[row, column]), wanted.style(of: b[row, column]), b[row, column].value, place)
            }
        }
    }

    private func style(_ a: CellStyle, _ b: CellStyle, _ value: CellValue, _ place: String) {
        #expect(a.font == b.font, "\(place)")
        #expect(a.fill == b.fill, "\(place)")
        // LibreOffice has no word for the spread last line.
        #expect(a.horizontal == (b.horizontal == .distributed ? .justify : b.horizontal), "\(place)")
        #expect(a.vertical == b.vertical, "\(place)")
        #expect([a.wraps, a.shrinksToFit, a.isLocked] == [b.wraps, b.shrinksToFit, b.isLocked], "\(place)")
        #expect(a.rotation == b.rotation, "\(place)")
        #expect(abs(a.indentInPoints - b.indentInPoints) < 0.1, "\(place)")
        for side in [\Borders.left, \.right, \.top, \.bottom] {
            let (x, y) = (a.borders[keyPath: side], b.borders[keyPath: side])
            #expect(x?.pattern == y?.pattern && x?.color == y?.color, "\(place)")
            #expect(abs((x?.widthInPoints ?? 0) - (y?.widthInPoints ?? 0)) < 0.3, "\(place)")
        }
        switch value.shown {
        // LibreOffice shows these in words of its own.
        case .boolean: break
        default: #expect(a.numberFormat.display(value) == b.numberFormat.display(value), "\(place)")
        }
    }

    private func sizes(_ a: Sheet, _ b: Sheet) {
        for column in 0..<b.columns.count {
            #expect(abs(a.column(column).widthInPoints - b.columns[column].widthInPoints) < 0.2)
            #expect(a.column(column).isHidden == b.columns[column].isHidden)
        }
        for row in 0..<b.rows.count {
            #expect(a.rows[row].isHidden == b.rows[row].isHidden)
            if case .fixed(let height) = b.rows[row].height {
                guard case .fixed(let found) = a.rows[row].height else {
                    Issue.record("row \(row) of \(b.name) is no longer fixed")
                    continue
                }
                #expect(abs(found - height) < 0.2)
            }
        }
    }

    private func page(_ a: PageSetup, _ b: PageSetup) {
        #expect(a.paper == b.paper && a.orientation == b.orientation)
        #expect(a.scaling == b.scaling)
        #expect(
            a.isCenteredHorizontally == b.isCenteredHorizontally && a.isCenteredVertically == b.isCenteredVertically)
        #expect(a.firstPageNumber == b.firstPageNumber)
        #expect(a.printsGrid == b.printsGrid)
        for side in [\Margins.top, \.bottom, \.left, \.right] {
            #expect(abs(a.margins[keyPath: side] - b.margins[keyPath: side]) < 0.2)
        }
        #expect(a.header == b.header)
        #expect(a.footer == b.footer)
    }

    private func overlays(_ a: Sheet, _ found: Workbook, _ b: Sheet, _ wanted: Workbook) {
        #expect(a.validations.count { $0.rule != .any } == b.validations.count { $0.rule != .any })
        for validation in b.validations where validation.rule != .any {
            let same = a.validations.first { $0.ranges == validation.ranges }
            #expect(same?.rule == validation.rule)
            #expect(same?.allowsBlank == validation.allowsBlank)
            #expect(same?.hint == validation.hint && same?.alert == validation.alert)
        }
        #expect(a.conditionalFormats.map(\.ranges) == b.conditionalFormats.map(\.ranges))
        for (x, y) in zip(a.conditionalFormats, b.conditionalFormats) {
            #expect(x.rules.map(\.condition) == y.rules.map(\.condition))
            for (m, n) in zip(x.rules, y.rules) { #expect(found.styles[m.style].font == wanted.styles[n.style].font) }
        }
        #expect(a.pictures.map(\.data) == b.pictures.map(\.data))
        #expect(a.pictures.map(\.anchor) == b.pictures.map(\.anchor))
        for (x, y) in zip(a.pictures, b.pictures) {
            #expect(abs(x.offsetX - y.offsetX) < 0.2 && abs(x.width - y.width) < 0.2)
        }
        #expect(a.pictures.map(\.alternativeText) == b.pictures.map(\.alternativeText))
    }
}
