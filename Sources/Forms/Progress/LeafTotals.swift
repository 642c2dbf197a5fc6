/// The running total of one indicator of one unit that fills in the form, walked month by month.
struct LeafTotals {
    private let policy: MissingPolicy
    private var running: PackedFigure
    /// Whether only “/” has been reported so far.
    private var isOnlyNotApplicable = false
    private var sawNumber = false

    /// - Parameter opening: 0 for a flow; a stock's opening balance, or `.noOpening`.
    init(opening: PackedFigure, policy: MissingPolicy) {
        self.policy = policy
        running = opening
        sawNumber = opening.isKnown && opening.raw != 0
    }

    /// 合计 as it stands.
    var total: PackedFigure { isOnlyNotApplicable ? .notApplicable : running }

    /// Takes one month that the unit owes.
    ///
    /// - Returns: 新增.
    mutating func take(_ value: ReportedFigure.Value, kind: IndicatorKind) -> PackedFigure {
        switch value {
        case .increase(let number) where ReportedFigure.range.contains(number): return add(number)
        case .level(let number) where kind == .stock && ReportedFigure.range.contains(number): return anchor(at: number)
        case .notApplicable:
            isOnlyNotApplicable = !sawNumber
            return .notApplicable
        case .increase, .level, .blank, .refused: return miss()
        }
    }

    private mutating func add(_ number: Int) -> PackedFigure {
        touch()
        running = running + PackedFigure(number)
        return PackedFigure(number)
    }

    /// A level is known whatever came before it; 新增 then needs the level before.
    private mutating func anchor(at level: Int) -> PackedFigure {
        touch()
        let increase = PackedFigure(level) - running
        running = PackedFigure(level)
        return increase
    }

    private mutating func miss() -> PackedFigure {
        if policy == .strict {
            // Carried forward, what did not apply so far goes on not to.
            isOnlyNotApplicable = false
            if running.isKnown { running = .notReported }
        }
        return .notReported
    }

    private mutating func touch() {
        sawNumber = true
        isOnlyNotApplicable = false
    }
}
