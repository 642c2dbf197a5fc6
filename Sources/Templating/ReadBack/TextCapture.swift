import Forms

/// Takes the values out of a sentence by the fixed words around them; letter width and white space do not count.
struct TextCapture {
    private let folded: [Character]
    /// Where each character of `folded` stands in the text.
    private let places: [String.Index]
    private let text: String

    init(_ text: String) {
        self.text = text
        var folded: [Character] = []
        var places: [String.Index] = []
        for place in text.indices {
            for character in FieldText.folded(String(text[place])) {
                folded.append(character)
                places.append(place)
            }
        }
        self.folded = folded
        self.places = places
    }

    /// What stands in place of each placeholder, in their order; `nil` when the words are not there.
    func values(of pieces: [TextTemplate.Piece]) -> [String]? {
        var values: [String] = []
        var position = 0
        var open: Int?
        for (number, part) in pieces.enumerated() {
            switch part {
            case .field:
                // Two placeholders side by side: only output-only ones may be, and they are not read.
                if open != nil { return nil }
                open = position
            case .literal(let literal, _):
                let words = Array(FieldText.folded(literal))
                if words.isEmpty {
                    if open != nil, number < pieces.count - 1 { return nil }
                    continue
                }
                guard let found = find(words, from: position, isFirst: open == nil, isLast: number == pieces.count - 1)
                else {
                    return nil
                }
                if let start = open { values.append(piece(start, found)) }
                open = nil
                position = found + words.count
            }
        }
        if let start = open { values.append(piece(start, folded.count)) }
        return values
    }

    private func find(_ words: [Character], from start: Int, isFirst: Bool, isLast: Bool) -> Int? {
        func stands(at place: Int) -> Bool {
            place >= start && place + words.count <= folded.count
                && folded[place..<place + words.count].elementsEqual(words)
        }
        if isFirst { return stands(at: start) ? start : nil }
        if isLast, stands(at: folded.count - words.count) { return folded.count - words.count }
        guard folded.count >= words.count + start else { return nil }
        return (start...folded.count - words.count).first(where: stands)
    }

    /// The text from one folded place to another, as it was written.
    private func piece(_ start: Int, _ end: Int) -> String {
        guard start < end, start < places.count else { return "" }
        let from = start > 0 ? text.index(after: places[start - 1]) : text.startIndex
        let to = end < places.count ? places[end] : text.endIndex
        return from <= to ? FieldText.trimmed(text[from..<to]) : ""
    }
}
