import Diagnostics
import Forms
import Sheets

/// Which received column every template column has become, by the headings of the matched rows.
struct ColumnAlignment {
    /// By template column; `nil`: the column is not there.
    private(set) var columns: [Int?]
    /// Template columns whose heading was found out of order.
    private(set) var moved: [Int] = []

    /// Heading words that template and received sheet have in common: template column, received column, count.
    private var votes: [[Int: Int]]

    /// No official form is wider; what stands further right is not looked at.
    static let widest = 1024

    init(_ sheet: Sheet, _ rows: [Int: Int], _ index: AnchorIndex, width: Int) {
        columns = Array(repeating: nil, count: width)
        votes = Array(repeating: [:], count: width)
        for (templateRow, row) in rows.sorted(by: { $0.key < $1.key }) where row < sheet.rows.count {
            // Titles and notes that stand across several columns say little about any of them.
            let headings = (index.anchors[templateRow] ?? []).filter { $0.columns.count == 1 && !$0.isPrefix }
            vote(headings, sheet.rows[row])
        }
        chooseInOrder()
        chooseMoved()
        fillGaps(sheet, rows, index)
    }

    private mutating func vote(_ headings: [AnchorIndex.Anchor], _ row: Row) {
        if headings.isEmpty { return }
        let wanted = Dictionary(grouping: headings, by: \.folded)
        for (column, cell) in row.cells.prefix(Self.widest).enumerated() {
            guard let text = cell.value.plainText, text.utf8.count < 1000 else { continue }
            let same = wanted[FieldText.folded(text)] ?? []
            for heading in same where heading.cell.column < votes.count {
                votes[heading.cell.column][column, default: 0] += same.count == 1 ? 4 : 1
            }
        }
    }

    /// The choice from left to right with the most votes.
    private mutating func chooseInOrder() {
        var chains: [(column: Int, received: Int, previous: Int?, score: Int)] = []
        for column in votes.indices {
            let before = chains.indices
            for (received, count) in likeliest(column) {
                let previous = before.filter { chains[$0].column < column && chains[$0].received < received }
                    .max { chains[$0].score < chains[$1].score }
                // Between equals the column that stayed where it was.
                let points = count * 1000 - min(abs(received - column), 500)
                chains.append((column, received, previous, points + (previous.map { chains[$0].score } ?? 0)))
            }
        }
        var end = chains.indices.max { chains[$0].score < chains[$1].score }
        while let chain = end {
            columns[chains[chain].column] = chains[chain].received
            end = chains[chain].previous
        }
    }

    /// The received columns with most votes, the nearest first among equals; in order from left to right.
    private func likeliest(_ column: Int) -> [(Int, Int)] {
        votes[column].sorted { ($1.value, abs($0.key - column), $0.key) < ($0.value, abs($1.key - column), $1.key) }
            .prefix(8).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// A heading that stands once in both, elsewhere: somebody has moved the column.
    private mutating func chooseMoved() {
        var taken = Set(columns.compactMap { $0 })
        for column in columns.indices where columns[column] == nil {
            // Words that are repeated, such as “—”, vote everywhere and tell nothing.
            let clear = votes[column].filter { $0.value >= 4 }
            guard clear.count == 1, let received = clear.keys.first, !taken.contains(received) else { continue }
            columns[column] = received
            taken.insert(received)
            moved.append(column)
        }
    }

    /// Columns without a heading of their own, or with an altered one, follow their neighbours where the count of
    /// columns agrees.
    private mutating func fillGaps(_ sheet: Sheet, _ rows: [Int: Int], _ index: AnchorIndex) {
        let certain = columns.indices.filter { columns[$0] != nil && !moved.contains($0) }
        guard let first = certain.first, let last = certain.last, let firstReceived = columns[first],
            let lastReceived = columns[last]
        else {
            if moved.isEmpty { for column in columns.indices { columns[column] = column } }
            return
        }
        let taken = Set(columns.compactMap { $0 })
        func place(_ column: Int, at received: Int) {
            if columns[column] == nil, received >= 0, !taken.contains(received) { columns[column] = received }
        }
        for column in 0..<first { place(column, at: firstReceived - (first - column)) }
        for column in columns.indices where column > last {
            if Self.hasHeadings(column, index), !Self.hasWords(lastReceived + column - last, sheet, rows) { continue }
            place(column, at: lastReceived + column - last)
        }
        for (left, right) in zip(certain, certain.dropFirst()) where right - left > 1 {
            guard let from = columns[left], let to = columns[right] else { continue }
            if to - from == right - left {
                for column in left + 1..<right { place(column, at: from + column - left) }
            } else {
                fillBySimilarity(left + 1..<right, from + 1..<max(from + 1, to), sheet, rows, index)
            }
        }
    }

    /// Somebody has inserted or deleted columns and altered headings beside them: only a similar heading tells.
    private mutating func fillBySimilarity(
        _ gap: Range<Int>, _ free: Range<Int>, _ sheet: Sheet, _ rows: [Int: Int], _ index: AnchorIndex
    ) {
        // Nobody inserts so many columns by hand.
        guard free.count <= 64 else { return }
        for column in gap where columns[column] == nil {
            let taken = Set(columns.compactMap { $0 })
            let headings = Self.headings(of: column, index)
            columns[column] = free.first { received in
                !taken.contains(received)
                    && headings.contains { heading in
                        guard let row = rows[heading.cell.row] else { return false }
                        return SimilarText.isSimilar(sheet[row, received].value.plainText ?? "", to: heading.text)
                    }
            }
        }
    }

    private static func headings(of column: Int, _ index: AnchorIndex) -> [AnchorIndex.Anchor] {
        index.anchors.keys.sorted().flatMap { index.anchors[$0] ?? [] }.filter {
            $0.columns == column..<column + 1 && !$0.isPrefix
        }
    }

    private static func hasHeadings(_ column: Int, _ index: AnchorIndex) -> Bool {
        !headings(of: column, index).isEmpty
    }

    private static func hasWords(_ received: Int, _ sheet: Sheet, _ rows: [Int: Int]) -> Bool {
        rows.values.contains { !FieldText.folded(sheet[$0, received].value.plainText ?? "").isEmpty }
    }
}

/// Whether two wordings probably mean the same.
enum SimilarText {
    static func isSimilar(_ found: String, to expected: String) -> Bool {
        guard found.utf8.count < 1000 else { return false }
        let a = FieldText.folded(found)
        let b = FieldText.folded(expected)
        if a.isEmpty || b.isEmpty { return false }
        if a == b || withoutUnit(a) == withoutUnit(b) || min(a.count, b.count) >= 2 && (a.contains(b) || b.contains(a))
        {
            return true
        }
        return NearestName.of(a, in: [b]) != nil || NearestName.of(withoutUnit(a), in: [withoutUnit(b)]) != nil
    }

    /// `排查学校` of `排查学校(家)`.
    private static func withoutUnit(_ folded: String) -> String {
        guard folded.hasSuffix(")"), let open = folded.lastIndex(of: "("), open > folded.startIndex else {
            return folded
        }
        return String(folded[..<open])
    }
}
