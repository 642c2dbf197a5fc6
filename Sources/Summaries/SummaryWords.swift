import Diagnostics
import TextTemplates

/// The words of a summary's sections, from a text template: `## 总体情况` and below it the sentences of that section.
public struct SummaryWords: Sendable {
    private let sections: [(title: String, template: TextTemplate)]

    /// Reads a template; everything that is wrong with it at once.
    ///
    /// - Parameters:
    ///   - titles: The sections that a summary has.
    ///   - names: What the sentences may name.
    public static func parse(
        _ source: String, titles: [String], names: [String: TextTemplate.Name]
    ) -> Checked<SummaryWords> {
        var findings: [Finding] = []
        var sections: [(title: String, template: TextTemplate)] = []
        for part in parts(source) {
            guard titles.contains(part.title) else {
                if part.title.isEmpty, part.text.allSatisfy(\.isWhitespace) { continue }
                let statement = part.title.isEmpty ? "总结模板的文字不在任何一节之下" : "总结没有“\(part.title)”这一节"
                findings.append(
                    Finding(
                        "summary.template-section", .mandatory, at: Place(position: TextPosition(line: part.line)),
                        statement, remedy: "可用的节：\(titles.map { "## \($0)" }.joined(separator: "、"))"))
                continue
            }
            let parsed = TextTemplate.parse(
                part.text, names: names, word: "总结模板", rule: "summary.template", line: part.line + 1)
            findings += parsed.findings
            if let template = parsed.value { sections.append((part.title, template)) }
        }
        return Checked(findings.isEmpty ? SummaryWords(sections: sections) : nil, findings)
    }

    private static func parts(_ source: String) -> [(title: String, text: String, line: Int)] {
        var parts: [(title: String, text: String, line: Int)] = [("", "", 0)]
        let lines = source.replacing("\r\n", with: "\n").drop { $0 == "\u{FEFF}" }
        for (number, line) in lines.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("## ") {
                parts.append((line.dropFirst(3).trimmed, "", number + 1))
            } else {
                parts[parts.count - 1].text += line + "\n"
            }
        }
        return parts
    }

    /// The paragraphs of a section; none where the template has no words for it.
    func paragraphs(_ title: String, _ values: [String: TextTemplate.Value], _ marks: FigureMarks) -> [Narrative] {
        sections.filter { $0.title == title }.flatMap { section in
            section.template.filled(values).split(separator: "\n").map { String($0.trimmed) }.filter { !$0.isEmpty }
                .map { marks.narrative($0) }
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        guard let end = self[start...].lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[start...end])
    }
}
