import Forms
import Ledger

/// What the summary of a campaign with a progress table is made of, beside ``SummaryMaterial``.
public struct ProgressMaterial: Sendable {
    /// The table's rows.
    public var indicators: IndicatorSet
    /// From the campaign's first month to the span's last, under the policy that was asked for.
    public var course: ProgressCourse
    /// The same, but unknown as soon as a unit is missing.
    public var strict: ProgressCourse
    /// The same unit in the ledger of the year before; `nil`: only ``course`` itself, where it reaches back so far.
    public var yearBefore: Earlier?

    /// Months of another ledger, under the policy that was asked for and unknown as soon as a unit is missing.
    public struct Earlier: Sendable {
        /// Under the policy that was asked for.
        public var course: ProgressCourse
        /// Unknown as soon as a unit is missing.
        public var strict: ProgressCourse

        /// Both are of the same unit and months.
        public init(course: ProgressCourse, strict: ProgressCourse) {
            self.course = course
            self.strict = strict
        }
    }

    /// Both courses are of the same unit and months.
    public init(
        indicators: IndicatorSet, course: ProgressCourse, strict: ProgressCourse, yearBefore: Earlier? = nil
    ) {
        self.indicators = indicators
        self.course = course
        self.strict = strict
        self.yearBefore = yearBefore
    }
}

/// Figures of a span, with the mark of what is missing in them.
struct ProgressFigures {
    let material: ProgressMaterial
    let span: SummarySpan

    /// A unit's course beside the same one that is unknown as soon as anything is missing.
    struct Pair {
        var course: ProgressCourse.Course
        var strict: ProgressCourse.Course
    }

    var own: Pair { Pair(course: material.course.own, strict: material.strict.own) }
    var children: [Pair] {
        zip(material.course.children, material.strict.children).map { Pair(course: $0, strict: $1) }
    }

    private var start: Period { material.course.periods.lowerBound }
    private var first: Int { start.distance(to: span.periods.lowerBound) }
    private var last: Int { start.distance(to: span.periods.upperBound) }

    /// Places of the span's months within the course.
    var months: Range<Int> { first..<last + 1 }

    func increase(_ pair: Pair, _ month: Int, _ indicator: Int) -> SummaryValue {
        SummaryValue(
            pair.course.figures(month, indicator).increase, strict: pair.strict.figures(month, indicator).increase)
    }

    /// 合计 at a month's end; of a flow of which nobody ever reported anything, not even 0 is known.
    func total(_ pair: Pair, _ month: Int, _ indicator: Int) -> SummaryValue {
        let value = SummaryValue(
            pair.course.figures(month, indicator).total, strict: pair.strict.figures(month, indicator).total)
        if case .count(0, true) = value, material.indicators.indicators[indicator].kind == .flow,
            (0...month).allSatisfy({ increase(pair, $0, indicator).isMissing })
        {
            return .none(Figure.absent(.notReported).description)
        }
        return value
    }

    /// 合计 at the end of the month before.
    func before(_ pair: Pair, _ month: Int, _ indicator: Int) -> SummaryValue {
        SummaryValue(
            pair.course.figures(month, indicator).previousTotal,
            strict: pair.strict.figures(month, indicator).previousTotal)
    }

    func opening(_ pair: Pair, _ indicator: Int) -> SummaryValue { before(pair, first, indicator) }
    func closing(_ pair: Pair, _ indicator: Int) -> SummaryValue { total(pair, last, indicator) }

    /// 新增 of the whole span: 合计 at its end less 合计 before it.
    func increase(_ pair: Pair, _ indicator: Int) -> SummaryValue { increase(pair, first...last, indicator) }

    private func increase(_ pair: Pair, _ months: ClosedRange<Int>, _ indicator: Int) -> SummaryValue {
        let each = months.map { increase(pair, $0, indicator) }
        // Of what nobody reported in any month nothing is known: not even 0.
        if each.allSatisfy(\.isMissing) { return each[0] }
        let value = SummaryValue.difference(
            total(pair, months.upperBound, indicator), before(pair, months.lowerBound, indicator))
        // A gap before the months is not one of theirs.
        guard case .count(let number, true) = value else { return value }
        return .count(number, isPartial: each.contains(where: \.isPartialOrMissing))
    }

    /// What stands in the table a year before: 新增 of the same months of a flow, 合计 of a stock; `nil` where the ledger
    /// does not reach back so far.
    func yearBefore(_ indicator: Int, _ kind: IndicatorKind) -> SummaryValue? {
        guard let (pair, start, end) = yearBefore else { return nil }
        return kind == .stock ? total(pair, end, indicator) : increase(pair, start...end, indicator)
    }

    /// Whose months a year before, and the places of the first and the last of them.
    private var yearBefore: (pair: Pair, first: Int, last: Int)? {
        if first >= 12 { return (own, first - 12, last - 12) }
        guard let earlier = material.yearBefore else { return nil }
        let start = earlier.course.periods.lowerBound.distance(to: span.periods.lowerBound.advanced(by: -12))
        return (Pair(course: earlier.course.own, strict: earlier.strict.own), start, start + last - first)
    }
}

extension SummaryValue {
    /// Whether something is not known in it; what does not apply is known not to.
    var isPartialOrMissing: Bool {
        switch self {
        case .count(_, let isPartial), .rate(_, let isPartial): isPartial
        case .none(let word): word == Figure.absent(.notReported).description
        default: false
        }
    }

    /// Whether it is not known because nobody reported.
    var isMissing: Bool { self == .none(Figure.absent(.notReported).description) }
}
