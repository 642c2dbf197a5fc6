import CivilTime
import Sheets

/// How a number is meant, as its number format tells.
enum ValueKind: Hashable, Sendable {
    case number, percentage
    case date
    /// A time of day or a span; `isSpan`: hours run past 24.
    case time(isSpan: Bool)

    init(of format: NumberFormat) {
        if format.isGeneral || format.isText {
            self = .number
            return
        }
        let tokens = format.sections[0].tokens
        var showsDay = false
        var showsTime = false
        var isSpan = false
        for token in tokens {
            switch token {
            case .year, .month, .day, .weekday: showsDay = true
            case .hour, .minute, .second, .amPM: showsTime = true
            case .elapsedHours: (showsTime, isSpan) = (true, true)
            default: break
            }
        }
        if showsDay {
            self = .date
        } else if showsTime {
            self = .time(isSpan: isSpan)
        } else {
            self = tokens.contains(.percent) ? .percentage : .number
        }
    }
}

/// Days as numbers, in both epochs.
///
/// Source: ISO/IEC 29500-1 clause 18.17.4. Under 1900 day 1 is 1900-01-01 and day 60 is 29 February 1900, which never
/// was.
struct SerialDates {
    var startsIn1904 = false

    /// The first day that was never, and what lies beyond the years of a ``CalendarDay``, give `nil`.
    func moment(_ serial: Double) -> CalendarMoment? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        let seconds = Int((serial * 86_400).rounded())
        guard let day = day(seconds / 86_400) else { return nil }
        return CalendarMoment(day, ClockTime(secondsSinceMidnight: seconds % 86_400))
    }

    private func day(_ number: Int) -> CalendarDay? {
        if startsIn1904 { return CalendarDay(daysSince1970: number - 24_107) }
        if number == 0 || number == 60 { return nil }
        return CalendarDay(daysSince1970: number - (number < 60 ? 25_568 : 25_569))
    }

    /// - Returns: `nil` when the number does not fit its kind.
    func value(_ number: Double, _ kind: ValueKind) -> CellValue? {
        switch kind {
        case .number: return .number(number)
        case .percentage: return .percentage(number)
        case .date: return moment(number).map { .date($0) }
        case .time(let isSpan):
            guard abs(number) < 1e9 else { return nil }
            if isSpan || abs(number) < 1 { return .time(seconds: Int((number * 86_400).rounded())) }
            return moment(number).map { .date($0) }
        }
    }
}
