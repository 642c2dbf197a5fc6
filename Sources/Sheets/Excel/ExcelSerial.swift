import CivilTime

/// Days and times as Excel counts them: 1 is 1900-01-01, and there is a 29 February 1900.
package enum ExcelSerial {
    /// Before it the programs disagree by a day.
    package static let firstSafeDay = 61

    /// `nil` before 1 March 1900.
    package static func number(of moment: CalendarMoment) -> Double? {
        let day = moment.day.daysSince1970 + 25_569
        guard day >= firstSafeDay else { return nil }
        return Double(day) + Double(moment.time.secondsSinceMidnight) / 86_400
    }
}
