import CivilTime

/// Hazards at the end of a month, counted from 附件2 (隐患排查整改情况).
///
/// A hazard is found in the month whose form lists it first; what is mended is the level of 已完成, so that its change is what
/// 附件3 prints as 新增. How long it took runs from 排查日期 to the due day of the month since which its rows say 已完成 [ours]: forms
/// tell months, not days, so what was mended early in a month took less. A hazard without 排查日期, or with one after that
/// day, has no duration.
public struct HazardFigures: Hashable, Sendable {
    /// 排查: listed so far.
    public var found = 0
    /// 已完成
    public var completed = 0
    /// 正在整改中
    public var open = 0
    /// Of those, past their 整改时限 on the reporting day.
    public var overdue = 0
    /// Rows that do not say whether they are mended.
    public var unstated = 0

    /// Nothing found, nothing mended.
    public init() {}

    /// Counts hazards, each by its latest row.
    ///
    /// - Parameter reportingDay: On which overdue is judged.
    public init(_ hazards: some Sequence<RowCourse<RiskRecord>>, reportingDay: CalendarDay) {
        for hazard in hazards { add(hazard, reportingDay) }
    }

    /// Counts one more, by its latest row.
    public mutating func add(_ hazard: RowCourse<RiskRecord>, _ reportingDay: CalendarDay) {
        found += 1
        switch hazard.record.state {
        case .completed: completed += 1
        case .inProgress: open += 1
        case nil: unstated += 1
        }
        if hazard.record.isOverdue(on: reportingDay) { overdue += 1 }
    }
}

/// How long mending took (整改用时), of hazards that have been 已完成 since a month of a span.
public struct MendingTimes: Hashable, Sendable {
    /// Days from 排查日期 on; in no order.
    public var days: [Int] = []
    /// How many have no duration.
    public var unknown = 0

    /// - Parameter due: Whose day of a month ends a duration.
    public init(_ hazards: some Sequence<RowCourse<RiskRecord>>, within span: ClosedRange<Period>, due: DueRule) {
        for hazard in hazards {
            guard let done = hazard.doneSince, span.contains(done) else { continue }
            if let took = hazard.daysToMend(due) { days.append(took) } else { unknown += 1 }
        }
    }
}

extension RowCourse where Record == RiskRecord {
    /// From 排查日期 to the due day of the month that says 已完成; `nil` while it is not mended, and when the days do not make
    /// sense.
    public func daysToMend(_ due: DueRule) -> Int? {
        guard let done = doneSince, let found = record.foundOn else { return nil }
        let days = due.lastDay(for: done).daysSince1970 - found.daysSince1970
        return days >= 0 ? days : nil
    }
}

extension SafetyCampaign {
    /// Every hazard that the units at and below one listed up to a month.
    ///
    /// - Parameter unit: Its code.
    public func hazards(under unit: String, through period: Period) -> [RowCourse<RiskRecord>] {
        let own = risks.filter { periods.contains($0.period) && units.contains($0.unit, under: unit) }
        return RowCourse.hazards(own, through: period)
    }
}
