import Diagnostics
import FormatXLSX
import Sheets
import TestSupport
import Testing

@Suite("XLSX: read(write(w)) == w, within what the format holds")
struct ReaderRoundTripTests {
    static let names = ["everything", "small", "empty", "awkward"]

    private func pair(_ name: String) throws -> (written: Workbook, read: Workbook) {
        let workbook =
            switch name {
            case "everything": SampleWorkbooks.everything
            case "small": SampleWorkbooks.small
            case "awkward": SampleWorkbooks.awkwardTexts
            default: SampleWorkbooks.empty
            }
        let checked = try XLSXReader().read(XLSXWriter().bytes(of: workbook))
        #expect(checked.findings == [])
        return (workbook, try #require(checked.value))
    }

    @Test("Values, notes", arguments: names)
    func values(name: String) throws {
        let (written, read) = try pair(name)
        #expect(read.sheets.map(\.name) == written.sheets.map(\.name))
        for (a, b) in zip(written.sheets, read.sheets) {
            for row in a.rows.indices {
                for column in a.rows[row].cells.indices {
                    let place = CellRef(row: row, column: column)
                    #expect(b[place].value.held == a[place].value.held, "\(a.name) \(place)")
                    #expect(b[place].note == a[place].note, "\(a.name) \(place)")
                }
            }
            #expect(b.rows.count <= a.rows.count)
        }
    }

    @Test("Styles of cells", arguments: names)
    func styles(name: String) throws {
        let (written, read) = try pair(name)
        for (a, b) in zip(written.sheets, read.sheets) {
            for row in a.rows.indices {
                for column in a.rows[row].cells.indices where a[row, column] != .blank {
                    let place = CellRef(row: row, column: column)
                    // A merge's lines go around it; how they are shared out among its cells is the writer's business.
                    let isMerged = a.merges.contains { $0.contains(place) }
                    if isMerged, !a.merges.contains(where: { $0.first == place }) { continue }
                    var wanted = written.style(of: a[place]).held(isMerged)
                    // Codes such as 001 are written as text in a format that keeps them text when they are typed over.
                    let isCode = a[place].value.plainText.map { !$0.isEmpty && $0.allSatisfy(\.isNumber) } ?? false
                    if isCode, wanted.numberFormat == .general {
                        wanted.numberFormat = read.style(of: b[place]).numberFormat
                    }
                    #expect(read.style(of: b[place]).held(isMerged) == wanted, "\(a.name) \(place)")
                }
            }
        }
    }

    @Test("Merges, columns, heights, headers, breaks, protection, pictures, page", arguments: names)
    func sheets(name: String) throws {
        let (written, read) = try pair(name)
        for (a, b) in zip(written.sheets, read.sheets) {
            #expect(b.merges == a.merges)
            #expect(
                a.columns.indices.allSatisfy { abs(b.column($0).widthInPoints - a.columns[$0].widthInPoints) < 0.01 })
            #expect(a.columns.indices.allSatisfy { b.column($0).isHidden == a.columns[$0].isHidden })
            #expect([b.headerRows, b.headerColumns] == [a.headerRows, a.headerColumns])
            #expect(b.printRange == a.printRange)
            #expect(b.rowBreaks == a.rowBreaks)
            #expect([b.isHidden, b.isProtected] == [a.isHidden, a.isProtected])
            #expect(b.pictures == a.pictures)
            for row in a.rows.indices where row < b.rows.count { #expect(b.rows[row].isHidden == a.rows[row].isHidden) }
            if a.rows.first?.height == .fixed(42) { #expect(b.rows[0].height == .fixed(42)) }
            expectSame(b.page, a.page)
        }
    }

    private func expectSame(_ read: PageSetup, _ written: PageSetup) {
        #expect(read.paper.isNearly(written.paper))
        #expect(read.orientation == written.orientation)
        #expect(read.scaling == written.scaling)
        #expect(read.header?.left == written.header?.left)
        #expect(read.header?.right == written.header?.right)
        #expect(read.header?.font?.families == written.header?.font.map { [$0.families[0]] })
        #expect(read.header?.font?.sizeInPoints == written.header?.font?.sizeInPoints)
        #expect(read.footer == written.footer)
        #expect(
            abs(read.margins.top - written.margins.top) < 0.01 && abs(read.margins.left - written.margins.left) < 0.01)
        #expect(read.isCenteredHorizontally == written.isCenteredHorizontally)
        #expect(read.firstPageNumber == written.firstPageNumber)
        #expect(read.printsGrid == written.printsGrid)
    }

    @Test("Validation, conditions, names, properties")
    func rules() throws {
        let (written, read) = try pair("everything")
        for (a, b) in zip(written.sheets, read.sheets) {
            #expect(b.validations == a.validations)
            #expect(b.conditionalFormats.map(\.ranges) == a.conditionalFormats.map(\.ranges))
            let conditions = (a.conditionalFormats.flatMap(\.rules), b.conditionalFormats.flatMap(\.rules))
            #expect(conditions.1.map(\.condition) == conditions.0.map(\.condition))
            for (old, new) in zip(conditions.0, conditions.1) {
                #expect(read.styles[new.style].font.color == written.styles[old.style].font.color)
                #expect(read.styles[new.style].font.isBold == written.styles[old.style].font.isBold)
            }
        }
        #expect(read.names == written.names)
        #expect(read.properties == written.properties)
    }
}

extension CellValue {
    /// Without what the format has no room for: which fonts may stand in.
    fileprivate var held: CellValue {
        switch self {
        case .richText(let runs):
            .richText(runs.map { TextRun($0.text, font: $0.font.map { CellStyle(font: $0).held(false).font }) })
        case .formula(let formula): .formula(Formula(formula.parts, result: formula.result.held))
        default: self
        }
    }
}

extension CellStyle {
    fileprivate func held(_ isMerged: Bool) -> CellStyle {
        var style = self
        style.font.families = [style.font.families[0]]
        func line(_ line: BorderLine?) -> BorderLine? {
            line.map {
                BorderLine(
                    $0.pattern, widthInPoints: $0.pattern == .solid && $0.widthInPoints > 1 ? 2 : 1, color: $0.color)
            }
        }
        style.borders =
            isMerged
            ? Borders()
            : Borders(
                left: line(borders.left), right: line(borders.right), top: line(borders.top),
                bottom: line(borders.bottom))
        if style.numberFormat.isGeneral { style.numberFormat = .general }
        return style
    }
}
