import Diagnostics
import Sheets

/// Which received row every template row with fixed words has become: the choice, in order from top to bottom, with the
/// most words found.
struct RowAlignment {
    /// Template row to received row.
    private(set) var rows: [Int: Int] = [:]
    /// Words found on the whole sheet, as points.
    private(set) var score = 0
    /// Received rows that look like a template row, matched or not.
    private(set) var lookalikes: [Int: [(templateRow: Int, score: Int)]] = [:]

    private struct Node {
        var templateRow: Int
        var row: Int
        var previous: Int?
        var score: Int
    }

    init(_ sheet: Sheet, to index: AnchorIndex) {
        let known = index.fullScores.keys.sorted()
        var nodes: [Node] = []
        // The best chain that ends at each template row.
        var best = [Int?](repeating: nil, count: known.count)
        let places = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, $0) })
        for (number, row) in sheet.rows.enumerated() {
            let scores = index.scores(of: row)
            if scores.isEmpty { continue }
            lookalikes[number] = scores
            var new: [(place: Int, node: Int)] = []
            for (templateRow, points) in scores {
                guard let place = places[templateRow] else { continue }
                let before = best[..<place].compactMap { $0 }.max { nodes[$0].score < nodes[$1].score }
                let total = points + (before.map { nodes[$0].score } ?? 0)
                if let old = best[place], nodes[old].score >= total { continue }
                nodes.append(Node(templateRow: templateRow, row: number, previous: before, score: total))
                new.append((place, nodes.count - 1))
            }
            for (place, node) in new { best[place] = node }
        }
        var end = best.compactMap { $0 }.max { nodes[$0].score < nodes[$1].score }
        score = end.map { nodes[$0].score } ?? 0
        while let node = end {
            rows[nodes[node].templateRow] = nodes[node].row
            end = nodes[node].previous
        }
    }
}
