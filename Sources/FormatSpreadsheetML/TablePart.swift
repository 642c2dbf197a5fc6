import ByteIO
import Diagnostics
import Markup
import Sheets

/// `ss:Table`: columns, rows and cells, row by row.
struct TablePart {
    let workbook: Workbook
    /// Without streamed rows; its merges stand where its rows are.
    let sheet: Sheet
    /// Of the rows of ``sheet``.
    let heights: [Double]
    let names: ExcelSheetNames
    private let merges: MergeMap

    init(_ workbook: Workbook, sheet: Sheet, heights: [Double], names: ExcelSheetNames) {
        self.workbook = workbook
        self.sheet = sheet
        self.heights = heights
        self.names = names
        merges = MergeMap(sheet.merges)
    }

    /// Up to the first row.
    func start(_ markup: inout MarkupText) {
        markup.start(
            "Table",
            [
                "ss:DefaultColumnWidth": Decimal.plain(Column.standardWidth),
                "ss:DefaultRowHeight": Decimal.plain(Row.standardHeight),
            ])
        columns(to: &markup)
    }

    /// - Parameters:
    ///   - rows: Rows of ``sheet``.
    ///   - offset: How much lower they stand in the finished sheet.
    ///   - next: The finished row behind the last one written.
    func write(
        _ rows: Range<Int>, offset: Int = 0, next: inout Int, _ styles: inout StyleUse, _ markup: inout MarkupText,
        to sink: inout some ByteSink
    ) throws {
        for index in rows.clamped(to: sheet.rows.indices) {
            let row = sheet.rows[index]
            if isStandard(row, height: heights[index]) { continue }
            markup.lineBreak()
            write(row, index, at: index + offset, isJump: index + offset != next, &styles, to: &markup)
            next = index + offset + 1
            try sink.write(markup.take())
        }
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

    private func write(
        _ row: Row, _ index: Int, at finished: Int, isJump: Bool, _ styles: inout StyleUse, to markup: inout MarkupText
    ) {
        markup.start(
            "Row",
            [
                "ss:Index": isJump ? String(finished + 1) : nil,
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
            write(
                cell, at: CellRef(row: finished, column: column), merge, isJump: column != next, &styles, to: &markup)
            next = merge?.columns.upperBound ?? column + 1
        }
        markup.end()
    }

    /// - Parameter place: In the finished sheet; `merge` counts as ``sheet`` does.
    func write(
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
