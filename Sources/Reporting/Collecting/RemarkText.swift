import CivilTime
import Diagnostics
import Forms

/// The wide remark cell (具体情况) of a progress table: numbered lines are cases, the rest is the unit's note.
struct RemarkText {
    /// Each `1. 5月8日，防范案事件：及时制止…`; also as units type it, without a day or a kind.
    private(set) var cases: [CaseDetail] = []
    /// 情况说明, in its lines.
    private(set) var note = ""

    /// What the program prints of its own knowledge.
    private static let computed = ["缺报单位：", "漏填："]
    private static let noteWords = "情况说明："

    /// - Parameters:
    ///   - unit: The code of the unit that handed in the table.
    ///   - place: The cell.
    init(_ text: String, of unit: String, in period: Period, at place: Place) {
        // What was masked is lost; the marks are no content.
        if text.contains(Masking.mark) { return }
        var notes: [String] = []
        for line in text.split(whereSeparator: \.isNewline).map({ FieldText.trimmed($0) }) where !line.isEmpty {
            if Self.computed.contains(where: line.hasPrefix) { continue }
            if let sentence = Self.numbered(line) {
                cases.append(
                    Self.detail(sentence, CaseDetail(unit: unit, period: period, kind: "", summary: "", place: place)))
            } else {
                notes.append(line.hasPrefix(Self.noteWords) ? String(line.dropFirst(Self.noteWords.count)) : line)
            }
        }
        note = notes.joined(separator: "\n")
    }

    /// What stands behind `1.`, `2、` or `（3）`; `nil` for a line without a number.
    private static func numbered(_ line: String) -> String? {
        let start = line.drop { "(（".contains($0) }
        let digits = start.prefix { $0.isWholeNumber }
        let rest = start.dropFirst(digits.count)
        guard (1...3).contains(digits.count), let mark = rest.first, ".．、)）".contains(mark) else { return nil }
        let sentence = FieldText.trimmed(rest.drop { ".．、)）".contains($0) })
        return sentence.isEmpty ? nil : sentence
    }

    /// The head before the colon holds the day, sometimes an office, and the kind.
    private static func detail(_ sentence: String, _ empty: CaseDetail) -> CaseDetail {
        var detail = empty
        detail.summary = sentence
        let comma = sentence.firstIndex { "，,".contains($0) }
        if let comma, let day = day(sentence[..<comma], in: empty.period) {
            detail.day = day
            detail.summary = FieldText.trimmed(sentence[sentence.index(after: comma)...])
        }
        guard let colon = detail.summary.firstIndex(where: { "：:".contains($0) }) else { return detail }
        let head = detail.summary[..<colon].split { "，,".contains($0) }
        let summary = FieldText.trimmed(detail.summary[detail.summary.index(after: colon)...])
        guard let kind = head.last, head.count <= 2, kind.count <= 20, !summary.isEmpty else { return detail }
        detail.kind = FieldText.trimmed(kind)
        detail.summary = summary
        return detail
    }

    /// `5月8日` in the table's year.
    private static func day(_ text: Substring, in period: Period) -> CalendarDay? {
        let parts = FieldText.narrowed(text).split { "月日".contains($0) }.compactMap { Int(FieldText.trimmed($0)) }
        guard parts.count == 2, text.contains("月"), text.contains("日") else { return nil }
        return CalendarDay(year: period.year, month: parts[0], day: parts[1])
    }
}
