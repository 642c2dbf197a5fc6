import Diagnostics
import Sheets

/// Streamed rows as parts of the model, few at a time.
enum StretchModel {
    /// The workbook with all its rows.
    static func whole(
        _ workbook: Workbook, _ stretch: RowStretch, from rows: inout some RowProducer
    ) throws -> Workbook {
        var whole = workbook
        var streamed: [Row] = []
        var given = try StretchRows(stretch, of: workbook.sheets[stretch.sheet], format: "html")
        while try given.next(from: &rows) { streamed.append(RowContent.row(given.row)) }
        let held = whole.sheets[stretch.sheet].rows
        if held.count < stretch.first {
            whole.sheets[stretch.sheet].rows += repeatElement(Row(), count: stretch.first - held.count)
        }
        whole.sheets[stretch.sheet].rows.insert(contentsOf: streamed, at: stretch.first)
        for block in stride(from: stretch.first, to: stretch.rows.upperBound, by: max(stretch.blockHeight, 1)) {
            whole.sheets[stretch.sheet].merges += stretch.merges.map { $0.moved(by: block) }
        }
        return whole
    }
}

extension Sheet {
    /// Some of its rows as a sheet of their own, counted from zero, with all that lies over them.
    ///
    /// - Parameters:
    ///   - rows: The first of them; those that are missing are blank.
    ///   - range: Where the rows stand in this sheet.
    ///   - merges: As the new sheet counts.
    func part(_ rows: [Row], standingAt range: Range<Int>, merges: [CellRange]) -> Sheet {
        let place = range.lowerBound
        var part = Sheet(name: name, columns: columns, rows: rows, merges: merges, headerColumns: headerColumns)
        part.page = page
        part.headerRows = headerRows.map { $0.clamped(to: range) }.map { $0.lowerBound - place..<$0.upperBound - place }
        part.rowBreaks = rowBreaks.filter { range.contains($0) }.map { $0 - place }
        part.conditionalFormats = conditionalFormats.map { format in
            var own = format
            own.ranges = format.ranges.filter { $0.rows.overlaps(range) }.map {
                CellRange(rows: $0.rows.clamped(to: range), columns: $0.columns).moved(by: -place)
            }
            return own
        }
        part.pictures = pictures.filter { range.contains($0.anchor.row) }.map { picture in
            var own = picture
            own.anchor = CellRef(row: picture.anchor.row - place, column: picture.anchor.column)
            return own
        }
        return part
    }
}

extension CellRange {
    func moved(by rows: Int) -> CellRange {
        CellRange(rows: self.rows.lowerBound + rows..<self.rows.upperBound + rows, columns: columns)
    }
}
