import Sheets

/// Where every row of a template outside its lists stands in a received sheet, and where each list's rows are.
///
/// Rows whose words were found are certain; the rows between them follow where the count of rows agrees.
struct RowPositions {
    /// By template row; `nil`: the row is not there. Rows of blocks are always `nil`.
    private(set) var rows: [Int?]
    /// For each block the received rows between the row above and the row below.
    private(set) var areas: [Range<Int>] = []
    private let blocks: [RowBlock]
    /// Template rows that hold words or placeholders.
    private let filled: Set<Int>
    private let receivedCount: Int

    init(_ sheet: Sheet, _ template: SheetTemplate, templateRowCount: Int, alignment: RowAlignment, anchored: Set<Int>)
    {
        blocks = template.blocks
        rows = Array(repeating: nil, count: templateRowCount)
        filled = anchored.union(template.cells.keys.map(\.row))
        receivedCount = sheet.rows.count
        let known = alignment.rows.sorted { $0.key < $1.key }
        for (templateRow, row) in known where templateRow < templateRowCount { rows[templateRow] = row }
        var above: (template: Int, row: Int)?
        for (templateRow, row) in known {
            fill(from: above, to: (templateRow, row))
            above = (templateRow, row)
        }
        fill(from: above, to: nil)
        areas = blocks.map { area(of: $0) }
    }

    private func isInBlock(_ row: Int) -> Bool { blocks.contains { $0.rows.contains(row) } }

    /// The template rows between two certain ones.
    private mutating func fill(from above: (template: Int, row: Int)?, to below: (template: Int, row: Int)?) {
        let first = (above?.template ?? -1) + 1
        let end = below?.template ?? rows.count
        guard first < end else { return }
        let between = Array(first..<end)
        let firstFree = (above?.row ?? -1) + 1
        let freeEnd = below?.row ?? .max
        if let firstBlock = between.first(where: isInBlock), let lastBlock = between.last(where: isInBlock) {
            for row in first..<firstBlock { place(row, at: firstFree + row - first, in: firstFree..<freeEnd) }
            guard let below else { return }
            for row in lastBlock + 1..<max(end, lastBlock + 1) {
                place(row, at: below.row - (end - row), in: firstFree..<freeEnd)
            }
            return
        }
        let room = freeEnd - firstFree
        if above == nil, let below {
            for row in between { place(row, at: below.row - (end - row), in: 0..<freeEnd) }
        } else if room >= between.count {
            for row in between { place(row, at: firstFree + row - first, in: firstFree..<freeEnd) }
        } else {
            // Rows were deleted. Blank ones are not missed; the rest is only certain when it fits exactly.
            let needed = between.filter(filled.contains)
            guard needed.count == room else { return }
            for (offset, row) in needed.enumerated() { place(row, at: firstFree + offset, in: firstFree..<freeEnd) }
        }
    }

    private mutating func place(_ templateRow: Int, at row: Int, in free: Range<Int>) {
        guard free.contains(row), row < receivedCount else { return }
        rows[templateRow] = row
    }

    private func area(of block: RowBlock) -> Range<Int> {
        let above = rows[..<block.rows.lowerBound].lastIndex { $0 != nil }
        let below = block.rows.upperBound < rows.count ? rows[block.rows.upperBound...].firstIndex { $0 != nil } : nil
        let start = above.flatMap { rows[$0] }.map { $0 + 1 } ?? 0
        let end = below.flatMap { rows[$0] } ?? receivedCount
        return start..<max(start, end)
    }
}
