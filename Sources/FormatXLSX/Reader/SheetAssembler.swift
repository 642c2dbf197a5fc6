import Diagnostics
import FileKinds
import Sheets

/// Styles numbered by first use, each looked up once.
final class StyleNumbering {
    private(set) var table: StyleTable
    private let formats: CellFormats
    private var ids: [StyleID?]

    init(_ formats: CellFormats) {
        self.formats = formats
        table = StyleTable(standard: formats.standard)
        ids = Array(repeating: nil, count: formats.count)
    }

    /// How wide a digit of the font “Normal” is; column widths count them.
    var digitInPoints: Double { formats.digitInPoints }

    /// - Parameter number: In `cellXfs`; one that is not there counts as 0.
    func id(_ number: Int) -> StyleID {
        guard number != 0, ids.indices.contains(number) else { return .standard }
        if let known = ids[number] { return known }
        let id = table.id(of: formats.style(number))
        ids[number] = id
        return id
    }

    /// The style of `own` under the conditional format of that number; `nil` when there is no such number.
    func id(ofDifference number: Int, over own: StyleID) -> StyleID? {
        formats.difference(number).map { table.id(of: $0.applied(to: table[own])) }
    }
}

/// Puts a sheet together from its part. Empty rows and columns cost nothing until something stands after them.
final class SheetAssembler: SheetPartConsumer {
    private(set) var sheet: Sheet
    /// Read after the cells, because they need other parts.
    private(set) var features = SheetFeatures()
    private let styles: StyleNumbering
    private let limits: ReadLimits
    private let log: ReadLog
    private let budget: MemoryBudget
    private var columns: ColumnRuns
    private var looks: [RowLook] = []
    private var rowStyle: StyleID?
    private var defaults = RowDefaults()

    init(name: String, styles: StyleNumbering, limits: ReadLimits, log: ReadLog, budget: MemoryBudget) {
        sheet = Sheet(name: name, page: PageReader.standard)
        self.styles = styles
        self.limits = limits
        self.log = log
        self.budget = budget
        columns = ColumnRuns(digit: styles.digitInPoints)
    }

    private struct RowDefaults {
        var height = RowHeight.fitted(minimum: 15)
        var isHidden = false
    }

    // MARK: Consumer

    func row(_ look: RowLook) throws {
        rowStyle = look.style.map { styles.id($0) }
        if look.height == nil, !look.isHidden { return }
        try budget.take(MemoryLayout<RowLook>.stride)
        looks.append(look)
    }

    func cell(row: Int, column: Int, style: Int, _ value: CellValue) throws {
        let id = styles.id(style)
        if value == .empty, id == .standard { return }
        try grow(row, column)
        if sheet.rows[row].cells.count == column {
            sheet.rows[row].cells.append(Cell(value, style: id))
        } else {
            if sheet.rows[row].cells[column].value != .empty {
                log.note(
                    "xlsx.double-cell", .verify, at: CellRef(row: row, column: column), "同一单元格在文件中出现两次，取后一次",
                    remedy: "请核对该单元格")
            }
            sheet.rows[row].cells[column] = Cell(value, style: id)
        }
        try charge(value)
    }

    /// Makes the row and the cells before `column`.
    private func grow(_ row: Int, _ column: Int) throws {
        if row >= sheet.rows.count {
            let added = row + 1 - sheet.rows.count
            try budget.take(added * MemoryLayout<Row>.stride)
            sheet.rows.append(
                contentsOf: repeatElement(Row(height: defaults.height, isHidden: defaults.isHidden), count: added))
        }
        let count = sheet.rows[row].cells.count
        if count > column { return }
        try budget.take((column + 1 - count) * MemoryBudget.cell)
        for index in count..<column { sheet.rows[row].cells.append(Cell(style: rowStyle ?? columns.style(index))) }
    }

    private func charge(_ value: CellValue) throws {
        switch value {
        case .text(let text): try budget.take(MemoryBudget.bytes(of: text))
        case .richText(let runs): try budget.take(runs.count * 200)
        case .formula(let formula): try budget.take(200 + formula.parts.count * MemoryLayout<FormulaPart>.stride)
        default: break
        }
    }

    func element(_ element: PartElement) throws {
        switch element.name {
        case "sheetFormatPr": readDefaults(element)
        case "cols": columns.read(element, styles, limits)
        case "mergeCells": MergeReader.read(element, into: &sheet, limits, log)
        default: try features.take(element, &sheet, limits, log)
        }
    }

    private func readDefaults(_ element: PartElement) {
        columns.readDefaults(element)
        let height = element.double("defaultRowHeight").flatMap { (0...Limit.rowHeight).contains($0) ? $0 : nil } ?? 15
        defaults.height = .fitted(minimum: height)
        defaults.isHidden = element.flag("zeroHeight") ?? false
    }

    // MARK: The end

    /// - Parameter notes: Of this sheet, by cell.
    func finish(notes: [(CellRef, Note)]) throws -> Sheet {
        clearCovered()
        for (place, note) in notes where place.row < limits.rows && place.column < limits.columns {
            try grow(place.row, place.column)
            if sheet.rows[place.row].cells.count == place.column {
                sheet.rows[place.row].cells.append(Cell(style: columns.style(place.column)))
            }
            sheet.rows[place.row].cells[place.column].note = note
        }
        try applyLooks()
        while let last = sheet.rows.last, last.cells.isEmpty, !last.isHidden, last.height == defaults.height {
            sheet.rows.removeLast()
        }
        let used = max(
            sheet.rows.lazy.map(\.cells.count).max() ?? 0, sheet.merges.lazy.map(\.columns.upperBound).max() ?? 0)
        sheet.columns = columns.columns(used: used)
        return sheet
    }

    /// Rows after the last cell are kept while they look meant, dropped where they only fill the sheet to its end.
    private func applyLooks() throws {
        let used = max(sheet.rows.count, sheet.merges.lazy.map(\.rows.upperBound).max() ?? 0)
        for look in looks where look.index < used + 256 {
            if look.index >= sheet.rows.count {
                let added = look.index + 1 - sheet.rows.count
                try budget.take(added * MemoryLayout<Row>.stride)
                sheet.rows.append(
                    contentsOf: repeatElement(Row(height: defaults.height, isHidden: defaults.isHidden), count: added))
            }
            if let height = look.height, (0...Limit.rowHeight).contains(height) {
                sheet.rows[look.index].height = look.hasOwnHeight ? .fixed(height) : .fitted(minimum: height)
            }
            sheet.rows[look.index].isHidden = look.isHidden
        }
    }

    /// Values under a merge are kept by some programs; the model has none there.
    private func clearCovered() {
        for merge in sheet.merges {
            for row in merge.rows.clamped(to: 0..<sheet.rows.count) {
                for column in merge.columns.clamped(to: 0..<sheet.rows[row].cells.count) {
                    let place = CellRef(row: row, column: column)
                    guard place != merge.first, sheet.rows[row].cells[column].value != .empty else { continue }
                    sheet.rows[row].cells[column].value = .empty
                    log.note("xlsx.covered-value", .hint, at: place, "被合并遮住的单元格另有内容，已略去", remedy: "请核对合并单元格")
                }
            }
        }
    }
}
