import CivilTime
import Diagnostics
import FileKinds
import Sheets

/// One `dataValidation`, in the main part or among the extensions, where lists of other sheets stand.
///
/// Source: ISO/IEC 29500-1 clause 18.3.1.32.
struct ParsedValidation {
    private var validation: DataValidation
    private let type: String
    private let comparison: String
    private let first: String
    private let second: String

    init?(_ element: PartElement) {
        guard let sqref = element["sqref"] ?? element.child("xm:sqref")?.text else { return nil }
        let ranges = SheetRanges.ranges(sqref)
        if ranges.isEmpty { return nil }
        func formula(_ name: String) -> String {
            if let plain = element.child(name) { return plain.text }
            return element.child("x14:" + name)?.child("xm:f")?.text ?? ""
        }
        type = element["type"] ?? "none"
        comparison = element["operator"] ?? "between"
        (first, second) = (formula("formula1"), formula("formula2"))
        validation = DataValidation(ranges: ranges, rule: .any, allowsBlank: element.flag("allowBlank") ?? false)
        validation.hint = Self.message(element, "showInputMessage", "promptTitle", "prompt")
        validation.alert = Self.message(element, "showErrorMessage", "errorTitle", "error")
        switch element["errorStyle"] {
        case "warning": validation.reaction = .warning
        case "information": validation.reaction = .information
        default: validation.reaction = .stop
        }
    }

    private static func message(_ element: PartElement, _ shows: String, _ title: String, _ text: String)
        -> DataValidation.Message?
    {
        guard element.flag(shows) == true, element[text] != nil || element[title] != nil else { return nil }
        return DataValidation.Message(
            title: EscapedText.string(element[title] ?? ""), text: EscapedText.string(element[text] ?? ""))
    }

    /// - Parameter words: What stands in the cells that a formula names; `nil` when it names none.
    func validation(dates: SerialDates, _ log: ReadLog, words: (String) -> [String]?) -> DataValidation? {
        var result = validation
        if let rule = rule(dates, words) {
            result.rule = rule
            return result
        }
        log.note(
            "xlsx.validation-dropped", .hint, at: validation.ranges.first?.first, "数据有效性的条件无法读取，只保留提示",
            remedy: "请核对该处的填写限制")
        return result.hint == nil ? nil : result
    }

    private func rule(_ dates: SerialDates, _ words: (String) -> [String]?) -> DataValidation.Rule? {
        switch type {
        case "none": return .any
        case "list": return (Self.inlineList(first) ?? words(first)).map { .list($0) }
        case "whole":
            return bounds(whole, next: { $0 < .max ? $0 + 1 : $0 }, before: { $0 > .min ? $0 - 1 : $0 }).map {
                .wholeNumber($0)
            }
        case "textLength":
            return bounds(whole, next: { $0 < .max ? $0 + 1 : $0 }, before: { $0 > .min ? $0 - 1 : $0 }).map {
                .textLength($0)
            }
        case "decimal": return bounds({ CellBytes.number($0) }, next: \.nextUp, before: \.nextDown).map { .decimal($0) }
        case "date":
            func shifted(_ day: CalendarDay, _ days: Int) -> CalendarDay {
                CalendarDay(daysSince1970: day.daysSince1970 + days) ?? day
            }
            return bounds({ Self.day($0, dates) }, next: { shifted($0, 1) }, before: { shifted($0, -1) }).map {
                .date($0)
            }
        default: return nil
        }
    }

    private func whole(_ text: String) -> Int? { CellBytes.number(text).flatMap { Int(exactly: $0) } }

    /// A serial number, `DATE(2017,4,1)`, or the day as it is written.
    private static func day(_ text: String, _ dates: SerialDates) -> CalendarDay? {
        if let number = CellBytes.number(text) { return dates.moment(number)?.day }
        let trimmed = text.filter { $0 != " " && $0 != "\"" }
        if trimmed.uppercased().hasPrefix("DATE("), trimmed.hasSuffix(")") {
            let numbers = trimmed.dropFirst(5).dropLast().split(separator: ",").map { Int($0) }
            guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let day = numbers[2] else {
                return nil
            }
            return CalendarDay(year: year, month: month, day: day)
        }
        return CalendarDay(iso: trimmed)
    }

    /// - Returns: `nil` when an operand is no constant, or the comparison leaves a hole.
    private func bounds<T>(_ value: (String) -> T?, next: (T) -> T, before: (T) -> T) -> DataValidation.Bounds<T>? {
        guard let a = value(first) else { return nil }
        switch comparison {
        case "between": return value(second).map { DataValidation.Bounds(a, $0) }
        case "equal": return DataValidation.Bounds(a, a)
        case "greaterThan": return DataValidation.Bounds(next(a), nil)
        case "lessThan": return DataValidation.Bounds(nil, before(a))
        case "greaterThanOrEqual": return DataValidation.Bounds(a, nil)
        case "lessThanOrEqual": return DataValidation.Bounds(nil, a)
        default: return nil
        }
    }

    /// `"甲,乙"`: words between commas, each without the blanks around it; a quote is doubled.
    private static func inlineList(_ formula: String) -> [String]? {
        guard formula.hasPrefix("\""), formula.hasSuffix("\""), formula.utf8.count >= 2 else { return nil }
        return formula.dropFirst().dropLast().replacing("\"\"", with: "\"").split(
            separator: ",", omittingEmptySubsequences: false
        ).map {
            var word = $0
            while word.first == " " { word.removeFirst() }
            while word.last == " " { word.removeLast() }
            return String(word)
        }
    }
}
