import Diagnostics
import Forms

/// Reads the unit tree from `units.csv`, or from a list in `campaign.yaml`.
struct UnitsInput {
    private(set) var findings: [Finding] = []
    private var units: [ReportingUnit] = []
    private var places: [Place] = []

    private static let code = InputKey("code", "代码", "单位代码")
    private static let name = InputKey("name", "名称", "单位", "单位名称")
    private static let short = InputKey("short", "简称")
    private static let kind = InputKey("kind", "类别")
    private static let parent = InputKey("parent", "上级代码", "上级")
    private static let from = InputKey("from", "首报期间")
    private static let through = InputKey("through", "末报期间")
    private static let keys = [code, name, short, kind, parent, from, through]
    private static let children = InputKey("children", "下级单位", "下级")

    /// More units than the country has campuses are taken for a mistake.
    private static let most = 1_000_000

    mutating func read(csv text: String) -> UnitTree? {
        let parsed = HeadedTable.parse(text)
        findings += parsed.findings
        guard let table = parsed.value else { return nil }
        let input = TableInput(table, keys: Self.keys, &findings)
        input.require([Self.code, Self.name], &findings)
        for cell in input.others where !FieldText.trimmed(cell.text).isEmpty {
            findings.append(
                Finding(
                    "input.unknown-key", .mandatory, at: cell.place, "不认识列“\(cell.text)”",
                    remedy: "可用的列：\(Self.keys.map(\.label).joined(separator: "、"))"))
        }
        for row in table.rows { take(row, input) }
        return join()
    }

    private mutating func take(_ row: TextRow, _ input: TableInput) {
        let code = input.required(Self.code, row, &findings)
        let name = input.required(Self.name, row, &findings)
        let from = input.period(Self.from, row, &findings)
        let through = input.period(Self.through, row, &findings)
        let kind = kind(input.text(Self.kind, row), input.place(Self.kind, row))
        guard let code, let name else { return }
        let parent = FieldText.narrowed(input.text(Self.parent, row))
        let short = input.text(Self.short, row)
        units.append(
            ReportingUnit(
                code: FieldText.narrowed(code), name: name, shortName: short.isEmpty ? nil : short, kind: kind,
                parent: parent.isEmpty ? nil : parent, reportsFrom: from, reportsThrough: through))
        places.append(Place(record: short.isEmpty ? name : short).within(input.place(Self.code, row)))
    }

    /// - Parameter nodes: Units with `code` and `name`; those below in `children`, or named by `parent`.
    mutating func read(_ nodes: [InputNode]) -> UnitTree? {
        for (index, node) in nodes.enumerated() { take(node, above: nil, path: "units[\(index)]") }
        return join()
    }

    private mutating func take(_ node: InputNode, above: String?, path: String) {
        guard let map = InputMap(node, keys: Self.keys + [Self.children], path: path, &findings) else { return }
        let code = map.required(Self.code, &findings).map { FieldText.narrowed($0) }
        let name = map.required(Self.name, &findings)
        let kind = kind(map.text(Self.kind, &findings) ?? "", map.place(Self.kind))
        let parent = map.text(Self.parent, &findings).map { FieldText.narrowed($0) }
        let (from, through) = (map.period(Self.from, &findings), map.period(Self.through, &findings))
        if let code, let name {
            units.append(
                ReportingUnit(
                    code: code, name: name, shortName: map.text(Self.short, &findings), kind: kind,
                    parent: parent ?? above,
                    reportsFrom: from, reportsThrough: through))
            places.append(Place(position: map.position, record: name))
        }
        for (index, child) in map.list(Self.children, &findings).enumerated() {
            take(child, above: code, path: "\(path).children[\(index)]")
        }
    }

    private mutating func kind(_ text: String, _ place: Place) -> ReportingUnit.Kind {
        if text.isEmpty { return .other }
        if let kind = ReportingUnit.Kind(rawValue: text) { return kind }
        let all = ReportingUnit.Kind.allCases.map(\.rawValue).joined(separator: "、")
        findings.append(
            Finding(
                "input.wrong-type", .mandatory, at: place, "类别应为 \(all) 之一，实填“\(text.prefix(20))”", remedy: "请改正或留空"))
        return .other
    }

    private mutating func join() -> UnitTree? {
        if units.count > Self.most {
            findings.append(
                Finding(
                    "units.too-many", .mandatory, "单位不应超过 \(Self.most) 个，实有 \(units.count) 个", remedy: "请检查文件，或分成几个活动"))
            return nil
        }
        let tree = UnitTree.join(units, places: places)
        findings += tree.findings
        return tree.value
    }
}
