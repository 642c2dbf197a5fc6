import Diagnostics

/// Gives every sheet a name that all office suites take.
struct SheetNames {
    static let longest = 31
    private var taken: Set<String> = []

    /// `wanted`, or the nearest usable name with a finding that says why.
    mutating func usable(_ wanted: String) -> (name: String, finding: Finding?) {
        var name = String(wanted.map { "[]:*?/\\".contains($0) || $0.isNewline ? "_" : $0 })
        while name.hasPrefix("'") { name.removeFirst() }
        while name.hasSuffix("'") { name.removeLast() }
        if name.allSatisfy(\.isWhitespace) { name = "未命名" }
        name = Self.shortened(name, to: Self.longest)
        var candidate = name
        var number = 2
        while !taken.insert(candidate.lowercased()).inserted {
            let suffix = "(\(number))"
            candidate = Self.shortened(name, to: Self.longest - suffix.utf16.count) + suffix
            number += 1
        }
        if candidate == wanted { return (candidate, nil) }
        return (
            candidate,
            Finding(
                "template.sheet-name", .hint, at: Place(sheet: candidate),
                "工作表名“\(wanted)”不能直接使用（最多 31 个字符，不含 [ ] : * ? / \\，不能重名），已改为“\(candidate)”")
        )
    }

    /// Office suites count UTF-16 units.
    private static func shortened(_ name: String, to limit: Int) -> String {
        var name = name
        while name.utf16.count > limit { name.removeLast() }
        return name
    }
}
