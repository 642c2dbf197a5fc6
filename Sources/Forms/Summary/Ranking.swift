/// Places in a comparison (名次): the highest first, equal ones share a place.
public struct Ranking: Hashable, Sendable {
    /// One place.
    public struct Place: Hashable, Sendable {
        /// From 1; after two that share place 1 comes place 3.
        public var number: Int
        /// True: somebody else has the same place (并列).
        public var isTied: Bool

        /// `3`, or `3（并列）`.
        public var text: String { isTied ? "\(number)（并列）" : String(number) }
    }

    /// One place a rate, in their order; `nil` for a rate of nothing, or one that is not known.
    public var places: [Place?]

    /// Ranks rates by their exact parts: 1/3 and 2/6 are equal, whatever they are rounded to.
    public init(_ rates: [Rate?]) {
        let order = rates.indices.filter { (rates[$0]?.whole ?? 0) > 0 }.sorted {
            Self.isHigher(rates[$0], rates[$1]) || !Self.isHigher(rates[$1], rates[$0]) && $0 < $1
        }
        var places = [Place?](repeating: nil, count: rates.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, !Self.isHigher(rates[order[start]], rates[order[end]]) { end += 1 }
            for place in order[start..<end] { places[place] = Place(number: start + 1, isTied: end - start > 1) }
            start = end
        }
        self.places = places
    }

    private static func isHigher(_ a: Rate?, _ b: Rate?) -> Bool {
        guard let a, let b else { return false }
        let (left, right) = (a.part.multipliedFullWidth(by: b.whole), b.part.multipliedFullWidth(by: a.whole))
        return (left.high, left.low) > (right.high, right.low)
    }
}

/// What lies at a part of a list of numbers in order (分位数).
public enum Quantile {
    /// The middle one, or the mean of the middle two (中位数); `nil` of nothing.
    public static func median(_ values: [Int]) -> Double? {
        let sorted = values.sorted()
        guard let upper = sorted.indices.dropFirst(sorted.count / 2).first.map({ sorted[$0] }) else { return nil }
        if sorted.count % 2 == 1 { return Double(upper) }
        return (Double(sorted[sorted.count / 2 - 1]) + Double(upper)) / 2
    }

    /// The smallest value that at least nine tenths do not exceed (90 分位数，最近序位法); `nil` of nothing.
    public static func ninetieth(_ values: [Int]) -> Int? {
        let sorted = values.sorted()
        return sorted.isEmpty ? nil : sorted[(sorted.count * 9 + 9) / 10 - 1]
    }
}
