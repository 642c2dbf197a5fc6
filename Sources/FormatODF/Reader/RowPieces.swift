import Diagnostics
import FileKinds
import Sheets

/// The cells of one row, repeats not yet spread out.
struct RowPieces {
    struct Piece {
        var columns: Range<Int>
        var cell: ParsedCell
        /// Blank to the sheet's edge: looked at, but not taken up as cells.
        var isFiller = false
    }

    let walker: ElementWalker
    let limits: ReadLimits
    let log: ReadLog
    private(set) var pieces: [Piece] = []

    init(walker: ElementWalker, limits: ReadLimits, log: ReadLog) {
        self.walker = walker
        self.limits = limits
        self.log = log
    }

    /// Reads the content of the row just begun.
    func pieces(_ row: Int) throws -> RowPieces {
        var result = self
        var column = 0
        while let tag = try walker.nextChild() {
            guard tag.name == "table:table-cell" || tag.name == "table:covered-table-cell" else {
                try walker.skip()
                continue
            }
            let cell = try CellReader(walker: walker, limits: limits, log: log).cell(
                tag, at: CellRef(row: row, column: column))
            let end = min(column + cell.repeats, limits.columns)
            if !cell.isBlank, column + cell.repeats > limits.columns {
                throw ReadTrouble.overLimit(
                    "列数", limits.columns, at: CellRef(row: row, column: column), sheet: log.sheet)
            }
            if end > column { result.pieces.append(Piece(columns: column..<end, cell: cell)) }
            column = end
        }
        return result
    }

    /// Marks blank cells at the end that are repeated so often that they only fill the sheet.
    mutating func cutFiller() {
        for index in pieces.indices.reversed() {
            guard pieces[index].cell.isBlank else { return }
            if pieces[index].columns.count >= 256 { pieces[index].isFiller = true }
            if !pieces[index].isFiller { return }
        }
    }
}
