import Diagnostics
import Forms
import Sheets

/// One cell of a list's rows in the template, and the received column it stands in.
struct ListColumn: Sendable {
    var rowOffset: Int
    var column: Int
    var text: TextTemplate
    var fields: [Bound]

    /// One placeholder of the cell; all that does not change from row to row is worked out once.
    struct Bound: Sendable {
        var placeholder: Placeholder
        var path: FieldPath
        var name: FieldName
        var isRead: Bool
    }

    /// The path of the value that comes back from this column.
    var readablePath: FieldPath? { fields.first(where: \.isRead)?.path }

    /// Other than a running number.
    var isData: Bool { fields.contains { !$0.path.isRowNumber } }

    init(rowOffset: Int, column: Int, text: TextTemplate, itemType: RecordType) {
        self.rowOffset = rowOffset
        self.column = column
        self.text = text
        fields = text.fields.map { placeholder, path in
            Bound(
                placeholder: placeholder, path: path, name: itemType.name(at: path.steps) ?? path.field.name,
                isRead: text.isRead(placeholder, path))
        }
    }

    /// What a cell says for each placeholder; nothing when the template's words are not there.
    func values(of cell: Cell, _ styles: StyleTable) -> [CellReading] {
        if fields.count == 1, text.pieces.count == 1 {
            let format = styles[cell.style].numberFormat
            return [CellReading(cell.value, format: format, as: fields[0].placeholder, fields[0].path)]
        }
        let written = cell.value.plainText ?? styles[cell.style].numberFormat.display(cell.value)
        guard written.utf8.count < 100_000, let values = TextCapture(written).values(of: text.pieces) else { return [] }
        return zip(fields, values).map { CellReading(text: $1, as: $0.placeholder, $0.path) }
    }
}

extension SheetReading {
    /// The rows of one list.
    mutating func read(_ block: RowBlock, in area: Range<Int>) {
        guard let type = (block.base == .sheetItem ? item?.type : recordType)?.type(at: block.list) else { return }
        let columns = listColumns(of: block, type)
        var list = ReturnedList(sheet: name, sheetItem: sheetItem, base: block.base, list: block.list, columns: columns)
        var reader = ListReading(
            received: received, block: block, area: area, columns: columns, type: type, sheet: name)
        var items: [RecordData] = []
        for start in reader.starts {
            guard let (item, place) = reader.item(at: start, number: items.count + 1, &self) else { continue }
            items.append(item)
            list.items.append(place)
        }
        list.refused = reader.refused
        list.unread = unreadFields(of: block, columns)
        lists.append(list)
        let root = block.base == .sheetItem ? item ?? report : report
        var all = items
        if case .list(let known) = root.value(at: block.list) { all = known + items }
        if block.base == .sheetItem {
            item = item?.setting(.list(all), at: block.list)
        } else {
            report = report.setting(.list(all), at: block.list)
        }
    }

    private func unreadFields(of block: RowBlock, _ columns: [ListColumn]) -> Set<String> {
        let bound = received.template.cells.filter { block.rows.contains($0.key.row) }.values.flatMap { text in
            text.fields.filter { text.isRead($0.0, $0.1) && $0.1.steps.count == 1 }.map(\.1.field.key)
        }
        return Set(bound).subtracting(columns.flatMap(\.fields).map(\.path.field.key))
    }

    private func listColumns(of block: RowBlock, _ type: RecordType) -> [ListColumn] {
        received.template.cells.keys.sorted().compactMap { cell in
            guard block.rows.contains(cell.row), let text = received.template.cells[cell], !text.fields.isEmpty,
                !strange.contains(cell), let column = received.column(of: cell)
            else { return nil }
            return ListColumn(rowOffset: cell.row - block.rows.lowerBound, column: column, text: text, itemType: type)
        }
    }
}

/// Reads the rows of one list, one item after the other.
struct ListReading {
    let received: ReceivedSheet
    let block: RowBlock
    let area: Range<Int>
    let columns: [ListColumn]
    let type: RecordType
    let sheet: String
    var refused: Set<CellRef> = []
    private let rows: [Row]
    let styles: StyleTable
    private let allowed: [(rows: Int, columns: Range<Int>)]
    private var notedMerges: Set<CellRange> = []

    init(
        received: ReceivedSheet, block: RowBlock, area: Range<Int>, columns: [ListColumn], type: RecordType,
        sheet: String
    ) {
        self.received = received
        self.block = block
        self.area = area
        self.columns = columns
        self.type = type
        self.sheet = sheet
        rows = received.sheet.rows
        styles = received.styles
        let map = received.columns.columns
        allowed = received.templateSheet.merges.filter { block.rows.overlaps($0.rows) }.compactMap { merge in
            let mapped = merge.columns.compactMap { $0 < map.count ? map[$0] : nil }
            guard let first = mapped.min(), let last = mapped.max() else { return nil }
            return (merge.rows.count, first..<last + 1)
        }
    }

    /// The first row of every item, also of those that turn out blank.
    var starts: [Int] {
        let height = block.rows.count
        if height == 1 { return area.filter { !rows[$0].cells.isEmpty } }
        let tall = allowed.filter { $0.rows == height }
        let merged = received.sheet.merges.filter { merge in
            area.contains(merge.rows.lowerBound)
                && tall.contains { $0.columns == merge.columns && $0.rows == merge.rows.count }
        }
        let starts = Set(merged.map(\.rows.lowerBound)).sorted()
        return starts.isEmpty ? Array(stride(from: area.lowerBound, to: area.upperBound, by: height)) : starts
    }

    /// - Returns: `nil` for rows that are no item: blank ones, totals, headings that are repeated.
    mutating func item(at start: Int, number: Int, _ reading: inout SheetReading) -> (RecordData, ReturnedList.Item)? {
        var row = RowValues(count: type.fields.count, number: number)
        // By place: a copy of a column would be counted at every cell of a hundred thousand rows.
        for place in columns.indices {
            let cell = rows.cell(start + columns[place].rowOffset, columns[place].column)
            if case .empty = cell.value { continue }
            row.take(columns[place].values(of: cell, styles), columns[place], place)
        }
        if row.isBlank, row.strayText == nil { return nil }
        if isNoItem(start, &reading) || saysNothing(start, &reading) { return nil }
        guard checkMerges(start, row.number, &reading), !row.isBlank else {
            if let place = row.strayText { noteStrayText(start, columns[place], &reading) }
            return nil
        }
        if noteShiftedRow(row, start, &reading) {
            return (row.record(of: type), ReturnedList.Item(number: row.number, row: start))
        }
        let record = row.record(of: type)
        for (place, field, value) in row.troubles {
            note(value, columns[place], columns[place].fields[field], start, row.number, record, &reading)
        }
        return (record, ReturnedList.Item(number: row.number, row: start))
    }

    private mutating func note(
        _ value: CellReading, _ column: ListColumn, _ field: ListColumn.Bound, _ start: Int, _ number: Int,
        _ record: RecordData, _ reading: inout SheetReading
    ) {
        let cell = CellRef(row: start + column.rowOffset, column: column.column)
        if value.trouble?.severity == .mandatory { refused.insert(cell) }
        reading.note(
            value, hidesContent: type.hidesContent(of: field.path.field, in: record),
            at: Place(sheet: sheet, cell: cell, record: "第\(number)行", field: field.name))
    }

    // MARK: Rows that are no item

    private static let totals: Set<String> = ["合计", "总计", "小计", "共计", "累计", "本页合计", "合计:", "总计:", "小计:"]

    private func isNoItem(_ start: Int, _ reading: inout SheetReading) -> Bool {
        let row = rows[start]
        // The foot, where the note above it was deleted.
        if row.cells.contains(where: { $0.value.plainText.flatMap { ReturnedForm.Identity(visible: $0) } != nil }) {
            return true
        }
        if let hit = received.alignment.lookalikes[start]?.first(where: { isHeading($0.templateRow, score: $0.score) })
        {
            reading.log.add(
                Finding(
                    "readback.repeated-heading", .hint, at: Place(sheet: sheet, cell: CellRef(row: start, column: 0)),
                    "第 \(start + 1) 行重复了第 \(hit.templateRow + 1) 行的表头，已略过"))
            return true
        }
        let first = row.cells.prefix(ColumnAlignment.widest).enumerated().lazy.filter { $0.element.value != .empty }
        for (column, cell) in first.prefix(3) {
            guard let text = cell.value.plainText, text.utf8.count < 64, Self.totals.contains(FieldText.folded(text))
            else { continue }
            reading.log.add(
                Finding(
                    "readback.total-row", .verify, at: Place(sheet: sheet, cell: CellRef(row: start, column: column)),
                    "清单中有一行“\(FieldText.trimmed(text))”，不是一条记录，已略过", remedy: "合计由程序计算，请删去这一行"))
            return true
        }
        return false
    }

    private func isHeading(_ templateRow: Int, score: Int) -> Bool {
        templateRow < block.rows.lowerBound && (received.index.anchors[templateRow]?.count ?? 0) > 1
            && score * 2 >= received.index.fullScores[templateRow] ?? .max
    }

    /// Words in the place of a running number, and nothing else in the row.
    private func noteStrayText(_ start: Int, _ column: ListColumn, _ reading: inout SheetReading) {
        let cell = CellRef(row: start + column.rowOffset, column: column.column)
        if received.merges.merge(at: cell) != nil { return }
        reading.log.add(
            Finding(
                "readback.stray-text", .verify, at: Place(sheet: sheet, cell: cell), "清单的序号栏中有文字，这一行没有其他内容，没有读取",
                remedy: "说明文字请写到清单外"))
    }

    // MARK: Merges

    /// - Returns: False when the row is merged into one cell, and is no item.
    private mutating func checkMerges(_ start: Int, _ number: Int, _ reading: inout SheetReading) -> Bool {
        var isItem = true
        for row in start..<start + block.rows.count {
            for merge in received.merges.merges(touching: row) where !isAllowed(merge) {
                let places = columns.indices.filter { merge.columns.contains(columns[$0].column) && columns[$0].isData }
                if places.isEmpty { continue }
                let isWhole =
                    merge.columns.count > 1 && places.count > 1
                    && places.count * 4 >= columns.count(where: \.isData) * 3
                if isWhole { isItem = false }
                guard notedMerges.insert(merge).inserted else { continue }
                reading.log.add(finding(merge, places, isWhole: isWhole, number))
            }
        }
        return isItem
    }

    private func isAllowed(_ merge: CellRange) -> Bool {
        allowed.contains { $0.rows == merge.rows.count && $0.columns == merge.columns }
            || merge.rows.count == 1 && columns.filter { merge.columns.contains($0.column) }.count < 2
    }

    private func finding(_ merge: CellRange, _ places: [Int], isWhole: Bool, _ number: Int) -> Finding {
        let place = Place(sheet: sheet, cell: merge.first, record: isWhole ? nil : "第\(number)行")
        let labels = places.compactMap { columns[$0].fields.first?.name.label }
        let (first, last) = (labels.first ?? "", labels.last ?? "")
        if isWhole {
            return Finding(
                "readback.merged-row", .mandatory, at: place, "\(merge) 合并成了一格，这一行没有读取", remedy: "请取消合并，分栏填写；说明文字请写到清单外"
            )
        }
        let which = places.count > 1 ? "“\(first)”至“\(last)”" : "“\(first)”"
        let what = merge.rows.count > 1 ? "\(which)跨 \(merge.rows.count) 行合并，只有第一行有内容" : "\(which)合并成了一格，无法分开"
        return Finding("readback.merged-cells", .mandatory, at: place, "\(merge) 的\(what)", remedy: "请取消合并，逐行逐栏填写")
    }
}

extension [Row] {
    /// A blank one where there is none.
    fileprivate func cell(_ row: Int, _ column: Int) -> Cell {
        row < count && column < self[row].cells.count ? self[row].cells[column] : .blank
    }
}

/// What the cells of one list row say.
struct RowValues {
    private var values: [FieldValue]
    private var nested: [([Int], FieldValue)] = []
    /// 序号
    private(set) var number: Int
    private(set) var isBlank = true
    /// The column of the running number, when it holds words.
    private(set) var strayText: Int?
    /// Column, placeholder, and what there is to say about it.
    private(set) var troubles: [(Int, Int, CellReading)] = []

    init(count: Int, number: Int) {
        values = Array(repeating: .blank, count: count)
        self.number = number
    }

    mutating func take(_ readings: [CellReading], _ column: ListColumn, _ place: Int) {
        for (number, reading) in readings.enumerated() where number < column.fields.count {
            let field = column.fields[number]
            if field.path.isRowNumber {
                if case .integer(let printed) = reading.value, printed > 0 { self.number = printed }
                if reading.trouble != nil { strayText = place }
                continue
            }
            if reading.value != .blank || reading.trouble != nil { isBlank = false }
            if field.path.steps.count == 1 {
                keep(reading.value, at: field.path.steps[0])
            } else {
                nested.append((field.path.steps, reading.value))
            }
            if field.isRead, reading.trouble != nil || reading.isMasked { troubles.append((place, number, reading)) }
        }
    }

    private mutating func keep(_ value: FieldValue, at step: Int) {
        if values[step] == .blank { values[step] = value }
    }

    func record(of type: RecordType) -> RecordData {
        nested.reduce(RecordData(type, ordered: values)) { $0.setting($1.1, at: $1.0) }
    }
}
