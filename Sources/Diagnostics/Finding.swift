/// The four classes that Chinese statistics offices use for what is wrong with a report.
public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable, Codable {
    /// 强制: must be mended.
    case mandatory = "A"
    /// 准强制: needs an explanation.
    case explain = "B"
    /// 核实: asks for a check.
    case verify = "C"
    /// 提示: may be ignored.
    case hint = "D"

    /// The official word: 强制, 准强制, 核实, 提示.
    public var word: String {
        switch self {
        case .mandatory: "强制"
        case .explain: "准强制"
        case .verify: "核实"
        case .hint: "提示"
        }
    }

    /// The graver first: `.mandatory < .hint`.
    public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
}

/// Something wrong, or worth a look, in the content of a file: returned together with all others, never thrown.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// Stable and never translated, for example `template.unknown-field`.
    public var rule: String
    /// How grave it is: whether it must be mended, explained, checked, or may be ignored.
    public var severity: Severity
    /// Where it was found; outer layers add to it by ``within(_:)``.
    public var place: Place
    /// What was expected and what was found, without the full stop: `应填日期，实填“下月”`.
    public var statement: String
    /// What to do, without the full stop: `请写成 2019-07-15`. Empty when there is nothing to do.
    public var remedy: String

    /// The statement and the remedy come without their full stops.
    public init(
        _ rule: String, _ severity: Severity, at place: Place = Place(), _ statement: String, remedy: String = ""
    ) {
        self.rule = rule
        self.severity = severity
        self.place = place
        self.statement = statement
        self.remedy = remedy
    }

    /// The whole sentence: place, statement, remedy.
    public var description: String { Sentence.of(place, statement, remedy) }

    /// This finding, with the parts of its place that it lacks taken from `outer`.
    public func within(_ outer: Place) -> Finding {
        var copy = self
        copy.place = place.within(outer)
        return copy
    }
}

/// Thrown when an operation cannot go on.
public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whether the content or the system is at fault; the command's exit status follows from it.
    public enum Kind: Hashable, Sendable {
        /// A file's content cannot be used. A use case that reads several files turns it into a finding of class A.
        case content
        /// The system refused: a path that cannot be read or written, a full disk.
        case system
    }
    /// Bad content, or a system that refused.
    public var kind: Kind
    /// As in ``Finding/rule``.
    public var rule: String
    /// Where it went wrong; outer layers add to it by ``within(_:)``.
    public var place: Place
    /// As in ``Finding/statement``.
    public var statement: String
    /// As in ``Finding/remedy``.
    public var remedy: String

    /// The statement and the remedy come without their full stops.
    public init(_ kind: Kind, _ rule: String, at place: Place = Place(), _ statement: String, remedy: String = "") {
        self.kind = kind
        self.rule = rule
        self.place = place
        self.statement = statement
        self.remedy = remedy
    }

    /// The whole sentence: place, statement, remedy.
    public var description: String { Sentence.of(place, statement, remedy) }

    /// This failure, with the parts of its place that it lacks taken from `outer`.
    public func within(_ outer: Place) -> Failure {
        var copy = self
        copy.place = place.within(outer)
        return copy
    }

    /// The same trouble as a finding of class A, to be listed with others.
    public var finding: Finding { Finding(rule, .mandatory, at: place, statement, remedy: remedy) }
}

/// A value together with all that was found while it was made.
public struct Checked<Value: Sendable>: Sendable {
    /// `nil` when the findings leave nothing that can be used.
    public var value: Value?
    /// All that was found, in the order in which it was found; empty when all is well.
    public var findings: [Finding]

    /// A value with nothing wrong, unless findings are given.
    public init(_ value: Value?, _ findings: [Finding] = []) {
        self.value = value
        self.findings = findings
    }

    /// True when at least one finding must be mended.
    public var isRefused: Bool { findings.contains { $0.severity == .mandatory } }
}

enum Sentence {
    /// `place：statement。remedy。`
    static func of(_ place: Place, _ statement: String, _ remedy: String) -> String {
        let place = place.description
        let body = [statement, remedy].filter { !$0.isEmpty }.map(ended).joined()
        return place.isEmpty ? body : "\(place)：\(body)"
    }

    private static func ended(_ sentence: String) -> String {
        sentence.last.map { "。？！".contains($0) } ?? false ? sentence : sentence + "。"
    }
}

extension Finding {
    /// Each finding once, in order.
    public static func unique(_ findings: [Finding]) -> [Finding] {
        var seen = Set<Finding>()
        return findings.filter { seen.insert($0).inserted }
    }
}
