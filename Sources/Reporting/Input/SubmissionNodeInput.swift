import CivilTime
import Diagnostics
import Forms

/// Reads submissions from JSON: one object, a list of them, or an object with a list `submissions`.
///
///     {"unit": "410103", "period": "2017-05", "version": 1, "received": "2017-06-01",
///      "figures": {"guards": 12, "04": {"level": 512}, "drillsGuided": {"increase": 3}, "ruralVolunteers": "/"},
///      "cases": [{"kind": "查处治安案件", "day": "2017-05-12", "summary": "…"}], "note": "…"}
///
/// A plain number is 新增.
struct SubmissionNodeInput {
    let units: UnitTree
    let indicators: IndicatorSet
    private(set) var findings: [Finding] = []

    init(units: UnitTree, indicators: IndicatorSet) {
        self.units = units
        self.indicators = indicators
    }

    private static let submissions = InputKey("submissions", "月报")
    private static let unit = InputKey("unit", "单位", "填表单位", "填报单位", "代码")
    private static let period = InputKey("period", "期间", "报表期间")
    private static let version = InputKey("version", "版本")
    private static let received = InputKey("received", "收到日期")
    private static let figures = InputKey("figures", "指标")
    private static let cases = InputKey("cases", "案事件")
    private static let note = InputKey("note", "情况说明")
    private static let increase = InputKey("increase", "新增")
    private static let level = InputKey("level", "期末数", "期末")
    private static let kind = InputKey("kind", "类别")
    private static let day = InputKey("day", "日期")
    private static let summary = InputKey("summary", "情况", "简要情况")

    mutating func read(_ root: InputNode) -> [MonthlySubmission] {
        var items: [(InputNode, String)] = [(root, "")]
        if case .list(let nodes) = root.content { items = nodes.enumerated().map { ($1, "[\($0)]") } }
        if case .map(let entries) = root.content, entries.contains(where: { Self.submissions.isCalled($0.key) }) {
            guard let map = InputMap(root, keys: [Self.submissions], path: "", &findings) else { return [] }
            items = map.list(Self.submissions, &findings).enumerated().map { ($1, "submissions[\($0)]") }
        }
        return items.compactMap { submission($0, path: $1) }
    }

    private mutating func submission(_ node: InputNode, path: String) -> MonthlySubmission? {
        let keys = [Self.unit, Self.period, Self.version, Self.received, Self.figures, Self.cases, Self.note]
        guard let map = InputMap(node, keys: keys, path: path, &findings) else { return nil }
        let unit = map.required(Self.unit, &findings).map { units.code(for: $0) }
        let period = map.period(Self.period, &findings)
        if map[Self.period] == nil { _ = map.required(Self.period, &findings) }
        guard let unit, let period else { return nil }
        let record = "\(units[unit]?.label ?? unit) \(period.chinese)"
        var submission = MonthlySubmission(
            unit: unit, period: period, version: map.integer(Self.version, in: 1...9999, &findings) ?? 1,
            received: map.day(Self.received, &findings), note: map.text(Self.note, &findings) ?? "",
            place: Place(position: map[Self.unit]?.position ?? map.position, record: record))
        submission.cases = cases(map, submission)
        if let figures = map[Self.figures] { takeFigures(figures, path: path, record, &submission) }
        return submission
    }

    private mutating func takeFigures(
        _ node: InputNode, path: String, _ record: String, _ submission: inout MonthlySubmission
    ) {
        guard case .map(let entries) = node.content else {
            let field = FieldName(key: "\(path)\(path.isEmpty ? "" : ".")figures", label: Self.figures.label)
            let place = Place(position: node.position, record: record, field: field)
            findings.append(
                Finding(
                    "input.wrong-type", .mandatory, at: place, "应为一组指标，实为\(node.word)", remedy: "请写成 {\"guards\": 12}"))
            return
        }
        for entry in entries {
            let place = Place(position: entry.position, record: record)
            switch FigureColumn.read(entry.key, in: indicators) {
            case .failure(let trouble): findings.append(trouble.finding(at: place))
            case .success(let column) where submission.figures[column.indicator.key] != nil:
                findings.append(
                    Finding(
                        "progress.double-indicator", .mandatory, at: place, "指标“\(column.indicator.reference)”出现了两次",
                        remedy: "请删去一个"))
            case .success(let column):
                let field = FieldName(
                    key: "\(path)\(path.isEmpty ? "" : ".")figures.\(entry.key)", label: column.indicator.title)
                submission.figures[column.indicator.key] = figure(entry.value, column, record, field)
            }
        }
    }

    private mutating func figure(
        _ node: InputNode, _ column: FigureColumn, _ record: String, _ field: FieldName
    ) -> ReportedFigure {
        let place = Place(position: node.position, record: record, field: field)
        guard case .map = node.content else { return plain(node, column, place) }
        guard let map = InputMap(node, keys: [Self.increase, Self.level], path: field.key, record: record, &findings)
        else {
            return ReportedFigure(.refused, at: place)
        }
        if map[Self.increase] != nil, map[Self.level] != nil {
            findings.append(
                Finding(
                    "progress.double-indicator", .mandatory, at: place, "“\(column.indicator.reference)”同时填了新增和期末数",
                    remedy: "请只填一个"))
            return ReportedFigure(.refused, at: place)
        }
        guard let inner = map[Self.level] ?? map[Self.increase] else { return ReportedFigure(.blank, at: place) }
        let isLevel = map[Self.level] != nil
        return plain(inner, FigureColumn(indicator: column.indicator, isLevel: isLevel), place)
    }

    private mutating func plain(_ node: InputNode, _ column: FigureColumn, _ place: Place) -> ReportedFigure {
        if node.content == .null { return ReportedFigure(.blank, at: place) }
        if let text = node.scalar {
            return FigureText.read(text, unit: column.indicator.unit).reported(as: column, at: place, &findings)
        }
        findings.append(
            Finding("progress.not-a-number", .mandatory, at: place, "应填整数，实为\(node.word)", remedy: "请改成整数，例如 12"))
        return ReportedFigure(.refused, at: place)
    }

    private mutating func cases(_ map: InputMap, _ owner: MonthlySubmission) -> [CaseDetail] {
        var details: [CaseDetail] = []
        for (index, node) in map.list(Self.cases, &findings).enumerated() {
            let path = "\(map.path)\(map.path.isEmpty ? "" : ".")cases[\(index)]"
            guard let entry = InputMap(node, keys: [Self.kind, Self.day, Self.summary], path: path, &findings) else {
                continue
            }
            let kind = entry.text(Self.kind, &findings) ?? ""
            let day = entry.day(Self.day, &findings)
            guard let summary = entry.required(Self.summary, &findings) else { continue }
            details.append(
                CaseDetail(
                    unit: owner.unit, period: owner.period, kind: kind, day: day, summary: summary,
                    place: Place(position: node.position, record: owner.place.record)))
        }
        return details
    }
}
