/// Gives each value a name by first use, so that the same workbook gives the same file.
struct Numbering<Value: Hashable> {
    private let prefix: String
    private var names: [Value: String] = [:]
    /// In the order of their names.
    private(set) var values: [Value] = []

    init(prefix: String) { self.prefix = prefix }

    @discardableResult
    mutating func name(of value: Value) -> String {
        if let known = names[value] { return known }
        values.append(value)
        let name = prefix + String(values.count)
        names[value] = name
        return name
    }

    /// The name of a value met before; the last resort is the name of none.
    func known(_ value: Value) -> String? { names[value] }

    var named: [(name: String, value: Value)] {
        values.enumerated().map { (prefix + String($0.offset + 1), $0.element) }
    }
}
