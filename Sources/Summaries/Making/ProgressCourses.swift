import Forms

/// Rates and hazards of a campaign with a progress table.
struct ProgressCourses {
    let figures: ProgressFigures

    private var indicators: IndicatorSet { figures.material.indicators }

    /// Goals whose indicators the campaign has.
    func rates(_ goals: [SummaryGoal]) -> [RateCourse] {
        goals.compactMap { goal in
            guard let part = indicators.place(of: goal.part), let whole = indicators.place(of: goal.whole) else {
                return nil
            }
            func rate(_ pair: ProgressFigures.Pair, _ month: Int) -> SummaryValue {
                .rate(figures.total(pair, month, part), of: figures.total(pair, month, whole))
            }
            let end = figures.months.upperBound
            return RateCourse(
                key: goal.key, name: goal.name, target: goal.target, by: goal.by, source: goal.source,
                parts: "\(indicators.indicators[part].title) ÷ \(indicators.indicators[whole].title)",
                start: figures.material.course.periods.lowerBound,
                history: (0..<end).map { isReported(part, whole, $0) ? rate(figures.own, $0) : .none("缺报") },
                children: figures.children.map { rate($0, end - 1) })
        }
    }

    /// Whether anybody reported one of them: a carried rate is no point of a line.
    private func isReported(_ part: Int, _ whole: Int, _ month: Int) -> Bool {
        ![part, whole].allSatisfy { figures.increase(figures.own, month, $0).isMissing }
    }

    /// What the table counts as found and as mended.
    private static let kinds:
        [(key: String, name: String, found: IndicatorKey, mended: IndicatorKey, mendedWord: String)] =
            [
                ("internal", "校园内部安全隐患", .internalHazardsFound, .internalHazardsFixed, "整改"),
                ("surroundings", "校园周边治安乱点", .surroundingTroubleSpotsFound, .surroundingTroubleSpotsCleared, "整治"),
                ("disputes", "涉校矛盾纠纷", .disputesFound, .disputesSettled, "化解"),
            ]

    var mending: [MendingCourse] {
        Self.kinds.compactMap { kind in
            guard let found = indicators.place(of: kind.found), let mended = indicators.place(of: kind.mended) else {
                return nil
            }
            let own = values(figures.own, found, mended)
            return MendingCourse(
                key: kind.key, name: kind.name, unit: indicators.indicators[found].unit, foundWord: "排查",
                mendedWord: kind.mendedWord, found: figures.months.map { figures.increase(figures.own, $0, found) },
                mended: figures.months.map { figures.increase(figures.own, $0, mended) }, spanFound: own[0],
                spanMended: own[1], open: own[2], rate: own[3],
                children: figures.children.map { values($0, found, mended) })
        }
    }

    /// Found and mended of the span, not mended at its end, the rate since the campaign began.
    private func values(_ pair: ProgressFigures.Pair, _ found: Int, _ mended: Int) -> [SummaryValue] {
        let (all, done) = (figures.closing(pair, found), figures.closing(pair, mended))
        return [
            figures.increase(pair, found), figures.increase(pair, mended), .difference(all, done),
            .rate(done, of: all),
        ]
    }
}
