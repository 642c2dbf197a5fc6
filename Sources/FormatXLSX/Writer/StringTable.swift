import Markup
import Sheets

/// `xl/sharedStrings.xml`: each text once, numbered by first use, up to a cap; what comes later stands in its cell.
struct StringTable {
    /// Texts together take no more than this, so that memory stays bounded when rows are streamed.
    private static let mostBytes = 1 << 23
    private let cap: Int
    private var plain: [String: Int] = [:]
    private var rich: [[TextRun]: Int] = [:]
    private var count = 0
    private var uses = 0
    private var bytesUsed = 0
    private var items = MarkupText()

    /// - Parameter cap: How many different texts are shared; 0: none.
    init(cap: Int) { self.cap = cap }

    /// False: every text stands in its cell.
    var isShared: Bool { cap > 0 }

    /// `nil` when the text is to stand in its cell.
    mutating func number(of text: String) -> Int? {
        if let known = plain[text] {
            uses += 1
            return known
        }
        guard let new = next(text.utf8.count) else { return nil }
        plain[text] = new
        items.start("si")
        RichText.text(text, to: &items)
        items.end()
        return new
    }

    mutating func number(of runs: [TextRun]) -> Int? {
        if let known = rich[runs] {
            uses += 1
            return known
        }
        guard let new = next(runs.reduce(0) { $0 + $1.text.utf8.count }) else { return nil }
        rich[runs] = new
        items.start("si")
        RichText.runs(runs, to: &items)
        items.end()
        return new
    }

    private mutating func next(_ bytes: Int) -> Int? {
        guard count < cap, bytesUsed + bytes <= Self.mostBytes else { return nil }
        bytesUsed += bytes
        count += 1
        uses += 1
        return count - 1
    }

    mutating func bytes() -> [UInt8] {
        var markup = MarkupText()
        markup.declaration()
        markup.start("sst", ["xmlns": Names.main, "count": String(uses), "uniqueCount": String(count)])
        let start = markup.take()
        markup.end()
        return start + items.take() + markup.take()
    }
}

/// Text in cells, in the table of strings and in notes.
enum RichText {
    /// `<t>`, with `xml:space` where a program would strip something.
    static func text(_ text: String, to markup: inout MarkupText) {
        markup.element("t", ["xml:space": hasOuterSpace(text) ? "preserve" : nil], text: Escaping.excel(text))
    }

    static func runs(_ runs: [TextRun], to markup: inout MarkupText) {
        let runs = runs.filter { !$0.text.isEmpty }
        if runs.isEmpty { return text("", to: &markup) }
        for run in runs {
            markup.start("r")
            if let font = run.font { FontElement.write(font, as: .run, to: &markup) }
            text(run.text, to: &markup)
            markup.end()
        }
    }

    static func hasOuterSpace(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        return isSpace(first) || isSpace(last)
    }

    /// Blank, tab or line feed; other white space is escaped, or none for XML.
    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 }

    /// At most what a cell holds, whole characters only.
    static func cut(_ text: String) -> String {
        text.utf8.count <= Limit.text ? text : text.prefix(utf16: Limit.text)
    }

    static func cut(_ runs: [TextRun]) -> [TextRun] {
        if runs.reduce(0, { $0 + $1.text.utf8.count }) <= Limit.text { return runs }
        var room = Limit.text
        return runs.map { run in
            let text = run.text.prefix(utf16: room)
            room = text.utf16.count == run.text.utf16.count ? room - text.utf16.count : 0
            return TextRun(text, font: run.font)
        }
    }
}
