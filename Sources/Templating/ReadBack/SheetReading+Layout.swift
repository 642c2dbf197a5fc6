import Diagnostics
import Forms
import Sheets

/// What people do to a form's layout, and what it means for reading.
extension SheetReading {
    mutating func checkLayout() {
        checkRows()
        checkColumns()
        checkWords()
    }

    // MARK: Rows

    private mutating func checkRows() {
        for row in received.templateSheet.rows.indices where received.rows.rows[row] == nil {
            let isInBlock = received.template.blocks.contains { $0.rows.contains(row) }
            if isInBlock { continue }
            let lost = received.template.cells.keys.sorted().filter {
                $0.row == row && received.template.cells[$0]?.hasReadField == true
            }
            let words = received.index.anchors[row]?.first?.text
            if let first = lost.first {
                log.add(missingRow(row, words ?? received.template.cells[first]?.fields.first?.1.field.label ?? ""))
            } else if let words {
                log.add(
                    Finding(
                        "readback.missing-words", .hint, at: Place(sheet: name),
                        "没有找到模板第 \(row + 1) 行的文字“\(Self.shortened(words))”"))
            }
        }
        noteShift()
        for (a, b) in zip(received.rows.areas, received.rows.areas.dropFirst()) where !a.isEmpty && a == b {
            log.add(
                Finding(
                    "readback.lists-touch", .mandatory, at: Place(sheet: name), "两个清单之间没有可辨认的文字，无法分开",
                    remedy: "请恢复模板的文字"))
        }
    }

    private func missingRow(_ row: Int, _ words: String) -> Finding {
        Finding(
            "readback.missing-row", .mandatory, at: Place(sheet: name),
            "缺少模板第 \(row + 1) 行“\(Self.shortened(words))”，这一行没有读取",
            remedy: "请恢复这一行，或把内容填到新的空表里")
    }

    /// A shift that all words have in common, and blank lines put between.
    private mutating func noteShift() {
        let known = received.alignment.rows.sorted { $0.key < $1.key }
        guard let first = known.first else { return }
        let shift = first.value - first.key
        let wide = received.columns.columns.enumerated().first { $0.element != nil }.flatMap { pair in
            pair.element.map { $0 - pair.offset }
        }
        let parts = [
            shift > 0 ? "下移了 \(shift) 行" : shift < 0 ? "上移了 \(-shift) 行" : "",
            wide.map { $0 > 0 ? "右移了 \($0) 列" : "" } ?? "",
        ].filter { !$0.isEmpty }
        guard !parts.isEmpty else { return }
        log.add(
            Finding(
                "readback.shifted", .verify, at: Place(sheet: name), "表格整体\(parts.joined(separator: "、"))，已按新的位置读取",
                remedy: "请核对"))
    }

    // MARK: Columns

    private mutating func checkColumns() {
        let map = received.columns.columns
        for column in map.indices where map[column] == nil {
            let lost = lostFields(column)
            if lost.isEmpty { continue }
            let heading = heading(over: column)
            log.add(
                Finding(
                    "readback.missing-column", .mandatory, at: Place(sheet: name),
                    "缺少列“\(heading ?? lost[0].label)”（模板的 \(CellRef.columnLetters(column)) 列），这一列没有读取",
                    remedy: "请恢复这一列，或把内容填到新的空表里"))
        }
        for column in received.columns.moved {
            guard let place = map[column] else { continue }
            log.add(
                Finding(
                    "readback.moved-column", .verify, at: Place(sheet: name, cell: CellRef(row: 0, column: place)),
                    "列“\(heading(over: column) ?? CellRef.columnLetters(column))”换了位置，已按表头读取", remedy: "请核对"))
        }
        noteInsertedColumns()
    }

    /// Fields of a template column that can be read nowhere else.
    private func lostFields(_ column: Int) -> [FieldName] {
        received.template.cells.keys.sorted().filter { $0.column == column }.compactMap { cell in
            guard let text = received.template.cells[cell], text.sole != nil, received.column(of: cell) == nil,
                let (_, path) = text.fields.first, !path.isRowNumber, text.hasReadField || path.list == nil
            else { return nil }
            return fieldName(path)
        }
    }

    /// The wordiest heading above the first field of a column.
    private func heading(over column: Int) -> String? {
        guard
            let field = received.template.cells.keys.filter({
                $0.column == column && received.template.cells[$0]?.sole != nil
            }).min()
        else { return nil }
        let headings = received.index.anchors.filter { $0.key < field.row }.values.flatMap { $0 }
            .filter { $0.columns == column..<column + 1 && !$0.isPrefix }
        return headings.max { ($0.text.count, $0.cell) < ($1.text.count, $1.cell) }.map { Self.shortened($0.text) }
    }

    private mutating func noteInsertedColumns() {
        let taken = Set(received.columns.columns.compactMap { $0 })
        var noted = Set<Int>()
        for (templateRow, row) in received.alignment.rows.sorted(by: { $0.key < $1.key }) {
            let headings = (received.index.anchors[templateRow] ?? []).filter {
                $0.columns.count == 1 && !cells(headedBy: $0).isEmpty
            }
            guard headings.count > 1 else { continue }
            for (column, cell) in received.sheet.rows[row].cells.prefix(ColumnAlignment.widest).enumerated() {
                guard !taken.contains(column), let text = cell.value.plainText, !FieldText.folded(text).isEmpty,
                    received.merges.origin(covering: CellRef(row: row, column: column)) == nil,
                    noted.count < 20, noted.insert(column).inserted
                else { continue }
                log.add(
                    Finding(
                        "readback.extra-column", .verify,
                        at: Place(sheet: name, cell: CellRef(row: row, column: column)),
                        "多出一列“\(Self.shortened(text))”，没有读取", remedy: "如需上报，请写到备注栏"))
            }
        }
    }

    static func shortened(_ text: String) -> String {
        let line = String(text.filter { !$0.isNewline }.prefix(20))
        return text.filter { !$0.isNewline }.count > 20 ? line + "…" : line
    }

    // MARK: Formulas

    /// Formulas of the template that are now something else.
    mutating func checkFormulas() {
        for (row, cells) in received.templateSheet.rows.enumerated() {
            for (column, cell) in cells.cells.enumerated() {
                guard case .formula = cell.value else { continue }
                for place in places(ofFormula: CellRef(row: row, column: column)) {
                    let now = received.sheet[place]
                    if case .formula = now.value { continue }
                    if now.value == .empty { continue }
                    log.add(
                        Finding(
                            "readback.formula-typed-over", .explain, at: Place(sheet: name, cell: place),
                            "这里的公式被改成了固定的内容",
                            remedy: "请恢复公式，或说明原因"))
                }
            }
        }
    }

    private func places(ofFormula cell: CellRef) -> [CellRef] {
        guard let block = received.template.blocks.firstIndex(where: { $0.rows.contains(cell.row) }) else {
            return [received.place(of: cell, nil)].compactMap { $0 }
        }
        guard block < lists.count, let column = received.column(of: cell) else { return [] }
        let offset = cell.row - received.template.blocks[block].rows.lowerBound
        return lists[block].items.map { CellRef(row: $0.row + offset, column: column) }
    }
}
