import Sheets

/// Which style each cell is written with: its own, or one made for it where this format needs another.
///
/// A merged cell carries the borders of the whole merge, because covered cells are not written; a date, a percentage or
/// a time whose number format would not show it as such gets one that does.
struct StyleUse {
    private(set) var styles: StyleTable

    private struct Need: Hashable {
        var style: StyleID
        var format: NumberFormat?
        var borders: Borders?
    }
    private var known: [Need: StyleID] = [:]

    init(_ workbook: Workbook) { styles = workbook.styles }

    mutating func id(of cell: Cell, merge: CellRange?, _ sheet: Sheet, _ workbook: Workbook) -> StyleID {
        let borders = merge.map { workbook.borders(around: $0, in: sheet) }
        let format = Self.format(for: cell.value.shown, instead: styles[cell.style].numberFormat)
        if format == nil, borders == nil { return cell.style }
        let need = Need(style: cell.style, format: format, borders: borders)
        if let id = known[need] { return id }
        let id = styles.id(of: cell.style) { style in
            if let format { style.numberFormat = format }
            if let borders { style.borders = borders }
        }
        known[need] = id
        return id
    }

    private static func format(for value: CellValue, instead own: NumberFormat) -> NumberFormat? {
        switch value {
        case .date(let moment):
            if own.isDateOrTime { return nil }
            return moment.time == .midnight ? .isoDate : NumberFormat("yyyy-mm-dd hh:mm:ss")
        case .time: return own.isDateOrTime ? nil : NumberFormat("[h]:mm:ss")
        case .percentage: return own.isGeneral ? NumberFormat("0.##%") : nil
        case .number: return own.isText ? .general : nil
        default: return nil
        }
    }

    /// `Default` for the workbook's standard style, as the format demands.
    static func name(of id: StyleID) -> String { id == .standard ? "Default" : "s\(id.number)" }
}
