/// One office, station or school that reports or is reported on (填报单位).
public struct ReportingUnit: Hashable, Sendable {
    /// What kind of office it is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case province = "省"
        case city = "市"
        case district = "区县"
        case policeStation = "派出所"
        case school = "学校"
        case other = "其他"
    }

    /// Unique in its tree, for example `410102`; text, since it may begin with zeros.
    public var code: String
    /// The full name, printed on the form: 示例市桐柏区公安分局.
    public var name: String
    /// The name in lists and messages: 桐柏区. `nil` where it is the full name.
    public var shortName: String?
    /// Province, city, district, station, school or something else.
    public var kind: Kind
    /// The code of the unit above; `nil` for the root.
    public var parent: String?
    /// The first month for which it reports (首报期间), for a unit that opens during the campaign; `nil` from the start.
    ///
    /// Everything it has is new then: its stocks open at 0.
    public var reportsFrom: Period?
    /// The last month for which it reports (末报期间), for a unit that closes; `nil` to the end.
    ///
    /// In this last month it reports its stocks down to 0 (negative 新增, or 0 as the level). What it counted as flows
    /// stays in the totals, since it happened. A stock that is not brought down to 0 stays too, and is a finding.
    public var reportsThrough: Period?

    /// A unit that reports from the campaign's start to its end, unless said otherwise.
    public init(
        code: String, name: String, shortName: String? = nil, kind: Kind = .other, parent: String? = nil,
        reportsFrom: Period? = nil, reportsThrough: Period? = nil
    ) {
        self.code = code
        self.name = name
        self.shortName = shortName
        self.kind = kind
        self.parent = parent
        self.reportsFrom = reportsFrom
        self.reportsThrough = reportsThrough
    }

    /// The short name where there is one.
    public var label: String { shortName ?? name }

    /// Whether a report for `period` is due from it.
    public func reports(in period: Period) -> Bool {
        (reportsFrom.map { $0 <= period } ?? true) && (reportsThrough.map { period <= $0 } ?? true)
    }

    /// Whether it opens during a campaign that began with `start`.
    public func opens(after start: Period) -> Bool { reportsFrom.map { $0 > start } ?? false }
}
