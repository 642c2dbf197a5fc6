/// Finds the name somebody probably meant.
public enum NearestName {
    /// The candidate with the fewest edits from `name`, or `nil` when none is near (more than a third of its length, at
    /// least one edit, may differ). Ties go to the earlier candidate.
    public static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased())
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let given = Array(candidate.lowercased())
            let allowed = max(1, max(wanted.count, given.count) / 3)
            guard abs(given.count - wanted.count) <= allowed else { continue }
            let distance = editDistance(wanted, given)
            if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Levenshtein distance in characters, a swap of neighbours counting as one.
    static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
