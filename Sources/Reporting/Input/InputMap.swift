import CivilTime
import Diagnostics
import Forms

/// A key that a YAML or JSON file may use, in English or Chinese.
struct InputKey: Hashable, Sendable {
    var key: String
    var label: String
    /// Further names.
    var aliases: [String] = []

    init(_ key: String, _ label: String, _ aliases: String...) {
        self.key = key
        self.label = label
        self.aliases = aliases
    }

    var names: [String] { [key, label] + aliases }

    func isCalled(_ name: String) -> Bool {
        let folded = FieldText.folded(name)
        return names.contains { FieldText.folded($0) == folded }
    }
}

/// One map of a YAML or JSON file: values by key, and findings for what does not fit.
struct InputMap {
    /// Dots and brackets from the root, for example `submissions[3].figures`; empty for the root.
    let path: String
    let position: TextPosition
    private let values: [InputKey: InputNode]

    /// - Returns: `nil`, with a finding, when `node` is not a map.
    init?(_ node: InputNode, keys: [InputKey], path: String, record: String? = nil, _ findings: inout [Finding]) {
        guard case .map(let entries) = node.content else {
            let place = Place(position: node.position, record: record)
            findings.append(
                Finding("input.wrong-type", .mandatory, at: place, "应为一组键值，实为\(node.word)", remedy: "请对照说明改写"))
            return nil
        }
        var values: [InputKey: InputNode] = [:]
        for entry in entries {
            guard let key = keys.first(where: { $0.isCalled(entry.key) }) else {
                findings.append(Self.unknown(entry, keys, record))
                continue
            }
            if values.updateValue(entry.value, forKey: key) != nil {
                let place = Place(position: entry.position, record: record)
                findings.append(
                    Finding("input.double-key", .mandatory, at: place, "键“\(entry.key)”出现了两次", remedy: "每个键只能写一次"))
            }
        }
        self.values = values
        self.path = path
        position = node.position
    }

    private static func unknown(_ entry: InputEntry, _ keys: [InputKey], _ record: String?) -> Finding {
        let nearest = NearestName.of(entry.key, in: keys.lazy.flatMap(\.names))
        let all = keys.map(\.key).joined(separator: "、")
        return Finding(
            "input.unknown-key", .mandatory, at: Place(position: entry.position, record: record), "不认识键“\(entry.key)”",
            remedy: nearest.map { "是否为“\($0)”？请改正" } ?? "可用的键：\(all)")
    }

    /// `nil` when the key is absent or null.
    subscript(key: InputKey) -> InputNode? {
        guard let node = values[key], node.content != .null else { return nil }
        return node
    }

    func field(_ key: InputKey) -> FieldName {
        FieldName(key: path.isEmpty ? key.key : "\(path).\(key.key)", label: key.label)
    }

    func place(_ key: InputKey) -> Place { Place(position: self[key]?.position ?? position, field: field(key)) }

    // MARK: - Values

    /// Text or a number as written; `nil` when absent, or with a finding.
    func text(_ key: InputKey, _ findings: inout [Finding]) -> String? {
        guard let node = self[key] else { return nil }
        if let scalar = node.scalar { return FieldText.trimmed(scalar) }
        note("应为文字，实为\(node.word)", "请改正", key, &findings)
        return nil
    }

    func required(_ key: InputKey, _ findings: inout [Finding]) -> String? {
        if self[key] != nil {
            guard let text = text(key, &findings) else { return nil }
            if !text.isEmpty { return text }
        }
        findings.append(
            Finding(
                "input.missing", .mandatory, at: Place(position: position, field: field(key)), "缺少“\(key.key)”",
                remedy: "请补上这一项"))
        return nil
    }

    func integer(_ key: InputKey, in range: ClosedRange<Int>, _ findings: inout [Finding]) -> Int? {
        guard let node = self[key] else { return nil }
        if let number = node.scalar.flatMap({ Int(FieldText.narrowed($0)) }), range.contains(number) { return number }
        note("应为 \(range.lowerBound) 到 \(range.upperBound) 的整数，实为\(node.word)", "请改正", key, &findings)
        return nil
    }

    func period(_ key: InputKey, _ findings: inout [Finding]) -> Period? {
        guard let node = self[key] else { return nil }
        if let period = node.scalar.flatMap({ Period($0) }) { return period }
        note("应为月份，实为\(node.word)", "请写成 2017-05", key, &findings)
        return nil
    }

    func day(_ key: InputKey, _ findings: inout [Finding]) -> CalendarDay? {
        guard let node = self[key] else { return nil }
        if let day = node.scalar.flatMap({ CalendarDay(typed: $0) }) { return day }
        note("应为日期，实为\(node.word)", "请写成 2017-05-31", key, &findings)
        return nil
    }

    /// The items of a list; a single map counts as a list of one.
    func list(_ key: InputKey, _ findings: inout [Finding]) -> [InputNode] {
        guard let node = self[key] else { return [] }
        switch node.content {
        case .list(let items): return items
        case .map: return [node]
        default:
            note("应为清单，实为\(node.word)", "请改正", key, &findings)
            return []
        }
    }

    private func note(_ statement: String, _ remedy: String, _ key: InputKey, _ findings: inout [Finding]) {
        findings.append(Finding("input.wrong-type", .mandatory, at: place(key), statement, remedy: remedy))
    }
}
