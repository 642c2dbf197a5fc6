import CivilTime
import Sheets

/// Writes the condition languages of validations and conditional formats.
enum ConditionText {
    static func of(_ condition: ConditionalFormat.Condition) -> String {
        switch condition {
        case .equal(let number): "cell-content()=" + Decimal.plain(number)
        case .notEqual(let number): "cell-content()!=" + Decimal.plain(number)
        case .less(let number): "cell-content()<" + Decimal.plain(number)
        case .lessOrEqual(let number): "cell-content()<=" + Decimal.plain(number)
        case .greater(let number): "cell-content()>" + Decimal.plain(number)
        case .greaterOrEqual(let number): "cell-content()>=" + Decimal.plain(number)
        case .between(let a, let b): "cell-content-is-between(\(Decimal.plain(a)),\(Decimal.plain(b)))"
        case .notBetween(let a, let b): "cell-content-is-not-between(\(Decimal.plain(a)),\(Decimal.plain(b)))"
        case .formula(let parts): "is-true-formula(\(OpenFormula.text(parts)))"
        }
    }

    /// `nil`: anything goes.
    static func of(_ rule: DataValidation.Rule) -> String? {
        switch rule {
        case .any: return nil
        case .list(let words):
            let quoted = words.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
            return "of:cell-content-is-in-list(\(quoted.joined(separator: ";")))"
        case .wholeNumber(let bounds):
            return "of:cell-content-is-whole-number() and " + text(bounds, "cell-content") { String($0) }
        case .decimal(let bounds):
            return "of:cell-content-is-decimal-number() and " + text(bounds, "cell-content") { Decimal.plain($0) }
        case .date(let bounds):
            // Days since 1899-12-30, as office suites count them.
            return "of:cell-content-is-date() and " + text(bounds, "cell-content") { String($0.daysSince1970 + 25_569) }
        case .textLength(let bounds):
            return "of:" + text(bounds, "cell-content-text-length") { String($0) }
        }
    }

    private static func text<Value>(
        _ bounds: DataValidation.Bounds<Value>, _ function: String, _ number: (Value) -> String
    ) -> String {
        switch (bounds.lower.map(number), bounds.upper.map(number)) {
        case (let lower?, let upper?): "\(function)-is-between(\(lower),\(upper))"
        case (let lower?, nil): "\(function)()>=\(lower)"
        case (nil, let upper?): "\(function)()<=\(upper)"
        // The type alone is not a condition to LibreOffice.
        case (nil, nil): "\(function)-is-between(-\(ConditionReader.openEnd),\(ConditionReader.openEnd))"
        }
    }
}
