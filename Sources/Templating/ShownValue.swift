import CivilTime
import Forms
import Sheets

/// A field's value as it is put on the form: the cell's typed value, the number format it asks for, and its text in a
/// sentence.
struct ShownValue {
    var value: CellValue
    /// From the placeholder; `nil`: the cell's own.
    var format: NumberFormat?
    /// For a cell of the format General, which would show a bare number.
    var standardFormat: NumberFormat?
    /// Inside a sentence.
    var text: String

    init(_ field: FieldValue, _ placeholder: Placeholder, _ path: FieldPath) {
        var tick: (yes: String, no: String)?
        if let written = placeholder.format, case .usable(let usable) = FieldFormat(written, for: path) {
            switch usable {
            case .number(let number): format = number
            case .tick(let yes, let no): tick = (yes, no)
            }
        }
        switch field {
        case .absent(let absence): value = absence.shown.isEmpty ? .empty : .text(absence.shown)
        case .text(let text), .choice(let text): value = text.isEmpty ? .empty : .text(text)
        case .integer(let number): value = .number(Double(number))
        case .decimal(let number): value = .number(number)
        case .ratio(let ratio):
            value = .percentage(ratio)
            standardFormat = .tenthsOfPercent
        case .day(let day):
            value = .date(CalendarMoment(day))
            standardFormat = .chineseDate
        case .month(let period):
            value = .date(CalendarMoment(period.firstDay))
            standardFormat = .chineseMonth
        case .flag(let flag): value = .text(tick.map { flag ? $0.yes : $0.no } ?? (flag ? "是" : "否"))
        case .record, .list: value = .empty
        }
        switch (value, tick) {
        case (.empty, let tick?): text = tick.no
        case (.empty, nil): text = format?.spaceForInk ?? ""
        default: text = (format ?? standardFormat ?? .general).display(value)
        }
    }
}

extension ShownValue {
    /// The number format that the placeholder asks for.
    static func format(_ placeholder: Placeholder, _ path: FieldPath) -> NumberFormat? {
        guard let written = placeholder.format, case .usable(.number(let format)) = FieldFormat(written, for: path)
        else { return nil }
        return format
    }
}

extension FieldPath {
    /// How the field's values are shown in a cell of the format General.
    var standardFormat: NumberFormat? {
        if isRowNumber { return nil }
        return switch field.kind {
        case .ratio: .tenthsOfPercent
        case .day: .chineseDate
        case .month: .chineseMonth
        default: nil
        }
    }
}

extension NumberFormat {
    fileprivate static let tenthsOfPercent = NumberFormat("0.0%")
    fileprivate static let chineseMonth = NumberFormat("yyyy\"年\"m\"月\"")
}
