import Forms
import Foundation

/// A month's submission as the text files that campaign folders hold.
struct SubmissionText {
    private let submission: MonthlySubmission
    private let unitName: String
    /// In order of their keys, so that the same submission gives the same bytes.
    private let figures: [(key: IndicatorKey, value: ReportedFigure.Value)]

    init(_ submission: MonthlySubmission, unitName: String) {
        self.submission = submission
        self.unitName = unitName
        figures = submission.figures.map { ($0.key, $0.value.value) }.sorted { $0.key.name < $1.key.name }
    }

    /// UTF-8 with a byte order mark, which Excel and WPS need, and CRLF.
    /// Cases have no column; see ``json``.
    var csv: [UInt8] {
        let note = submission.note.isEmpty ? [] : ["情况说明"]
        let heads = ["代码", "单位", "报表期间", "版本"] + figures.map { Self.heading($0.key, $0.value) } + note
        let values = [submission.unit, unitName, submission.period.description, String(submission.version)]
        let lines = [heads, values + figures.map { Self.text($0.value) } + note.map { _ in submission.note }]
        let text = lines.map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
        return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    }

    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let entries = figures.compactMap { key, value in Entry(value).map { (key.name, $0) } }
        let document = Document(
            unit: submission.unit, period: submission.period.description, version: submission.version,
            figures: Dictionary(entries) { first, _ in first },
            cases: submission.cases.isEmpty ? nil : submission.cases.map(Case.init),
            note: submission.note.isEmpty ? nil : submission.note)
        guard let data = try? encoder.encode(document) else { preconditionFailure("texts and numbers can be encoded") }
        return Array(data) + [0x0A]
    }

    private static func heading(_ key: IndicatorKey, _ value: ReportedFigure.Value) -> String {
        if case .level = value { return key.name + "=" }
        return key.name
    }

    private static func text(_ value: ReportedFigure.Value) -> String {
        switch value {
        case .increase(let number), .level(let number): String(number)
        case .notApplicable: "/"
        case .blank, .refused: ""
        }
    }

    private static func quoted(_ text: String) -> String {
        let isPlain = text.allSatisfy { !",;\t\"".contains($0) && !$0.isNewline }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private struct Document: Encodable {
        var unit: String
        var period: String
        var version: Int
        var figures: [String: Entry]
        var cases: [Case]?
        var note: String?
    }

    private struct Case: Encodable {
        var kind: String?
        var day: String?
        var summary: String

        init(_ detail: CaseDetail) {
            kind = detail.kind.isEmpty ? nil : detail.kind
            day = detail.day?.description
            summary = detail.summary
        }
    }

    private enum Entry: Encodable {
        case increase(Int)
        case level(Int)
        case notApplicable

        init?(_ value: ReportedFigure.Value) {
            switch value {
            case .increase(let number): self = .increase(number)
            case .level(let number): self = .level(number)
            case .notApplicable: self = .notApplicable
            case .blank, .refused: return nil
            }
        }

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .increase(let number):
                var container = encoder.singleValueContainer()
                try container.encode(number)
            case .level(let number):
                var container = encoder.singleValueContainer()
                try container.encode(["level": number])
            case .notApplicable:
                var container = encoder.singleValueContainer()
                try container.encode("/")
            }
        }
    }
}
