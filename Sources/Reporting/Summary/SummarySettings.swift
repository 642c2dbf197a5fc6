import CivilTime
import Diagnostics
import Forms

/// What `campaign.yaml` says for summaries: goals (目标), milestones (时间节点), stages (阶段) and terms (学期).
public struct SummarySettings: Hashable, Sendable {
    /// `nil`: those of the form's own plan.
    public var goals: [SummaryGoal]?
    /// In the order of the file.
    public var milestones: [Milestone] = []
    /// 动员部署, 集中攻坚…, in their order.
    public var stages: [SummarySpan] = []
    /// Terms with months of their own.
    public var terms: [SummarySpan] = []

    /// Nothing is set.
    public init() {}

    static let goalsKey = InputKey("goals", "目标")
    static let milestonesKey = InputKey("milestones", "时间节点", "节点")
    static let stagesKey = InputKey("stages", "阶段")
    static let termsKey = InputKey("terms", "学期")
    static let keys = [goalsKey, milestonesKey, stagesKey, termsKey]
}

/// Reads the settings out of the file's parts.
struct SummarySettingsReader {
    /// `nil` for a campaign without a progress table.
    let indicators: IndicatorSet?
    private(set) var findings: [Finding] = []

    private static let name = InputKey("name", "名称")
    private static let part = InputKey("part", "分子")
    private static let whole = InputKey("whole", "分母")
    private static let target = InputKey("target", "目标值")
    private static let by = InputKey("by", "期限")
    private static let source = InputKey("source", "来源")
    private static let day = InputKey("day", "日期", "date")
    private static let from = InputKey("from", "起")
    private static let to = InputKey("to", "止", "至")

    init(indicators: IndicatorSet?) { self.indicators = indicators }

    mutating func read(_ parts: [InputKey: InputNode]) -> SummarySettings {
        var settings = SummarySettings()
        if let node = parts[SummarySettings.goalsKey] { settings.goals = goals(node) }
        settings.milestones = items(parts[SummarySettings.milestonesKey], "milestones", [Self.name, Self.day])
            .compactMap {
                guard let name = $0.required(Self.name, &findings), let day = requiredDay($0) else { return nil }
                return Milestone(name: name, day: day)
            }
        settings.stages = spans(parts[SummarySettings.stagesKey], "stages")
        settings.terms = spans(parts[SummarySettings.termsKey], "terms")
        return settings
    }

    private mutating func items(_ node: InputNode?, _ path: String, _ keys: [InputKey]) -> [InputMap] {
        guard let node else { return [] }
        var list = [node]
        if case .list(let items) = node.content { list = items }
        return list.enumerated().compactMap { InputMap($1, keys: keys, path: "\(path)[\($0)]", &findings) }
    }

    private mutating func requiredDay(_ map: InputMap) -> CalendarDay? {
        guard map.required(Self.day, &findings) != nil else { return nil }
        return map.day(Self.day, &findings)
    }

    // MARK: - Spans

    private mutating func spans(_ node: InputNode?, _ path: String) -> [SummarySpan] {
        var seen: Set<String> = []
        return items(node, path, [Self.name, Self.from, Self.to]).compactMap { map in
            let name = map.required(Self.name, &findings)
            for key in [Self.from, Self.to] where map[key] == nil { _ = map.required(key, &findings) }
            guard let name, let first = map.period(Self.from, &findings), let last = map.period(Self.to, &findings)
            else {
                return nil
            }
            if !seen.insert(FieldText.folded(name)).inserted {
                findings.append(
                    Finding(
                        "campaign.span", .mandatory, at: map.place(Self.name), "“\(name)”写了两次", remedy: "请改成不同的名称"))
            }
            if first <= last { return SummarySpan(name: name, periods: first...last) }
            findings.append(
                Finding(
                    "campaign.span", .mandatory, at: map.place(Self.to),
                    "止于 \(last.chinese)，早于起始的 \(first.chinese)", remedy: "请改正起止月份"))
            return nil
        }
    }

    // MARK: - Goals

    private mutating func goals(_ node: InputNode) -> [SummaryGoal] {
        guard indicators != nil else {
            findings.append(
                Finding(
                    "campaign.goals-fixed", .explain,
                    at: Place(position: node.position, field: FieldName(key: "goals", label: "目标")),
                    "附件1、2、3 的目标是方案规定的“三个百分之百”，这里写的不起作用", remedy: "请删去 goals"))
            return []
        }
        let keys = [Self.name, Self.part, Self.whole, Self.target, Self.by, Self.source]
        var seen: Set<String> = []
        return items(node, "goals", keys).compactMap { map in
            let name = map.required(Self.name, &findings)
            guard let part = indicator(map, Self.part), let whole = indicator(map, Self.whole), let name else {
                return nil
            }
            guard seen.insert(part.name).inserted else {
                note(map, Self.part, "指标“\(part.name)”已是另一项目标的分子", "每项目标的分子应各不相同")
                return nil
            }
            return SummaryGoal(
                name: name, part: part, whole: whole, target: target(map), by: map.period(Self.by, &findings),
                source: map.text(Self.source, &findings) ?? "")
        }
    }

    private mutating func indicator(_ map: InputMap, _ key: InputKey) -> IndicatorKey? {
        guard let text = map.required(key, &findings), let indicators else { return nil }
        switch indicators.lookUp(text) {
        case .found(let indicator): return indicator.key
        case .ambiguous(let several):
            note(map, key, "几个指标都叫“\(text)”", "请写序号：\(several.map(\.numberText).joined(separator: "、"))")
        case .unknown(let nearest):
            note(map, key, "不认识指标“\(text)”", nearest.map { "是否为“\($0)”？请改正" } ?? "请写指标的序号或名称")
        }
        return nil
    }

    /// `85%`, `0.85`, `85`: a part of a whole, above 0 and at most 100 %.
    private mutating func target(_ map: InputMap) -> Double? {
        guard let text = map.text(Self.target, &findings) else { return nil }
        let plain = FieldText.narrowed(text)
        let isPercent = plain.hasSuffix("%")
        if let number = Double(isPercent ? String(plain.dropLast()) : plain), number > 0 {
            let value = isPercent || number > 1 ? number / 100 : number
            if value <= 1 { return value }
        }
        note(map, Self.target, "应为百分数，实为“\(text)”", "请写成 85%")
        return nil
    }

    private mutating func note(_ map: InputMap, _ key: InputKey, _ statement: String, _ remedy: String) {
        findings.append(Finding("campaign.goal", .mandatory, at: map.place(key), statement, remedy: remedy))
    }
}
