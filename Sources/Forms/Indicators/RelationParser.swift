import Diagnostics

/// Reads the relations column of an indicator set.
///
/// A relation is written `= 2 + 3 (error)`, `<= 11 (warning)`, `>= 5 (error: 理由)` or `<= 20 (error) 其中`; several are
/// separated by semicolons. Numbers are those of the set. 其中 says that the left side is a part of the right side.
struct RelationParser {
    /// A relation as written, with numbers that nobody has looked up yet.
    struct Written: Hashable {
        var comparison: Relation.Comparison
        var numbers: [Int]
        var severity: Severity
        var reason: String
        var isPartOf: Bool
    }

    /// What stands in the way, as a statement: `应写…，实写“…”`.
    struct Trouble: Error, Hashable {
        var statement: String
    }

    static func parse(_ text: String) -> [Result<Written, Trouble>] {
        split(text).map { part in
            parseOne(part).map { .success($0) }
                ?? .failure(Trouble(statement: "勾稽关系应写成“<= 20 (error)”或“= 2 + 3 (warning: 理由)”，实写“\(part)”"))
        }
    }

    /// Semicolons inside parentheses belong to the reason.
    private static func split(_ text: String) -> [String] {
        var parts = [String.UnicodeScalarView()]
        var depth = 0
        for scalar in text.unicodeScalars {
            let plain = FieldText.narrowed(scalar)
            if plain == "(" { depth += 1 }
            if plain == ")" { depth -= 1 }
            if plain == ";" && depth <= 0 { parts.append(.init()) } else { parts[parts.count - 1].append(scalar) }
        }
        return parts.map { FieldText.trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    private static func parseOne(_ text: String) -> Written? {
        let scalars = Array(text.unicodeScalars)
        let plain = scalars.map { FieldText.narrowed($0) }
        guard let open = plain.firstIndex(of: "("), let close = plain.lastIndex(of: ")"), open < close,
            let (comparison, numbers) = leftPart(string(plain[..<open]))
        else { return nil }
        let inside = plain[(open + 1)..<close]
        let colon = inside.firstIndex(of: ":") ?? close
        let mark = string(plain[(close + 1)...])
        guard let severity = severities[FieldText.folded(string(plain[(open + 1)..<colon]))],
            mark.isEmpty || mark == "其中"
        else {
            return nil
        }
        // The reason keeps its full-width punctuation.
        let reason = colon < close ? string(scalars[(colon + 1)..<close]) : ""
        return Written(
            comparison: comparison, numbers: numbers, severity: severity, reason: reason, isPartOf: mark == "其中")
    }

    /// `= 2 + 3`
    private static func leftPart(_ text: String) -> (Relation.Comparison, [Int])? {
        guard let comparison = Relation.Comparison.allCases.first(where: { text.hasPrefix($0.rawValue) }) else {
            return nil
        }
        let addends = text.dropFirst(comparison.rawValue.count).split(separator: "+", omittingEmptySubsequences: false)
        let numbers = addends.compactMap { Int(FieldText.trimmed($0)) }
        return numbers.count == addends.count ? (comparison, numbers) : nil
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        FieldText.trimmed(String(String.UnicodeScalarView(scalars)))
    }

    private static let severities: [String: Severity] = [
        "error": .mandatory, "错误": .mandatory, "warning": .verify, "警告": .verify,
    ]
}
