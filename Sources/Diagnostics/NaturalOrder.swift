/// Orders texts as people do: `2017年9月` before `2017年10月`.
enum NaturalOrder {
    static func precedes(_ a: String, _ b: String) -> Bool {
        let left = pieces(of: a)
        let right = pieces(of: b)
        for (x, y) in zip(left, right) where x != y {
            if let m = Int(x), let n = Int(y), m != n { return m < n }
            return x < y
        }
        return left.count < right.count
    }

    /// Runs of digits, and what stands between them.
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var wasDigit = false
        for character in text {
            let isDigit = character.isASCII && character.isNumber
            if pieces.isEmpty || isDigit != wasDigit { pieces.append("") }
            pieces[pieces.count - 1].append(character)
            wasDigit = isDigit
        }
        return pieces
    }
}
