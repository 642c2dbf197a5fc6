import ByteIO
import Diagnostics
import Forms
import Sheets

/// A filled form with one list whose rows are made while the file is written.
public struct StreamedForm: Sendable {
    /// The form without the list's rows; places in it are those of the finished form.
    public private(set) var workbook: Workbook
    /// Where the list's rows go.
    public let stretch: RowStretch
    /// What the list's items are.
    public let itemType: RecordType
    private let filler: SheetFiller
    private let styles: Filler

    /// - Parameter known: The form with an empty list, its formulas computed.
    init(
        _ workbook: Workbook, _ filler: SheetFiller, at sheet: Int, _ styles: Filler, _ itemType: RecordType,
        results known: Workbook?
    ) {
        let number = filler.streamed ?? 0
        let block = filler.template.blocks[number]
        let merges = filler.sheet.merges.filter { block.rows.contains($0.rows.lowerBound) }.map { merge in
            CellRange(
                rows: merge.rows.lowerBound - block.rows.lowerBound..<merge.rows.upperBound - block.rows.lowerBound,
                columns: merge.columns)
        }
        let rows = block.rows.clamped(to: 0..<filler.sheet.rows.count)
        stretch = RowStretch(
            sheet: sheet, first: filler.plan.row(block.rows.lowerBound),
            rowCount: filler.plan.counts[number] * block.rows.count, blockHeight: block.rows.count, merges: merges,
            columnCount: filler.sheet.rows[rows].lazy.map(\.cells.count).max() ?? 0)
        self.workbook = workbook
        self.filler = filler
        self.styles = styles
        self.itemType = itemType
        if let known { takeResults(of: known) }
    }

    /// Formulas were computed in a workbook where the list is empty; none of them looks at the list.
    private mutating func takeResults(of known: Workbook) {
        for (number, sheet) in workbook.sheets.enumerated() where known.sheets.indices.contains(number) {
            let isStreamed = number == stretch.sheet
            let left = isStreamed ? known.sheets[number].rows.count - sheet.rows.count : 0
            for (row, cells) in sheet.rows.enumerated() {
                let place = isStreamed && row >= stretch.first ? row + left : row
                for (column, cell) in cells.cells.enumerated() {
                    guard case .formula(var formula) = cell.value else { continue }
                    formula.result = known.sheets[number][place, column].value.shown
                    workbook.sheets[number].rows[row].cells[column].value = .formula(formula)
                }
            }
        }
    }

    /// What the file says of itself.
    public var properties: DocumentProperties {
        get { workbook.properties }
        set { workbook.properties = newValue }
    }

    /// Writes the form, asking for the items.
    ///
    /// - Parameters:
    ///   - isMasked: Whether what is about persons is replaced by ``Forms/Masking/mark``.
    ///   - next: The next record, of the type ``itemType``; `nil` behind the last one.
    /// - Returns: What the format cannot hold, and what will not be whole on paper, each with its place.
    /// - Throws: ``Failure`` when the format takes no more rows, or when another number of items comes than was said;
    ///   what `next` or `sink` throws. What was written until then is no file.
    @discardableResult
    public func write<Record: FormRecord>(
        as writer: some RowStreamingWriter, to sink: inout some ByteSink, isMasked: Bool = false,
        next: () throws -> Record?
    ) throws -> [Finding] {
        precondition(Record.catalogue.type.key == itemType.key, "the items are of another record type")
        return try withoutActuallyEscaping(next) { next in
            try write(as: writer, to: &sink, RecordItems(isMasked: isMasked, next))
        }
    }

    /// The same from values.
    ///
    /// - Parameter next: The next item, of the type ``itemType``; `nil` behind the last one.
    @discardableResult
    public func write(
        as writer: some RowStreamingWriter, to sink: inout some ByteSink, next: () throws -> RecordData?
    ) throws -> [Finding] {
        try withoutActuallyEscaping(next) { next in
            try write(as: writer, to: &sink, DataItems(itemType, next))
        }
    }

    private func write(
        as writer: some RowStreamingWriter, to sink: inout some ByteSink, _ items: some ItemSource
    ) throws -> [Finding] {
        var rows = rows(items)
        try writer.write(workbook, streaming: stretch, from: &rows, to: &sink)
        return limits(of: writer) + cutTexts + rows.findings(writer, workbook)
    }

    func rows(_ items: some ItemSource) -> ItemRows { ItemRows(items, filler, styles, stretch) }

    /// Of the rows that the workbook holds, with their places in the finished form.
    private func limits(of writer: some RowStreamingWriter) -> [Finding] {
        var closed = workbook
        let sheet = workbook.sheets[stretch.sheet].closed(over: stretch)
        closed.sheets[stretch.sheet] = sheet
        // No chart shows streamed rows; those that show rows below follow them.
        closed.sheets[stretch.sheet].charts = sheet.charts.map { chart in
            chart.moved { $0 < stretch.rows.upperBound ? $0 : $0 - stretch.rowCount }
        }
        return writer.limits(of: closed).map { finding in
            guard finding.place.sheet == sheet.name, let cell = finding.place.cell, cell.row < sheet.rows.count else {
                return finding
            }
            var moved = finding
            moved.place.cell?.row = stretch.place(of: cell.row)
            return moved
        }
    }

    private var cutTexts: [Finding] {
        var closed = workbook
        closed.sheets[stretch.sheet] = workbook.sheets[stretch.sheet].closed(over: stretch)
        return closed.sheets.indices.flatMap { number in
            closed.cutTexts(ofSheet: number).map { cell in
                let row = number == stretch.sheet ? stretch.place(of: cell.row) : cell.row
                let place = Place(sheet: closed.sheets[number].name, cell: CellRef(row: row, column: cell.column))
                return .cutText(at: place)
            }
        }
    }
}

extension Finding {
    package static let cutTextRule = "report.text-cut"

    /// A text that does not fit on paper, whatever the format.
    package static func cutText(at place: Place) -> Finding {
        Finding(
            cutTextRule, .explain, at: place, "文字太长，一行最高 409.5 磅（约 14 厘米），打印时后面的文字印不全",
            remedy: "请精简文字，或另附材料")
    }
}
