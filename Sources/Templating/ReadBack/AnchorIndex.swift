import Diagnostics
import Forms
import Sheets

/// The fixed words (固定文字) of a template's sheet, and which of its rows a received row looks like.
struct AnchorIndex {
    /// A cell's fixed words.
    struct Anchor: Hashable {
        var cell: CellRef
        /// As printed, for messages.
        var text: String
        var folded: String
        /// The words stand before a value in the same cell.
        var isPrefix: Bool
        /// From the first to the last column of the cell.
        var columns: Range<Int>

        /// Whether something is meant to be written after the words: `负责人（签字）：`.
        var invitesText: Bool { isPrefix || folded.hasSuffix(":") }
    }

    /// One wording, which may stand in several cells.
    struct Entry {
        var folded: String
        var isPrefix: Bool
        /// How often it stands in each row.
        var rows: [Int: Int]
        /// Words that stand once tell more than words that are repeated.
        var weight: Int
    }

    /// By template row, from left to right.
    private(set) var anchors: [Int: [Anchor]] = [:]
    private var entries: [Entry] = []
    private var byFirst: [Unicode.Scalar: [Int]] = [:]
    private var longest = 0
    /// What a row scores when all of its words are found.
    private(set) var fullScores: [Int: Int] = [:]

    var fullScore: Int { fullScores.values.reduce(0, +) }

    init(_ sheet: Sheet, _ template: SheetTemplate) {
        let merges = MergeMap(sheet.merges)
        for (row, cells) in sheet.rows.enumerated() where !template.blocks.contains(where: { $0.rows.contains(row) }) {
            for (column, cell) in cells.cells.enumerated() {
                let ref = CellRef(row: row, column: column)
                guard merges.origin(covering: ref) == nil, let (text, isPrefix) = Self.words(cell, template.cells[ref])
                else { continue }
                let folded = FieldText.folded(text)
                if folded.isEmpty { continue }
                let columns = merges.merge(at: ref)?.columns ?? column..<column + 1
                anchors[row, default: []].append(
                    Anchor(cell: ref, text: text, folded: folded, isPrefix: isPrefix, columns: columns))
            }
        }
        index()
    }

    /// The words that always begin the cell's text.
    private static func words(_ cell: Cell, _ template: TextTemplate?) -> (String, isPrefix: Bool)? {
        guard let template else { return cell.value.plainText.map { ($0, false) } }
        guard case .literal(let text, _)? = template.pieces.first else { return nil }
        return (text, !template.fields.isEmpty)
    }

    private mutating func index() {
        var numbers: [String: Int] = [:]
        for row in anchors.keys.sorted() {
            for anchor in anchors[row] ?? [] {
                let number = numbers[anchor.folded] ?? entries.count
                if number == entries.count {
                    entries.append(Entry(folded: anchor.folded, isPrefix: anchor.isPrefix, rows: [:], weight: 4))
                    numbers[anchor.folded] = number
                }
                entries[number].isPrefix = entries[number].isPrefix || anchor.isPrefix
                entries[number].rows[row, default: 0] += 1
            }
        }
        for number in entries.indices {
            if entries[number].rows.values.reduce(0, +) > 1 { entries[number].weight = 2 }
            if let first = entries[number].folded.unicodeScalars.first { byFirst[first, default: []].append(number) }
            longest = max(longest, entries[number].folded.count)
            for (row, count) in entries[number].rows { fullScores[row, default: 0] += count * entries[number].weight }
        }
    }

    // MARK: Received rows

    /// What each template row scores on these cells, weak likenesses left out; in order of template rows.
    func scores(of row: Row) -> [(templateRow: Int, score: Int)] {
        var found: [Int: (count: Int, points: Int)] = [:]
        for cell in row.cells {
            guard let text = cell.value.plainText, let (entry, points) = match(text) else { continue }
            let before = found[entry] ?? (0, 0)
            found[entry] = (before.count + 1, max(before.points, points))
        }
        if found.isEmpty { return [] }
        var scores: [Int: Int] = [:]
        for (number, hit) in found {
            for (templateRow, count) in entries[number].rows {
                scores[templateRow, default: 0] += min(count, hit.count) * hit.points
            }
        }
        return scores.filter { $0.value * 4 >= fullScores[$0.key] ?? 0 }.sorted { $0.key < $1.key }
            .map { (templateRow: $0.key, score: $0.value) }
    }

    /// The wording that `text` is, or begins with.
    private func match(_ text: String) -> (entry: Int, points: Int)? {
        guard let first = Self.firstFolded(text), let candidates = byFirst[first] else { return nil }
        let folded = FieldText.folded(text.utf8.count > longest * 8 + 64 ? String(text.prefix(longest * 2 + 16)) : text)
        var best: (entry: Int, points: Int)?
        for number in candidates {
            let points = points(of: folded, entries[number])
            if points > best?.points ?? 0 { best = (number, points) }
        }
        return best
    }

    private func points(of folded: String, _ entry: Entry) -> Int {
        if folded == entry.folded { return entry.weight }
        guard entry.folded.count > 1 else { return 0 }
        if folded.hasPrefix(entry.folded) { return entry.isPrefix ? entry.weight : max(1, entry.weight - 1) }
        // A long note that somebody has edited.
        return entry.folded.count >= 8 && folded.commonPrefix(with: entry.folded) >= 4 ? 1 : 0
    }

    private static func firstFolded(_ text: String) -> Unicode.Scalar? {
        for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
            let narrow = FieldText.narrowed(scalar)
            return ("A"..."Z").contains(narrow) ? Unicode.Scalar(narrow.value + 32) : narrow
        }
        return nil
    }
}

extension String {
    /// How many characters both begin with.
    fileprivate func commonPrefix(with other: String) -> Int {
        zip(self, other).prefix { $0 == $1 }.count
    }
}
