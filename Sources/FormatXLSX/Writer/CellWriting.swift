import Markup
import Sheets

/// Puts the model's cells into rows: which type, style and text each is written with.
struct CellWriting {
    var styles: StyleUse
    var strings: StringTable
    let names: ExcelSheetNames

    /// - Parameter mayLeaveOut: True when a cell without content and style need not be written.
    mutating func write(
        _ cell: Cell, borders: Borders? = nil, _ column: Int, mayLeaveOut: Bool, to data: inout SheetData
    ) {
        if cell.value == .empty, borders == nil, cell.style == .standard, mayLeaveOut { return }
        let value = cell.value.shown
        let style = styles.id(of: cell.style, showing: value, borders: borders)
        if case .formula(let formula) = cell.value {
            return write(formula, column, style, to: &data)
        }
        switch value {
        case .empty, .formula: data.blank(column, style: style)
        case .text(let text): write(RichText.cut(text), column, style, to: &data)
        case .richText(let runs): write(RichText.cut(runs), column, style, to: &data)
        case .boolean(let flag): data.boolean(flag, column, style: style)
        case .date(let moment) where ExcelSerial.number(of: moment) == nil:
            write(moment.description, column, style, to: &data)
        case .number, .percentage, .date, .time:
            let number = Self.number(value)
            if number.isFinite { data.number(number, column, style: style) } else { data.error(column, style: style) }
        }
    }

    /// Not a number for a value that is none.
    private static func number(_ value: CellValue) -> Double {
        switch value {
        case .number(let number), .percentage(let number): number
        case .date(let moment): ExcelSerial.number(of: moment) ?? .nan
        case .time(let seconds): Double(seconds) / 86_400
        default: .nan
        }
    }

    private mutating func write(_ text: String, _ column: Int, _ style: StyleID, to data: inout SheetData) {
        if let number = strings.number(of: text) {
            data.sharedText(number, column, style: style)
        } else {
            data.inlineText(text, column, style: style)
        }
    }

    private mutating func write(_ runs: [TextRun], _ column: Int, _ style: StyleID, to data: inout SheetData) {
        if let number = strings.number(of: runs) {
            data.sharedText(number, column, style: style)
        } else {
            data.inlineRuns(runs, column, style: style)
        }
    }

    private mutating func write(_ formula: Formula, _ column: Int, _ style: StyleID, to data: inout SheetData) {
        let text = A1.formula(formula.parts, names)
        guard text.utf16.count <= Limit.formulaText, !text.isEmpty else {
            return write(Cell(formula.result, style: style), column, mayLeaveOut: false, to: &data)
        }
        let (type, result) = Self.result(formula.result)
        data.formula(text, type: type, result: result, column, style: style)
    }

    private static func result(_ value: CellValue) -> (type: String?, text: String?) {
        switch value {
        case .empty, .formula: return (nil, nil)
        case .text, .richText: return ("str", RichText.cut(value.plainText ?? ""))
        case .boolean(let flag): return ("b", flag ? "1" : "0")
        case .date(let moment) where ExcelSerial.number(of: moment) == nil: return ("str", moment.description)
        case .number, .percentage, .date, .time:
            let number = number(value)
            return number.isFinite ? (nil, Decimal.plain(number)) : ("e", "#NUM!")
        }
    }
}
