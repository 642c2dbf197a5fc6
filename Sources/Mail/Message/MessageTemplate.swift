import Diagnostics
import Mustache

/// The words of a message as an office worker edits them: the first line is the subject, the rest is the text, with
/// `{{names}}` that are filled in (mustache).
///
/// Names are of ASCII: `{{unit}}`, `{{#files}}…{{/files}}` for each of several, `{{^warnings}}…{{/warnings}}` for none.
public struct MessageTemplate: Sendable {
    private let subject: MustacheTemplate
    private let text: MustacheTemplate

    /// - Parameters:
    ///   - source: Subject, line break, text.
    ///   - names: What it may name; anything else is an error, because mustache would print nothing in its place.
    /// - Throws: ``Diagnostics/Failure`` of kind `.content` for an unknown name, and what is not mustache.
    public init(_ source: String, names: Set<String>) throws(Failure) {
        let source = source.replacing("\r\n", with: "\n").drop { $0 == "\u{FEFF}" }
        try Self.check(source, names)
        let first = source.prefix { $0 != "\n" }
        subject = try Self.compile(String(first))
        text = try Self.compile(String(source.dropFirst(first.count).drop { $0 == "\n" }))
    }

    /// What a name stands for.
    public enum Value: Hashable, Sendable {
        /// A text of one line: line breaks in it become blanks, so that no name can add a paragraph. An empty one counts
        /// as none.
        case text(String)
        /// Several, each with names of its own.
        case list([[String: Value]])
    }

    /// The words with all names filled in. Names without a value stand for nothing.
    public func filled(_ values: [String: Value]) -> (subject: HeaderText, text: String) {
        let values = Value.plain(values)
        return (HeaderText(subject.render(values)), text.render(values))
    }

    private static func compile(_ source: String) throws(Failure) -> MustacheTemplate {
        do {
            // Plain text, not a page: nothing is escaped.
            return try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + source)
        } catch {
            throw broken(Place())
        }
    }

    private static func broken(_ place: Place) -> Failure {
        Failure(
            .content, "mail.template", at: place, "邮件模板写法有误",
            remedy: "请检查 {{ 与 }}、{{#名}} 与 {{/名}} 是否成对，名称只能用英文")
    }

    private static func check(_ source: Substring, _ names: Set<String>) throws(Failure) {
        for (number, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.replacing(/\{\{[^}]*\}\}/, with: "").contains("{{") {
                throw broken(Place(position: TextPosition(line: number + 1)))
            }
            for name in Self.names(in: line) where !names.contains(name) {
                let nearest = NearestName.of(name, in: names.sorted())
                throw Failure(
                    .content, "mail.template-name", at: Place(position: TextPosition(line: number + 1)),
                    "邮件模板中不认识 {{\(HeaderText(name.prefix(40)))}}",
                    remedy: nearest.map { "是否为 {{\($0)}}？请改正" } ?? "可用的有：\(names.sorted().joined(separator: "、"))")
            }
        }
    }

    /// Without the signs that open and close sections, and comments. Whatever else stands in braces is taken for a
    /// name, so that it is told.
    private static func names(in line: Substring) -> [String] {
        line.matches(of: /\{\{([^}]*)\}\}/).compactMap { match in
            let tag = match.1.drop { $0 == "{" || $0 == " " }
            if tag.first == "!" { return nil }
            return tag.drop { "#^/& ".contains($0) }.filter { $0 != " " }
        }
    }
}

extension MessageTemplate.Value {
    fileprivate var plain: Any {
        switch self {
        case .text(let text): HeaderText(text).description
        case .list(let items): items.map(Self.plain)
        }
    }

    /// Without what is empty, which mustache would take for something.
    fileprivate static func plain(_ values: [String: MessageTemplate.Value]) -> [String: Any] {
        values.filter { $0.value != .text("") && $0.value != .list([]) }.mapValues(\.plain)
    }
}
