import Diagnostics
import Sheets

/// Which row of the template every row of the filled sheet comes from, and so where everything moves.
///
/// This is the whole of the shift contract: merges, ranges, formulas, breaks and pictures are all moved by it.
struct RowPlan {
    struct Line: Hashable {
        var templateRow: Int
        /// Which block, and which item of its list; `nil` outside blocks.
        var item: Item?
    }
    struct Item: Hashable {
        var block: Int
        var index: Int
    }

    let blocks: [RowBlock]
    /// Items of each block, never 0: an empty list keeps one empty row on paper.
    let counts: [Int]
    let templateRowCount: Int

    init(blocks: [RowBlock], counts: [Int], templateRowCount: Int) {
        self.blocks = blocks
        self.counts = counts
        self.templateRowCount = templateRowCount
    }

    /// Nothing repeats: every row stays where it is.
    static let identity = RowPlan(blocks: [], counts: [], templateRowCount: 0)

    /// The filled sheet's rows, from the first to the last that the template holds.
    ///
    /// - Parameter streamed: A block whose rows are left out.
    func lines(without streamed: Int? = nil) -> [Line] {
        var lines: [Line] = []
        var row = 0
        for (number, block) in blocks.enumerated() {
            lines += (row..<block.rows.lowerBound).map { Line(templateRow: $0) }
            if number != streamed {
                for index in 0..<counts[number] { lines += self.lines(of: number, index: index) }
            }
            row = block.rows.upperBound
        }
        if row < templateRowCount { lines += (row..<templateRowCount).map { Line(templateRow: $0) } }
        return lines
    }

    /// The rows of one item.
    func lines(of block: Int, index: Int) -> [Line] {
        blocks[block].rows.map { Line(templateRow: $0, item: Item(block: block, index: index)) }
    }

    func block(of templateRow: Int) -> Int? { blocks.firstIndex { $0.rows.contains(templateRow) } }

    /// Where a template row stands for one item; for a row outside blocks, `index` does not matter.
    func row(_ templateRow: Int, index: Int = 0) -> Int {
        var shift = 0
        for (number, block) in blocks.enumerated() where block.rows.lowerBound <= templateRow {
            if block.rows.contains(templateRow) { return templateRow + shift + index * block.rows.count }
            shift += (counts[number] - 1) * block.rows.count
        }
        return templateRow + shift
    }

    /// Where a template row stands last.
    func lastRow(_ templateRow: Int) -> Int {
        row(templateRow, index: block(of: templateRow).map { counts[$0] - 1 } ?? 0)
    }

    /// From the first to the last place of these rows: what lies around a block grows with it.
    func stretched(_ rows: Range<Int>) -> Range<Int> {
        row(rows.lowerBound)..<lastRow(rows.upperBound - 1) + 1
    }

    func stretched(_ range: CellRange) -> CellRange { CellRange(rows: stretched(range.rows), columns: range.columns) }

    /// Every place of these rows, adjacent ones joined: what applies to a cell applies to all its copies.
    func copies(of rows: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        func add(_ range: Range<Int>) {
            if let last = result.last, last.upperBound == range.lowerBound {
                result[result.count - 1] = last.lowerBound..<range.upperBound
            } else {
                result.append(range)
            }
        }
        var row = rows.lowerBound
        while row < rows.upperBound {
            guard let number = block(of: row) else {
                let next = blocks.first { $0.rows.lowerBound > row }?.rows.lowerBound ?? rows.upperBound
                let end = min(next, rows.upperBound)
                add(self.row(row)..<self.row(row) + (end - row))
                row = end
                continue
            }
            let inside = row..<min(rows.upperBound, blocks[number].rows.upperBound)
            if inside == blocks[number].rows {
                add(self.row(row)..<self.row(row) + counts[number] * inside.count)
            } else {
                for index in 0..<counts[number] {
                    let first = self.row(inside.lowerBound, index: index)
                    add(first..<first + inside.count)
                }
            }
            row = inside.upperBound
        }
        return result
    }

    func copies(of range: CellRange) -> [CellRange] {
        copies(of: range.rows).map { CellRange(rows: $0, columns: range.columns) }
    }

    /// The places of a range that moves as one piece: once outside blocks, once an item inside one.
    func pieces(of range: CellRange) -> [CellRange] {
        guard let number = block(of: range.rows.lowerBound), blocks[number].rows.upperBound >= range.rows.upperBound
        else {
            return [stretched(range)]
        }
        return (0..<counts[number]).map { index in
            let first = row(range.rows.lowerBound, index: index)
            return CellRange(rows: first..<first + range.rows.count, columns: range.columns)
        }
    }

    /// The formula's references, moved. A formula of a block refers to its own item inside the block; from outside, a
    /// range over a block grows with it and a single cell of a block means the first item's.
    func moved(_ parts: [FormulaPart], in item: Item?, sheets: (String) -> RowPlan?) -> [FormulaPart] {
        parts.map { part in
            guard case .reference(var reference) = part else { return part }
            let isOwnSheet = reference.sheet == nil
            let plan = isOwnSheet ? self : reference.sheet.flatMap(sheets) ?? .identity
            let own = isOwnSheet ? item : nil
            let first = reference.first.cell.row
            let last = (reference.last ?? reference.first).cell.row
            if let own, blocks[own.block].rows.contains(first), blocks[own.block].rows.contains(last) {
                reference.first.cell.row = plan.row(first, index: own.index)
                reference.last?.cell.row = plan.row(last, index: own.index)
            } else {
                reference.first.cell.row = plan.row(first)
                reference.last?.cell.row = plan.lastRow(last)
            }
            return .reference(reference)
        }
    }
}
