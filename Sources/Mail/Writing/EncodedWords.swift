/// Text that is not ASCII, as words that a header can hold: `=?UTF-8?B?5oql6KGo?=` (RFC 2047).
enum EncodedWords {
    /// `=?UTF-8?B?` and `?=`.
    private static let frame = 12
    /// A word is at most 75 characters, and so is the line that holds it, the blank before it not counted.
    static let longest = 75

    /// - Parameter room: Characters that the first word may have; the others may have ``longest``.
    /// - Returns: At least one word. No character is divided: a program may decode each word on its own.
    static func of(_ text: String, room: Int = longest) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        var most = capacity(room)
        for character in text {
            for piece in pieces(of: character) {
                if bytes.count + piece.count > most, !bytes.isEmpty {
                    words.append(word(bytes))
                    bytes = []
                    most = capacity(longest)
                }
                bytes += piece
            }
        }
        return words + [word(bytes)]
    }

    /// A character of many scalars may be longer than a word: then it is divided between them.
    private static func pieces(of character: Character) -> [[UInt8]] {
        let whole = Array(character.utf8)
        return whole.count <= capacity(longest) ? [whole] : character.unicodeScalars.map { Array(Character($0).utf8) }
    }

    private static func capacity(_ room: Int) -> Int { max(4, (min(room, longest) - frame) / 4 * 3) }

    private static func word(_ bytes: [UInt8]) -> String { "=?UTF-8?B?\(Base64.text(bytes))?=" }
}
