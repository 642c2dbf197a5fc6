import CivilTime
import Sheets

/// Which of several files of the same form is the later one.
struct ReceivedOrder {
    /// Places in the given list, the latest last.
    let sorted: [Int]
    /// What told them apart, for messages: `按填报时间`.
    let word: String

    init(_ forms: [CollectedForm]) {
        let dates = forms.map(\.filledInOn)
        let moments = forms.map(\.savedAt)
        if let order = Self.order(dates, { $0 < $1 }) {
            (sorted, word) = (order, "按填报时间")
        } else if let order = Self.order(
            moments, { ($0.day, $0.time.secondsSinceMidnight) < ($1.day, $1.time.secondsSinceMidnight) })
        {
            (sorted, word) = (order, "按保存时间")
        } else {
            (sorted, word) = (Array(forms.indices), "按文件的顺序")
        }
    }

    /// `nil` unless every one says when, and the last is alone.
    private static func order<Value: Equatable>(_ values: [Value?], _ precedes: (Value, Value) -> Bool) -> [Int]? {
        let known = values.compactMap { $0 }
        guard known.count == values.count, let first = known.first, known.contains(where: { $0 != first }) else {
            return nil
        }
        return known.indices.sorted { a, b in
            if precedes(known[a], known[b]) { return true }
            return !precedes(known[b], known[a]) && a < b
        }
    }
}
