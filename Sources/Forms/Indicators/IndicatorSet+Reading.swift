import Diagnostics

extension IndicatorSet {
    /// Reads the data file beside a template: a CSV with the columns `no,key,band,group,title,unit,kind,relations`.
    ///
    /// A line `#title,…` before the heading gives the table's official title.
    /// - Parameter key: The data file's name without `.csv`, for example `zhengzhou-progress`.
    /// - Returns: No value when any finding is of class A: a table is right as a whole or not used.
    public static func read(_ bytes: [UInt8], key: String) -> Checked<IndicatorSet> {
        do {
            let table = HeadedTable.parse(try TextEncoding.decode(bytes).text)
            guard let value = table.value else { return Checked(nil, table.findings) }
            var reader = IndicatorReader(table: value, findings: table.findings)
            let indicators = reader.read()
            let set = reader.isRefused ? nil : IndicatorSet(key: key, title: value.remarks["title"] ?? key, indicators)
            return Checked(set, reader.findings)
        } catch let failure as Failure {
            return Checked(nil, [failure.finding])
        } catch {
            return Checked(nil, [Finding("indicators.unreadable", .mandatory, "指标文件无法读取（\(error)）")])
        }
    }
}

private struct IndicatorReader {
    let table: HeadedTable
    var findings: [Finding]
    private var keysByNumber: [Int: IndicatorKey] = [:]

    private static let columns = ["no", "key", "band", "group", "title", "unit", "kind", "relations"]

    init(table: HeadedTable, findings: [Finding]) {
        self.table = table
        self.findings = findings
    }

    var isRefused: Bool { findings.contains { $0.severity == .mandatory } }

    mutating func read() -> [Indicator] {
        let columns = findColumns()
        guard columns.count == Self.columns.count else { return [] }
        let lines = table.rows.map { row in columns.mapValues { row.cells[$0] } }
        let pairs = lines.compactMap { line in indicator(line).map { ($0, line) } }
        if pairs.isEmpty { note("indicators.none", Place(), "指标文件中没有可用的指标", "每个指标写一行") }
        noteDoubles(pairs)
        for (indicator, _) in pairs { keysByNumber[indicator.number] = indicator.key }
        return pairs.map { indicator, line in
            var indicator = indicator
            indicator.relations = relations(of: indicator, line)
            return indicator
        }
    }

    private mutating func findColumns() -> [String: Int] {
        var places: [String: Int] = [:]
        for (place, cell) in table.header.cells.enumerated() { places[FieldText.folded(cell.text)] = place }
        for name in Self.columns where places[name] == nil {
            note(
                "indicators.missing-column", Place(position: TextPosition(line: table.header.line)), "缺少“\(name)”列",
                "请补上这一列")
        }
        return places.filter { Self.columns.contains($0.key) }
    }

    private mutating func indicator(_ line: [String: TextCell]) -> Indicator? {
        let text = line.mapValues { FieldText.trimmed($0.text) }
        let number = positive("no", line)
        let band = positive("band", line)
        for name in ["key", "title", "unit"] where text[name, default: ""].isEmpty {
            note("indicators.blank", line[name]?.place, "“\(name)”不能为空", "请填写")
        }
        let key = text["key", default: ""]
        if !key.isEmpty, !key.utf8.allSatisfy(Self.isKeyByte) {
            note("indicators.key", line["key"]?.place, "“key”应只含英文字母和数字，实填“\(key)”", "例如 campusesWithGuards")
        }
        let kind = IndicatorKind(rawValue: text["kind", default: ""])
        if kind == nil {
            note(
                "indicators.kind", line["kind"]?.place, "“kind”应为 flow 或 stock，实填“\(text["kind", default: ""])”",
                "累计数写 flow，期末数写 stock")
        }
        guard let number, let band, let kind else { return nil }
        let group = text["group", default: ""]
        return Indicator(
            key: IndicatorKey(key), number: number, title: text["title", default: ""],
            group: group.isEmpty ? nil : group, band: band,
            unit: text["unit", default: ""], kind: kind)
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private mutating func positive(_ name: String, _ line: [String: TextCell]) -> Int? {
        let text = FieldText.narrowed(line[name]?.text ?? "")
        if let number = Int(text), (1...9999).contains(number) { return number }
        note("indicators.number", line[name]?.place, "“\(name)”应为 1 到 9999 的整数，实填“\(text)”", "请改成整数")
        return nil
    }

    private mutating func noteDoubles(_ pairs: [(Indicator, [String: TextCell])]) {
        var keys: Set<IndicatorKey> = []
        var numbers: Set<Int> = []
        for (indicator, line) in pairs {
            if !keys.insert(indicator.key).inserted {
                note("indicators.double-key", line["key"]?.place, "“\(indicator.key)”出现了两次", "每个指标的 key 只能用一次")
            }
            if !numbers.insert(indicator.number).inserted {
                note("indicators.double-number", line["no"]?.place, "序号 \(indicator.number) 出现了两次", "每个序号只能用一次")
            }
        }
    }

    private mutating func relations(of indicator: Indicator, _ line: [String: TextCell]) -> [Relation] {
        guard let cell = line["relations"] else { return [] }
        var relations: [Relation] = []
        for result in RelationParser.parse(cell.text) {
            switch result {
            case .success(let written):
                if let relation = relation(written, of: indicator, cell) { relations.append(relation) }
            case .failure(let trouble): note("indicators.relation", cell.place, trouble.statement, "请改正写法")
            }
        }
        return relations
    }

    private mutating func relation(_ written: RelationParser.Written, of indicator: Indicator, _ cell: TextCell)
        -> Relation?
    {
        for number in written.numbers where keysByNumber[number] == nil {
            note("indicators.relation", cell.place, "勾稽关系里的序号 \(number) 不在指标表中", "请改成表中的序号")
        }
        let addends = written.numbers.compactMap { keysByNumber[$0] }
        guard addends.count == written.numbers.count else { return nil }
        if addends.contains(indicator.key) {
            note("indicators.relation", cell.place, "勾稽关系不能引用指标自己（\(indicator.number)）", "请改成其他指标的序号")
        }
        return Relation(
            written.comparison, addends, severity: written.severity, reason: written.reason, isPartOf: written.isPartOf)
    }

    private mutating func note(_ rule: String, _ place: Place?, _ statement: String, _ remedy: String) {
        findings.append(Finding(rule, .mandatory, at: place ?? Place(), statement, remedy: remedy))
    }
}
