import Markup
import Sheets

/// Writes text as paragraphs: each line a `text:p`, spaces that XML readers would swallow as `text:s`.
struct TextElements {
    /// A stretch of text, the name of its style, or a field of a header.
    enum Piece {
        case text(String, style: String?)
        case field(HeaderFooter.Part, style: String?)
    }

    static func paragraphs(_ text: String, into xml: inout MarkupText) {
        paragraphs([.text(text, style: nil)], into: &xml)
    }

    static func paragraphs(_ pieces: [Piece], into xml: inout MarkupText) {
        for line in lines(pieces) {
            xml.element("text:p") { xml in
                for piece in line { write(piece, into: &xml) }
            }
        }
    }

    private static func lines(_ pieces: [Piece]) -> [[Piece]] {
        var lines: [[Piece]] = [[]]
        for piece in pieces {
            guard case .text(let text, let style) = piece else {
                lines[lines.count - 1].append(piece)
                continue
            }
            // Few texts have one, and looking for it among bytes costs little.
            let hasReturn = text.utf8.contains(0x0D)
            let normal = hasReturn ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
            for (index, part) in normal.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { lines.append([]) }
                if !part.isEmpty { lines[lines.count - 1].append(.text(String(part), style: style)) }
            }
        }
        return lines
    }

    private static func write(_ piece: Piece, into xml: inout MarkupText) {
        let style =
            switch piece {
            case .text(_, let style), .field(_, let style): style
            }
        if let style { xml.start("text:span", ["text:style-name": style]) }
        switch piece {
        case .text(let text, _): write(text, into: &xml)
        case .field(.pageNumber, _): xml.element("text:page-number", text: "1")
        case .field(.pageCount, _): xml.element("text:page-count", text: "1")
        case .field(.sheetName, _): xml.element("text:sheet-name", text: "???")
        case .field(.text(let text), _): write(text, into: &xml)
        }
        if style != nil { xml.end() }
    }

    /// A space stays one only between two other characters of the same piece.
    private static func write(_ text: String, into xml: inout MarkupText) {
        var plain = String.UnicodeScalarView()
        var spaces = 0
        var isAfterText = false
        for scalar in text.unicodeScalars {
            if scalar == " " {
                spaces += 1
                continue
            }
            flush(&plain, &spaces, isInside: isAfterText && scalar != "\t", into: &xml)
            isAfterText = scalar != "\t"
            if scalar == "\t" {
                flush(&plain, into: &xml)
                xml.empty("text:tab")
            } else {
                plain.append(scalar)
            }
        }
        flush(&plain, &spaces, isInside: false, into: &xml)
        flush(&plain, into: &xml)
    }

    private static func flush(
        _ plain: inout String.UnicodeScalarView, _ spaces: inout Int, isInside: Bool, into xml: inout MarkupText
    ) {
        if spaces == 0 { return }
        if isInside {
            plain.append(" ")
            spaces -= 1
        }
        if spaces > 0 {
            flush(&plain, into: &xml)
            xml.empty("text:s", ["text:c": spaces > 1 ? String(spaces) : nil])
        }
        spaces = 0
    }

    private static func flush(_ plain: inout String.UnicodeScalarView, into xml: inout MarkupText) {
        xml.text(String(plain))
        plain = String.UnicodeScalarView()
    }
}
