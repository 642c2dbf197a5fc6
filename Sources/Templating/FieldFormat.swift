import Forms
import Sheets

/// What stands after a placeholder's semicolon, understood for the field's kind.
enum FieldFormat {
    case usable(Usable)
    /// With a sentence on what would fit.
    case unusable(String)

    enum Usable: Hashable {
        case number(NumberFormat)
        /// Tick box: the words for yes and no.
        case tick(yes: String, no: String)
    }

    init(_ text: String, for path: FieldPath) {
        let kind = path.isRowNumber ? FieldKind.integer : path.field.kind
        let format = NumberFormat(text)
        let tokens = format.sections[0].tokens
        switch kind {
        case .flag:
            let words = text.split(separator: "/", omittingEmptySubsequences: false).map { FieldText.trimmed($0) }
            self =
                words.count == 2
                ? .usable(.tick(yes: words[0], no: words[1])) : .unusable("是/否字段的格式形如 ☑/☐")
        case .day, .month:
            self = format.isDateOrTime ? .usable(.number(format)) : .unusable("日期的格式形如 yyyy年M月d日")
        case .integer, .decimal, .ratio:
            let hasDigits = tokens.contains { if case .number = $0 { true } else { false } }
            self = hasDigits && !format.isDateOrTime ? .usable(.number(format)) : .unusable("数字的格式形如 0、0.00 或 0.0%")
        case .text, .choice:
            self = tokens.contains(.text) ? .usable(.number(format)) : .unusable("文字字段不需要格式，请删去分号及其后的内容")
        case .record, .list: self = .unusable("请写到具体的字段")
        }
    }
}

extension FieldFormat.Usable {
    /// True when the value cannot be told from what is printed.
    func losesInformation(of kind: FieldKind) -> Bool {
        switch self {
        case .tick(let yes, let no): return yes == no
        case .number(let format):
            let tokens = format.sections[0].tokens
            let hasYear = tokens.contains(.year(4))
            let hasMonth = tokens.contains { if case .month = $0 { true } else { false } }
            let hasDay = tokens.contains { if case .day = $0 { true } else { false } }
            switch kind {
            case .day: return !(hasYear && hasMonth && hasDay)
            case .month: return !(hasYear && hasMonth)
            case .decimal, .ratio: return true
            default: return false
            }
        }
    }
}

extension NumberFormat {
    /// The format's words with room for ink in place of digits: `　　年　月　日`, for a date that is filled in by hand.
    var spaceForInk: String {
        sections[0].tokens.map { token in
            switch token {
            case .literal(let text): text
            case .year: "\u{3000}\u{3000}"
            case .percent: "%"
            case .number, .month, .day, .hour, .minute, .second, .elapsedHours, .weekday, .amPM: "\u{3000}"
            case .general, .text: ""
            }
        }.joined()
    }
}
