import CivilTime
import Forms
import Sheets

/// The cells of a blank form that people type into.
enum InputCell {
    /// True for a field that comes back from the form.
    static func takes(_ placeholder: Placeholder, _ path: FieldPath) -> Bool {
        !placeholder.isOutputOnly && !path.field.isComputed && !path.isRowNumber
    }

    /// - Returns: `nil` for a field that takes any text and has nothing to say.
    static func validation(for path: FieldPath, in ranges: [CellRange]) -> DataValidation? {
        let field = path.field
        let (rule, expected) = rule(for: field)
        let words = [field.summary, expected].filter { !$0.isEmpty }.joined(separator: "。")
        if rule == .any, words.isEmpty { return nil }
        let title = [path.group, field.label].compactMap { $0 }.joined(separator: " ").prefix(utf16: 32)
        return DataValidation(
            ranges: ranges, rule: rule,
            hint: DataValidation.Message(title: title, text: words.prefix(utf16: 255)),
            alert: expected.isEmpty ? nil : DataValidation.Message(title: title, text: expected.prefix(utf16: 225)))
    }

    /// The rule, and what it expects in words.
    private static func rule(for field: FieldDefinition) -> (DataValidation.Rule, String) {
        switch field.kind {
        case .choice(let words): return (.list(words), "请从下拉列表中选择")
        case .flag: return (.list(["是", "否"]), "请选择 是 或 否")
        case .integer:
            let bounds = field.bounds ?? -1_000_000_000...1_000_000_000
            let words = bounds.lowerBound == 0 ? "请填不小于 0 的整数，没有请填 0" : "请填整数，没有请填 0"
            return (.wholeNumber(.init(bounds.lowerBound, bounds.upperBound)), words)
        case .decimal: return (.decimal(.init(-1e12, 1e12)), "请填数字")
        case .ratio: return (.decimal(.init(0, 1)), "请填百分比，例如 85%")
        case .day:
            let bounds = DataValidation.Bounds(
                CalendarDay(year: 2000, month: 1, day: 1), CalendarDay(year: 2099, month: 12, day: 31))
            return (.date(bounds), "请填日期，例如 2019-07-15")
        case .month, .text, .record, .list: return (.any, "")
        }
    }
}
