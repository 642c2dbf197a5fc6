import Diagnostics
import Forms
import Sheets

/// The rows of a streamed list, made one at a time.
struct ItemRows: RowProducer {
    private let items: any ItemSource
    private let filler: SheetFiller
    private let texts: [Int: [CellRef]]
    private let block: Int
    /// How many items come, and how many the paper has room for.
    private let count: Int
    private let lines: Int
    private let fitting: BlockFitting
    private let recipe: RowRecipe?
    /// Everything about styles is known before the first row.
    private var styles: Filler
    private var index = 0
    /// The rows of the current item that were not given yet, the last one first.
    private var waiting: [(row: Row, height: Double)] = []
    private var oddRows: OddRows

    init(_ items: some ItemSource, _ filler: SheetFiller, _ styles: Filler, _ stretch: RowStretch) {
        self.items = items
        self.filler = filler
        self.styles = styles
        texts = filler.texts
        block = filler.streamed ?? 0
        count = styles.streamed?.count ?? 0
        lines = filler.plan.counts[block]
        fitting = BlockFitting(columns: filler.sheet.columns, merges: stretch.merges, styles: styles.styles)
        recipe = RowRecipe(filler, styles, fitting, items.storage)
        oddRows = OddRows(first: stretch.first)
    }

    /// Whether rows are made without the model.
    var isFast: Bool { recipe != nil }

    mutating func next(into row: inout RowBuffer) throws -> Bool {
        if waiting.isEmpty {
            guard try advance() else { return false }
            if let recipe, index < count {
                fill(&row, recipe)
                index += 1
                return true
            }
            makeRows()
            index += 1
        }
        guard let (model, height) = waiting.popLast() else { return false }
        for cell in model.cells { row.append(copying: cell) }
        row.height = height
        row.minimumHeight = model.height.minimum
        row.isHidden = model.isHidden
        return true
    }

    /// Goes to the next item, if there are any left.
    private func advance() throws -> Bool {
        if index < count {
            if try !items.advance() { throw wrongCount("\(index) 项") }
            return true
        }
        if index == count, try items.advance() { throw wrongCount("更多") }
        return index < lines
    }

    private func wrongCount(_ given: String) -> Failure {
        Failure(
            .content, "template.stream-count", at: Place(sheet: filler.name), "清单应有 \(count) 项，实有\(given)",
            remedy: "请核对数据在生成过程中有没有增减")
    }

    private mutating func fill(_ row: inout RowBuffer, _ recipe: RowRecipe) {
        var isOdd = false
        items.withMemory { isOdd = recipe.fill(&row, number: index + 1, from: $0) }
        if isOdd { look(at: Row((0..<row.count).map { row.cell(of: row.slot($0)) }, height: recipe.height)) }
    }

    /// At a row of a single line that was made without the model.
    private mutating func look(at row: Row) {
        for cell in fitting.fit([row]).cut { oddRows.cut(cell, inItem: index, of: 1) }
        if OddRows.isOdd(row) { oddRows.add(row, at: index) }
    }

    private mutating func makeRows() {
        let item = index < count ? items.data : nil
        let rows = filler.rows(of: block, index: index, item, texts, &styles)
        let fitted = fitting.fit(rows)
        for cell in fitted.cut { oddRows.cut(cell, inItem: index, of: rows.count) }
        for (offset, row) in rows.enumerated() where OddRows.isOdd(row) {
            oddRows.add(row, at: index * rows.count + offset)
        }
        waiting = zip(rows, fitted.heights).reversed().map { ($0, $1) }
    }

    /// What `writer` could not hold of the rows, and what will not be whole on paper.
    func findings(_ writer: some RowStreamingWriter, _ workbook: Workbook) -> [Finding] {
        oddRows.findings(writer, workbook, sheetName: filler.name)
    }
}

extension RowBuffer {
    /// A cell of the model, without a copy of the cell where its value needs none.
    mutating func append(copying cell: Cell) {
        switch cell.value {
        case .empty where cell.isBlank: skip(1)
        case .empty: appendBlank(style: cell.style)
        case .text(let text): append(text, style: cell.style)
        case .number(let number): append(number, style: cell.style)
        case .percentage(let ratio): append(percentage: ratio, style: cell.style)
        case .date(let moment): append(moment, style: cell.style)
        case .time(let seconds): append(seconds: seconds, style: cell.style)
        case .boolean(let flag): append(flag, style: cell.style)
        case .richText, .formula: append(cell)
        }
    }
}
