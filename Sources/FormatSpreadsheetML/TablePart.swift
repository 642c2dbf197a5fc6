import ByteIO
import Diagnostics
import Markup
import Sheets

/// `ss:Table`: columns, rows and cells. Rows leave one at a time.
struct TablePart {
    let workbook: Workbook
    let sheet: Sheet
    let heights: [Double]
    let names: ExcelSheetNames
    private let merges: MergeMap

    init(_ workbook: Workbook, sheet index: Int, names: ExcelSheetNames) {
        self.workbook = workbook
        sheet = workbook.sheets[index]
        heights = workbook.fittedHeights(ofSheet: index)
        self.names = names
        merges = MergeMap(sheet.merges)
    }

    func write(_ styles: inout StyleUse, _ markup: inout MarkupText, to sink: inout some ByteSink) throws {
        markup.start(
            "Table",
            [
                "ss:DefaultColumnWidth": Decimal.plain(Column.standardWidth),
                "ss:DefaultRowHeight": Decimal.plain(Row.standardHeight),
            ])
        columns(to: &markup)
        var next = 0
        for (index, row) in sheet.rows.enumerated() where !isStandard(row, height: heights[index]) {
            markup.lineBreak()
            write(row, at: index, isJump: index != next, &styles, to: &markup)
            next = index + 1
            try sink.write(markup.take())
        }
        markup.end()
        markup.lineBreak()
    }

    private func columns(to markup: inout MarkupText) {
        var index = 0
        while index < sheet.columns.count {
            let column = sheet.columns[index]
            let same = sheet.columns[index...].prefix { $0 == column }.count
            markup.lineBreak()
            markup.empty(
                "Column",
                [
                    // Without it LibreOffice up to 7 goes on counting from the sheet before.
                    "ss:Index": index == 0 ? "1" : nil,
                    "ss:StyleID": column.style == .standard ? nil : StyleUse.name(of: column.style),
                    "ss:AutoFitWidth": "0",
                    "ss:Width": Decimal.plain(Self.length(column.widthInPoints, upTo: Limit.columnWidth)),
                    "ss:Hidden": column.isHidden ? "1" : nil,
                    "ss:Span": same > 1 ? String(same - 1) : nil,
                ])
            index += same
        }
    }

    private func isStandard(_ row: Row, height: Double) -> Bool {
        height == Row.standardHeight && !row.isHidden && row.cells.allSatisfy(\.isBlank)
    }

    /// Two decimals, as many as any program keeps.
    static func length(_ points: Double, upTo limit: Double) -> Double {
        guard points.isFinite else { return 0 }
        return (min(max(points, 0), limit) * 100).rounded() / 100
    }

    private func write(_ row: Row, at index: Int, isJump: Bool, _ styles: inout StyleUse, to markup: inout MarkupText) {
        markup.start(
            "Row",
            [
                "ss:Index": isJump ? String(index + 1) : nil,
                "ss:AutoFitHeight": "0",
                "ss:Height": Decimal.plain(Self.length(heights[index], upTo: Limit.rowHeight)),
                "ss:Hidden": row.isHidden ? "1" : nil,
            ])
        var next = 0
        for (column, cell) in row.cells.enumerated() {
            let place = CellRef(row: index, column: column)
            if merges.origin(covering: place) != nil { continue }
            let merge = merges.merge(at: place)
            if cell.isBlank, merge == nil, sheet.column(column).style == .standard { continue }
            write(cell, at: place, merge, isJump: column != next, &styles, to: &markup)
            next = merge?.columns.upperBound ?? column + 1
        }
        markup.end()
    }

    private func write(
        _ cell: Cell, at place: CellRef, _ merge: CellRange?, isJump: Bool, _ styles: inout StyleUse,
        to markup: inout MarkupText
    ) {
        let style = styles.id(of: cell, merge: merge, sheet, workbook)
        let needsName = style != .standard || sheet.column(place.column).style != .standard
        markup.start(
            "Cell",
            [
                "ss:Index": isJump ? String(place.column + 1) : nil,
                "ss:StyleID": needsName ? StyleUse.name(of: style) : nil,
                "ss:MergeAcross": merge.flatMap { $0.columns.count > 1 ? String($0.columns.count - 1) : nil },
                "ss:MergeDown": merge.flatMap { $0.rows.count > 1 ? String($0.rows.count - 1) : nil },
            ])
        if case .formula(let formula) = cell.value {
            markup.attribute("ss:Formula", "=" + R1C1.formula(formula.parts, at: place, names))
        }
        CellData.write(cell.value.shown, to: &markup)
        if let note = cell.note { CellData.write(note, to: &markup) }
        markup.end()
    }
}
