import FileKinds
import Sheets

/// Text of one paragraph with the styles of the spans around each piece, white space collapsed as OpenDocument 1.3 part
/// 3, 6.1.2 demands.
struct InlineText {
    enum Content: Hashable {
        case text(String)
        /// A field of a header or footer.
        case field(HeaderFooter.Part)
    }

    struct Piece {
        var content: Content
        /// Names of text styles, the outermost first.
        var styles: [String]
    }

    private(set) var pieces: [Piece] = []
    private var endsWithSpace = true
    /// The soft space at the end came from a line break in the file, not from a typed space.
    private var endsWithBreak = true

    mutating func append(soft text: String, _ styles: [String]) {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" else {
                kept.append(scalar)
                endsWithSpace = false
                continue
            }
            if !endsWithSpace {
                kept.append(" ")
                endsWithBreak = false
            }
            endsWithSpace = true
            if scalar != " " { endsWithBreak = true }
        }
        append(String(kept), styles)
    }

    /// Characters that stay as they are: those of `text:s`, `text:tab`, `text:line-break`.
    mutating func append(hard text: String, _ styles: [String]) {
        append(text, styles)
        endsWithSpace = false
    }

    mutating func append(_ field: HeaderFooter.Part, _ styles: [String]) {
        pieces.append(Piece(content: .field(field), styles: styles))
        endsWithSpace = false
    }

    private mutating func append(_ text: String, _ styles: [String]) {
        if text.isEmpty { return }
        if let last = pieces.last, last.styles == styles, case .text(let before) = last.content {
            pieces[pieces.count - 1].content = .text(before + text)
        } else {
            pieces.append(Piece(content: .text(text), styles: styles))
        }
    }

    /// Call once at the paragraph's end. A typed space there is kept, as LibreOffice does; the indentation of the file
    /// is not.
    mutating func close() {
        guard endsWithSpace, endsWithBreak, let last = pieces.last, case .text(let text) = last.content else { return }
        pieces[pieces.count - 1].content = .text(String(text.dropLast()))
    }
}

/// Reads the content of `text:p`.
struct InlineReader {
    let walker: ElementWalker
    let limits: ReadLimits
    let log: ReadLog
    /// Page numbers and the like become fields; else their last text counts.
    var keepsFields = false

    func paragraph() throws -> InlineText {
        var text = InlineText()
        try content(into: &text, [])
        text.close()
        return text
    }

    private func content(into text: inout InlineText, _ styles: [String]) throws {
        // One variable for both closures: they are never active together, but exclusive access cannot see that.
        let box = Box(text)
        try walker.content { piece in
            box.text.append(soft: piece, styles)
        } element: { tag in
            try element(tag, into: &box.text, styles)
        }
        text = box.text
    }

    private final class Box {
        var text: InlineText

        init(_ text: InlineText) { self.text = text }
    }

    private func element(_ tag: ElementWalker.Tag, into text: inout InlineText, _ styles: [String]) throws {
        switch tag.name {
        case "text:s":
            let count = tag["text:c"].map { Int($0) ?? limits.spaces + 1 } ?? 1
            if count > limits.spaces { throw ReadTrouble.overLimit("连续空格个数（text:s）", limits.spaces) }
            text.append(hard: String(repeating: " ", count: max(count, 0)), styles)
            try walker.skip()
        case "text:tab": try hard("\t", &text, styles)
        case "text:line-break": try hard("\n", &text, styles)
        case "text:span": try content(into: &text, tag["text:style-name"].map { styles + [$0] } ?? styles)
        case "text:a":
            log.note("odf.link-dropped", .hint, "单元格带有超链接，只读取文字")
            try content(into: &text, styles)
        case "text:page-number" where keepsFields: try field(.pageNumber, &text, styles)
        case "text:page-count" where keepsFields: try field(.pageCount, &text, styles)
        case "text:sheet-name" where keepsFields: try field(.sheetName, &text, styles)
        case "text:note", "text:ruby-text", "office:annotation", "text:tracked-changes": try walker.skip()
        case let name where name.hasPrefix("text:"): try content(into: &text, styles)
        default: try walker.skip()
        }
    }

    private func hard(_ characters: String, _ text: inout InlineText, _ styles: [String]) throws {
        text.append(hard: characters, styles)
        try walker.skip()
    }

    private func field(_ part: HeaderFooter.Part, _ text: inout InlineText, _ styles: [String]) throws {
        text.append(part, styles)
        try walker.skip()
    }
}
