import ByteIO
import CivilTime
import Diagnostics
import Sheets

extension StreamSample {
    /// Takes rows out of any sheet. They get the heights they have, and lose their notes, which a stream does not have,
    /// and the merges that touch them.
    public init(cutting rows: Range<Int>, of workbook: Workbook, sheet: Int = 0) {
        var whole = workbook
        whole.sheets[sheet].merges.removeAll { $0.rows.overlaps(rows) }
        let heights = whole.fittedHeights(ofSheet: sheet)
        for row in rows {
            whole.sheets[sheet].rows[row].height = .fixed(heights[row])
            for column in whole.sheets[sheet].rows[row].cells.indices {
                whole.sheets[sheet].rows[row].cells[column].note = nil
            }
        }
        let columns =
            whole.sheets[sheet].rows[rows].lazy.map { row in
                (row.cells.lastIndex { !$0.isBlank } ?? -1) + 1
            }.max() ?? 0
        self.init(
            whole, RowStretch(sheet: sheet, first: rows.lowerBound, rowCount: rows.count, columnCount: columns))
    }

    /// Some rows of a random workbook's first sheet.
    public static func random(seed: Int) -> StreamSample {
        var random = RandomWorkbook(seed: UInt64(seed))
        var workbook = random.workbook()
        workbook.sheets[0].charts = charts(seed: seed)
        let count = workbook.sheets[0].rows.count
        let first = count == 0 ? 0 : seed % (count + 1)
        return StreamSample(cutting: first..<min(first + seed % 5, count), of: workbook)
    }

    /// Charts of whatever stands in the first rows, in every second workbook.
    private static func charts(seed: Int) -> [Chart] {
        (0..<seed % 4 / 2 * 2).map { index in
            let rows = seed % 3..<seed % 3 + 1 + seed % 6
            let series = Chart.Mark.allCases.enumerated().map { column, mark in
                Chart.Series(
                    name: CellRef(row: 0, column: column), values: CellRange(rows: rows, columns: column..<column + 1),
                    mark: mark)
            }
            return Chart(
                title: "图 \(index)", anchor: CellRef(row: (seed + index * 5) % 9, column: seed % 7),
                offsetX: Double(seed % 20), offsetY: Double(seed % 31),
                categories: CellRange(rows: rows, columns: 3..<4),
                series: series)
        }
    }

    /// A sheet of one column of awkward values and texts, all rows of which are streamed, each value in several styles.
    public static var awkward: StreamSample {
        var workbook = Workbook(sheets: [Sheet(name: "难写的值")])
        let formats = ["General", "0", "0.00", "#,##0.0#", "0%", "@", "yyyy年m月d日", "[h]:mm", "0;[Red]-0", "0.#"]
        let styles = formats.map { workbook.styles.id(of: CellStyle(numberFormat: NumberFormat($0))) }
        workbook.sheets[0].rows = awkwardValues.map { value in
            Row(styles.map { Cell(value, style: $0) }, height: .fixed(15))
        }
        return StreamSample(cutting: workbook.sheets[0].rows.indices, of: workbook)
    }

    private static let awkwardNumbers: [Double] = [
        0, -0.0, 1, -1, 0.5, -0.5, 0.05, 0.005, -0.004, 1.005, 2.675, 99.995, 999.99, 1_000, 12_345.678, -1_234.5,
        99_999_999.99, 123_456_789.12, 1e13, 123_456_789_012_345_680, 1e300, -1e300, 1e-300, .nan, .infinity,
        -.infinity, 0.30000000000000004, 0.3333333333333333,
    ]

    private static let awkwardTexts: [String] = [
        "第\u{1}格", "\u{7F}", "\u{FFFE}", "（全角：标点，好）", "😀 emoji", "行\r\n行", "尾空格 ", " ", "a b", "a  b", "\t",
        "12345678 ", "1234567  8", "12345678", "123456789012345678901234567890", "_x000D_", "a_b", "<", "好&坏",
    ]

    private static var awkwardValues: [CellValue] {
        var values: [CellValue] = []
        for number in awkwardNumbers { values += [.number(number), .percentage(number)] }
        for text in awkwardTexts + SampleWorkbooks.awkward { values.append(.text(text)) }
        values.append(.date(CalendarMoment(SampleWorkbooks.day(2019, 7, 15))))
        values.append(.date(CalendarMoment(SampleWorkbooks.day(1899, 12, 31))))
        let leapDay = CalendarMoment(SampleWorkbooks.day(2020, 2, 29), ClockTime(secondsSinceMidnight: 86_399))
        values.append(.date(leapDay))
        for seconds in [0, 59, -60, 360_000] { values.append(.time(seconds: seconds)) }
        values += [.boolean(true), .boolean(false), .empty]
        values.append(.richText([TextRun("甲 "), TextRun("乙", font: Font())]))
        values.append(.formula(Formula([.text("NA()")], result: .empty)))
        values.append(.formula(Formula([.text("1")], result: .text(" <"))))
        return values
    }

    /// The streamed file.
    public func bytes(_ writer: some RowStreamingWriter) throws -> [UInt8] {
        var sink = MemorySink()
        var rows = rows
        try writer.write(held, streaming: stretch, from: &rows, to: &sink)
        return sink.bytes
    }
}
