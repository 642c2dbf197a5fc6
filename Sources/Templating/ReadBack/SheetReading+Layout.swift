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
        var extra = extraRows()
        for run in missingRows() {
            let words = run.count == 1 ? words(ofMissing: run[0]).map { Self.shortened($0) } : nil
            if let place = extra.firstIndex(where: { $0.count == 1 && $0.text == words }) {
                log.add(moved(run[0], to: extra.remove(at: place)))
            } else {
                log.add(missing(run))
            }
        }
        for run in extra.prefix(20) { log.add(finding(run)) }
        noteShift()
        for (a, b) in zip(received.rows.areas, received.rows.areas.dropFirst()) where !a.isEmpty && a == b {
            log.add(
                Finding(
                    "readback.lists-touch", .mandatory, at: Place(sheet: name), "两个清单之间没有可辨认的文字，无法分开",
                    remedy: "请恢复模板的文字"))
        }
    }

    /// Rows of the template that hold something and are not there, neighbours together: one deletion is one finding.
    private func missingRows() -> [[Int]] {
        var runs: [[Int]] = []
        for row in received.templateSheet.rows.indices where received.rows.rows[row] == nil {
            if received.template.blocks.contains(where: { $0.rows.contains(row) }) || words(ofMissing: row) == nil {
                continue
            }
            if runs.last?.last == row - 1 { runs[runs.count - 1].append(row) } else { runs.append([row]) }
        }
        return runs
    }

    /// What people know a row of the template by; `nil` for one that nobody misses.
    private func words(ofMissing row: Int) -> String? {
        if let words = received.index.anchors[row]?.first?.text { return words }
        return taken(in: row).first.flatMap { received.template.cells[$0]?.fields.first?.1.field.label }
    }

    private func taken(in row: Int) -> [CellRef] {
        received.template.cells.keys.sorted().filter {
            $0.row == row && received.template.cells[$0]?.hasTakenField == true
        }
    }

    private func missing(_ rows: [Int]) -> Finding {
        let first = rows.first ?? 0
        let words = Self.shortened(words(ofMissing: first) ?? "")
        let which = rows.count == 1 ? "第 \(first + 1) 行" : "第 \(first + 1) 至 \(first + rows.count) 行"
        let shown = rows.count == 1 ? "“\(words)”" : "（“\(words)”等）"
        let lost = rows.flatMap { taken(in: $0) }
        if lost.isEmpty {
            let statement = "没有找到模板\(which)的文字“\(words)”\(rows.count == 1 ? "" : "等")"
            return Finding("readback.missing-words", .hint, at: Place(sheet: name), statement)
        }
        let isRead = lost.contains { received.template.cells[$0]?.hasReadField == true }
        return Finding(
            "readback.missing-row", isRead ? .mandatory : .explain, at: Place(sheet: name),
            "缺少模板\(which)\(shown)，\(rows.count == 1 ? "这一行" : "这几行")没有\(isRead ? "读取" : "核对")",
            remedy: "请恢复\(rows.count == 1 ? "这一行" : "这几行")，或把内容填到新的空表里")
    }

    private func moved(_ row: Int, to extra: ExtraRows) -> Finding {
        let isRead = taken(in: row).contains { received.template.cells[$0]?.hasReadField == true }
        let severity: Severity = isRead ? .mandatory : taken(in: row).isEmpty ? .hint : .explain
        return Finding(
            "readback.moved-row", severity, at: Place(sheet: name, cell: extra.first),
            "“\(extra.text)”一行换了位置，没有\(isRead ? "读取" : "核对")", remedy: "请移回原来的位置")
    }

    /// Neighbouring rows with content that are none of the template's.
    private struct ExtraRows {
        var first: CellRef
        /// What the first one begins with.
        var text: String
        var count: Int
        var end: Int
        /// Whether any of them is filled in like a row of a list.
        var looksLikeItems: Bool
    }

    /// Rows with content that are none of the template's and in no list: nothing vanishes.
    private func extraRows() -> [ExtraRows] {
        let known = Set(received.rows.rows.compactMap { $0 })
        var runs: [ExtraRows] = []
        for (row, cells) in received.sheet.rows.enumerated() where !known.contains(row) {
            guard let (column, text) = Self.content(of: cells), ReturnedForm.Identity(visible: text) == nil,
                !received.rows.areas.contains(where: { $0.contains(row) })
            else { continue }
            let looksLikeItem = !received.template.blocks.isEmpty && cells.cells.count { $0.value != .empty } > 3
            if let last = runs.last, last.end == row {
                runs[runs.count - 1].count += 1
                runs[runs.count - 1].end = row + 1
                if looksLikeItem { runs[runs.count - 1].looksLikeItems = true }
            } else {
                runs.append(
                    ExtraRows(
                        first: CellRef(row: row, column: column), text: text, count: 1, end: row + 1,
                        looksLikeItems: looksLikeItem))
            }
        }
        return runs
    }

    private func finding(_ extra: ExtraRows) -> Finding {
        let what = extra.count == 1 ? "多出一行“\(extra.text)”" : "多出 \(extra.count) 行（“\(extra.text)”等）"
        return Finding(
            "readback.extra-row", extra.looksLikeItems ? .mandatory : .verify,
            at: Place(sheet: name, cell: extra.first), "\(what)，没有读取",
            remedy: extra.looksLikeItems ? "请把这些行移到表内的清单里" : "需要上报的内容请填到表内各栏")
    }

    /// The first cell of a row that holds something, and what.
    private static func content(of row: Row) -> (column: Int, text: String)? {
        for (column, cell) in row.cells.prefix(ColumnAlignment.widest).enumerated() where cell.value != .empty {
            let text = cell.value.plainText ?? NumberFormat.general.display(cell.value)
            if text.contains(where: { !$0.isWhitespace }) { return (column, shortened(text)) }
        }
        return nil
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
            let lost = taken(below: column).filter { received.column(of: $0) == nil }
            if lost.isEmpty { continue }
            let isRead = lost.contains { received.template.cells[$0]?.hasReadField == true }
            log.add(
                Finding(
                    "readback.missing-column", isRead ? .mandatory : .explain, at: Place(sheet: name),
                    "缺少列“\(labels(of: lost))”（模板的 \(CellRef.columnLetters(column)) 列），这一列没有\(isRead ? "读取" : "核对")",
                    remedy: "请恢复这一列，或把内容填到新的空表里"))
        }
        for column in received.columns.moved {
            guard let place = map[column] else { continue }
            let heading = taken(below: column).first.flatMap(heading)
            let row = heading.flatMap { received.rows.rows[$0.cell.row] } ?? 0
            log.add(
                Finding(
                    "readback.moved-column", .verify, at: Place(sheet: name, cell: CellRef(row: row, column: place)),
                    "列“\(heading.map { Self.shortened($0.text) } ?? CellRef.columnLetters(column))”换了位置，已按表头读取",
                    remedy: "请核对"))
        }
        noteInsertedColumns()
    }

    /// Cells of a template column whose values are taken from there.
    private func taken(below column: Int) -> [CellRef] {
        received.template.cells.keys.sorted().filter { cell in
            guard cell.column == column, let text = received.template.cells[cell] else { return false }
            return text.sole != nil && text.hasTakenField
        }
    }

    /// What people call these cells: their headings, each once.
    private func labels(of cells: [CellRef]) -> String {
        let labels = cells.map { cell in
            heading(over: cell).map { Self.shortened($0.text) } ?? received.template.cells[cell]?.fields.first.map {
                fieldName($0.1).label
            } ?? ""
        }
        return labels.enumerated().filter { !labels[..<$0.offset].contains($0.element) }.map(\.element)
            .joined(separator: "、")
    }

    /// The wordiest heading between a field and the next field above it.
    private func heading(over field: CellRef) -> AnchorIndex.Anchor? {
        let above = received.template.cells.filter {
            $0.key.column == field.column && $0.key.row < field.row && $0.value.sole != nil
        }.keys
        let headings = received.index.anchors.filter { $0.key < field.row }.values.flatMap { $0 }
            .filter { $0.columns == field.column..<field.column + 1 && !$0.isPrefix }
        // A row of increases and its row of totals share their heading.
        for last in [above.map(\.row).max() ?? -1, -1] {
            let near = headings.filter { $0.cell.row > last }
            if let best = near.max(by: { ($0.text.count, $0.cell) < ($1.text.count, $1.cell) }) { return best }
        }
        return nil
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
