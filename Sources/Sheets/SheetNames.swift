/// Gives every sheet of a workbook a name that all office suites take: at most 31 UTF-16 units, none of `[ ] : * ? / \`, not
/// empty, unique without case.
public struct SheetNames: Sendable {
    public static let longest = 31
    private var taken: Set<String>

    public init(taken: [String] = []) { self.taken = Set(taken.map { $0.lowercased() }) }

    /// `wanted`, or the nearest usable name, which is taken from now on.
    public mutating func usable(_ wanted: String) -> String {
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
        return candidate
    }

    private static func shortened(_ name: String, to limit: Int) -> String {
        var name = name
        while name.utf16.count > limit { name.removeLast() }
        return name
    }
}
