import CivilTime
import Diagnostics
import Forms
import Sheets

/// How a list's row is made straight from a record's memory: for lists of single rows whose cells each hold a field, a
/// running number or what every row holds.
struct RowRecipe {
    private let cells: [RecipeCell]
    /// Cells whose value is known beforehand.
    private let constants: [(cell: Cell, height: Double)]
    private let words: [@Sendable (UnsafeRawPointer) -> String?]
    /// Of every row, before its texts ask for more.
    let height: RowHeight
    private let isHidden: Bool
    private let fitting: BlockFitting

    /// - Parameter storage: As ``ItemSource/storage``.
    /// - Returns: `nil` when rows have to be made from the model.
    init?(_ filler: SheetFiller, _ styles: Filler, _ fitting: BlockFitting, _ storage: [FieldStorage?]) {
        let block = filler.streamed ?? 0
        guard !storage.isEmpty, filler.template.blocks[block].rows.count == 1 else { return nil }
        var builder = RecipeBuilder(filler, styles, fitting, storage)
        guard let row = builder.build() else { return nil }
        cells = builder.cells
        constants = builder.constants
        words = builder.words
        height = row.height
        isHidden = row.isHidden
        self.fitting = fitting
    }

    /// - Parameters:
    ///   - number: The running number.
    ///   - memory: A record's.
    /// - Returns: True when a format, or paper, may not be able to hold the row as it is.
    func fill(_ row: inout RowBuffer, number: Int, from memory: UnsafeRawPointer) -> Bool {
        var needed = 0.0
        var isOdd = false
        for cell in cells {
            switch cell.kind {
            case .constant: constant(cell.place, &row, &needed)
            case .number: append(Double(number), cell, &row, &needed)
            case .text:
                let text = memory.advanced(by: cell.place).assumingMemoryBound(to: String.self)
                append(text.pointee, cell, &row, &needed, &isOdd)
            case .word:
                if let word = words[cell.place](memory) {
                    append(word, cell, &row, &needed, &isOdd)
                } else {
                    constant(cell.absent, &row, &needed)
                }
            case .integer:
                let value = memory.load(fromByteOffset: cell.place, as: Int?.self)
                if let value {
                    append(Double(value), cell, &row, &needed)
                } else {
                    constant(cell.absent, &row, &needed)
                }
            case .decimal:
                let value = memory.load(fromByteOffset: cell.place, as: Double?.self)
                if let value { append(value, cell, &row, &needed) } else { constant(cell.absent, &row, &needed) }
                if let value, !value.isFinite { isOdd = true }
            case .day:
                if let day = memory.load(fromByteOffset: cell.place, as: CalendarDay?.self) {
                    let moment = CalendarMoment(day)
                    row.append(moment, style: cell.style)
                    needed = max(needed, cell.quick.oneLine)
                    if OddRows.isOdd(moment) { isOdd = true }
                } else {
                    constant(cell.absent, &row, &needed)
                }
            case .flag:
                switch memory.load(fromByteOffset: cell.place, as: Bool?.self) {
                case true?: constant(cell.yes, &row, &needed)
                case false?: constant(cell.no, &row, &needed)
                case nil: constant(cell.absent, &row, &needed)
                }
            }
        }
        row.height = BlockFitting.height(height, needing: needed)
        row.minimumHeight = height.minimum
        row.isHidden = isHidden
        return isOdd
    }

    @inline(__always)
    private func append(_ number: Double, _ cell: RecipeCell, _ row: inout RowBuffer, _ needed: inout Double) {
        row.append(number, style: cell.style)
        needed = max(needed, cell.quick.oneLine)
    }

    @inline(__always)
    private func append(
        _ text: String, _ cell: RecipeCell, _ row: inout RowBuffer, _ needed: inout Double, _ isOdd: inout Bool
    ) {
        if text.isEmpty { return constant(cell.absent, &row, &needed) }
        row.append(text, style: cell.style)
        let bytes = row.text(of: row.slot(row.count - 1))
        if bytes.count <= OddRows.longText, cell.quick.surelyHolds(bytes) {
            needed = max(needed, cell.quick.oneLine)
        } else {
            lookCloser(text, cell, &needed, &isOdd)
        }
    }

    @inline(never)
    private func lookCloser(_ text: String, _ cell: RecipeCell, _ needed: inout Double, _ isOdd: inout Bool) {
        let own = fitting.height(of: .text(text), style: cell.style, cell.quick)
        needed = max(needed, own)
        if OddRows.isOdd(text) || BlockFitting.isCut(own, in: height) { isOdd = true }
    }

    private func constant(_ place: Int, _ row: inout RowBuffer, _ needed: inout Double) {
        if constants[place].cell.value == .empty {
            row.appendBlank(style: constants[place].cell.style)
        } else {
            row.append(copying: constants[place].cell)
            needed = max(needed, constants[place].height)
        }
    }
}

/// One cell of a ``RowRecipe``.
struct RecipeCell {
    enum Kind: UInt8 { case constant, number, text, word, integer, decimal, day, flag }
    var kind: Kind
    /// Of the value in the record's memory, of the constant, or of the function that reads the word.
    var place: Int
    var style = StyleID.standard
    var quick = QuickHeight.none
    /// The constants that stand for no value, for yes and for no.
    var absent = 0
    var yes = 0
    var no = 0
}

/// Finds out how each cell of a list's row is made, by making some.
struct RecipeBuilder {
    private let filler: SheetFiller
    private var styles: Filler
    private let fitting: BlockFitting
    private let storage: [FieldStorage?]
    private let texts: [Int: [CellRef]]
    private let block: RowBlock
    private let number: Int
    private(set) var cells: [RecipeCell] = []
    private(set) var constants: [(cell: Cell, height: Double)] = []
    private(set) var words: [@Sendable (UnsafeRawPointer) -> String?] = []

    init(_ filler: SheetFiller, _ styles: Filler, _ fitting: BlockFitting, _ storage: [FieldStorage?]) {
        self.filler = filler
        self.styles = styles
        self.fitting = fitting
        self.storage = storage
        texts = filler.texts
        number = filler.streamed ?? 0
        block = filler.template.blocks[number]
    }

    /// - Returns: The row as it is without values; `nil` when a cell is of another kind.
    mutating func build() -> Row? {
        guard case .list(let type) = filler.scope.report.type.kind(of: block.list), let blank = row(nil) else {
            return nil
        }
        for column in blank.cells.indices {
            guard let cell = cell(column, blank, type) else { return nil }
            cells.append(cell)
        }
        return blank
    }

    private mutating func row(_ item: RecordData?) -> Row? {
        filler.rows(of: number, index: 0, item, texts, &styles).first
    }

    private mutating func cell(_ column: Int, _ blank: Row, _ type: RecordType) -> RecipeCell? {
        let ref = CellRef(row: block.rows.lowerBound, column: column)
        guard let template = filler.template.cells[ref],
            template.fields.contains(where: { $0.1.list != nil })
        else { return constant(blank.cells[column], column, blank).map { RecipeCell(kind: .constant, place: $0) } }
        guard let (placeholder, path) = template.sole else { return nil }
        if path.isRowNumber { return numbered(column, blank) }
        guard path.steps.count == 1, let step = path.steps.first, storage.indices.contains(step),
            let place = storage[step], placeholder.format == nil || path.field.kind != .text,
            let absent = constant(blank.cells[column], column, blank)
        else { return nil }
        return cell(place, column, blank, type, step: step, absent: absent)
    }

    private mutating func numbered(_ column: Int, _ blank: Row) -> RecipeCell? {
        let sample = blank.cells[column]
        guard case .number = sample.value,
            let quick = fitting.quickHeight(of: blank, column: column, style: sample.style)
        else { return nil }
        return RecipeCell(kind: .number, place: 0, style: sample.style, quick: quick)
    }

    private mutating func cell(
        _ place: FieldStorage, _ column: Int, _ blank: Row, _ type: RecordType, step: Int, absent: Int
    ) -> RecipeCell? {
        func sampled(_ value: FieldValue) -> Cell? {
            var values = [FieldValue](repeating: .blank, count: type.fields.count)
            values[step] = value
            return row(RecordData(type, ordered: values))?.cells[column]
        }
        func made(_ kind: RecipeCell.Kind, _ place: Int, _ value: FieldValue, as shown: CellValue) -> RecipeCell? {
            guard let cell = sampled(value), cell.value == shown,
                let quick = fitting.quickHeight(of: blank, column: column, style: cell.style)
            else { return nil }
            return RecipeCell(kind: kind, place: place, style: cell.style, quick: quick, absent: absent)
        }
        switch place {
        case .text(let offset): return made(.text, offset, .text("文"), as: .text("文"))
        case .integer(let offset): return made(.integer, offset, .integer(1), as: .number(1))
        case .decimal(let offset): return made(.decimal, offset, .decimal(0.5), as: .number(0.5))
        case .day(let offset):
            guard let day = CalendarDay(daysSince1970: 0) else { return nil }
            return made(.day, offset, .day(day), as: .date(CalendarMoment(day)))
        case .choice(let word):
            words.append(word)
            return made(.word, words.count - 1, .choice("文"), as: .text("文"))
        case .flag(let offset):
            guard let yes = sampled(.flag(true)).flatMap({ constant($0, column, blank) }),
                let no = sampled(.flag(false)).flatMap({ constant($0, column, blank) })
            else { return nil }
            return RecipeCell(kind: .flag, place: offset, absent: absent, yes: yes, no: no)
        }
    }

    private mutating func constant(_ cell: Cell, _ column: Int, _ row: Row) -> Int? {
        guard let quick = fitting.quickHeight(of: row, column: column, style: cell.style) else { return nil }
        let height = cell.value == .empty ? 0 : fitting.height(of: cell.value, style: cell.style, quick)
        constants.append((cell, height))
        return constants.count - 1
    }
}

extension RecordType {
    /// The kind of the field that the steps lead to.
    fileprivate func kind(of steps: [Int]) -> FieldKind? {
        guard let first = steps.first, fields.indices.contains(first) else { return nil }
        if steps.count == 1 { return fields[first].kind }
        guard case .record(let inner) = fields[first].kind else { return nil }
        return inner.kind(of: Array(steps.dropFirst()))
    }
}

extension RowHeight {
    /// In points; `nil` for a height that was not fitted.
    var minimum: Double? {
        if case .fitted(let minimum) = self { return minimum }
        return nil
    }
}
