import Diagnostics
import Mustache

/// Text as an office worker edits it, with `{{names}}` that are filled in (mustache).
///
/// Names are of ASCII: `{{unit}}`, `{{guards.total}}`, `{{#files}}…{{/files}}` for each of several, `{{^warnings}}…{{/warnings}}`
/// for none, and inside a list `{{^last()}}、{{/last()}}` for what stands between.
public struct TextTemplate: Sendable {
    /// What a name may stand for.
    public indirect enum Name: Hashable, Sendable {
        /// `{{name}}`, and `{{#name}}` where it is not empty.
        case text
        /// `{{name.other}}`, and `{{#name}}{{other}}{{/name}}`.
        case group([String: Name])
        /// `{{#name}}…{{/name}}`: once for each, with names of their own.
        case list([String: Name])
    }

    /// What a name stands for.
    public indirect enum Value: Hashable, Sendable {
        /// A text of one line: line breaks in it become blanks, so that no name can add a paragraph. An empty one counts
        /// as none.
        case text(String)
        /// Several under one name.
        case group([String: Value])
        /// Several, each with names of its own.
        case list([[String: Value]])
    }

    private let template: MustacheTemplate

    /// Reads a template; all that is wrong with it at once.
    ///
    /// - Parameters:
    ///   - names: What it may name; anything else is a finding, because mustache would print nothing in its place.
    ///   - word: What messages call it: 邮件模板, 总结模板.
    ///   - rule: The findings' rule; `-name` is added for unknown names.
    ///   - line: The number of the source's first line in its file.
    public static func parse(
        _ source: some StringProtocol, names: [String: Name], word: String, rule: String, line: Int = 1
    ) -> Checked<TextTemplate> {
        var check = TagCheck(names: names, word: word, rule: rule, line: line)
        check.run(String(source))
        if !check.findings.isEmpty { return Checked(nil, check.findings) }
        // Plain text, not a page: nothing is escaped.
        guard let template = try? MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + source) else {
            return Checked(nil, [check.broken(line)])
        }
        return Checked(TextTemplate(template: template))
    }

    private init(template: MustacheTemplate) { self.template = template }

    /// The text with all names filled in. Names without a value stand for nothing.
    public func filled(_ values: [String: Value]) -> String { template.render(Value.plain(values)) }
}

extension TextTemplate.Value {
    fileprivate var plain: Any {
        switch self {
        case .text(let text): Self.oneLine(text)
        case .group(let values): Self.plain(values)
        case .list(let items): items.map(Self.plain)
        }
    }

    private static func oneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: line.append(" ")
            default: line.append(scalar)
            }
        }
        return String(line)
    }

    /// Without what is empty, which mustache would take for something.
    fileprivate static func plain(_ values: [String: TextTemplate.Value]) -> [String: Any] {
        values.filter { $0.value != .text("") && $0.value != .list([]) }.mapValues(\.plain)
    }
}
