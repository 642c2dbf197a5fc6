import CivilTime
import Diagnostics
import Forms
import Sheets

/// A summary as a workbook, a sheet a section, and where its charts stand.
public struct SummaryWorkbook: Sendable {
    /// The sheets, in the order of the sections.
    public let workbook: Workbook
    /// The charts of each section's blocks, in their order; each with the place of its sheet.
    let charts: [String: [Chart]]

    /// Lays a summary out.
    public init(_ document: SummaryDocument) {
        var workbook = Workbook()
        let look = SummaryLook(&workbook.styles)
        let places = CellPlaces(document)
        var charts: [String: [Chart]] = [:]
        for (number, section) in document.sections.enumerated() {
            var sheet = SectionSheet(section, number: number, of: document, places, look)
            sheet.fill()
            charts[section.key] = sheet.sheet.charts
            workbook.sheets.append(sheet.sheet)
        }
        workbook.properties.title = document.title
        workbook.properties.subject = "\(document.unit.name)，\(document.span.words)"
        Pagination.run(&workbook, keeping: document.sections.map(\.key), places)
        self.workbook = workbook
        self.charts = charts
    }
}

/// Where the cells of a summary's tables stand on its sheets.
struct CellPlaces {
    private struct Start: Hashable {
        var sheet: String
        var row: Int
    }
    private var starts: [String: Start] = [:]
    private var tables: [String: SummaryTable] = [:]
    private var numbers: [String: Int] = [:]
    /// Rows of each section's sheet that must not be parted by the end of a page.
    private(set) var blocks: [String: [Range<Int>]] = [:]

    /// Lays the tables out: how many rows come before each follows from the blocks above it.
    init(_ document: SummaryDocument) {
        for (number, table) in document.tables.enumerated() {
            tables[table.key] = table
            numbers[table.key] = number + 1
        }
        for (number, section) in document.sections.enumerated() {
            var row = SectionSheet.headRows(of: document, section: number)
            for block in section.blocks {
                if case .table(let table) = block {
                    starts[table.key] = Start(sheet: section.sheetName, row: row + SectionSheet.bodyRow(table))
                    let end = row + SectionSheet.bodyRow(table) + min(table.rows.count, 3)
                    blocks[section.key, default: []].append(row..<end)
                } else if case .charts(let charts) = block {
                    for line in 0..<(charts.count + 1) / 2 {
                        let first = row + line * SectionSheet.chartRows
                        blocks[section.key, default: []].append(first..<first + SectionSheet.chartRows)
                    }
                }
                row += SectionSheet.rows(of: block)
            }
        }
    }

    /// The number of a table, from 1.
    func number(_ table: String) -> Int { numbers[table] ?? 0 }

    /// The row of the table's first row of data, on its sheet.
    func start(_ table: String) -> Int { starts[table]?.row ?? 0 }

    /// `表2“04 配备保安员数”行“期末合计”列（主要指标!T8）`; `nil` for a place that no table has.
    func words(_ origin: Narrative.Origin, withCell: Bool) -> String? {
        guard let table = tables[origin.table], let start = starts[origin.table], let row = table.row(origin.row),
            let column = table.column(origin.column)
        else { return nil }
        let cell = CellRef(row: start.row + row, column: column)
        let place = withCell ? "（\(start.sheet)!\(cell)）" : ""
        return "表\(number(origin.table))“\(table.name(ofRow: row))”行“\(table.name(ofColumn: column))”列\(place)"
    }
}
