/// Reads the code of a ``NumberFormat``. Whatever it does not know stays a literal, as office suites do.
enum NumberFormatParser {
    static let colorNames: [(String, Color)] = [
        ("Black", .black), ("Red", Color(red: 255, green: 0, blue: 0)), ("Green", Color(red: 0, green: 255, blue: 0)),
        ("Blue", Color(red: 0, green: 0, blue: 255)), ("Yellow", Color(red: 255, green: 255, blue: 0)),
        ("Magenta", Color(red: 255, green: 0, blue: 255)), ("Cyan", Color(red: 0, green: 255, blue: 255)),
        ("White", .white),
    ]

    static func sections(of code: String) -> [NumberFormat.Section] {
        var scanner = Scanner(code)
        return scanner.sections()
    }

    private struct Scanner {
        let characters: [Character]
        var index = 0
        var section = NumberFormat.Section(tokens: [])
        var literal = ""
        var done: [NumberFormat.Section] = []

        init(_ code: String) { characters = Array(code.isEmpty ? "General" : code) }

        mutating func sections() -> [NumberFormat.Section] {
            while index < characters.count { step() }
            endSection()
            return done
        }

        private mutating func endSection() {
            flushLiteral()
            section.tokens = NumberFormatParser.monthsAndMinutes(section.tokens)
            done.append(section)
            section = NumberFormat.Section(tokens: [])
        }

        private mutating func flushLiteral() {
            if !literal.isEmpty { section.tokens.append(.literal(literal)) }
            literal = ""
        }

        private mutating func add(_ token: NumberFormat.Token, taking count: Int) {
            flushLiteral()
            section.tokens.append(token)
            index += count
        }

        private func run(of letter: Character) -> Int {
            var end = index
            while end < characters.count, characters[end].lowercased() == String(letter) { end += 1 }
            return end - index
        }

        private func ahead(_ word: String) -> Bool {
            let end = index + word.count
            return end <= characters.count && String(characters[index..<end]).lowercased() == word.lowercased()
        }

        private mutating func step() {
            let character = characters[index]
            switch character.lowercased() {
            case ";":
                endSection()
                index += 1
            case "\"": quoted()
            case "\\":
                if index + 1 < characters.count { literal.append(characters[index + 1]) }
                index += 2
            case "_": // The width of the next character.
                literal.append(" ")
                index += 2
            case "*": index += 2 // Fills the cell with the next character: nothing on paper.
            case "[": bracket()
            case "0", "#", "?": number()
            case "%": add(.percent, taking: 1)
            case "@": add(.text, taking: 1)
            case "g" where ahead("general"): add(.general, taking: 7)
            case "a" where ahead("am/pm"): add(.amPM, taking: 5)
            case "a" where ahead("aaa"): add(.weekday(isShort: run(of: "a") == 3), taking: run(of: "a"))
            case "上" where ahead("上午/下午"): add(.amPM, taking: 5)
            case "y", "e":
                let length = run(of: Character(character.lowercased()))
                add(.year(length == 2 ? 2 : 4), taking: length)
            case "m": add(.month(min(run(of: "m"), 2)), taking: run(of: "m"))
            case "d": day()
            case "h": add(.hour(min(run(of: "h"), 2)), taking: run(of: "h"))
            case "s": add(.second(min(run(of: "s"), 2)), taking: run(of: "s"))
            default:
                literal.append(character)
                index += 1
            }
        }

        private mutating func day() {
            let count = run(of: "d")
            add(count >= 3 ? .weekday(isShort: count == 3) : .day(count), taking: count)
        }

        private mutating func quoted() {
            index += 1
            while index < characters.count, characters[index] != "\"" {
                literal.append(characters[index])
                index += 1
            }
            index += 1
        }

        private mutating func bracket() {
            guard let end = characters[index...].firstIndex(of: "]") else {
                literal.append("[")
                index += 1
                return
            }
            let inner = String(characters[index + 1..<end])
            if ["h", "hh"].contains(inner.lowercased()) {
                add(.elapsedHours, taking: end + 1 - index)
                return
            }
            if let color = NumberFormatParser.colorNames.first(where: { $0.0.lowercased() == inner.lowercased() }) {
                section.color = color.1
            } else if let condition = NumberFormatParser.condition(inner) {
                section.condition = condition
            } else if inner.hasPrefix("$") {
                // A currency: [$￥-804]. A locale alone, [$-804], shows nothing.
                literal += inner.dropFirst().prefix { $0 != "-" }
            }
            index = end + 1
        }

        private mutating func number() {
            var digits = NumberFormat.Digits(minimumIntegers: 0)
            var count = 0
            var isFraction = false
            var commas = 0
            scan: while index + count < characters.count {
                switch characters[index + count] {
                case "0" where isFraction:
                    digits.maximumDecimals += 1
                    digits.minimumDecimals = digits.maximumDecimals
                case "#" where isFraction, "?" where isFraction: digits.maximumDecimals += 1
                case "0": digits.minimumIntegers += 1
                case "#", "?": break
                case ",":
                    commas += 1
                    count += 1
                    continue scan
                case "." where !isFraction: isFraction = true
                default: break scan
                }
                // A comma with a digit place after it groups; those after the last one divide.
                if commas > 0, characters[index + count] != "." { digits.isGrouped = true }
                if commas > 0, characters[index + count] == "." { digits.thousands += commas }
                commas = 0
                count += 1
            }
            index += count
            digits.thousands += commas
            if ahead("e+") || ahead("e-") {
                index += 2
                digits.exponentDigits = run(of: "0")
                index += run(of: "0")
            }
            add(.number(digits), taking: 0)
        }
    }

    static func condition(_ text: String) -> NumberFormat.Condition? {
        let sign = text.prefix { "<>=".contains($0) }
        guard let comparison = NumberFormat.Condition.Comparison(rawValue: String(sign)),
            let operand = Double(text.dropFirst(sign.count))
        else { return nil }
        return NumberFormat.Condition(comparison: comparison, operand: operand)
    }

    /// `m` is a minute after an hour or before a second, else a month.
    static func monthsAndMinutes(_ tokens: [NumberFormat.Token]) -> [NumberFormat.Token] {
        let fields = tokens.indices.filter { tokens[$0].isDateOrTime }
        var result = tokens
        for (place, index) in fields.enumerated() {
            guard case .month(let width) = tokens[index] else { continue }
            let before = place > 0 ? tokens[fields[place - 1]] : nil
            let after = place + 1 < fields.count ? tokens[fields[place + 1]] : nil
            let isMinute =
                switch (before, after) {
                case (.hour, _), (.elapsedHours, _), (_, .second): true
                default: false
                }
            if isMinute { result[index] = .minute(width) }
        }
        return result
    }
}
