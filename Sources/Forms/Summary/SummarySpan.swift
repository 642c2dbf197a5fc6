/// The months that a summary covers, and what people call them (统计期间).
public struct SummarySpan: Hashable, Sendable {
    /// In words, for the title: `2017年`, `集中攻坚`, `2017年春季学期`; empty for the whole campaign.
    public var name: String
    /// The months; within the campaign's.
    public var periods: ClosedRange<Period>

    /// A span of that name.
    public init(name: String, periods: ClosedRange<Period>) {
        self.name = name
        self.periods = periods
    }

    /// In order.
    public var months: [Period] {
        (0...periods.lowerBound.distance(to: periods.upperBound)).map(periods.lowerBound.advanced)
    }

    /// The name, or the months where there is none: for names of files.
    public var label: String { name.isEmpty ? words : name }

    /// `2017年4月至2017年12月`, or the month alone.
    public var words: String {
        periods.lowerBound == periods.upperBound
            ? periods.lowerBound.chinese : "\(periods.lowerBound.chinese)至\(periods.upperBound.chinese)"
    }

    /// `5月`, or `2017.5` where the span reaches over several years.
    public func shortName(of month: Period) -> String {
        periods.lowerBound.year == periods.upperBound.year ? "\(month.month)月" : "\(month.year).\(month.month)"
    }

    /// The part of it that lies within a campaign; `nil` when none does.
    public func within(_ campaign: ClosedRange<Period>) -> SummarySpan? {
        let first = max(periods.lowerBound, campaign.lowerBound)
        let last = min(periods.upperBound, campaign.upperBound)
        return first <= last ? SummarySpan(name: name, periods: first...last) : nil
    }

    /// January to December.
    public static func year(_ year: Int) -> SummarySpan? {
        guard let first = Period(year: year, month: 1), let last = Period(year: year, month: 12) else { return nil }
        return SummarySpan(name: "\(year)年", periods: first...last)
    }

    /// From the campaign's first month to its last.
    public static func campaign(_ periods: ClosedRange<Period>) -> SummarySpan {
        SummarySpan(name: "", periods: periods)
    }

    /// Any months; called by their own words.
    public static func months(_ periods: ClosedRange<Period>) -> SummarySpan {
        var span = SummarySpan(name: "", periods: periods)
        span.name = span.words
        return span
    }

    /// A school term, written `2017春`, `2017年春季学期`, `2017秋`: spring is February to July, autumn August to January.
    ///
    /// Source: Zhengzhou 2017, 四、(三): “有关阶段性工作情况和总结报告，要分别于第一学期和第二学期结束前上报” [source]; the months [ours].
    ///
    /// - Returns: `nil` for anything else.
    public static func term(_ text: String) -> SummarySpan? {
        let plain = FieldText.narrowed(text)
        let year = plain.prefix { $0.isASCII && $0.isNumber }
        let rest = plain.dropFirst(year.count).drop { $0 == "年" || $0 == "-" || $0 == " " }
        guard year.count == 4, let number = Int(year) else { return nil }
        if ["春", "春季", "春季学期", "spring"].contains(String(rest)) {
            guard let first = Period(year: number, month: 2) else { return nil }
            return SummarySpan(name: "\(number)年春季学期", periods: first...first.advanced(by: 5))
        }
        if ["秋", "秋季", "秋季学期", "autumn"].contains(String(rest)) {
            guard let first = Period(year: number, month: 8) else { return nil }
            return SummarySpan(name: "\(number)年秋季学期", periods: first...first.advanced(by: 5))
        }
        return nil
    }
}
