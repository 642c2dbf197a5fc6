import Forms

/// Takes a cell's text apart: `{{`, `｛｛`, their ends, and `\{{` for the braces themselves.
enum PlaceholderParser {
    struct Result {
        var segments: [Segment]
        /// What is wrong with the text, as statements.
        var problems: [Problem]

        var hasPlaceholder: Bool { segments.contains { $0.placeholder != nil } }
    }

    struct Problem: Hashable, Sendable {
        var rule: String
        var statement: String
        var remedy: String
    }

    static func parse(_ text: String) -> Result {
        var result = Result(segments: [], problems: [])
        // Most cells have no brace at all.
        guard text.contains(where: { $0 == "{" || $0 == "｛" }) else {
            if !text.isEmpty { result.segments = [.literal(text, offset: 0)] }
            return result
        }
        let characters = Array(text)
        var literal = ""
        var literalStart = 0
        var index = 0
        func isPair(_ at: Int, _ narrow: Character, _ wide: Character) -> Bool {
            at + 1 < characters.count && (characters[at] == narrow || characters[at] == wide)
                && (characters[at + 1] == narrow || characters[at + 1] == wide)
        }
        func flush() {
            if !literal.isEmpty { result.segments.append(.literal(literal, offset: literalStart)) }
            literal = ""
        }
        while index < characters.count {
            if literal.isEmpty { literalStart = index }
            if characters[index] == "\\", isPair(index + 1, "{", "｛") {
                literal += String(characters[index + 1...index + 2])
                index += 3
            } else if isPair(index, "{", "｛") {
                guard let end = (index + 2..<characters.count).first(where: { isPair($0, "}", "｝") }) else {
                    result.problems.append(
                        Problem(
                            rule: "template.unclosed",
                            statement: "“\(String(characters[index...].prefix(20)))”缺少结尾的 }}",
                            remedy: "请补上 }}；如果要印出花括号本身，请写成 \\{{"))
                    literal += String(characters[index...])
                    break
                }
                flush()
                let inner = String(characters[index + 2..<end])
                let (placeholder, problem) = placeholder(inner, source: String(characters[index...end + 1]))
                if let problem { result.problems.append(problem) }
                if let placeholder { result.segments.append(.placeholder(placeholder, offset: index)) }
                index = end + 2
            } else {
                literal.append(characters[index])
                index += 1
            }
        }
        flush()
        return result
    }

    private static func placeholder(_ inner: String, source: String) -> (Placeholder?, Problem?) {
        let halves = inner.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == ";" || $0 == "；" }
        var name = FieldText.narrowed(halves[0])
        let isOutputOnly = name.hasPrefix("=")
        if isOutputOnly { name = FieldText.trimmed(name.dropFirst()) }
        let path = name.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "。" || $0 == "·" }
            .map { self.name(String($0)) }
        guard !path.isEmpty, !path.contains(where: { $0.text.isEmpty }) else {
            return (
                nil,
                Problem(
                    rule: "template.empty-name", statement: "占位符“\(source)”里没有写全字段名",
                    remedy: "请在花括号中写字段名，例如 {{填报单位}}；可用的名称见 huxiao template fields")
            )
        }
        var placeholder = Placeholder(source: source, path: path, isOutputOnly: isOutputOnly)
        guard halves.count == 2 else { return (placeholder, nil) }
        let option = FieldText.trimmed(halves[1])
        if let minimum = minimumItems(option) {
            placeholder.minimumItems = minimum
        } else {
            placeholder.format = option.isEmpty ? nil : option
        }
        return (placeholder, nil)
    }

    private static func name(_ text: String) -> Placeholder.Name {
        let trimmed = FieldText.trimmed(text)
        guard trimmed.hasSuffix("]"), let open = trimmed.lastIndex(of: "["),
            trimmed[trimmed.index(after: open)...].dropLast().allSatisfy(\.isWhitespace)
        else { return Placeholder.Name(trimmed) }
        return Placeholder.Name(FieldText.trimmed(trimmed[..<open]), isList: true)
    }

    /// `至少 10 行` gives 10.
    private static func minimumItems(_ option: String) -> Int? {
        let plain = FieldText.folded(option)
        guard plain.hasPrefix("至少"), plain.hasSuffix("行"), plain.count > 3 else { return nil }
        return Int(plain.dropFirst(2).dropLast()).flatMap { (1...10_000).contains($0) ? $0 : nil }
    }
}
