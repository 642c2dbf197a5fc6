import CivilTime
import Diagnostics
import FormatICS
import Forms

/// When the reports of a campaign are due (报送日程).
public struct DueCalendar: Hashable, Sendable {
    /// One month's.
    public struct Entry: Hashable, Sendable {
        /// 报表期间
        public var period: Period
        /// The last day that is in time.
        public var day: CalendarDay
        /// 星期一 and so on: an office closed on that day has to report before it.
        public var weekday: String
    }

    /// 活动名称
    public var campaign: String
    /// In order of time.
    public var entries: [Entry]

    /// - Parameter periods: At most ``Forms/Campaign/longestInMonths``.
    public init(campaign: String, periods: ClosedRange<Period>, due: DueRule) {
        self.campaign = campaign
        let count = min(periods.lowerBound.distance(to: periods.upperBound), Campaign.longestInMonths)
        entries = (0...max(count, 0)).map { number in
            let period = periods.lowerBound.advanced(by: number)
            let day = due.lastDay(for: period)
            return Entry(period: period, day: day, weekday: Self.weekdays[day.weekday])
        }
    }

    private static let weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"]

    /// For the office's calendar: a whole day a month, announced on it and some days before.
    ///
    /// - Parameters:
    ///   - days: How many days before each due day it is announced.
    ///   - made: The day on which the file is made.
    public func file(announcedDaysBefore days: [Int] = [3, 0], made: CalendarDay) -> CalendarFile {
        let events = entries.map { entry in
            CalendarEvent(
                id: "\(entry.period).\(FileName.safe([campaign])).huxiao", day: entry.day,
                summary: "报送\(entry.period.chinese)报表",
                details: "\(campaign)\n\(entry.period.chinese)的报表请于\(entry.day.chinese)前报送。",
                alarmsInDaysBefore: days)
        }
        return CalendarFile(name: campaign, events: events, made: made)
    }
}

extension DueCalendar {
    /// What a campaign's `campaign.yaml` says.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the file cannot be read.
    public static func load(_ folder: String) throws -> Checked<DueCalendar> {
        var files = CampaignFiles(folder: Workspace.plain(folder))
        guard let head = try files.head(), let periods = head.periods else { return Checked(nil, files.findings) }
        return Checked(DueCalendar(campaign: head.name, periods: periods, due: head.due), files.findings)
    }
}
