import Diagnostics
import Forms
import Sheets

/// Whether the template's fixed words still stand where they say what a value means.
extension SheetReading {
    mutating func checkWords() {
        for templateRow in received.index.anchors.keys.sorted() {
            guard templateRow < received.rows.rows.count, let row = received.rows.rows[templateRow] else { continue }
            let found = words(in: row)
            for anchor in received.index.anchors[templateRow] ?? [] where !anchor.isPrefix {
                let headed = cells(headedBy: anchor)
                let named = headed.isEmpty ? cells(namedBy: anchor) : headed
                if named.isEmpty {
                    if !stands(anchor, in: found) { noteWords(anchor, row) }
                } else if anchor.columns.count > 1 && !headed.isEmpty {
                    if !stands(anchor, in: found) { noteHeading(anchor, row, named, mayRefuse: false) }
                } else if !standsInPlace(anchor, row) {
                    noteHeading(anchor, row, named, mayRefuse: true)
                }
            }
        }
    }

    private func words(in row: Int) -> [String] {
        received.sheet.rows[row].cells.prefix(ColumnAlignment.widest).compactMap { cell in
            cell.value.plainText.flatMap { $0.utf8.count < 8000 ? FieldText.folded($0) : nil }
        }
    }

    private func stands(_ anchor: AnchorIndex.Anchor, in found: [String]) -> Bool {
        found.contains { $0 == anchor.folded || anchor.invitesText && $0.hasPrefix(anchor.folded) }
    }

    /// Where a heading must stand; `nil` when its column is gone, which is a finding of its own.
    private func place(of anchor: AnchorIndex.Anchor, _ row: Int) -> CellRef? {
        guard let column = received.column(of: anchor.cell) else { return nil }
        let place = CellRef(row: row, column: column)
        return received.merges.origin(covering: place) ?? place
    }

    private func written(at place: CellRef) -> String {
        let value = received.sheet[place].value
        return value.plainText ?? NumberFormat.general.display(value)
    }

    private func standsInPlace(_ anchor: AnchorIndex.Anchor, _ row: Int) -> Bool {
        guard let place = place(of: anchor, row) else { return true }
        let text = written(at: place)
        return text.utf8.count < 8000 && stands(anchor, in: [FieldText.folded(text)])
    }

    private mutating func noteWords(_ anchor: AnchorIndex.Anchor, _ row: Int) {
        let place = place(of: anchor, row) ?? CellRef(row: row, column: anchor.cell.column)
        log.add(
            Finding(
                "readback.altered-words", .hint, at: Place(sheet: name, cell: place),
                "模板的文字“\(Self.shortened(anchor.text))”已改动"))
    }

    /// - Parameter mayRefuse: What a heading of another meaning names is not read.
    private mutating func noteHeading(_ anchor: AnchorIndex.Anchor, _ row: Int, _ named: [CellRef], mayRefuse: Bool) {
        guard let cell = place(of: anchor, row) else { return }
        let place = Place(sheet: name, cell: cell)
        let text = written(at: cell)
        let (was, found) = (Self.shortened(anchor.text), Self.shortened(text))
        if FieldText.folded(text).isEmpty {
            log.add(Finding("readback.altered-heading", .explain, at: place, "表头“\(was)”被清空", remedy: "请恢复表头，并核对这一栏"))
        } else if !mayRefuse || SimilarText.isSimilar(text, to: anchor.text) {
            log.add(
                Finding(
                    "readback.altered-heading", .explain, at: place, "表头应为“\(was)”，实为“\(found)”", remedy: "请恢复表头，并核对这一栏"
                ))
        } else {
            strange.formUnion(named)
            let isRead = named.contains { received.template.cells[$0]?.hasReadField == true }
            log.add(
                Finding(
                    "readback.altered-heading", isRead ? .mandatory : .explain, at: place,
                    "表头应为“\(was)”，实为“\(found)”，这一栏没有\(isRead ? "读取" : "核对")", remedy: "请恢复表头，不要改变栏目的含义"))
        }
    }

    // MARK: What words name

    /// Whether a template cell holds one value that is taken from the form.
    private func isInput(_ cell: CellRef) -> Bool {
        guard let text = received.template.cells[cell] else { return false }
        return text.sole != nil && text.hasTakenField
    }

    /// The input cells below a heading, down to the next words; empty when the words are no heading.
    func cells(headedBy anchor: AnchorIndex.Anchor) -> [CellRef] {
        let below = received.template.cells.keys.filter { cell in
            guard cell.row > anchor.cell.row, received.template.cells[cell]?.fields.isEmpty == false else {
                return false
            }
            let end = received.templateSheet.merges.first { $0.first == cell }?.columns.upperBound ?? cell.column + 1
            return anchor.columns.overlaps(cell.column..<end)
        }.sorted()
        guard let first = below.first, received.template.cells[first]?.sole != nil else { return [] }
        let nextWords =
            received.index.anchors.filter { $0.key > first.row }.values.flatMap { $0 }
            .filter { $0.columns.overlaps(anchor.columns) }.map(\.cell.row).min() ?? .max
        return below.filter { $0.row < nextWords && isInput($0) }
    }

    /// The input cells of a row that begins with these words.
    private func cells(namedBy anchor: AnchorIndex.Anchor) -> [CellRef] {
        received.template.cells.keys.filter {
            $0.row == anchor.cell.row && $0.column >= anchor.columns.upperBound && isInput($0)
        }
        .sorted()
    }
}
