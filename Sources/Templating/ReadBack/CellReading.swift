import CivilTime
import Diagnostics
import Forms
import Sheets

/// Takes a received cell for the value of a field.
struct CellReading {
    /// Blank when the cell was refused.
    var value: FieldValue
    var trouble: FieldTrouble?

    /// What stood here was about a person, and was taken out before the form was sent.
    var isMasked: Bool { value == .text(Masking.mark) }

    /// - Parameter format: The cell's own, for what has no other way of being written.
    init(_ cell: CellValue, format: NumberFormat, as placeholder: Placeholder, _ path: FieldPath) {
        self.init(value: .blank, trouble: nil)
        if let text = cell.shown.plainText {
            self.init(text: text, as: placeholder, path)
        } else if case .percentage(let ratio) = cell.shown, path.field.kind == .ratio, ratio.isFinite {
            value = .ratio(ratio)
        } else {
            take(FieldParser.parse(Self.input(cell.shown, format), as: Self.definition(path)))
        }
    }

    /// A value inside a sentence, or a cell's text.
    init(text: String, as placeholder: Placeholder, _ path: FieldPath) {
        self.init(value: .blank, trouble: nil)
        if let known = Self.known(text, placeholder, path) {
            value = known
        } else {
            take(FieldParser.parse(.text(text), as: Self.definition(path)))
        }
    }

    private init(value: FieldValue, trouble: FieldTrouble?) {
        self.value = value
        self.trouble = trouble
    }

    private mutating func take(_ parsed: ParsedField) {
        value = parsed.value
        trouble = parsed.trouble
    }

    private static let rowNumber = FieldDefinition("number", "序号", .integer, .source)

    private static func definition(_ path: FieldPath) -> FieldDefinition { path.isRowNumber ? rowNumber : path.field }

    private static func input(_ value: CellValue, _ format: NumberFormat) -> FieldInput {
        switch value {
        case .empty: return .empty
        case .number(let number): return number.isFinite ? .number(number) : .text(format.display(value))
        case .percentage(let number): return number.isFinite ? .number(number) : .empty
        case .date(let moment): return .day(moment.day)
        case .boolean(let flag): return .flag(flag)
        case .time: return .text(format.display(value))
        case .text(let text): return .text(text)
        case .richText, .formula: return value.shown.plainText.map { .text($0) } ?? .empty
        }
    }

    /// What this program prints itself: a tick, 缺报, —, the words of a date without its digits.
    private static func known(_ text: String, _ placeholder: Placeholder, _ path: FieldPath) -> FieldValue? {
        let kind = path.field.kind
        if kind == .text { return nil }
        let folded = FieldText.folded(text)
        if folded.isEmpty { return .blank }
        if let code = placeholder.format, case .usable(let usable) = FieldFormat(code, for: path) {
            switch usable {
            case .tick(let yes, let no):
                if folded == FieldText.folded(yes) { return .flag(true) }
                if folded == FieldText.folded(no) { return .flag(false) }
            case .number(let format):
                if folded == FieldText.folded(format.spaceForInk) { return .blank }
            }
        }
        return absence(folded, path)
    }

    private static func absence(_ folded: String, _ path: FieldPath) -> FieldValue? {
        let field = path.field
        switch field.kind {
        case .integer, .decimal, .ratio:
            if folded == Absence.notReported.shown { return .absent(.notReported) }
            // An indicator may be one that does not apply; a count in a list is left blank instead.
            guard field.isComputed || field.bounds == nil || path.group != nil else { return nil }
            return folded == Absence.undefined.shown || folded == "/" ? .absent(.undefined) : nil
        default: return nil
        }
    }
}
