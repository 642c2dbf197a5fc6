import Diagnostics
import Sheets

/// Streamed rows that a format may not be able to hold, kept until the file is written; of very many only the first.
struct OddRows {
    private let first: Int
    private var rows: [(index: Int, row: Row)] = []
    private var cutTexts: [CellRef] = []
    private var isFull = false
    private static let most = 100

    /// - Parameter first: The finished place of the first streamed row.
    init(first: Int) { self.first = first }

    /// True when a format could have to change something of the row.
    static func isOdd(_ row: Row) -> Bool {
        row.cells.contains { cell in
            switch cell.value {
            case .empty, .boolean, .time: false
            case .text(let text): isOdd(text)
            case .number(let number), .percentage(let number): !number.isFinite
            case .date(let moment): isOdd(moment)
            case .richText(let runs): runs.contains { isOdd($0.text) }
            case .formula: true
            }
        }
    }

    /// Very long, or with characters that XML does not have.
    static func isOdd(_ text: String) -> Bool {
        text.utf8.count > longText || text.utf8.contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A }
            || text.unicodeScalars.contains { $0.value & 0xFFFE == 0xFFFE }
    }

    static func isOdd(_ moment: CalendarMoment) -> Bool { moment.day.year < 1901 }

    /// In bytes; no format takes less.
    static let longText = 32_767

    /// - Parameter index: From the first streamed row.
    mutating func add(_ row: Row, at index: Int) {
        if rows.count < Self.most { rows.append((index, row)) } else { isFull = true }
    }

    mutating func cut(_ cell: CellRef, inItem item: Int, of height: Int) {
        guard cutTexts.count < Self.most else { return isFull = true }
        cutTexts.append(CellRef(row: first + item * height + cell.row, column: cell.column))
    }

    /// - Parameter sheetName: Of the sheet that the rows belong to.
    func findings(_ writer: some WorkbookWriter, _ workbook: Workbook, sheetName: String) -> [Finding] {
        let limits = rows.flatMap { index, row -> [Finding] in
            let one = Workbook(sheets: [Sheet(name: sheetName, rows: [row])], styles: workbook.styles)
            return writer.limits(of: one).filter { $0.place.cell != nil }.map { finding in
                var moved = finding
                moved.place.cell?.row = first + index
                return moved
            }
        }
        let cut = cutTexts.map { Finding.cutText(at: Place(sheet: sheetName, cell: $0)) }
        return limits + cut + (isFull ? [more(sheetName)] : [])
    }

    private func more(_ sheet: String) -> Finding {
        Finding(
            "template.stream-more", .verify, at: Place(sheet: sheet), "清单中还有同类问题，只列出前 \(Self.most) 行的",
            remedy: "请改正后重新生成")
    }
}
