/// Writes header fields, folded into lines of at most 76 characters (78 where an address is long).
struct HeaderWriter {
    private(set) var text = ""
    /// Characters on the last line.
    private var column = 0
    private static let longest = 76

    /// A field whose value needs no encoding: a date, an identity, a version.
    mutating func add(_ name: String, _ value: String) {
        begin(name)
        put(value)
        end()
    }

    /// A field of free text: a subject.
    mutating func add(_ name: String, _ value: HeaderText) {
        begin(name)
        put(value)
        end()
    }

    /// A field of mailboxes; nothing when there are none.
    mutating func add(_ name: String, _ mailboxes: [Mailbox]) {
        guard !mailboxes.isEmpty else { return }
        begin(name)
        for (index, mailbox) in mailboxes.enumerated() {
            if index > 0 { fold() }
            let comma = index < mailboxes.count - 1 ? "," : ""
            if !mailbox.name.isEmpty { put(mailbox.name, asPhrase: true) }
            put((mailbox.name.isEmpty ? "\(mailbox.address)" : "<\(mailbox.address)>") + comma)
        }
        end()
    }

    /// A field with parameters, each on a line of its own: `Content-Type: text/html;` `charset=utf-8`.
    mutating func add(_ name: String, _ value: String, parameters: [String]) {
        begin(name)
        put(value + (parameters.isEmpty ? "" : ";"))
        for (index, parameter) in parameters.enumerated() {
            fold()
            for (number, line) in parameter.split(separator: "\n").enumerated() {
                if number > 0 { fold() }
                text += line
            }
            text += index < parameters.count - 1 ? ";" : ""
        }
        end()
    }

    // MARK: - Pieces

    private mutating func begin(_ name: String) {
        text += name + ":"
        column = name.utf8.count + 1
    }

    private mutating func end() { text += "\r\n" }

    private mutating func fold() {
        text += "\r\n "
        column = 1
    }

    /// A word behind a blank, on the next line where this one is full.
    private mutating func put(_ word: String) {
        if column + 1 + word.utf8.count > Self.longest, column > 1 { fold() }
        if column > 1 {
            text += " "
            column += 1
        }
        text += word
        column += word.utf8.count
    }

    /// As it is when it is plain and fits, else as encoded words: one way to fold is enough.
    private mutating func put(_ value: HeaderText, asPhrase: Bool = false) {
        let isPlain = value.isPrintableASCII && (asPhrase ? Self.isPhrase(value) : !value.description.contains("=?"))
        if isPlain, column + 1 + value.description.utf8.count <= Self.longest {
            put(value.description)
        } else {
            let room = Self.longest - column - (column > 1 ? 1 : 0)
            // Too little room for a word: it begins on a line of its own.
            let words = EncodedWords.of(value.description, room: room < 20 ? EncodedWords.longest : room)
            for word in words { put(word) }
        }
    }

    /// What a name may hold without quotation marks.
    private static func isPhrase(_ value: HeaderText) -> Bool {
        value.description.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
