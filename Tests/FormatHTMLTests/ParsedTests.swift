import Diagnostics
import FormatHTML
import Sheets
import TestSupport
import Testing

/// html5lib must find no error, and the same cells as the model.
@Suite("An HTML parser reads what is written", .enabled(if: Parsed.isAvailable, "HUXIAO_PYTHON is not set"))
struct ParsedTests {
    static let samples = [
        ("empty", SampleWorkbooks.empty), ("small", SampleWorkbooks.small), ("awkward", SampleWorkbooks.awkwardTexts),
        ("everything", SampleWorkbooks.everything), ("no sheet", Workbook()), ("hostile", Hostile.workbook),
    ]

    @Test("No parse error in a page", arguments: samples)
    func page(name: String, workbook: Workbook) throws {
        #expect(try Parsed(HTMLWriter().bytes(of: workbook)).errors == [], "\(name)")
    }

    @Test("No parse error in a fragment, and no style sheet, script or document around it", arguments: samples)
    func fragment(name: String, workbook: Workbook) throws {
        let parsed = try Parsed(HTMLWriter(form: .fragment).bytes(of: workbook), isFragment: true)
        #expect(parsed.errors == [], "\(name)")
        #expect(Set(parsed.elements).isDisjoint(with: ["html", "head", "body", "style", "script", "link"]))
    }

    @Test("Hostile text makes no element")
    func hostile() throws {
        let parsed = try Parsed(HTMLWriter().bytes(of: Hostile.workbook))
        #expect(Set(parsed.elements).isDisjoint(with: ["script", "b", "img", "iframe"]))
        #expect(parsed.tables[0].body[0][0].text == Hostile.text)
    }

    @Test("Awkward text stays as it is", arguments: [HTMLWriter.Form.page, .fragment])
    func awkward(form: HTMLWriter.Form) throws {
        let bytes = try HTMLWriter(form: form).bytes(of: SampleWorkbooks.awkwardTexts)
        let rows = try Parsed(bytes, isFragment: form == .fragment).tables[0].body
        #expect(rows.map { $0[0].text } == SampleWorkbooks.awkward)
    }

    @Test("The same cells, spans and values as the model", arguments: [HTMLWriter.Form.page, .fragment])
    func everything(form: HTMLWriter.Form) throws {
        let workbook = SampleWorkbooks.everything
        let tables = try Parsed(HTMLWriter(form: form).bytes(of: workbook), isFragment: form == .fragment).tables
        #expect(tables.count == 2)
        for (table, sheet) in zip(tables, workbook.sheets) {
            expectSame(grid(of: table.head + table.body), shown(sheet, workbook))
        }
    }

    private struct Spot: Hashable {
        var text: String
        var rowSpan: Int
        var columnSpan: Int
    }

    private func expectSame(_ found: [[Spot]], _ wanted: [[Spot]]) {
        #expect(found.count == wanted.count)
        for (a, b) in zip(found, wanted) { #expect(a == b) }
    }

    private func grid(of rows: [[Parsed.Cell]]) -> [[Spot]] {
        rows.map { $0.map { Spot(text: $0.text, rowSpan: $0.rowSpan, columnSpan: $0.columnSpan) } }
    }

    /// What of a sheet is not hidden, as its number formats show it.
    private func shown(_ sheet: Sheet, _ workbook: Workbook) -> [[Spot]] {
        let merges = MergeMap(sheet.merges)
        let rows = (0..<sheet.rowCount).filter { !sheet.rows[$0].isHidden }
        let columns = (0..<sheet.columnCount).filter { !sheet.column($0).isHidden }
        return rows.map { row in
            columns.compactMap { column in
                let cell = CellRef(row: row, column: column)
                if merges.origin(covering: cell) != nil { return nil }
                let merge = merges.merge(at: cell) ?? CellRange(cell)
                let format = workbook.style(of: sheet[cell]).numberFormat
                return Spot(
                    text: format.display(sheet[cell].value), rowSpan: merge.rows.count { rows.contains($0) },
                    columnSpan: merge.columns.count { columns.contains($0) })
            }
        }
    }

    @Test("Machine-readable values stand beside what is shown")
    func values() throws {
        let body = try Parsed(HTMLWriter().bytes(of: SampleWorkbooks.everything)).tables[0].body
        #expect(body[1][1].value == "1234.5" && body[1][1].text == "1,234.50")
        #expect(body[3][1].value == "0.855")
        #expect(body[4][1].value == "2017-05-31" && body[5][1].value == "2017-05-31T14:30:00")
        #expect(body[6][1].value == "PT26H3M4S")
        #expect(body[0][1].value == nil)
    }

    @Test("Heading cells have a scope; a title across the table and an empty cell have none")
    func scopes() throws {
        let table = try Parsed(HTMLWriter().bytes(of: SampleWorkbooks.everything)).tables[1]
        #expect(table.caption == "进展报表")
        #expect(table.head[0].map(\.scope) == [nil])
        #expect(table.head[1].map(\.scope) == ["colgroup", "col", "col", "col"])
        #expect(table.head[2].map(\.scope) == ["col", nil, nil])
        #expect(table.body[0].map(\.scope) == ["rowgroup", "row", nil, nil, nil])
        #expect(table.body[0].map(\.tag) == ["th", "th", "td", "td", "td"])
    }

    @Test("Rows above the repeated ones stand in a table of their own, cut where a merge crosses")
    func opening() throws {
        var sheet = Sheet(name: "表", headerRows: 2..<3)
        for row in 0..<5 { sheet[row, 0] = Cell(.text("第\(row)行")); sheet[row, 1] = Cell(.number(Double(row))) }
        sheet.merges = [CellRange(rows: 1..<5, columns: 0..<1)]
        let tables = try Parsed(HTMLWriter().bytes(of: Workbook(sheets: [sheet]))).tables
        #expect(tables.count == 2 && tables[0].caption == nil)
        #expect(tables[0].body.map { $0.map(\.text) } == [["第0行", "0"], ["第1行", "1"]])
        #expect(tables[1].head.map { $0.map(\.text) } == [["", "2"]])
        #expect(tables[1].body.map { $0.map(\.text) } == [["", "3"], ["4"]])
        #expect(tables[1].body[0][0].rowSpan == 2)
    }

    @Test("Only the print range, without what is hidden")
    func printRange() throws {
        var sheet = Sheet(name: "表", columns: [Column(), Column(isHidden: true), Column(), Column()])
        for row in 0..<4 {
            for column in 0..<4 { sheet[row, column] = Cell(.text("\(CellRef(row: row, column: column))")) }
        }
        sheet.rows[1].isHidden = true
        sheet.merges = [CellRange(rows: 1..<3, columns: 1..<3)]
        sheet.printRange = CellRange(rows: 0..<3, columns: 1..<4)
        let body = try Parsed(HTMLWriter().bytes(of: Workbook(sheets: [sheet]))).tables[0].body
        #expect(body.map { $0.map(\.text) } == [["C1", "D1"], ["B2", "D3"]])
    }
}
