import CivilTime
import Ledger

extension MailMessage {
    /// When a message was sent, by its sender's own clock and time zone (RFC 5322, 3.3): `Mon, 6 Nov 2017 09:30:00 +0800`.
    ///
    /// - Returns: `nil` without a readable `Date` field.
    static func date(of bytes: [UInt8]) -> Moment? {
        let header = MailHeader(bytes[...], limit: MailLimits().headerBytes)
        guard let value = header.value("date") else { return nil }
        let words = String(decoding: value, as: UTF8.self).split { $0.isWhitespace || $0 == "," }.map(String.init)
        let start = words.first.map { $0.allSatisfy(\.isLetter) } == true ? 1 : 0
        guard words.count >= start + 4, let day = Int(words[start]), let year = Int(words[start + 2]),
            let month = months.firstIndex(of: words[start + 1].prefix(3).lowercased()),
            let date = CalendarDay(year: year < 100 ? 2000 + max(0, year) : year, month: month + 1, day: day)
        else { return nil }
        return Moment(date, time(words[start + 3]) ?? .midnight)
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    private static func time(_ word: String) -> ClockTime? {
        let parts = word.split(separator: ":").map { Int($0) }
        guard parts.count >= 2, let hour = parts[0], let minute = parts[1] else { return nil }
        return ClockTime(hour: hour, minute: minute, second: parts.count > 2 ? min(parts[2] ?? 0, 59) : 0)
    }
}
