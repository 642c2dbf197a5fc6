import Sheets

/// Makes rich text of paragraphs whose spans have styles.
struct RichTextReader {
    let styles: StyleLookup
    /// The cell's own.
    let font: Font

    /// Plain text when no span looks other than the cell.
    func value(_ paragraphs: [(style: String?, text: InlineText)]) -> CellValue {
        var runs: [TextRun] = []
        for (index, paragraph) in paragraphs.enumerated() {
            let base = paragraph.style.map { styles.font(ofParagraph: $0, over: font) } ?? font
            if index > 0 { append("\n", nil, to: &runs) }
            for piece in paragraph.text.pieces {
                guard case .text(let text) = piece.content else { continue }
                append(text, piece.styles.reduce(base) { styles.font(ofSpan: $1, over: $0) }, to: &runs)
            }
        }
        let isPlain = runs.allSatisfy { $0.font == nil }
        return isPlain ? .text(runs.map(\.text).joined()) : .richText(runs)
    }

    private func append(_ text: String, _ spanFont: Font?, to runs: inout [TextRun]) {
        let own = spanFont == font ? nil : spanFont
        // A line break looks the same in every font: it goes with what stands before it.
        if let last = runs.last, text == "\n" || last.font == own {
            runs[runs.count - 1].text = last.text + text
        } else {
            runs.append(TextRun(text, font: own))
        }
    }
}
