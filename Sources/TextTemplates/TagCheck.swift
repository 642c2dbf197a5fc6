import Diagnostics

/// Looks through the tags of a template, section by section, for names that nobody knows.
struct TagCheck {
    private(set) var findings: [Finding] = []
    private let word: String
    private let rule: String
    private var line: Int
    /// The open sections, with the names that each adds; the first is the whole template. Of an unknown section the names
    /// inside are not known either, and not told.
    private var scopes: [(tag: String, names: [String: TextTemplate.Name]?)]

    /// Of the items of a list: where they stand in it.
    private static let positions: Set<String> = ["first()", "last()", "even()", "odd()", "index()"]

    init(names: [String: TextTemplate.Name], word: String, rule: String, line: Int) {
        (self.word, self.rule, self.line) = (word, rule, line)
        scopes = [("", names)]
    }

    mutating func run(_ source: String) {
        for text in source.split(separator: "\n", omittingEmptySubsequences: false) {
            // What closes later, or never, is not read as mustache reads it.
            if text.replacing(/\{\{[^}]*\}\}\}?/, with: "").contains("{{") { findings.append(broken(line)) }
            for match in text.matches(of: /\{\{([^}]*)\}\}/) { take(match.1) }
            line += 1
        }
        if scopes.count > 1, let open = scopes.last?.tag {
            findings.append(broken(line - 1, "{{#\(open)}} 没有对应的 {{/\(open)}}"))
        }
    }

    private mutating func take(_ tag: Substring) {
        let inside = tag.drop { $0 == "{" || $0 == " " }
        let name = inside.drop { "#^/& ".contains($0) }.filter { $0 != " " }
        switch inside.first {
        case "!": return
        case "/": close(name)
        case "#": open(name, look(name))
        case "^": scopes.append((name, look(name).map { _ in [:] }))
        default: if let known = look(name), known != .text { unknown(name) }
        }
    }

    private mutating func open(_ name: String, _ known: TextTemplate.Name?) {
        switch known {
        case .text: scopes.append((name, [:]))
        case .group(let names), .list(let names): scopes.append((name, names))
        case nil: scopes.append((name, nil))
        }
    }

    private mutating func close(_ name: String) {
        if scopes.count > 1, scopes.last?.tag == name {
            scopes.removeLast()
        } else {
            findings.append(broken(line, "{{/\(name)}} 没有对应的 {{#\(name)}}"))
        }
    }

    /// What a name leads to; `nil`, with a finding, for an unknown one.
    private mutating func look(_ name: String) -> TextTemplate.Name? {
        if scopes.count > 1, Self.positions.contains(name) { return .text }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        for scope in scopes.reversed() {
            guard let names = scope.names else { return .text }
            guard var known = names[parts[0]] else { continue }
            for part in parts.dropFirst() {
                guard case .group(let names) = known, let next = names[part] else {
                    unknown(name)
                    return nil
                }
                known = next
            }
            return known
        }
        unknown(name)
        return nil
    }

    private mutating func unknown(_ name: String) {
        let all = Set(scopes.flatMap { Self.paths($0.names ?? [:], "") }).sorted()
        let nearest = NearestName.of(name, in: all)
        let some = all.prefix(40).joined(separator: "、") + (all.count > 40 ? "等" : "")
        findings.append(
            Finding(
                rule + "-name", .mandatory, at: Place(position: TextPosition(line: line)),
                "\(word)中不认识 {{\(name.prefix(40))}}",
                remedy: nearest.map { "是否为 {{\($0)}}？请改正" } ?? "可用的有：\(some)"))
    }

    private static func paths(_ names: [String: TextTemplate.Name], _ prefix: String) -> [String] {
        names.flatMap { name, kind in
            if case .group(let inner) = kind { return paths(inner, prefix + name + ".") }
            return [prefix + name]
        }
    }

    func broken(_ line: Int, _ what: String = "写法有误") -> Finding {
        Finding(
            rule, .mandatory, at: Place(position: TextPosition(line: line)), "\(word)\(what)",
            remedy: "请检查 {{ 与 }}、{{#名}} 与 {{/名}} 是否成对，名称只能用英文")
    }
}
