/// The sheets' names as the formats of Excel may write them: at most 31 characters, none of `[ ] : * ? / \`, not empty, no
/// apostrophe at either end, unique without case.
package struct ExcelSheetNames: Sendable {
    /// One for each sheet, in order.
    package let written: [String]
    private let byName: [String: String]

    package init(_ names: [String]) {
        var taken: Set<String> = []
        var written: [String] = []
        var byName: [String: String] = [:]
        for (index, name) in names.enumerated() {
            let own = Self.unique(Self.allowed(name, number: index + 1), &taken)
            written.append(own)
            if byName[name.lowercased()] == nil { byName[name.lowercased()] = own }
        }
        self.written = written
        self.byName = byName
    }

    /// A name for one more sheet.
    package func further(_ name: String) -> String {
        var taken = Set(written.map { $0.lowercased() })
        return Self.unique(name, &taken)
    }

    /// How a reference writes the sheet of that name in the workbook; a name it does not know stays as it is.
    package func written(for name: String) -> String { byName[name.lowercased()] ?? name }

    /// UTF-16 units.
    package static let longest = 31

    private static let fullWidth: [Character: Character] = [
        "[": "［", "]": "］", ":": "：", "*": "＊", "?": "？", "/": "／", "\\": "＼",
    ]

    private static func allowed(_ name: String, number: Int) -> String {
        var text = String(name.map { fullWidth[$0] ?? ($0.isNewline ? " " : $0) })
        if text.hasPrefix("'") { text = "’" + text.dropFirst() }
        if text.hasSuffix("'") { text = text.dropLast() + "’" }
        return text.isEmpty ? "表\(number)" : cut(text, to: longest)
    }

    private static func unique(_ name: String, _ taken: inout Set<String>) -> String {
        var candidate = name
        var number = 2
        while !taken.insert(candidate.lowercased()).inserted {
            let suffix = "(\(number))"
            candidate = cut(name, to: longest - suffix.utf16.count) + suffix
            number += 1
        }
        return candidate
    }

    /// Whole characters only.
    package static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf16.count > limit else { return text }
        var result = ""
        var length = 0
        for character in text {
            length += character.utf16.count
            if length > limit { break }
            result.append(character)
        }
        return result
    }
}
