/// Gives every sheet of a workbook a name that all office suites take: at most 31 UTF-16 units, none of
/// `[ ] : * ? / \`, not empty, no apostrophe at either end, unique without case.
public struct SheetNames: Sendable {
    /// UTF-16 units.
    public static let longest = 31
    private var taken: Set<String>

    /// - Parameter taken: Names that are given already.
    public init(taken: [String] = []) { self.taken = Set(taken.map { $0.lowercased() }) }

    /// `wanted`, or the nearest usable name, which is taken from now on.
    ///
    /// - Parameter empty: The name of a sheet that has none.
    public mutating func usable(_ wanted: String, empty: String = "未命名") -> String {
        let name = Self.allowed(wanted, empty: empty)
        var candidate = name
        var number = 2
        while !taken.insert(candidate.lowercased()).inserted {
            let suffix = "(\(number))"
            candidate = name.prefix(utf16: Self.longest - suffix.utf16.count) + suffix
            number += 1
        }
        return candidate
    }

    private static let fullWidth: [Character: Character] = [
        "[": "［", "]": "］", ":": "：", "*": "＊", "?": "？", "/": "／", "\\": "＼",
    ]

    private static func allowed(_ name: String, empty: String) -> String {
        var text = String(name.map { fullWidth[$0] ?? ($0.isNewline ? " " : $0) })
        if text.hasPrefix("'") { text = "’" + text.dropFirst() }
        if text.hasSuffix("'") { text = text.dropLast() + "’" }
        return text.allSatisfy(\.isWhitespace) ? empty : text.prefix(utf16: longest)
    }
}
