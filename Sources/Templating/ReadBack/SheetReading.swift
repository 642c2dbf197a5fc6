import Diagnostics
import Forms
import Sheets

/// Reads one received sheet with one sheet of the template.
struct SheetReading {
    let received: ReceivedSheet
    let recordType: RecordType
    /// Which item of the list that makes sheets; `nil` on an ordinary sheet.
    let sheetItem: Int?
    var report: RecordData
    /// The sheet's item, where sheets are items.
    var item: RecordData?
    /// Cells outside lists.
    var singles: [ReturnedForm.ValuePlace] = []
    var lists: [ReturnedList] = []
    var log = FindingLog()
    /// Template cells whose headings have become something else.
    var strange: Set<CellRef> = []
    private var isMaskNoted = false

    init(
        _ received: ReceivedSheet, recordType: RecordType, report: RecordData, sheetItem: Int?, itemType: RecordType?
    ) {
        self.received = received
        self.recordType = recordType
        self.report = report
        self.sheetItem = sheetItem
        item = itemType.map { RecordData($0, [:]) }
    }

    var name: String { received.sheet.name }

    mutating func read() {
        checkLayout()
        let cells = placed()
        var singles: [Single] = []
        for (cell, place) in cells { singles += readings(of: cell, at: place) }
        // First what people fill in, then what is only printed: the latter never replaces the former.
        for single in singles where single.isRead { keep(single) }
        for single in singles where !single.isRead { keep(single) }
        for (block, area) in zip(received.template.blocks, received.rows.areas) { read(block, in: area) }
        checkFormulas()
    }

    // MARK: Values

    func fieldName(_ path: FieldPath) -> FieldName {
        let root = path.base == .sheetItem ? item?.type ?? recordType : recordType
        if let list = path.list { return root.type(at: list)?.name(at: path.steps) ?? path.field.name }
        return root.name(at: path.steps) ?? path.field.name
    }

    /// One value outside lists, and where it stands.
    private struct Single {
        var path: FieldPath
        var cell: CellRef
        var isRead: Bool
        var isOutputOnly: Bool
        var reading: CellReading
    }

    /// The template's cells outside lists that are there; of cells that were merged into one only the first.
    private mutating func placed() -> [(cell: CellRef, place: CellRef)] {
        var cells: [(cell: CellRef, place: CellRef)] = []
        var owners: [CellRef: [CellRef]] = [:]
        for (cell, text) in received.template.cells.sorted(by: { $0.key < $1.key }) {
            guard !received.template.blocks.contains(where: { $0.rows.contains(cell.row) }),
                let place = received.place(of: cell, text)
            else { continue }
            if owners[place] == nil { cells.append((cell, place)) }
            owners[place, default: []].append(cell)
        }
        for (place, owners) in owners.sorted(by: { $0.key < $1.key }) where owners.count > 1 {
            noteMerged(owners, at: place)
        }
        return cells
    }

    private mutating func noteMerged(_ cells: [CellRef], at place: CellRef) {
        let taken = cells.filter { received.template.cells[$0]?.hasTakenField == true }
        guard taken.count > 1, let range = received.merges.merge(at: place) else { return }
        let labels = [taken.first, taken.last].compactMap { $0 }.compactMap { cell in
            received.template.cells[cell]?.fields.first.map { fieldName($0.1).label }
        }
        let isRead = taken.dropFirst().contains { received.template.cells[$0]?.hasReadField == true }
        log.add(
            Finding(
                "readback.merged-cells", isRead ? .mandatory : .explain, at: Place(sheet: name, cell: place),
                "\(range) 的“\(labels.joined(separator: "”至“"))”合并成了一格，无法分开", remedy: "请取消合并，逐格填写"))
    }

    private mutating func readings(of cell: CellRef, at place: CellRef) -> [Single] {
        guard let text = received.template.cells[cell], !strange.contains(cell) else { return [] }
        return zip(text.fields, parts(of: text, at: place)).compactMap { field, reading in
            let (placeholder, path) = field
            if path.isRowNumber { return nil }
            return Single(
                path: path, cell: place, isRead: text.isRead(placeholder, path), isOutputOnly: placeholder.isOutputOnly,
                reading: reading)
        }
    }

    /// What a cell says for each of its placeholders; nothing when its words are not there.
    private mutating func parts(of text: TextTemplate, at place: CellRef) -> [CellReading] {
        let cell = received.sheet[place]
        if let (placeholder, path) = text.sole {
            return [CellReading(cell.value, format: received.format(of: cell), as: placeholder, path)]
        }
        let written = cell.value.plainText ?? received.format(of: cell).display(cell.value)
        guard written.utf8.count < 100_000 else { return [] }
        if let values = TextCapture(written).values(of: text.pieces), values.count == text.fields.count {
            return zip(text.fields, values).map { CellReading(text: $1, as: $0.0, $0.1) }
        }
        guard text.hasReadField, !FieldText.folded(written).isEmpty else { return [] }
        return withoutWords(cell, text, at: place)
    }

    /// The words before a value were deleted: a single value can still be told.
    private mutating func withoutWords(_ cell: Cell, _ text: TextTemplate, at place: CellRef) -> [CellReading] {
        let words = text.pieces.compactMap { piece -> String? in
            if case .literal(let text, _) = piece { FieldText.trimmed(text) } else { nil }
        }.joined(separator: "…")
        guard text.fields.count == 1, let (placeholder, path) = text.fields.first else {
            log.add(
                Finding(
                    "readback.words-missing", .mandatory, at: Place(sheet: name, cell: place),
                    "应有“\(words)”字样，没有找到，这一格没有读取",
                    remedy: "请恢复模板的文字，只填空白处"))
            return []
        }
        let reading = CellReading(cell.value, format: received.format(of: cell), as: placeholder, path)
        log.add(
            Finding(
                "readback.words-missing", .verify, at: Place(sheet: name, cell: place, field: fieldName(path)),
                "应有“\(words)”字样，没有找到，整格作为\(path.field.label)读取", remedy: "请核对"))
        return [reading]
    }

    private mutating func keep(_ single: Single) {
        let (path, value) = (single.path, single.reading.value)
        let place = Place(sheet: name, cell: single.cell, field: fieldName(path))
        if single.isRead {
            note(single.reading, hidesContent: path.field.isSensitive, at: place)
        } else {
            noteUncompared(single, at: place)
        }
        // What is only shown has its place too: it is compared, and marked where it disagrees.
        let isRefused = single.isRead && single.reading.trouble?.severity == .mandatory
        singles.append(
            ReturnedForm.ValuePlace(
                sheet: name, cell: single.cell, path: path, sheetItem: sheetItem, item: nil, isRefused: isRefused))
        let known = (path.base == .sheetItem ? item ?? report : report).value(at: path.steps)
        if known != .blank {
            if single.isRead, value != .blank, value != known { log.add(conflict(path.field, at: place)) }
        } else if path.base == .sheetItem {
            item = item?.setting(value, at: path.steps)
        } else {
            report = report.setting(value, at: path.steps)
        }
    }

    /// A computed figure that somebody has typed over with what is none.
    private mutating func noteUncompared(_ single: Single, at place: Place) {
        guard !single.isOutputOnly, let trouble = single.reading.trouble else { return }
        let said = trouble.finding(at: place, hidesContent: single.path.field.isSensitive)
        log.add(
            Finding(
                "readback.not-compared", .explain, at: place, said.statement + "，没有核对", remedy: "这一格由程序计算，不用填写"))
    }

    private func conflict(_ field: FieldDefinition, at place: Place) -> Finding {
        Finding("readback.conflict", .explain, at: place, "与表上另一处的“\(field.label)”不一致，取前一处", remedy: "请改成一致")
    }

    /// What is wrong with a value that comes back.
    ///
    /// - Parameter hidesContent: Whether the message must not repeat it.
    mutating func note(
        _ reading: CellReading, hidesContent: @autoclosure () -> Bool, at place: @autoclosure () -> Place
    ) {
        if let trouble = reading.trouble { log.add(trouble.finding(at: place(), hidesContent: hidesContent())) }
        guard !isMaskNoted, reading.isMasked else { return }
        isMaskNoted = true
        log.add(
            Finding(
                "readback.masked", .explain, at: place(), "内容已被遮盖（\(Masking.mark)），读不到原来的内容", remedy: "请交未遮盖的表"))
    }
}
