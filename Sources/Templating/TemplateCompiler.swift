import Diagnostics
import Forms
import Sheets

/// Parses and binds all texts of a template, and collects what is wrong with it.
struct TemplateCompiler {
    let workbook: Workbook
    let recordType: RecordType
    var findings: [Finding] = []

    init(workbook: Workbook, recordType: RecordType) {
        self.workbook = workbook
        self.recordType = recordType
    }

    mutating func compile() -> Checked<FormTemplate> {
        let identity = identity()
        let sheets = workbook.sheets.map { compile($0) }
        findings += TemplateLint(workbook: workbook, sheets: sheets, recordType: recordType).findings
        let ordered = findings.sorted { ($0.severity, $0.place) < ($1.severity, $1.place) }
        if findings.contains(where: { $0.severity == .mandatory }) { return Checked(nil, ordered) }
        return Checked(
            FormTemplate(workbook: workbook, identity: identity, recordType: recordType, sheets: sheets), ordered)
    }

    private mutating func identity() -> FormTemplate.Identity {
        let properties = workbook.properties
        func property(_ name: String, _ what: String) -> String {
            if let value = properties[custom: name], !value.isEmpty { return value }
            findings.append(
                Finding(
                    "template.identity", .explain, "文档属性中缺少“\(name)”（\(what)），收回的表格将无法识别",
                    remedy: "请在 LibreOffice 的“文件 - 属性 - 自定义属性”中补上"))
            return ""
        }
        return FormTemplate.Identity(
            form: property(FormTemplate.Identity.formProperty, "表格代号"),
            version: property(FormTemplate.Identity.versionProperty, "模板版本"))
    }

    private mutating func compile(_ sheet: Sheet) -> SheetTemplate {
        var template = SheetTemplate()
        var resolver = FieldResolver(root: recordType)
        compileName(of: sheet, into: &template, &resolver)
        for (rowIndex, row) in sheet.rows.enumerated() {
            for (columnIndex, cell) in row.cells.enumerated() {
                guard let text = cell.value.plainText else { continue }
                let ref = CellRef(row: rowIndex, column: columnIndex)
                let place = Place(sheet: sheet.name, cell: ref)
                if let bound = bind(text, at: place, resolver) { template.cells[ref] = bound }
            }
        }
        compileMargins(of: sheet, into: &template, resolver)
        template.blocks = blocks(of: template.cells, in: sheet)
        return template
    }

    /// A sheet whose name holds `{{列表.字段}}` is made once for each item.
    private mutating func compileName(
        of sheet: Sheet, into template: inout SheetTemplate, _ resolver: inout FieldResolver
    ) {
        let parsed = PlaceholderParser.parse(sheet.name)
        if let first = parsed.segments.lazy.compactMap(\.placeholder).first?.path.first,
            case .found(let place) = recordType.lookUp(first.text), case .list(let item) = recordType.fields[place].kind
        {
            template.sheetList = [place]
            resolver.sheetList = ([place], item)
        }
        template.name = bind(sheet.name, at: Place(sheet: sheet.name), resolver)
    }

    private mutating func compileMargins(
        of sheet: Sheet, into template: inout SheetTemplate, _ resolver: FieldResolver
    ) {
        let place = Place(sheet: sheet.name, record: "页眉页脚")
        let margins = [sheet.page.header, sheet.page.footer].compactMap { $0 }
        for part in margins.flatMap({ $0.left + $0.center + $0.right }) {
            guard case .text(let text) = part, let bound = bind(text, at: place, resolver) else { continue }
            if bound.fields.contains(where: { $0.1.list != nil }) {
                findings.append(
                    Finding(
                        "template.list-in-margin", .mandatory, at: place, "页眉页脚中不能使用清单字段", remedy: "请改用单个字段"))
                continue
            }
            template.margins[text] = bound
        }
    }

    /// The text's template; `nil` when it has no placeholder, or when a finding tells why it cannot be bound.
    private mutating func bind(_ text: String, at place: Place, _ resolver: FieldResolver) -> TextTemplate? {
        let parsed = PlaceholderParser.parse(text)
        findings += parsed.problems.map { Finding($0.rule, .mandatory, at: place, $0.statement, remedy: $0.remedy) }
        let isEscaped = !parsed.hasPlaceholder && text.contains("\\")
        guard parsed.hasPlaceholder || isEscaped, parsed.problems.isEmpty else { return nil }
        var pieces: [TextTemplate.Piece] = []
        for segment in parsed.segments {
            switch segment {
            case .literal(let text, let offset): pieces.append(.literal(text, offset: offset))
            case .placeholder(let placeholder, let offset):
                switch resolver.resolve(placeholder) {
                case .success(let path): pieces.append(.field(placeholder, path, offset: offset))
                case .failure(let trouble):
                    findings.append(
                        Finding(trouble.rule, .mandatory, at: place, trouble.statement, remedy: trouble.remedy))
                }
            }
        }
        return TextTemplate(pieces: pieces)
    }

    /// Rows with a list's field, and the rows joined to them by vertical merges.
    private mutating func blocks(of cells: [CellRef: TextTemplate], in sheet: Sheet) -> [RowBlock] {
        var blocks: [RowBlock] = []
        for ref in cells.keys.sorted() {
            for (placeholder, path) in cells[ref]?.fields ?? [] {
                guard let list = path.list else { continue }
                let rows = joined(ref.row..<ref.row + 1, by: sheet.merges)
                let block = RowBlock(
                    rows: rows, base: path.base, list: list, minimumItems: max(placeholder.minimumItems ?? 1, 1))
                add(block, to: &blocks, at: Place(sheet: sheet.name, cell: ref), placeholder)
            }
        }
        return blocks.sorted { $0.rows.lowerBound < $1.rows.lowerBound }
    }

    private mutating func add(
        _ block: RowBlock, to blocks: inout [RowBlock], at place: Place, _ placeholder: Placeholder
    ) {
        guard let known = blocks.firstIndex(where: { $0.rows.overlaps(block.rows) }) else {
            blocks.append(block)
            return
        }
        guard blocks[known].list == block.list, blocks[known].base == block.base else {
            findings.append(
                Finding(
                    "template.two-lists", .mandatory, at: place, "“\(placeholder.source)”与同一行（或合并相连的行）的其他字段不属于同一个清单",
                    remedy: "一行只能按一个清单重复，请拆到不同的行，并取消跨行合并"))
            return
        }
        let first = min(blocks[known].rows.lowerBound, block.rows.lowerBound)
        let end = max(blocks[known].rows.upperBound, block.rows.upperBound)
        blocks[known].rows = first..<end
        blocks[known].minimumItems = max(blocks[known].minimumItems, block.minimumItems)
    }

    private func joined(_ rows: Range<Int>, by merges: [CellRange]) -> Range<Int> {
        var rows = rows
        while true {
            let reach = merges.filter { $0.rows.count > 1 && $0.rows.overlaps(rows) }.reduce(rows) {
                min($0.lowerBound, $1.rows.lowerBound)..<max($0.upperBound, $1.rows.upperBound)
            }
            if reach == rows { return rows }
            rows = reach
        }
    }
}
