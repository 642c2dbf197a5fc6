import Diagnostics
import Forms
import Sheets

/// What can be said against a template whose placeholders are all bound.
struct TemplateLint {
    let workbook: Workbook
    let sheets: [SheetTemplate]
    let recordType: RecordType

    var findings: [Finding] {
        zip(workbook.sheets, sheets).flatMap { sheet, template in
            cells(of: sheet, template) + covered(in: sheet, template) + blocks(of: sheet, template)
                + notes(of: sheet) + printRange(of: sheet, template)
        } + unshownFields()
    }

    // MARK: One cell

    private func cells(of sheet: Sheet, _ template: SheetTemplate) -> [Finding] {
        template.cells.keys.sorted().flatMap { ref -> [Finding] in
            guard let text = template.cells[ref] else { return [] }
            let place = Place(sheet: sheet.name, cell: ref)
            return neighbours(in: text, at: place)
                + text.fields.flatMap { format(of: $0, isSole: text.sole != nil, at: place) }
        }
    }

    /// Two placeholders side by side cannot be told apart when the form comes back.
    private func neighbours(in text: TextTemplate, at place: Place) -> [Finding] {
        zip(text.pieces, text.pieces.dropFirst()).compactMap { pair in
            guard case (.field(let a, _, _), .field(let b, _, _)) = pair, !a.isOutputOnly, !b.isOutputOnly else {
                return nil
            }
            return Finding(
                "template.adjacent", .mandatory, at: place, "“\(a.source)”与“\(b.source)”之间没有文字，收回时无法分开",
                remedy: "请在两者之间加上文字，或分到两个单元格；只用于打印的请写成 {{=…}}")
        }
    }

    private func format(of field: (Placeholder, FieldPath), isSole: Bool, at place: Place) -> [Finding] {
        let (placeholder, path) = field
        if placeholder.minimumItems != nil, path.list == nil {
            return [
                Finding(
                    "template.minimum-without-list", .mandatory, at: place, "“\(placeholder.source)”不在清单里，不能规定行数",
                    remedy: "“至少 N 行”只能写在带 [] 的字段后面")
            ]
        }
        guard let format = placeholder.format else { return [] }
        switch FieldFormat(format, for: path) {
        case .unusable(let expected):
            return [
                Finding(
                    "template.wrong-format", .mandatory, at: place,
                    "“\(placeholder.source)”的格式“\(format)”不适用于\(path.field.kind.word)字段“\(path.field.label)”",
                    remedy: expected)
            ]
        case .usable(let usable):
            guard usable.losesInformation(of: path.field.kind), !isSole, !placeholder.isOutputOnly,
                !path.field.isComputed
            else {
                return []
            }
            return [
                Finding(
                    "template.lossy-format", .explain, at: place, "“\(placeholder.source)”的格式不能完整表达原值，收回时不能读取",
                    remedy: "请换成完整的格式，或写成 {{=…}} 表示只打印")
            ]
        }
    }

    private func covered(in sheet: Sheet, _ template: SheetTemplate) -> [Finding] {
        let merges = MergeMap(sheet.merges)
        return template.cells.keys.sorted().compactMap { ref in
            guard let origin = merges.origin(covering: ref) else { return nil }
            return Finding(
                "template.covered", .mandatory, at: Place(sheet: sheet.name, cell: ref), "占位符被合并单元格 \(origin) 盖住，不会印出",
                remedy: "请移到 \(origin)，或取消合并")
        }
    }

    // MARK: Blocks

    private func blocks(of sheet: Sheet, _ template: SheetTemplate) -> [Finding] {
        var findings: [Finding] = []
        for block in template.blocks {
            let place = Place(sheet: sheet.name, cell: CellRef(row: block.rows.lowerBound, column: 0))
            let rows = "\(block.rows.lowerBound + 1)–\(block.rows.upperBound)"
            if let header = sheet.headerRows, header.overlaps(block.rows) {
                findings.append(
                    Finding(
                        "template.block-in-header", .mandatory, at: place, "第 \(rows) 行按清单重复，却与每页重复的表头行相连",
                        remedy: "请取消跨越表头与清单行的合并"))
            }
            if let range = sheet.printRange, range.rows.overlaps(block.rows), !range.rows.contains(block.rows) {
                findings.append(
                    Finding(
                        "template.block-across-print-range", .explain, at: place, "第 \(rows) 行按清单重复，打印范围只包含其中一部分",
                        remedy: "请把打印范围扩大到整个清单"))
            }
        }
        for (a, b) in zip(template.blocks, template.blocks.dropFirst())
        where a.rows.upperBound == b.rows.lowerBound && a.list == b.list {
            findings.append(
                Finding(
                    "template.list-twice", .verify,
                    at: Place(sheet: sheet.name, cell: CellRef(row: b.rows.lowerBound, column: 0)),
                    "相邻的两行用了同一个清单，但没有纵向合并相连，将各自重复一遍", remedy: "如果两行是同一项，请用纵向合并把它们连起来"))
        }
        return findings
    }

    // MARK: The sheet

    private func notes(of sheet: Sheet) -> [Finding] {
        sheet.rows.enumerated().flatMap { row, cells in
            cells.cells.enumerated().compactMap { column, cell -> Finding? in
                guard let note = cell.note, PlaceholderParser.parse(note.text).hasPlaceholder else { return nil }
                return Finding(
                    "template.placeholder-in-note", .verify,
                    at: Place(sheet: sheet.name, cell: CellRef(row: row, column: column)),
                    "批注中的占位符不会被填写", remedy: "请把占位符移到单元格里")
            }
        }
    }

    private func printRange(of sheet: Sheet, _ template: SheetTemplate) -> [Finding] {
        guard let range = sheet.printRange else { return [] }
        let missed = template.cells.keys.filter { !range.contains($0) }.sorted()
        guard let first = missed.first else { return [] }
        let columns = Set(missed.map(\.column)).subtracting(range.columns).sorted().map(CellRef.columnLetters)
        let what = columns.isEmpty ? "\(missed.count) 个占位符" : "\(columns.joined(separator: "、")) 列的占位符"
        return [
            Finding(
                "template.outside-print-range", .explain, at: Place(sheet: sheet.name, cell: first),
                "打印范围 \(range) 不包含 \(what)", remedy: "请在“格式 - 打印区域”中扩大范围")
        ]
    }

    // MARK: The record type

    /// Fields that are filled in by people, yet stand nowhere on the form.
    private func unshownFields() -> [Finding] {
        var shown = Set<[Int]>()
        for template in sheets {
            let texts =
                Array(template.cells.values) + Array(template.margins.values) + [template.name].compactMap { $0 }
            for (_, path) in texts.flatMap(\.fields) {
                let base = path.base == .sheetItem ? template.sheetList ?? [] : []
                shown.insert(base + (path.list ?? []) + path.steps)
            }
        }
        let shownPrefixes = Set(shown.flatMap { path in path.indices.map { Array(path[...$0]) } })
        return recordType.unshown(shownPrefixes, prefix: []).map { field in
            Finding(
                "template.unshown-field", .hint, at: Place(field: field), "表上没有位置填写或显示这个字段",
                remedy: "如需要，请在模板中加上占位符")
        }
    }
}

extension Range<Int> {
    fileprivate func contains(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}

extension RecordType {
    /// Input fields that no path of `shown` reaches; a group or list that is not shown at all is named once.
    fileprivate func unshown(_ shown: Set<[Int]>, prefix: [Int]) -> [FieldName] {
        fields.enumerated().flatMap { place, field -> [FieldName] in
            if field.isComputed { return [] }
            let path = prefix + [place]
            guard shown.contains(path) else { return [field.name] }
            switch field.kind {
            case .record(let inner), .list(let inner): return inner.unshown(shown, prefix: path)
            default: return []
            }
        }
    }
}
