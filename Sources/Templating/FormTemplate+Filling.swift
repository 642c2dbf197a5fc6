import Diagnostics
import Forms
import Sheets

extension FormTemplate {
    /// The form, filled: the template's workbook with its lists expanded and its placeholders replaced by values with
    /// their types.
    ///
    /// - Parameter report: Of the record type that the template was compiled for.
    /// - Returns: Always a workbook; the findings tell what had to be changed to fit (a sheet's name, a formula's
    ///   result).
    public func filled(with report: RecordData) -> Checked<Workbook> {
        precondition(report.type.key == recordType.key, "the report is of another record type")
        var filler = Filler(template: self, report: report)
        let workbook = filler.fill()
        return Checked(workbook, filler.findings)
    }

    /// The form, to be filled in by hand: what `known` holds is printed and cannot be typed over, the empty cells of
    /// input fields are open, with dropdown lists, ranges and hints from the field catalogue. There is no password.
    public func blank(with known: RecordData) -> Checked<Workbook> {
        precondition(known.type.key == recordType.key, "the report is of another record type")
        var filler = Filler(template: self, report: known)
        filler.isBlankForm = true
        let workbook = filler.fill()
        return Checked(workbook, filler.findings)
    }
}

/// One filling of one template.
struct Filler {
    let template: FormTemplate
    let report: RecordData
    var styles: StyleTable
    var findings: [Finding] = []
    /// Empty input cells are opened and get validations; everything else is protected.
    var isBlankForm = false
    private var names = SheetNames()
    /// The list whose rows are left out.
    var streamed: StreamedBlock?
    /// Styles that only differ from the template's by their number format.
    var formatted: [FormattedStyle: StyleID] = [:]

    struct FormattedStyle: Hashable {
        var style: StyleID
        var format: NumberFormat
    }

    init(template: FormTemplate, report: RecordData) {
        self.template = template
        self.report = report
        styles = template.workbook.styles
    }

    /// One sheet to be made: a sheet of the template, for one item where it is made once for each.
    private struct Job {
        var sheet: Sheet
        var template: SheetTemplate
        var item: RecordData?
        var name: String
        var plan: RowPlan
        /// The block of the sheet whose rows are left out.
        var streamed: Int?
    }

    mutating func fill() -> Workbook { expanded().workbook.recalculated(&findings) }

    /// The filled workbook, its formulas with the results that the template holds, and how each sheet was made.
    mutating func expanded() -> (workbook: Workbook, sheets: [SheetFiller]) {
        addFormats()
        let jobs = jobs()
        var plans: [String: RowPlan] = [:]
        for job in jobs where plans[job.sheet.name] == nil { plans[job.sheet.name] = job.plan }
        var workbook = template.workbook
        let sheets = jobs.map { job in
            SheetFiller(
                sheet: job.sheet, template: job.template, scope: Scope(report: report, item: job.item), name: job.name,
                plan: job.plan, plans: plans, streamed: job.streamed)
        }
        workbook.sheets = sheets.map { $0.fill(&self) }
        workbook.names = template.workbook.names.compactMap { named in
            guard let job = jobs.first(where: { $0.sheet.name == named.sheet }) else { return nil }
            return NamedRange(name: named.name, sheet: job.name, range: job.plan.stretched(named.range))
        }
        workbook.properties.title = workbook.properties.title.map(plainText)
        workbook.properties.subject = workbook.properties.subject.map(plainText)
        workbook.properties.description = workbook.properties.description.map(plainText)
        workbook.styles = styles
        return (workbook, sheets)
    }

    /// Every style that a value may ask for, in the order of the template's cells: the styles of a form do not depend on
    /// what it is filled with.
    private mutating func addFormats() {
        for (sheet, sheetTemplate) in zip(template.workbook.sheets, template.sheets) {
            for ref in sheetTemplate.cells.keys.sorted() {
                guard let (placeholder, path) = sheetTemplate.cells[ref]?.sole else { continue }
                let own = styles[sheet[ref].style].numberFormat
                let format = ShownValue.format(placeholder, path) ?? (own.isGeneral ? path.standardFormat : nil)
                if let format, format != own { _ = style(sheet[ref].style, showing: format) }
            }
        }
    }

    private mutating func jobs() -> [Job] {
        zip(template.workbook.sheets, template.sheets).enumerated().flatMap { number, pair -> [Job] in
            let (sheet, sheetTemplate) = pair
            guard let list = sheetTemplate.sheetList else {
                let streamed = streamed.flatMap { $0.sheet == number ? $0 : nil }
                return [job(sheet, sheetTemplate, item: nil, streamed: streamed)]
            }
            guard case .list(let items) = report.value(at: list) else { return [] }
            return items.map { job(sheet, sheetTemplate, item: $0) }
        }
    }

    private mutating func job(
        _ sheet: Sheet, _ sheetTemplate: SheetTemplate, item: RecordData?, streamed: StreamedBlock? = nil
    ) -> Job {
        let scope = Scope(report: report, item: item)
        let wanted = sheetTemplate.name.map { scope.text(of: $0) } ?? sheet.name
        let name = names.usable(wanted)
        if name != wanted { noteName(wanted, given: name) }
        let counts = sheetTemplate.blocks.enumerated().map { number, block in
            max(number == streamed?.block ? streamed?.count ?? 0 : scope.items(of: block).count, block.minimumItems)
        }
        let plan = RowPlan(blocks: sheetTemplate.blocks, counts: counts, templateRowCount: sheet.rows.count)
        return Job(
            sheet: sheet, template: sheetTemplate, item: item, name: name, plan: plan, streamed: streamed?.block)
    }

    private mutating func noteName(_ wanted: String, given name: String) {
        findings.append(
            Finding(
                "template.sheet-name", .hint, at: Place(sheet: name),
                "工作表名“\(wanted)”不能直接使用（最多 \(SheetNames.longest) 个字符，不含 [ ] : * ? / \\，不能重名），已改为“\(name)”"))
    }

    /// A document property's text, its placeholders replaced; as it stands when it cannot be bound.
    private func plainText(_ text: String) -> String {
        let resolver = FieldResolver(root: template.recordType)
        let pieces = PlaceholderParser.parse(text).segments.map { segment -> TextTemplate.Piece in
            switch segment {
            case .literal(let text, let offset): return .literal(text, offset: offset)
            case .placeholder(let placeholder, let offset):
                guard case .success(let path) = resolver.resolve(placeholder), path.list == nil else {
                    return .literal(placeholder.source, offset: offset)
                }
                return .field(placeholder, path, offset: offset)
            }
        }
        return Scope(report: report).text(of: TextTemplate(pieces: pieces))
    }

    /// `style` for a cell that may be typed into.
    mutating func openStyle(_ style: StyleID) -> StyleID { styles.id(of: style) { $0.isLocked = false } }

    /// `style` with another number format.
    mutating func style(_ style: StyleID, showing format: NumberFormat) -> StyleID {
        let key = FormattedStyle(style: style, format: format)
        if let known = formatted[key] { return known }
        let new = styles.id(of: style) { $0.numberFormat = format }
        formatted[key] = new
        return new
    }
}

/// A list of a template whose items are asked for one at a time.
struct StreamedBlock: Hashable, Sendable {
    /// Of the template.
    var sheet: Int
    /// Its place in ``SheetTemplate/blocks``.
    var block: Int
    /// How many items come.
    var count: Int
}

/// What placeholders are looked up in.
struct Scope {
    let report: RecordData
    /// The item of a sheet that is made for each item of a list.
    var item: RecordData?
    /// The item of the list whose block is being made, and its place; `nil` for padding lines too.
    var row: RecordData?
    var rowIndex: Int?

    init(report: RecordData, item: RecordData? = nil) {
        self.report = report
        self.item = item
    }

    func items(of block: RowBlock) -> [RecordData] {
        guard case .list(let items) = base(block.base).value(at: block.list) else { return [] }
        return items
    }

    func value(of path: FieldPath) -> FieldValue {
        if path.isRowNumber { return .integer(rowIndex.map { $0 + 1 }, else: .blank) }
        if path.list != nil { return row?.value(at: path.steps) ?? .blank }
        return base(path.base).value(at: path.steps)
    }

    private func base(_ base: FieldPath.Base) -> RecordData { base == .sheetItem ? item ?? report : report }

    /// The text with every placeholder as it is printed inside a sentence.
    func text(of template: TextTemplate) -> String {
        template.pieces.map { piece in
            switch piece {
            case .literal(let text, _): text
            case .field(let placeholder, let path, _): ShownValue(value(of: path), placeholder, path).text
            }
        }.joined()
    }
}
