import CivilTime
import Diagnostics
import Sheets

/// A workbook whose list stands in the model, and the same with the list's rows taken out to be streamed.
public struct StreamSample: Sendable {
    /// All rows held.
    public let whole: Workbook
    /// Without the streamed rows.
    public let held: Workbook
    /// Where the rows go that ``rows`` gives.
    public let stretch: RowStretch
    private let streamed: [Row]

    /// Takes `stretch` out of `whole`. The rows in it must be of a fixed height, and their merges those of the stretch.
    public init(_ whole: Workbook, _ stretch: RowStretch) {
        self.whole = whole
        self.stretch = stretch
        var held = whole
        streamed = Array(whole.sheets[stretch.sheet].rows[stretch.rows])
        held.sheets[stretch.sheet].rows.removeSubrange(stretch.rows)
        held.sheets[stretch.sheet].merges.removeAll { stretch.rows.contains($0.rows.lowerBound) }
        self.held = held
    }

    /// The streamed rows, one at a time.
    public var rows: HeldRows { HeldRows(streamed) }

    /// Rows of a model, given as a producer of rows gives them.
    public struct HeldRows: RowProducer {
        private let rows: [Row]
        private var given = 0

        /// - Parameter rows: Of fixed heights.
        public init(_ rows: [Row]) { self.rows = rows }

        /// The next one.
        public mutating func next(into buffer: inout RowBuffer) -> Bool {
            guard given < rows.count else { return false }
            let row = rows[given]
            if case .fixed(let height) = row.height { buffer.height = height }
            buffer.isHidden = row.isHidden
            for cell in row.cells { add(cell, to: &buffer) }
            given += 1
            return true
        }

        private func add(_ cell: Cell, to buffer: inout RowBuffer) {
            switch cell.value {
            case _ where cell.isBlank: buffer.skip(1)
            case .empty: buffer.appendBlank(style: cell.style)
            case .text(let text): buffer.append(text, style: cell.style)
            case .number(let number): buffer.append(number, style: cell.style)
            case .percentage(let ratio): buffer.append(percentage: ratio, style: cell.style)
            case .date(let moment): buffer.append(moment, style: cell.style)
            case .time(let seconds): buffer.append(seconds: seconds, style: cell.style)
            case .boolean(let flag): buffer.append(flag, style: cell.style)
            case .richText, .formula: buffer.append(cell)
            }
        }
    }
}

extension StreamSample {
    /// A form with a title and two head rows, a list of `items`, charts of the list, and what stands below the list: a
    /// merged foot with a formula, a note and a picture. Cells of every kind, merges in every block, and a sheet before and behind it.
    ///
    /// - Parameters:
    ///   - blockHeight: Rows of an item, 1 or more; more than one are joined by a merge.
    ///   - hasFoot: False: the list is the last that stands on the sheet.
    ///   - isMerged: False: no cells of the list are merged.
    public static func form(
        items: Int, blockHeight: Int = 1, hasFoot: Bool = true, isMerged: Bool = true
    ) -> StreamSample {
        var workbook = SampleWorkbooks.everything
        var sheet = workbook.sheets[1]
        let first = 3
        let rows = first..<first + items * blockHeight
        let merges = isMerged ? blockMerges(blockHeight) : []
        sheet.rows = Array(sheet.rows[..<first])
        sheet.rows += rows.map { row($0 - first, blockHeight, &workbook.styles) }
        sheet.merges = sheet.merges.filter { $0.rows.upperBound <= first }
        sheet.merges += merges.flatMap { merge in
            (0..<items).map { merge.moved(down: first + $0 * blockHeight) }
        }
        if hasFoot { addFoot(to: &sheet, below: rows.upperBound, &workbook.styles) }
        sheet.printRange = CellRange(rows: 0..<max(sheet.rows.count, 1), columns: 0..<11)
        sheet.validations = [
            DataValidation(
                ranges: [CellRange(rows: first..<max(rows.upperBound, first + 1), columns: 0..<1)],
                rule: .wholeNumber(.init(0, nil)))
        ]
        sheet.rowBreaks = [first, rows.upperBound]
        sheet.pictures = sheet.pictures.map { picture in
            var copy = picture
            copy.offsetY = 70
            return copy
        }
        sheet.charts = charts(of: CellRange(rows: first..<max(rows.upperBound, first + 1), columns: 0..<1))
        workbook.sheets[1] = sheet
        return StreamSample(
            workbook,
            RowStretch(
                sheet: 1, first: first, rowCount: rows.count, blockHeight: blockHeight, merges: merges,
                columnCount: sheet.rows[rows].lazy.map(\.cells.count).max() ?? 0))
    }

    /// One above the list and one below it, of the numbers in column D.
    private static func charts(of list: CellRange) -> [Chart] {
        let values = CellRange(rows: list.rows, columns: 3..<4)
        let name = CellRef(row: 1, column: 2)
        return [CellRef(row: 1, column: 4), CellRef(row: list.rows.upperBound, column: 1)].map { anchor in
            Chart(
                title: "清单", anchor: anchor, offsetX: 3, offsetY: 30, categories: list,
                series: [
                    Chart.Series(name: name, values: values, mark: .column),
                    Chart.Series(name: values.first, values: CellRange(rows: list.rows, columns: 6..<7), mark: .line),
                ])
        }
    }

    private static func blockMerges(_ height: Int) -> [CellRange] {
        let across = CellRange(rows: 0..<1, columns: 8..<10)
        return height == 1 ? [across] : [CellRange(rows: 0..<height, columns: 0..<1), across]
    }

    /// One line of the list; every seventh is hidden, every ninth is blank.
    private static func row(_ index: Int, _ blockHeight: Int, _ styles: inout StyleTable) -> Row {
        let frame = styles.id(of: CellStyle(borders: .all(.thin)))
        let date = styles.id(of: CellStyle(borders: .all(.thin), numberFormat: .chineseDate))
        if index % 9 == 8, blockHeight == 1 { return Row(height: .fixed(Row.standardHeight)) }
        let sum = CellValue.formula(Formula([.text("1+\(index % 7)")], result: .number(Double(1 + index % 7))))
        let values: [(CellValue, StyleID)] = [
            (.number(Double(index)), frame),
            (.text(SampleWorkbooks.awkward[index % SampleWorkbooks.awkward.count]), frame),
            (.text("第\(index % 50)行 <&>"), .standard), (.number(Double(index) * 0.25 - 3), .standard), (.empty, frame),
            (.date(CalendarMoment(SampleWorkbooks.day(2019, 7, 1 + index % 28))), index % 2 == 0 ? date : frame),
            (.percentage(Double(index % 100) / 100), .standard), (.boolean(index % 3 == 0), frame),
            (.text("合并\(index % 11)"), frame), (.time(seconds: index), .standard), (sum, frame), (.empty, .standard),
            (.richText([TextRun("甲"), TextRun("乙", font: Font(isBold: true))]), .standard),
        ]
        return Row(
            values.map { Cell($0, style: $1) }, height: .fixed(12 + Double(index % 5)), isHidden: index % 7 == 6)
    }

    private static func addFoot(to sheet: inout Sheet, below row: Int, _ styles: inout StyleTable) {
        let frame = styles.id(of: CellStyle(borders: .all(.thin), wraps: true))
        sheet[row, 0] = Cell(.text("填表说明：一个风险隐患填写一行，不清楚的留空，没有的填零。"), style: frame, note: Note("到此为止"))
        sheet[row, 3] = Cell(.empty, style: frame)
        sheet[row + 1, 1] = Cell(
            .formula(
                Formula(
                    [
                        .text("COUNT("),
                        .reference(
                            FormulaReference(.init(CellRef(row: 3, column: 0)), .init(CellRef(row: row, column: 0)))),
                        .text(")"),
                    ], result: .number(3))), style: frame)
        sheet.merges.append(CellRange(rows: row..<row + 1, columns: 0..<4))
        sheet.pictures.append(
            Picture(
                name: "页脚", anchor: CellRef(row: row, column: 2), offsetY: 20, width: 9, height: 9,
                mediaType: "image/png", data: SampleWorkbooks.png))
    }
}

extension CellRange {
    fileprivate func moved(down count: Int) -> CellRange {
        CellRange(rows: rows.lowerBound + count..<rows.upperBound + count, columns: columns)
    }
}
