/// Lists of font families as CSS and OpenDocument write them.
enum FontFamilies {
    /// `'Noto Sans', 仿宋, serif` or LibreOffice's `A;B` in order; at least one.
    static func list(_ text: String) -> [String] {
        var families = [""]
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { families[families.count - 1].append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if character == "," || character == ";" {
                families.append("")
            } else {
                families[families.count - 1].append(character)
            }
        }
        let names = families.map { $0.trimmed }.filter { !$0.isEmpty }
        return names.isEmpty ? [text] : names
    }

    /// Each name quoted.
    static func text(_ families: [String]) -> String {
        families.map { "'" + $0.replacing("'", with: "") + "'" }.joined(separator: ", ")
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(
            start.prefix(upTo: start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) } ?? start.startIndex))
    }
}
