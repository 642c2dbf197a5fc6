import Diagnostics
import Forms
import Sheets

/// Makes one filled sheet.
struct SheetFiller {
    let sheet: Sheet
    let template: SheetTemplate
    let scope: Scope
    let name: String
    let plan: RowPlan
    /// By the name of the template's sheet, for formulas that reach into other sheets.
    let plans: [String: RowPlan]
    /// The block whose rows are not made here, but one at a time while the file is written.
    var streamed: Int?

    func fill(_ filler: inout Filler) -> Sheet {
        var filled = moved()
        let texts = texts
        let items = template.blocks.map { scope.items(of: $0) }
        filled.rows = plan.lines(without: streamed).map { line in
            var scope = scope
            if let item = line.item, item.index < items[item.block].count {
                scope.row = items[item.block][item.index]
            }
            scope.rowIndex = line.item?.index
            return row(line, cells: texts[line.templateRow] ?? [], scope, &filler)
        }
        if filler.isBlankForm {
            filled.isProtected = true
            filled.validations += template.cells.keys.sorted().compactMap { validation(for: $0) }
        }
        return filled
    }

    /// The cells with placeholders of each row that has any.
    var texts: [Int: [CellRef]] {
        Dictionary(grouping: template.cells.keys, by: \.row).mapValues { $0.sorted() }
    }

    /// The rows of one item of a block.
    ///
    /// - Parameters:
    ///   - item: `nil` for a line that is there for ink.
    ///   - texts: As ``texts`` gives them.
    func rows(
        of block: Int, index: Int, _ item: RecordData?, _ texts: [Int: [CellRef]], _ filler: inout Filler
    ) -> [Row] {
        var scope = scope
        scope.row = item
        scope.rowIndex = index
        return plan.lines(of: block, index: index).map { line in
            row(line, cells: texts[line.templateRow] ?? [], scope, &filler)
        }
    }

    /// What may be typed into all copies of a cell, when it holds one input field.
    private func validation(for cell: CellRef) -> DataValidation? {
        guard let (placeholder, path) = template.cells[cell]?.sole, InputCell.takes(placeholder, path) else {
            return nil
        }
        return InputCell.validation(for: path, in: plan.copies(of: CellRange(cell)))
    }

    // MARK: Cells

    private func row(_ line: RowPlan.Line, cells: [CellRef], _ scope: Scope, _ filler: inout Filler) -> Row {
        var row = sheet.rows[line.templateRow]
        for column in row.cells.indices {
            if case .formula(var formula) = row.cells[column].value {
                formula.parts = plan.moved(formula.parts, in: line.item) { plans[$0] }
                row.cells[column].value = .formula(formula)
            }
        }
        if cells.isEmpty { return row }
        for ref in cells {
            guard let text = template.cells[ref] else { continue }
            fill(&row.cells[ref.column], with: text, scope, &filler)
            if filler.isBlankForm, isOpen(text, scope) {
                row.cells[ref.column].style = filler.openStyle(row.cells[ref.column].style)
            }
        }
        // Filled text may need more room than the designer gave it; less it never gets.
        if case .fixed(let height) = row.height { row.height = .fitted(minimum: height) }
        return row
    }

    private func fill(_ cell: inout Cell, with text: TextTemplate, _ scope: Scope, _ filler: inout Filler) {
        if let (placeholder, path) = text.sole {
            let shown = ShownValue(scope.value(of: path), placeholder, path)
            cell.value = shown.value
            let own = filler.styles[cell.style].numberFormat
            if own.isText, shown.value != .empty {
                cell.value = .text(shown.text)
            } else if let format = shown.format ?? (own.isGeneral ? shown.standardFormat : nil), format != own {
                cell.style = filler.style(cell.style, showing: format)
            }
            // A date that is filled in by hand needs its words on paper.
            if shown.value == .empty, shown.format != nil, !shown.text.isEmpty { cell.value = .text(shown.text) }
        } else if case .richText(let runs) = cell.value {
            cell.value = .richText(RichTextFilling(runs).filled(text, scope))
        } else {
            let sentence = scope.text(of: text)
            cell.value = sentence.isEmpty ? .empty : .text(sentence)
        }
    }

    /// True when a field of the cell is still to be filled in.
    private func isOpen(_ text: TextTemplate, _ scope: Scope) -> Bool {
        text.fields.contains { InputCell.takes($0.0, $0.1) && scope.value(of: $0.1) == .blank }
    }

    // MARK: What moves with the rows

    private func moved() -> Sheet {
        var filled = sheet
        filled.name = name
        let streamedRows = streamed.map { template.blocks[$0].rows }
        filled.merges = sheet.merges.filter { streamedRows?.contains($0.rows.lowerBound) != true }.flatMap {
            plan.pieces(of: $0)
        }
        filled.headerRows = sheet.headerRows.map { plan.stretched($0) }
        filled.printRange = sheet.printRange.map { plan.stretched($0) }
        filled.rowBreaks = sheet.rowBreaks.flatMap { row in plan.copies(of: row..<row + 1).flatMap { Array($0) } }
        filled.validations = sheet.validations.map { validation in
            var copy = validation
            copy.ranges = validation.ranges.flatMap { plan.copies(of: $0) }
            return copy
        }
        filled.conditionalFormats = sheet.conditionalFormats.map { moved($0) }
        filled.pictures = sheet.pictures.flatMap { picture in
            plan.pieces(of: CellRange(picture.anchor)).map { place in
                var copy = picture
                copy.anchor = place.first
                return copy
            }
        }
        filled.charts = sheet.charts.map { chart in
            chart.moved(anchor: { plan.row($0) }, plan.stretched)
        }
        filled.page.header = filled.page.header.map { margin($0) }
        filled.page.footer = filled.page.footer.map { margin($0) }
        return filled
    }

    private func moved(_ format: ConditionalFormat) -> ConditionalFormat {
        var copy = format
        copy.ranges = format.ranges.flatMap { plan.copies(of: $0) }
        guard let first = format.ranges.first else { return copy }
        let item = plan.block(of: first.rows.lowerBound).map { RowPlan.Item(block: $0, index: 0) }
        copy.rules = format.rules.map { rule in
            guard case .formula(let parts) = rule.condition else { return rule }
            return ConditionalFormat.Rule(.formula(plan.moved(parts, in: item) { plans[$0] }), style: rule.style)
        }
        return copy
    }

    private func margin(_ margin: HeaderFooter) -> HeaderFooter {
        func filled(_ parts: [HeaderFooter.Part]) -> [HeaderFooter.Part] {
            parts.map { part in
                guard case .text(let text) = part, let bound = template.margins[text] else { return part }
                return .text(scope.text(of: bound))
            }
        }
        var copy = margin
        copy.left = filled(margin.left)
        copy.center = filled(margin.center)
        copy.right = filled(margin.right)
        return copy
    }
}

/// Fills a text that stands in several fonts: what replaces a placeholder takes the font of its first brace.
struct RichTextFilling {
    private let runs: [TextRun]
    /// Characters before each run.
    private let starts: [Int]

    init(_ runs: [TextRun]) {
        self.runs = runs
        var start = 0
        starts = runs.map { run in
            defer { start += run.text.count }
            return start
        }
    }

    func filled(_ template: TextTemplate, _ scope: Scope) -> [TextRun] {
        var result: [TextRun] = []
        for piece in template.pieces {
            switch piece {
            case .literal(let text, let offset): result += split(text, at: offset)
            case .field(let placeholder, let path, let offset):
                result.append(
                    TextRun(ShownValue(scope.value(of: path), placeholder, path).text, font: font(at: offset)))
            }
        }
        let joined = result.filter { !$0.text.isEmpty }.reduce(into: [TextRun]()) { joined, run in
            if let last = joined.last, last.font == run.font {
                joined[joined.count - 1].text += run.text
            } else {
                joined.append(run)
            }
        }
        return joined.isEmpty ? [TextRun("")] : joined
    }

    private func font(at offset: Int) -> Font? {
        starts.lastIndex { $0 <= offset }.flatMap { runs[$0].font }
    }

    /// A literal may reach over several runs. (An escape before it makes it shorter than its source by a backslash; the
    /// fonts of the text after an escape are then those one character earlier, which only shows when a run begins right
    /// there.)
    private func split(_ text: String, at offset: Int) -> [TextRun] {
        text.enumerated().map { TextRun(String($0.element), font: font(at: offset + $0.offset)) }
    }
}
