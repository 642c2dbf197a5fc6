import CivilTime

/// A calendar month, the span that every report covers (报表期间).
public struct Period: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Months since January of year 0.
    private let months: Int

    /// `nil` when there is no such month. Years run from 1 to 9999.
    public init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        months = year * 12 + month - 1
    }

    private init(months: Int) { self.months = months }

    /// Reads `2017-05`, `2017-5`, `201705`, `2017/5`, `2017.5` and `2017年5月`, full-width digits included, and what Excel makes of
    /// them: `2017/5/1`, `May-17`. `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let plain = FieldText.narrowed(String(text))
        let digits = plain.split { !$0.isASCII || !$0.isNumber }
        let isSpelled = plain.allSatisfy { $0.isASCII && $0.isNumber || "-/.年月".contains($0) }
        switch digits.count {
        case 1 where isSpelled && plain.count == 6:
            guard let number = Int(digits[0]) else { return nil }
            self.init(year: number / 100, month: number % 100)
        case 2 where isSpelled && digits[0].count == 4 && digits[1].count <= 2:
            guard let year = Int(digits[0]), let month = Int(digits[1]) else { return nil }
            self.init(year: year, month: month)
        case 1 where digits[0].count == 2:
            guard let month = Self.english(plain), let year = Int(digits[0]) else { return nil }
            self.init(year: 2000 + year, month: month)
        case 3 where digits[0].count == 4 && digits[1].count <= 2 && digits[2].count <= 2:
            guard plain.allSatisfy({ $0.isASCII && $0.isNumber || "-/.年月日".contains($0) }), let year = Int(digits[0]),
                let month = Int(digits[1]), let day = Int(digits[2]),
                let first = CalendarDay(year: year, month: month, day: day)
            else { return nil }
            self.init(containing: first)
        default: return nil
        }
    }

    /// The month of `May-17`.
    private static func english(_ text: String) -> Int? {
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let parts = text.lowercased().split(separator: "-")
        guard parts.count == 2, parts[0].count == 3 else { return nil }
        return names.firstIndex(of: String(parts[0])).map { $0 + 1 }
    }

    /// The calendar month to which `day` belongs.
    public init(containing day: CalendarDay) { months = day.year * 12 + day.month - 1 }

    /// 1 to 9999.
    public var year: Int { months / 12 }
    /// 1 to 12.
    public var month: Int { months % 12 + 1 }
    /// The month after; the last one that there is stays itself.
    public var next: Period { advanced(by: 1) }
    /// The month before (上期); the first one that there is stays itself.
    public var previous: Period { advanced(by: -1) }

    /// - Parameter count: Months; the result stays within the years 1 to 9999.
    public func advanced(by count: Int) -> Period {
        Period(months: min(max(months + count, 12), 9999 * 12 + 11))
    }

    /// Months from this one to `other`; negative when `other` is earlier.
    public func distance(to other: Period) -> Int { other.months - months }

    /// The 1st.
    public var firstDay: CalendarDay { day(1) }
    /// The 28th to the 31st, leap years taken in.
    public var lastDay: CalendarDay { day(CalendarDay.days(in: month, of: year)) }

    private func day(_ day: Int) -> CalendarDay {
        guard let day = CalendarDay(year: year, month: month, day: day) else {
            preconditionFailure("a month has this day")
        }
        return day
    }

    /// The earlier month first.
    public static func < (a: Period, b: Period) -> Bool { a.months < b.months }

    /// `2017-05`.
    public var description: String { String(firstDay.description.prefix(7)) }

    /// `2017年5月`.
    public var chinese: String { "\(year)年\(month)月" }
}
