/// One figure of a progress table: what is counted, in which unit, and what it must agree with (指标).
public struct Indicator: Hashable, Sendable {
    /// For code and machines, unique in its set.
    public var key: IndicatorKey
    /// Its number in the official table (序号), from 1.
    public var number: Int
    /// The official heading (官方标题); another indicator of the set may have the same one.
    public var title: String
    /// The heading above several indicators (分组); `nil` when the indicator stands alone.
    public var group: String?
    /// Which of the table's stacked bands shows it, from 1.
    public var band: Int
    /// The unit of measure (计量单位): 所、人、件…
    public var unit: String
    /// Whether 合计 adds up the months or is a level at the month's end.
    public var kind: IndicatorKind
    /// What must hold between it and other indicators (勾稽关系).
    public var relations: [Relation]

    /// Stands alone in the first band, with no relations, unless said otherwise.
    public init(
        key: IndicatorKey, number: Int, title: String, group: String? = nil, band: Int = 1, unit: String,
        kind: IndicatorKind,
        relations: [Relation] = []
    ) {
        self.key = key
        self.number = number
        self.title = title
        self.group = group
        self.band = band
        self.unit = unit
        self.kind = kind
        self.relations = relations
    }

    /// With two digits, as templates name it: `04`.
    public var numberText: String { number < 10 ? "0\(number)" : String(number) }

    /// `04 配备保安员数`, as messages name it.
    public var reference: String { "\(numberText) \(title)" }
}

/// How an indicator's running total (合计) follows from its monthly increase (新增).
///
/// Source: Zhengzhou 2017, rows 新增 and 合计 [source]; the split into flow and stock [ours].
public enum IndicatorKind: String, Hashable, Sendable, CaseIterable {
    /// Counted since the campaign began, from 0. Increases are never negative.
    case flow
    /// A level at the month's end, from an opening balance (期初数). Increases may be negative, for example when a school
    /// closes.
    case stock

    /// 累计数 or 期末数.
    public var word: String { self == .flow ? "累计数" : "期末数" }
}

/// The two rows of the table.
public enum FigureRow: String, Hashable, Sendable, CaseIterable {
    /// 新增: this month.
    case increase
    /// 合计: at the month's end.
    case total

    /// The official word of the row: 新增 or 合计.
    public var word: String { self == .increase ? "新增" : "合计" }
}

extension Indicator {
    /// The running total (合计) at the end of `period`, in the indicator's own unit (schools, people, pieces).
    ///
    /// - Parameters:
    ///   - increases: One value a reported month (新增). A month without an entry was not reported; it is not zero.
    ///   - start: The campaign's first month.
    ///   - opening: A stock's level before `start`; a flow starts at 0 whatever is given.
    /// - Returns: `nil` when a month up to `period` is missing, when a stock has no opening balance, or when the sum is
    ///   beyond what an integer holds: a gap is shown, never summed over. Before `start` it is the opening balance.
    public func total(
        through period: Period, of increases: [Period: Int], since start: Period, opening: Int? = nil
    ) -> Int? {
        guard var total = kind == .flow ? 0 : opening else { return nil }
        var month = start
        while month <= period {
            guard let increase = increases[month] else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(increase)
            if overflow { return nil }
            total = sum
            if month == month.next { break }
            month = month.next
        }
        return total
    }
}
