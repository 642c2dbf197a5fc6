import Forms

/// Compares the figures of one unit, then and now.
struct FigureComparison {
    let report: SentReport
    let indicators: [Indicator]
    let causes: [ChangeCause]
    let setup: [SetupCause]

    /// - Parameters:
    ///   - before: Empty for a unit that the report did not list.
    ///   - after: Empty for a unit that it does not list any more.
    func differences(
        _ unit: ReportingUnit, _ before: [IndicatorFigures], _ after: [IndicatorFigures]
    ) -> [ChangedFigure] {
        indicators.enumerated().flatMap { place, indicator in
            FigureRow.allCases.compactMap { row -> ChangedFigure? in
                let old = place < before.count ? before[place][row] : .absent(.notExpected)
                let new = place < after.count ? after[place][row] : .absent(.notExpected)
                if old == new { return nil }
                return ChangedFigure(
                    unit: unit.code, key: indicator.key.name,
                    label: unit.code == report.unit ? indicator.reference : "\(unit.label) \(indicator.reference)",
                    row: row,
                    before: old.description, after: new.description, causes: touching(unit.code, indicator, row),
                    setup: setup.indices.filter { setup[$0].touches(unit.code, indicator, row) })
            }
        }
    }

    /// 新增 changes by its own month alone, except that a level follows from the one before.
    private func touching(_ unit: String, _ indicator: Indicator, _ row: FigureRow) -> [Int] {
        causes.indices.filter { place in
            let cause = causes[place]
            return cause.path.contains(unit) && cause.keys.contains(indicator.key.name)
                && (row == .total || indicator.kind == .stock || cause.slot.period == report.period)
        }
    }
}
