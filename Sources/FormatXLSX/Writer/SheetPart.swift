import Archive
import ByteIO
import Diagnostics
import Markup
import Sheets

/// `xl/worksheets/sheetN.xml`. The elements' order is part of the schema.
///
/// Source: ISO/IEC 29500-1, 18.3.1.99 worksheet.
struct SheetPart {
    let workbook: Workbook
    let index: Int
    let names: ExcelSheetNames
    let lists: LongLists
    /// The `dxfId` of the sheet's first conditional rule.
    let firstDifference: Int
    let isSelected: Bool
    let merges: MergePlan
    /// `nil` for what this sheet does not have.
    let drawingID: String?
    let notesID: String?

    private var sheet: Sheet { workbook.sheets[index] }

    func write(
        _ cells: inout CellWriting, _ data: inout SheetData, to package: PackageStream, _ sink: inout some ByteSink
    ) throws {
        var markup = MarkupText()
        head(dimension: dimension, to: &markup)
        try markup.take().withUnsafeBytes { try package.write($0, to: &sink) }
        try rows(&cells, &data, to: package, &sink)
        try end(&markup, to: package, &sink)
    }

    /// The same, with more rows below those of the sheet.
    ///
    /// - Returns: How many rows were added.
    func write(
        _ cells: inout CellWriting, _ data: inout SheetData, continuing more: inout some RowProducer,
        to package: PackageStream, _ sink: inout some ByteSink
    ) throws -> Int {
        var markup = MarkupText()
        head(dimension: nil, to: &markup)
        try markup.take().withUnsafeBytes { try package.write($0, to: &sink) }
        try rows(&cells, &data, to: package, &sink)
        var streamed = StreamedRows(first: sheet.rowCount, sheetName: sheet.name)
        cells.strings.isOpen = false
        defer { cells.strings.isOpen = true }
        while try streamed.fill(from: &more, &cells, to: &data) { try handOn(&data, to: package, &sink) }
        try handOn(&data, to: package, &sink)
        try end(&markup, to: package, &sink)
        return streamed.count
    }

    private func end(_ markup: inout MarkupText, to package: PackageStream, _ sink: inout some ByteSink) throws {
        markup.end()
        tail(to: &markup)
        markup.end()
        try markup.take().withUnsafeBytes { try package.write($0, to: &sink) }
    }

    /// Up to the open `sheetData`.
    private func head(dimension: String?, to markup: inout MarkupText) {
        markup.declaration()
        markup.start("worksheet", ["xmlns": Names.main, "xmlns:r": Names.relations])
        properties(to: &markup)
        if let dimension { markup.empty("dimension", ["ref": dimension]) }
        markup.element("sheetViews") {
            $0.empty("sheetView", ["tabSelected": isSelected ? "1" : nil, "workbookViewId": "0"])
        }
        markup.empty(
            "sheetFormatPr",
            [
                "defaultColWidth": Units.width(Column.standardWidth),
                "defaultRowHeight": Units.height(Row.standardHeight),
                "customHeight": "1",
            ])
        columns(to: &markup)
        markup.start("sheetData")
    }

    private func properties(to markup: inout MarkupText) {
        guard PagePart.isFitted(sheet.page) else { return }
        markup.element("sheetPr") { $0.empty("pageSetUpPr", ["fitToPage": "1"]) }
    }

    private var dimension: String {
        let rows = min(sheet.rowCount, Limit.rows)
        let columns = min(sheet.columnCount, Limit.columns)
        guard rows > 0, columns > 0 else { return "A1" }
        return CellRange(rows: 0..<rows, columns: 0..<columns).description
    }

    private func columns(to markup: inout MarkupText) {
        let columns = sheet.columns.prefix(Limit.columns)
        if columns.isEmpty { return }
        markup.start("cols")
        var index = 0
        while index < columns.count {
            let column = columns[index]
            let next = columns[index...].firstIndex { $0 != column } ?? columns.count
            markup.empty(
                "col",
                [
                    "min": String(index + 1), "max": String(next), "width": Units.width(column.widthInPoints),
                    "style": column.style == .standard ? nil : String(column.style.number),
                    "hidden": column.isHidden ? "1" : nil, "customWidth": "1",
                ])
            index = next
        }
        markup.end()
    }

    // MARK: Rows

    private func rows(
        _ cells: inout CellWriting, _ data: inout SheetData, to package: PackageStream, _ sink: inout some ByteSink
    ) throws {
        let heights = workbook.fittedHeights(ofSheet: index)
        for row in 0..<min(heights.count, Limit.rows) {
            write(row: row, height: heights[row], &cells, to: &data)
            if data.buffer.count >= SheetData.chunkBytes { try handOn(&data, to: package, &sink) }
        }
        try handOn(&data, to: package, &sink)
    }

    private func handOn(_ data: inout SheetData, to package: PackageStream, _ sink: inout some ByteSink) throws {
        try package.write(data.buffer.bytes, to: &sink)
        data.buffer.removeAll()
    }

    private func write(row index: Int, height: Double, _ cells: inout CellWriting, to data: inout SheetData) {
        let row = index < sheet.rows.count ? sheet.rows[index] : Row()
        let isMerged = merges.touches(row: index)
        if !isMerged, height == Row.standardHeight, !row.isHidden, row.cells.allSatisfy(\.isBlank) { return }
        data.startRow(index, height: height, isHidden: row.isHidden)
        if isMerged {
            var merged = row.cells.prefix(Limit.columns).map { MergedCell($0) }
            merges.arrange(&merged, row: index, sheet)
            for (column, cell) in merged.enumerated() {
                write(cell.cell, borders: cell.borders, column, &cells, to: &data)
            }
        } else {
            for (column, cell) in row.cells.prefix(Limit.columns).enumerated() {
                write(cell, borders: nil, column, &cells, to: &data)
            }
        }
        data.endRow()
    }

    private func write(
        _ cell: Cell, borders: Borders?, _ column: Int, _ cells: inout CellWriting, to data: inout SheetData
    ) {
        let isPlainColumn = column >= sheet.columns.count || sheet.columns[column].style == .standard
        cells.write(cell, borders: borders, column, mayLeaveOut: isPlainColumn, to: &data)
    }

    // MARK: After the rows

    private func tail(to markup: inout MarkupText) {
        if sheet.isProtected { markup.empty("sheetProtection", ["sheet": "1", "objects": "1", "scenarios": "1"]) }
        if !merges.merges.isEmpty {
            markup.start("mergeCells", ["count": String(merges.merges.count)])
            for merge in merges.merges { markup.empty("mergeCell", ["ref": merge.description]) }
            markup.end()
        }
        ConditionalPart.write(sheet.conditionalFormats, first: firstDifference, names, to: &markup)
        ValidationPart.write(sheet.validations, lists, to: &markup)
        PagePart.write(sheet.page, to: &markup)
        PagePart.writeBreaks(sheet.rowBreaks, to: &markup)
        if let drawingID { markup.empty("drawing", ["r:id": drawingID]) }
        if let notesID { markup.empty("legacyDrawing", ["r:id": notesID]) }
    }
}
