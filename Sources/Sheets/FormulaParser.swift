import Diagnostics

/// Reads one formula by recursive descent and computes it on the way.
struct FormulaParser {
    private enum Lexeme: Hashable {
        case number(Double), string(String), name(String), symbol(String), separator
        case reference(FormulaReference)
    }
    /// A cell's value, or the cells of a range.
    private enum Operand {
        case value(CellValue)
        case cells([CellValue])
    }

    private let lexemes: [Lexeme]?
    private var index = 0
    private let sheet: Int
    private let evaluator: FormulaEvaluator
    /// Brackets inside each other; deeper ones would exhaust the stack.
    private var depth = 0
    private static let deepest = 50

    init(parts: [FormulaPart], sheet: Int, evaluator: FormulaEvaluator) {
        lexemes = Self.lexemes(of: parts)
        self.sheet = sheet
        self.evaluator = evaluator
    }

    mutating func result() -> CellValue? {
        guard let lexemes, let operand = comparison(), index == lexemes.count else { return nil }
        guard let value = single(operand) else { return nil }
        return value == .empty ? .number(0) : value
    }

    // MARK: Grammar

    private mutating func comparison() -> Operand? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest, let left = joining() else { return nil }
        guard let sign = take(["=", "<>", "<", "<=", ">", ">="]) else { return left }
        guard let right = joining(), let a = single(left), let b = single(right) else { return nil }
        if let x = Self.number(a), let y = Self.number(b) { return Self.compare(x, y, sign) }
        guard let x = Self.text(a), let y = Self.text(b) else { return nil }
        return Self.compare(x.lowercased(), y.lowercased(), sign)
    }

    private static func compare<T: Comparable>(_ a: T, _ b: T, _ sign: String) -> Operand {
        let holds =
            switch sign {
            case "=": a == b
            case "<>": a != b
            case "<": a < b
            case "<=": a <= b
            case ">": a > b
            default: a >= b
            }
        return .value(.boolean(holds))
    }

    private mutating func joining() -> Operand? {
        guard var left = sum() else { return nil }
        while take(["&"]) != nil {
            guard let right = sum(), let a = single(left).flatMap(Self.text), let b = single(right).flatMap(Self.text)
            else {
                return nil
            }
            left = .value(.text(a + b))
        }
        return left
    }

    private mutating func sum() -> Operand? {
        arithmetic(["+", "-"], of: { $0.product() }) { $2 == "+" ? $0 + $1 : $0 - $1 }
    }

    private mutating func product() -> Operand? {
        arithmetic(["*", "/"], of: { $0.power() }) { a, b, sign in sign == "*" ? a * b : b == 0 ? nil : a / b }
    }

    private mutating func power() -> Operand? {
        arithmetic(["^"], of: { $0.signed() }) { a, b, _ in
            // Whole exponents are all a form needs, and need no library.
            guard b == b.rounded(), abs(b) <= 64 else { return nil }
            let whole = (0..<Int(abs(b))).reduce(1.0) { power, _ in power * a }
            return b < 0 ? (whole == 0 ? nil : 1 / whole) : whole
        }
    }

    private mutating func arithmetic(
        _ signs: [String], of operand: (inout FormulaParser) -> Operand?, _ compute: (Double, Double, String) -> Double?
    ) -> Operand? {
        guard var left = operand(&self) else { return nil }
        while let sign = take(signs) {
            guard let right = operand(&self), let a = single(left).flatMap(Self.number),
                let b = single(right).flatMap(Self.number), let value = compute(a, b, sign)
            else { return nil }
            left = .value(.number(value))
        }
        return left
    }

    private mutating func signed() -> Operand? {
        while take(["+"]) != nil {}
        if take(["-"]) != nil {
            depth += 1
            defer { depth -= 1 }
            guard depth <= Self.deepest, let operand = signed(), let number = single(operand).flatMap(Self.number)
            else { return nil }
            return .value(.number(-number))
        }
        guard let operand = primary() else { return nil }
        guard take(["%"]) != nil else { return operand }
        return single(operand).flatMap(Self.number).map { .value(.number($0 / 100)) }
    }

    private mutating func primary() -> Operand? {
        guard let lexemes, index < lexemes.count else { return nil }
        let lexeme = lexemes[index]
        index += 1
        switch lexeme {
        case .number(let number): return .value(.number(number))
        case .string(let text): return .value(.text(text))
        case .reference(let reference):
            guard let cells = evaluator.values(of: reference, from: sheet) else { return nil }
            return reference.last == nil ? cells.first.map { .value($0) } ?? .value(.empty) : .cells(cells)
        case .symbol("("):
            let inner = comparison()
            return take([")"]) == nil ? nil : inner
        case .name(let name):
            if take(["("]) != nil { return function(name) }
            return ["TRUE", "FALSE"].contains(name) ? .value(.boolean(name == "TRUE")) : nil
        default: return nil
        }
    }

    private mutating func function(_ name: String) -> Operand? {
        var arguments: [Operand?] = []
        if take([")"]) == nil {
            repeat {
                let start = index
                let argument = comparison()
                // Only IFERROR may go on after an argument that cannot be computed.
                if argument == nil { guard name == "IFERROR", skipArgument(from: start) else { return nil } }
                arguments.append(argument)
            } while takeSeparator()
            guard take([")"]) != nil else { return nil }
        }
        return Self.call(name, arguments)
    }

    /// Moves on to the separator or bracket that ends the argument begun at `start`.
    private mutating func skipArgument(from start: Int) -> Bool {
        guard let lexemes else { return false }
        index = start
        var depth = 0
        while index < lexemes.count {
            if lexemes[index] == .symbol("(") { depth += 1 }
            if depth == 0, lexemes[index] == .separator || lexemes[index] == .symbol(")") { return true }
            if lexemes[index] == .symbol(")") { depth -= 1 }
            index += 1
        }
        return false
    }

    // MARK: Functions

    private static func call(_ name: String, _ arguments: [Operand?]) -> Operand? {
        let values = arguments.flatMap { operand -> [CellValue] in
            switch operand {
            case .value(let value): [value]
            case .cells(let cells): cells
            case nil: []
            }
        }
        let numbers = values.compactMap { $0.numeric }
        switch name {
        case "TRUE", "FALSE": return .value(.boolean(name == "TRUE"))
        case "SUM": return .value(.number(numbers.reduce(0, +)))
        case "AVERAGE": return numbers.isEmpty ? nil : .value(.number(numbers.reduce(0, +) / Double(numbers.count)))
        case "MIN": return .value(.number(numbers.min() ?? 0))
        case "MAX": return .value(.number(numbers.max() ?? 0))
        case "COUNT": return .value(.number(Double(numbers.count)))
        case "COUNTA": return .value(.number(Double(values.count { $0 != .empty })))
        case "ABS": return numbers.count == 1 ? .value(.number(abs(numbers[0]))) : nil
        case "ROUND": return round(numbers)
        case "IF": return choose(arguments)
        case "IFERROR": return arguments.count == 2 ? arguments[0] ?? arguments[1] : nil
        default: return nil
        }
    }

    private static func round(_ numbers: [Double]) -> Operand? {
        guard numbers.count == 2, (0...15).contains(numbers[1]) else { return nil }
        let places = Int(numbers[1])
        let digits = NumberFormat.Digits(minimumDecimals: places, maximumDecimals: places)
        guard let rounded = Double(Decimal.text(abs(numbers[0]), scale: 1, digits)) else { return nil }
        return .value(.number(numbers[0] < 0 ? -rounded : rounded))
    }

    private static func choose(_ arguments: [Operand?]) -> Operand? {
        guard (2...3).contains(arguments.count), case .value(let condition) = arguments[0] else { return nil }
        let holds: Bool
        if case .boolean(let flag) = condition {
            holds = flag
        } else if let x = number(condition) {
            holds = x != 0
        } else {
            return nil
        }
        if holds { return arguments[1] }
        return arguments.count == 3 ? arguments[2] : .value(.boolean(false))
    }

    // MARK: Values

    private func single(_ operand: Operand) -> CellValue? {
        switch operand {
        case .value(let value): value
        case .cells(let cells): cells.count == 1 ? cells[0] : nil
        }
    }

    private static func number(_ value: CellValue) -> Double? { value == .empty ? 0 : value.numeric }

    private static func text(_ value: CellValue) -> String? {
        switch value {
        case .empty: ""
        case .text, .richText: value.plainText
        case .number(let number): Decimal.plain(number)
        default: nil
        }
    }

    // MARK: Lexemes

    private mutating func take(_ symbols: [String]) -> String? {
        guard let lexemes, index < lexemes.count, case .symbol(let symbol) = lexemes[index], symbols.contains(symbol)
        else {
            return nil
        }
        index += 1
        return symbol
    }

    private mutating func takeSeparator() -> Bool {
        guard let lexemes, index < lexemes.count, lexemes[index] == .separator else { return false }
        index += 1
        return true
    }

    private static func lexemes(of parts: [FormulaPart]) -> [Lexeme]? {
        var lexemes: [Lexeme] = []
        for part in parts {
            switch part {
            case .separator: lexemes.append(.separator)
            case .reference(let reference): lexemes.append(.reference(reference))
            case .text(let text):
                guard append(text, to: &lexemes) else { return nil }
            }
        }
        return lexemes
    }

    private static func append(_ text: String, to lexemes: inout [Lexeme]) -> Bool {
        let characters = Array(text)
        var index = 0
        func run(while condition: (Character) -> Bool) -> String {
            let start = index
            while index < characters.count, condition(characters[index]) { index += 1 }
            return String(characters[start..<index])
        }
        while index < characters.count {
            let character = characters[index]
            if character.isWhitespace {
                index += 1
            } else if character.isASCII, character.isNumber || character == "." {
                guard let number = Double(run { $0.isASCII && ($0.isNumber || $0 == ".") }) else { return false }
                lexemes.append(.number(number))
            } else if character == "\"" {
                guard let string = string(characters, &index) else { return false }
                lexemes.append(.string(string))
            } else if character.isLetter {
                lexemes.append(.name(run { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }.uppercased()))
            } else {
                let pair = String(characters[index..<min(index + 2, characters.count)])
                let symbol = ["<=", ">=", "<>"].contains(pair) ? pair : String(character)
                guard symbol.count == 2 || "+-*/^&=<>()%".contains(character) else { return false }
                lexemes.append(.symbol(symbol))
                index += symbol.count
            }
        }
        return true
    }

    private static func string(_ characters: [Character], _ index: inout Int) -> String? {
        var text = ""
        index += 1
        while index < characters.count {
            if characters[index] == "\"" {
                guard index + 1 < characters.count, characters[index + 1] == "\"" else {
                    index += 1
                    return text
                }
                index += 1
            }
            text.append(characters[index])
            index += 1
        }
        return nil
    }
}

extension CellValue {
    /// What arithmetic takes the value for; `nil` for text and for nothing.
    fileprivate var numeric: Double? {
        switch self {
        case .number(let number), .percentage(let number): number
        case .boolean(let flag): flag ? 1 : 0
        case .time(let seconds): Double(seconds) / 86_400
        case .date(let moment):
            Double(moment.day.daysSince1970 + 25_569) + Double(moment.time.secondsSinceMidnight) / 86_400
        case .formula(let formula): formula.result.numeric
        case .empty, .text, .richText: nil
        }
    }
}
