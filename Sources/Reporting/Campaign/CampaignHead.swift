import Diagnostics
import Forms

/// What `campaign.yaml` says, before the other files are read.
struct CampaignHead {
    var name = ""
    /// The indicator set's key, for example `zhengzhou-progress`.
    var form: String?
    var formPlace = Place()
    var periods: ClosedRange<Period>?
    var due = DueRule()
    /// A file of the campaign's folder, or the units themselves.
    var units: Units = .file("units.csv", Place())
    var opening: (name: String, place: Place)?
    var cases: (name: String, place: Place)?
    var signatures = Signatures()
    /// Read by ``MailSettings`` when something is mailed.
    var mail: InputNode?
    /// Read by ``SummarySettingsReader`` when a summary is made.
    var summary: [InputKey: InputNode] = [:]

    enum Units {
        case file(String, Place)
        case list([InputNode])
    }

    private static let name = InputKey("name", "名称", "活动名称")
    private static let form = InputKey("form", "表单")
    private static let period = InputKey("period", "期间")
    private static let from = InputKey("from", "起")
    private static let to = InputKey("to", "止", "至")
    private static let due = InputKey("due", "报送期限")
    private static let day = InputKey("day", "日")
    private static let monthOffset = InputKey("monthOffset", "月数")
    private static let units = InputKey("units", "单位")
    private static let opening = InputKey("opening", "期初数")
    private static let cases = InputKey("cases", "案事件")
    private static let signatures = InputKey("signatures", "签署")
    private static let reviewer = InputKey("reviewer", "审核人")
    private static let preparer = InputKey("preparer", "填表人")
    private static let phone = InputKey("phone", "联系电话")
    private static let date = InputKey("date", "填表日期")

    static func read(_ root: InputNode, _ findings: inout [Finding]) -> CampaignHead {
        var head = CampaignHead()
        let keys =
            [name, form, period, due, units, opening, cases, signatures, MailSettings.key] + SummarySettings.keys
        guard let map = InputMap(root, keys: keys, path: "", &findings) else { return head }
        head.name = map.required(name, &findings) ?? ""
        head.form = map.required(form, &findings)
        head.formPlace = map.place(form)
        head.periods = periods(map, &findings)
        head.due = due(map, &findings)
        head.signatures = signatures(map, &findings)
        head.mail = map[MailSettings.key]
        for key in SummarySettings.keys { head.summary[key] = map[key] }
        if let node = map[units] { head.units = readUnits(node, map, &findings) }
        head.opening = map.text(opening, &findings).map { ($0, map.place(opening)) }
        head.cases = map.text(cases, &findings).map { ($0, map.place(cases)) }
        return head
    }

    private static func readUnits(_ node: InputNode, _ map: InputMap, _ findings: inout [Finding]) -> Units {
        if let file = node.scalar { return .file(file, map.place(units)) }
        return .list(map.list(units, &findings))
    }

    private static func periods(_ map: InputMap, _ findings: inout [Finding]) -> ClosedRange<Period>? {
        guard let node = map[period] else {
            _ = map.required(period, &findings)
            return nil
        }
        guard let span = InputMap(node, keys: [from, to], path: period.key, &findings) else { return nil }
        for key in [from, to] where span[key] == nil { _ = span.required(key, &findings) }
        guard let first = span.period(from, &findings), let last = span.period(to, &findings) else { return nil }
        let months = first.distance(to: last) + 1
        if (1...Campaign.longestInMonths).contains(months) { return first...last }
        let statement =
            months < 1
            ? "止于 \(last.chinese)，早于起始的 \(first.chinese)" : "期间不应超过 \(Campaign.longestInMonths) 个月，实为 \(months) 个月"
        findings.append(Finding("campaign.period", .mandatory, at: span.place(to), statement, remedy: "请改正起止月份"))
        return nil
    }

    private static func due(_ map: InputMap, _ findings: inout [Finding]) -> DueRule {
        guard let node = map[due], let rule = InputMap(node, keys: [day, monthOffset], path: due.key, &findings) else {
            return DueRule()
        }
        return DueRule(
            day: rule.integer(day, in: 1...31, &findings) ?? 1,
            monthOffset: rule.integer(monthOffset, in: 0...12, &findings) ?? 1)
    }

    private static func signatures(_ map: InputMap, _ findings: inout [Finding]) -> Signatures {
        guard let node = map[signatures],
            let foot = InputMap(node, keys: [reviewer, preparer, phone, date], path: signatures.key, &findings)
        else { return Signatures() }
        return Signatures(
            reviewer: foot.text(reviewer, &findings) ?? "", preparer: foot.text(preparer, &findings) ?? "",
            phone: foot.text(phone, &findings) ?? "", date: foot.day(date, &findings))
    }
}
