import Sheets

/// Which style each cell is written with: its own, or one made for it where this format needs another.
///
/// A style's number here is its place in `cellXfs`.
struct StyleUse {
    private(set) var styles: StyleTable

    private struct Need: Hashable {
        var style: StyleID
        var format: NumberFormat?
        var borders: Borders?
    }
    private var known: [Need: StyleID] = [:]
    /// What matters of each style for every cell: nothing is parsed twice.
    private var formats: [FormatKind] = []

    private struct FormatKind {
        var isGeneral: Bool
        var isText: Bool
        var isDateOrTime: Bool

        init(_ format: NumberFormat) {
            isGeneral = format.isGeneral
            isText = format.isText
            isDateOrTime = format.isDateOrTime
        }
    }

    init(_ styles: StyleTable) {
        self.styles = styles
        formats = styles.all.map { FormatKind($0.numberFormat) }
    }

    /// - Parameter borders: Taken in place of the style's own: a merged cell's are spread over all its cells.
    mutating func id(of style: StyleID, showing value: CellValue, borders: Borders? = nil) -> StyleID {
        let style = formats.indices.contains(style.number) ? style : .standard
        let format = self.format(for: value, instead: formats[style.number])
        if format == nil, borders == nil { return style }
        let need = Need(style: style, format: format, borders: borders)
        if let id = known[need] { return id }
        let id = styles.id(of: style) { style in
            if let format { style.numberFormat = format }
            if let borders { style.borders = borders }
        }
        for new in styles.all[formats.count...] { formats.append(FormatKind(new.numberFormat)) }
        known[need] = id
        return id
    }

    /// A format that shows the value as what it is, where the cell's own would not.
    private func format(for value: CellValue, instead own: FormatKind) -> NumberFormat? {
        switch value {
        case .date(let moment):
            if own.isDateOrTime { return nil }
            return moment.time == .midnight ? .isoDate : NumberFormat("yyyy-mm-dd hh:mm:ss")
        case .time: return own.isDateOrTime ? nil : NumberFormat("[h]:mm:ss")
        case .percentage: return own.isGeneral ? NumberFormat("0.##%") : nil
        case .number: return own.isText ? .general : nil
        // 001 or an ID number: typed again in a cell of another format it would lose digits.
        case .text(let text): return own.isGeneral && Self.isCode(text) ? .text : nil
        default: return nil
        }
    }

    /// Digits that a number would not keep.
    private static func isCode(_ text: String) -> Bool {
        let digits = text.utf8
        guard let first = digits.first, first == UInt8(ascii: "0") && digits.count > 1 || digits.count > 15 else {
            return false
        }
        return digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
