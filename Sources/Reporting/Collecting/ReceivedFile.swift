import Diagnostics
import Ledger

/// One file that may be a form: from a folder, a message or a ZIP package.
struct ReceivedFile {
    /// The path as the user gave it, then the names inside: `回信.eml › 附件.zip › 附件1.xlsx`. Only for people.
    var shownPath: String
    /// The innermost name, as the sender gave it; never a path.
    var name: String
    let bytes: [UInt8]
    /// The file on the disk that it came in.
    var path: String
    /// When the message that it came with was sent; `nil` outside a message.
    var sent: Moment?
    /// Of ``bytes``; a file with many forms in it is hashed once.
    let sha256: [UInt8]

    init(shownPath: String, name: String, bytes: [UInt8], path: String, sent: Moment?) {
        self.shownPath = shownPath
        self.name = name
        self.bytes = bytes
        self.path = path
        self.sent = sent
        sha256 = Digest.sha256(bytes)
    }

    static func shown(_ outer: String, _ inner: String) -> String { "\(outer) › \(shownName(inner))" }

    /// A name from outside, fit for a line on a terminal.
    static func shownName(_ name: String) -> String {
        let scalars = name.unicodeScalars.prefix(200).map { scalar -> Unicode.Scalar in
            switch scalar.value {
            // Control characters, and those that turn the direction of writing.
            case 0..<0x20, 0x7F...0x9F, 0x200B...0x202E, 0x2066...0x2069: return "\u{FFFD}"
            default: return scalar
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}

/// What came of one file, or of one inside it.
enum ReceivedItem {
    case file(ReceivedFile)
    /// Could not be opened.
    case trouble(shownPath: String, Finding)
}
