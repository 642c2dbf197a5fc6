import Markup
import Sheets

/// `conditionalFormatting` (条件格式). The first condition that holds wins: each stops those after it.
enum ConditionalPart {
    /// - Parameter first: The `dxfId` of the sheet's first rule; the others follow.
    static func write(
        _ formats: [ConditionalFormat], first: Int, _ names: ExcelSheetNames, to markup: inout MarkupText
    ) {
        var difference = first
        var priority = 1
        for format in formats {
            let ranges = A1.list(format.ranges)
            if ranges.isEmpty || format.rules.isEmpty {
                difference += format.rules.count
                continue
            }
            markup.start("conditionalFormatting", ["sqref": ranges])
            for rule in format.rules {
                write(rule, difference: difference, priority: priority, names, to: &markup)
                difference += 1
                priority += 1
            }
            markup.end()
        }
    }

    private static func write(
        _ rule: ConditionalFormat.Rule, difference: Int, priority: Int, _ names: ExcelSheetNames,
        to markup: inout MarkupText
    ) {
        let (comparison, formulas) = parts(of: rule.condition, names)
        markup.start(
            "cfRule",
            [
                "type": comparison == nil ? "expression" : "cellIs", "dxfId": String(difference),
                "priority": String(priority),
                "stopIfTrue": "1", "operator": comparison,
            ])
        for formula in formulas { markup.element("formula", text: formula) }
        markup.end()
    }

    private static func parts(of condition: ConditionalFormat.Condition, _ names: ExcelSheetNames) -> (
        String?, [String]
    ) {
        switch condition {
        case .equal(let a): ("equal", [Decimal.plain(a)])
        case .notEqual(let a): ("notEqual", [Decimal.plain(a)])
        case .less(let a): ("lessThan", [Decimal.plain(a)])
        case .lessOrEqual(let a): ("lessThanOrEqual", [Decimal.plain(a)])
        case .greater(let a): ("greaterThan", [Decimal.plain(a)])
        case .greaterOrEqual(let a): ("greaterThanOrEqual", [Decimal.plain(a)])
        case .between(let a, let b): ("between", [Decimal.plain(a), Decimal.plain(b)])
        case .notBetween(let a, let b): ("notBetween", [Decimal.plain(a), Decimal.plain(b)])
        case .formula(let parts): (nil, [A1.formula(parts, names)])
        }
    }
}
