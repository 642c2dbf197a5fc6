import Diagnostics
import Sheets

extension ParsedPicture {
    /// A picture that lies on the page, hung on the cell under its upper left corner.
    func anchored(in sheet: Sheet) -> ParsedPicture {
        var copy = self
        let (column, x) = Self.step(picture.offsetX) { sheet.column($0).isHidden ? 0 : sheet.column($0).widthInPoints }
        let (row, y) = Self.step(picture.offsetY) { index in
            guard index < sheet.rows.count else { return Row.standardHeight }
            if sheet.rows[index].isHidden { return 0 }
            switch sheet.rows[index].height {
            case .fixed(let height), .fitted(let height): return height
            }
        }
        copy.picture.anchor = CellRef(row: row, column: column)
        (copy.picture.offsetX, copy.picture.offsetY) = (x, y)
        return copy
    }

    /// How many steps fit into `distance`, and what is left.
    private static func step(_ distance: Double, _ size: (Int) -> Double) -> (Int, Double) {
        var rest = distance
        for index in 0..<4096 {
            let step = size(index)
            if rest < step { return (index, rest) }
            rest -= step
        }
        return (4095, rest)
    }
}
