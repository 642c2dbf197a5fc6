import Diagnostics
import TextTemplates

/// The words of a message as an office worker edits them: the first line is the subject, the rest is the text, both with
/// `{{names}}` that are filled in; see ``TextTemplates/TextTemplate``.
public struct MessageTemplate: Sendable {
    private let subject: TextTemplate
    private let text: TextTemplate

    /// What a name stands for.
    public typealias Value = TextTemplate.Value

    /// Reads the words of a message; everything that is wrong with them at once.
    ///
    /// - Parameters:
    ///   - source: Subject, line break, text. The subject may not be blank.
    ///   - names: What it may name; anything else is a finding.
    public static func parse(_ source: String, names: [String: TextTemplate.Name]) -> Checked<MessageTemplate> {
        let source = source.replacing("\r\n", with: "\n").drop { $0 == "\u{FEFF}" }
        let first = source.prefix { $0 != "\n" }
        let blank = source.dropFirst(first.count).prefix { $0 == "\n" }
        var subject = parse(first, names, line: 1)
        if first.allSatisfy(\.isWhitespace) { subject = Checked(nil, [noSubject]) }
        let text = parse(source.dropFirst(first.count + blank.count), names, line: 1 + blank.count)
        guard let subjectWords = subject.value, let textWords = text.value else {
            return Checked(nil, subject.findings + text.findings)
        }
        return Checked(MessageTemplate(subject: subjectWords, text: textWords))
    }

    private static var noSubject: Finding {
        Finding(
            "mail.template-subject", .mandatory, at: Place(position: TextPosition(line: 1)), "邮件模板的第一行应为主题，实为空行",
            remedy: "请在第一行写上主题，正文从第二行起")
    }

    private static func parse(
        _ source: Substring, _ names: [String: TextTemplate.Name], line: Int
    ) -> Checked<TextTemplate> {
        TextTemplate.parse(source, names: names, word: "邮件模板", rule: "mail.template", line: line)
    }

    private init(subject: TextTemplate, text: TextTemplate) {
        (self.subject, self.text) = (subject, text)
    }

    /// The words with all names filled in. Names without a value stand for nothing.
    public func filled(_ values: [String: Value]) -> (subject: HeaderText, text: String) {
        (HeaderText(subject.filled(values)), text.filled(values))
    }
}
