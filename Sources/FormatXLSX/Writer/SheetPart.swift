import Archive
import ByteIO
import Diagnostics
import Markup
import Sheets

/// `xl/worksheets/sheetN.xml`. The elements' order is part of the schema.
///
/// Source: ISO/IEC 29500-1, 18.3.1.99 worksheet.
struct SheetPart {
    /// Without the streamed rows; its merges stand where its rows are.
    let workbook: Workbook
    let index: Int
    /// The rows that are streamed into this sheet.
    let stretch: RowStretch?
    /// Of the rows that the sheet itself holds, in points.
    let heights: [Double]
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
        var markup = try start(to: package, &sink)
        try rows(0..<min(heights.count, Limit.rows), &cells, &data, to: package, &sink)
        try end(&markup, &data, to: package, &sink)
    }

    /// The same, with rows in the middle that come one at a time.
    func write(
        _ streamed: inout StreamedRows, from rows: inout some RowProducer, _ cells: inout CellWriting,
        _ data: inout SheetData, to package: PackageStream, _ sink: inout some ByteSink
    ) throws {
        let first = min(streamed.stretch.first, heights.count)
        var markup = try start(to: package, &sink)
        try self.rows(0..<first, &cells, &data, to: package, &sink)
        while try streamed.fill(from: &rows, &cells, to: &data) { try handOn(&data, to: package, &sink) }
        try handOn(&data, to: package, &sink)
        try self.rows(first..<heights.count, &cells, &data, to: package, &sink)
        try end(&markup, &data, to: package, &sink)
    }

    /// - Returns: With the elements that are still open.
    private func start(to package: PackageStream, _ sink: inout some ByteSink) throws -> MarkupText {
        var markup = MarkupText()
        head(to: &markup)
        try markup.take().withUnsafeBytes { try package.write($0, to: &sink) }
        return markup
    }

    private func end(
        _ markup: inout MarkupText, _ data: inout SheetData, to package: PackageStream, _ sink: inout some ByteSink
    ) throws {
        markup.end()
        if sheet.isProtected { markup.empty("sheetProtection", ["sheet": "1", "objects": "1", "scenarios": "1"]) }
        try markup.take().withUnsafeBytes { try package.write($0, to: &sink) }
        try writeMerges(&data, to: package, &sink)
        try handOn(&data, to: package, &sink)
        tail(to: &markup)
        markup.end()
        try markup.take().withUnsafeBytes { try package.write($0, to: &sink) }
    }

    /// The merges of the streamed blocks among those of the sheet, some at a time.
    private func writeMerges(
        _ data: inout SheetData, to package: PackageStream, _ sink: inout some ByteSink
    ) throws {
        let inBlock = MergePlan.accepted(stretch?.merges ?? [])
        let blocks = inBlock.isEmpty ? 0 : (stretch?.rowCount ?? 0) / max(stretch?.blockHeight ?? 1, 1)
        let count = merges.merges.count + blocks * inBlock.count
        if count == 0 { return }
        data.buffer.verbatim(Array("<mergeCells count=\"\(count)\">".utf8))
        let first = stretch?.first ?? 0
        let above = merges.merges.prefix { $0.rows.lowerBound < first }
        for merge in above { data.merge(merge, down: 0) }
        for block in 0..<blocks {
            for merge in inBlock { data.merge(merge, down: first + block * (stretch?.blockHeight ?? 1)) }
            if data.buffer.count >= SheetData.chunkBytes { try handOn(&data, to: package, &sink) }
        }
        for merge in merges.merges.dropFirst(above.count) { data.merge(merge, down: stretch?.rowCount ?? 0) }
        data.buffer.verbatim("</mergeCells>")
    }

    /// Up to the open `sheetData`.
    private func head(to markup: inout MarkupText) {
        markup.declaration()
        markup.start("worksheet", ["xmlns": Names.main, "xmlns:r": Names.relations])
        properties(to: &markup)
        markup.empty("dimension", ["ref": dimension])
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

    /// Streamed rows included.
    var finishedRowCount: Int {
        guard let stretch else { return sheet.rowCount }
        return max(sheet.rowCount, stretch.first) + stretch.rowCount
    }

    private var dimension: String {
        let rows = min(finishedRowCount, Limit.rows)
        let streamed = stretch.map { max($0.columnCount, $0.merges.lazy.map(\.columns.upperBound).max() ?? 0) } ?? 0
        let columns = min(max(sheet.columnCount, streamed), Limit.columns)
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
        _ rows: Range<Int>, _ cells: inout CellWriting, _ data: inout SheetData, to package: PackageStream,
        _ sink: inout some ByteSink
    ) throws {
        let part = RowPart(sheet: sheet, merges: merges, columns: sheet.columns)
        for row in rows {
            part.write(row, at: stretch?.place(of: row) ?? row, height: heights[row], &cells, to: &data)
            if data.buffer.count >= SheetData.chunkBytes { try handOn(&data, to: package, &sink) }
        }
        try handOn(&data, to: package, &sink)
    }

    private func handOn(_ data: inout SheetData, to package: PackageStream, _ sink: inout some ByteSink) throws {
        try package.write(data.buffer.bytes, to: &sink)
        data.buffer.removeAll()
    }

    // MARK: After the rows

    private func tail(to markup: inout MarkupText) {
        ConditionalPart.write(sheet.conditionalFormats, first: firstDifference, names, to: &markup)
        ValidationPart.write(sheet.validations, lists, to: &markup)
        PagePart.write(sheet.page, to: &markup)
        PagePart.writeBreaks(sheet.rowBreaks, to: &markup)
        if let drawingID { markup.empty("drawing", ["r:id": drawingID]) }
        if let notesID { markup.empty("legacyDrawing", ["r:id": notesID]) }
    }
}
