/// What was said between us and the server, as far as it may be told: the last command's name and the last answer.
///
/// The login passes through here too, so nothing is kept but commands that are known and answers of the server.
struct SMTPConversation: Sendable {
    /// `MAIL FROM`, `RCPT TO <…>`, `DATA`; empty before the first.
    private(set) var step = ""
    /// The last line of the server, at most 200 characters.
    private(set) var answer = ""
    private var hasQuit = false

    /// QUIT is not one of them: it comes after what was refused.
    private static let commands = ["EHLO", "HELO", "STARTTLS", "AUTH", "MAIL FROM", "RCPT TO", "DATA"]

    /// The number that the last answer begins with.
    var code: Int? { Int(answer.prefix(3)) }

    mutating func hear(_ line: String) {
        let line = line.split(whereSeparator: \.isNewline).last ?? ""
        guard !hasQuit else { return }
        answer = HeaderText(line.prefix(200)).description
    }

    mutating func say(_ line: String) {
        if line.hasPrefix("QUIT") { hasQuit = true }
        guard let command = Self.commands.first(where: { line.hasPrefix($0) }) else { return }
        // What follows is an address, or a login, or nobody's business.
        step = command == "RCPT TO" ? Self.recipient(line) : command
        answer = ""
    }

    private static func recipient(_ line: String) -> String {
        guard let open = line.firstIndex(of: "<"), let close = line[open...].firstIndex(of: ">") else {
            return "RCPT TO"
        }
        return "RCPT TO " + HeaderText(line[open...close].prefix(260)).description
    }
}
