import Diagnostics
import Markup
import Sheets

/// `sheetData`: rows and cells, built as bytes.
struct SheetData: ~Copyable {
    /// How many rows' bytes are handed on at a time.
    static let chunkBytes = 1 << 17

    // Constants as pieces: a copy of a fixed 16 bytes costs less than one of a given length.
    private let startValue = MarkupPiece("><v>")
    private let endValue = MarkupPiece("</v></c>")
    private let inlineType = MarkupPiece(" t=\"inlineStr\">")
    private let startText = MarkupPiece("<is><t>")
    private let endText = MarkupPiece("</t></is></c>")
    private var columns: [MarkupPiece] = []
    private var styles: [MarkupPiece] = []
    private var row = MarkupPiece.none
    private var height: (points: Double, markup: [UInt8]) = (-1, [])
    var buffer = MarkupBuffer(capacity: chunkBytes + (chunkBytes >> 1))

    /// The opening tag of a row, counted from zero.
    mutating func startRow(_ index: Int, height points: Double, isHidden: Bool) {
        row = MarkupPiece("\(index + 1)\"")
        if height.points != points {
            height = (points, Array(" ht=\"\(Units.height(points))\" customHeight=\"1\"".utf8))
        }
        buffer.verbatim("<row r=\"")
        buffer.piece(row)
        buffer.verbatim(height.markup)
        if isHidden { buffer.verbatim(" hidden=\"1\"") }
        buffer.verbatim(">")
    }

    /// - Parameter rows: How much lower it stands than it says.
    mutating func merge(_ range: CellRange, down rows: Int) {
        let moved = CellRange(
            rows: range.rows.lowerBound + rows..<range.rows.upperBound + rows, columns: range.columns)
        buffer.verbatim(Array("<mergeCell ref=\"\(moved)\"/>".utf8))
    }

    mutating func endRow() { buffer.verbatim("</row>") }

    /// `<c r="B7" s="12"`, open for a type.
    @inline(__always)
    mutating func startCell(_ column: Int, style: StyleID) {
        if column >= columns.count { addColumns(through: column) }
        if style.number >= styles.count { addStyles(through: style.number) }
        buffer.piece(columns[column])
        buffer.piece(row)
        buffer.piece(styles[style.number])
    }

    mutating func blank(_ column: Int, style: StyleID) {
        startCell(column, style: style)
        buffer.verbatim("/>")
    }

    @inline(__always)
    mutating func number(_ number: Double, _ column: Int, style: StyleID) {
        startCell(column, style: style)
        buffer.piece(startValue)
        if !buffer.shortNumber(number) { longNumber(number) }
        buffer.piece(endValue)
    }

    /// Anything else, slower.
    @inline(never)
    mutating func longNumber(_ number: Double) { buffer.verbatim(Array(Decimal.plain(number).utf8)) }

    mutating func sharedText(_ number: Int, _ column: Int, style: StyleID) {
        startCell(column, style: style)
        buffer.verbatim(" t=\"s\"><v>")
        buffer.integer(number)
        buffer.verbatim("</v></c>")
    }

    mutating func inlineText(_ text: String, _ column: Int, style: StyleID) {
        startInlineText(column, style: style, hasOuterSpace: RichText.hasOuterSpace(text))
        buffer.excelText(text)
        buffer.piece(endText)
    }

    /// - Parameter text: As ``MarkupBuffer/excelText(padded:)`` wants it.
    @inline(__always)
    mutating func inlineText(padded text: UnsafeRawBufferPointer, _ column: Int, style: StyleID, hasOuterSpace: Bool) {
        startInlineText(column, style: style, hasOuterSpace: hasOuterSpace)
        buffer.excelText(padded: text)
        buffer.piece(endText)
    }

    @inline(__always)
    private mutating func startInlineText(_ column: Int, style: StyleID, hasOuterSpace: Bool) {
        startCell(column, style: style)
        buffer.piece(inlineType)
        if hasOuterSpace { buffer.verbatim("<is><t xml:space=\"preserve\">") } else { buffer.piece(startText) }
    }

    mutating func inlineRuns(_ runs: [TextRun], _ column: Int, style: StyleID) {
        startCell(column, style: style)
        var markup = MarkupText()
        RichText.runs(runs, to: &markup)
        buffer.verbatim(" t=\"inlineStr\"><is>")
        buffer.verbatim(markup.take())
        buffer.verbatim("</is></c>")
    }

    mutating func boolean(_ flag: Bool, _ column: Int, style: StyleID) {
        startCell(column, style: style)
        if flag { buffer.verbatim(" t=\"b\"><v>1</v></c>") } else { buffer.verbatim(" t=\"b\"><v>0</v></c>") }
    }

    /// A number that is none is shown as Excel shows the result of a failed formula; a zero would be a lie.
    mutating func error(_ column: Int, style: StyleID) {
        startCell(column, style: style)
        buffer.verbatim(" t=\"e\"><v>#NUM!</v></c>")
    }

    /// - Parameters:
    ///   - type: Of the result; `nil`: a number.
    ///   - result: `nil`: none was ever computed.
    mutating func formula(_ formula: String, type: String?, result: String?, _ column: Int, style: StyleID) {
        startCell(column, style: style)
        var markup = MarkupText()
        markup.element("f", text: formula)
        if let result { markup.element("v", text: Escaping.excel(result)) }
        if let type { buffer.verbatim(Array(" t=\"\(type)\"".utf8)) }
        buffer.verbatim(">")
        buffer.verbatim(markup.take())
        buffer.verbatim("</c>")
    }

    @inline(never)
    private mutating func addColumns(through column: Int) {
        for index in columns.count...column { columns.append(MarkupPiece("<c r=\"" + CellRef.columnLetters(index))) }
    }

    /// The first style is named too: for a cell without one LibreOffice takes the font of the style “Normal”.
    @inline(never)
    private mutating func addStyles(through number: Int) {
        for index in styles.count...number { styles.append(MarkupPiece(" s=\"\(index)\"")) }
    }
}
