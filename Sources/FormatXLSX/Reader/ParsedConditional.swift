import Diagnostics
import FileKinds
import Sheets

/// One `conditionalFormatting`.
///
/// Source: ISO/IEC 29500-1 clauses 18.3.1.10 and 18.3.1.18.
struct ParsedConditional {
    let ranges: [CellRange]
    private var rules: [(priority: Int, condition: ConditionalFormat.Condition, difference: Int)] = []

    init?(_ element: PartElement, _ log: ReadLog) {
        ranges = SheetRanges.ranges(element["sqref"] ?? "")
        guard let first = ranges.first?.first else { return nil }
        for rule in element.children where rule.name == "cfRule" {
            guard let difference = rule.int("dxfId"), let condition = Self.condition(rule, at: first) else {
                log.note("xlsx.conditional-dropped", .hint, at: first, "部分条件格式（色阶、图标集等）未读取")
                continue
            }
            rules.append((rule.int("priority") ?? .max, condition, difference))
        }
        rules.sort { $0.priority < $1.priority }
        if rules.isEmpty { return nil }
    }

    func format(_ sheet: Sheet, _ styles: StyleNumbering) -> ConditionalFormat? {
        let own = ranges.first.map { sheet[$0.first].style } ?? .standard
        let rules = rules.compactMap { rule in
            styles.id(ofDifference: rule.difference, over: own).map {
                ConditionalFormat.Rule(rule.condition, style: $0)
            }
        }
        return rules.isEmpty ? nil : ConditionalFormat(ranges: ranges, rules: rules)
    }

    private static func condition(_ rule: PartElement, at first: CellRef) -> ConditionalFormat.Condition? {
        let formulas = rule.children.filter { $0.name == "formula" }.map(\.text)
        switch rule["type"] {
        case "expression": return formulas.first.flatMap(parts).map { .formula($0) }
        case "cellIs":
            guard let a = formulas.first, let comparison = rule["operator"] else { return nil }
            return constant(comparison, a, formulas.count > 1 ? formulas[1] : nil) ?? compared(comparison, a, first)
        default: return nil
        }
    }

    private static func parts(_ formula: String) -> [FormulaPart]? {
        guard case .success(let parts) = A1Formula.parts(formula) else { return nil }
        return parts.isEmpty ? nil : parts
    }

    private static func constant(_ comparison: String, _ first: String, _ second: String?) -> ConditionalFormat
        .Condition?
    {
        guard let a = CellBytes.number(first) else { return nil }
        switch comparison {
        case "equal": return .equal(a)
        case "notEqual": return .notEqual(a)
        case "lessThan": return .less(a)
        case "lessThanOrEqual": return .lessOrEqual(a)
        case "greaterThan": return .greater(a)
        case "greaterThanOrEqual": return .greaterOrEqual(a)
        case "between": return second.flatMap { CellBytes.number($0) }.map { .between(a, $0) }
        case "notBetween": return second.flatMap { CellBytes.number($0) }.map { .notBetween(a, $0) }
        default: return nil
        }
    }

    /// A comparison with text or another cell, as the formula that says the same.
    private static func compared(_ comparison: String, _ formula: String, _ first: CellRef) -> ConditionalFormat
        .Condition?
    {
        let signs = [
            "equal": "=", "notEqual": "<>", "lessThan": "<", "lessThanOrEqual": "<=", "greaterThan": ">",
            "greaterThanOrEqual": ">=",
        ]
        guard let sign = signs[comparison], let parts = parts(formula) else { return nil }
        return .formula([.reference(FormulaReference(FormulaReference.Corner(first))), .text(sign)] + parts)
    }
}
