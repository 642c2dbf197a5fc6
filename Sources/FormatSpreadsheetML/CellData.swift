import CivilTime
import Markup
import Sheets

/// What stands in a cell: `ss:Data` and `ss:Comment`.
enum CellData {
    static func write(_ value: CellValue, to markup: inout MarkupText) {
        switch value {
        case .empty, .formula: return
        case .text(let text): self.text(text, to: &markup)
        case .richText(let runs): richText(runs, to: &markup)
        case .number(let number), .percentage(let number): data("Number", Decimal.plain(number), to: &markup)
        case .date(let moment):
            if moment.day.year < Limit.firstYear {
                self.text(moment.description, to: &markup)
            } else {
                data("DateTime", "\(moment.day)T\(moment.time).000", to: &markup)
            }
        case .time(let seconds):
            // As a number: programs disagree by a day on what DateTime counts from.
            data("Number", Decimal.plain(Double(seconds) / 86_400), to: &markup)
        case .boolean(let flag): self.text(flag ? "是" : "否", to: &markup)
        }
    }

    private static func data(_ type: String, _ text: String, to markup: inout MarkupText) {
        markup.element("Data", ["ss:Type": type], text: text)
    }

    private static func text(_ text: String, to markup: inout MarkupText) {
        markup.element("Data", ["ss:Type": "String"]) { lines(text, to: &$0) }
    }

    /// Line breaks as `&#10;`: Excel takes a bare one for a space.
    private static func lines(_ text: String, to markup: inout MarkupText) {
        var isFirst = true
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if !isFirst { markup.verbatim("&#10;") }
            markup.text(String(line))
            isFirst = false
        }
    }

    private static func richText(_ runs: [TextRun], to markup: inout MarkupText) {
        markup.start("ss:Data", ["ss:Type": "String", "xmlns": Names.html])
        for run in runs where !run.text.isEmpty { write(run, to: &markup) }
        markup.end()
    }

    private static func write(_ run: TextRun, to markup: inout MarkupText) {
        guard let font = run.font else {
            lines(run.text, to: &markup)
            return
        }
        startFont(font, to: &markup)
        // A `Font` between any two of the others: LibreOffice up to 7 drops the text of one right inside another.
        let tags = tags(of: font)
        for (index, tag) in tags.enumerated() {
            if index > 0 { startFont(font, to: &markup) }
            markup.start(tag, ["html:Style": tag == "Span" ? "text-underline:double" : nil])
        }
        lines(run.text, to: &markup)
        for _ in 0..<max(1, 2 * tags.count) { markup.end() }
    }

    private static func startFont(_ font: Font, to markup: inout MarkupText) {
        markup.start(
            "Font",
            [
                "html:Face": font.families.first, "x:CharSet": "134", "html:Size": StylesPart.size(font),
                "html:Color": StylesPart.hex(font.color),
            ])
    }

    private static func tags(of font: Font) -> [String] {
        var tags: [String] = []
        if font.isBold { tags.append("B") }
        if font.isItalic { tags.append("I") }
        switch font.underline {
        case .none: break
        case .single: tags.append("U")
        case .double: tags.append("Span")
        }
        if font.isStruckThrough { tags.append("S") }
        switch font.position {
        case .baseline: break
        case .superscript: tags.append("Sup")
        case .subscript: tags.append("Sub")
        }
        return tags
    }

    static func write(_ note: Note, to markup: inout MarkupText) {
        markup.start("Comment", ["ss:Author": note.author, "ss:ShowAlways": note.isShown ? "1" : nil])
        markup.start("ss:Data", ["xmlns": Names.html])
        markup.element("Font") { lines(note.text, to: &$0) }
        markup.end()
        markup.end()
    }
}
