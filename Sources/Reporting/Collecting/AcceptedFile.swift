import Diagnostics
import Forms

/// Accepted records as a file in the layout that campaign folders have: `form1/2019-10/990201.csv`,
/// `submissions/410102-2017-05.csv`.
public struct AcceptedFile: Sendable {
    /// Inside the folder that is written to; made of codes and months, never of received names.
    public var path: String
    /// The whole file.
    public var bytes: [UInt8]

    /// - Returns: `nil` for a form that is not accepted.
    public static func make(of form: CollectedForm, as format: RecordFormat) -> AcceptedFile? {
        // What is only compared is no record of a campaign.
        if form.isSum { return nil }
        guard let record = form.accepted, let unit = form.unit, let period = form.period else { return nil }
        let name = "\(period)/\(FileName.safe([unit])).\(format.rawValue)"
        switch record {
        case .checkups(let form):
            return AcceptedFile(path: "form1/" + name, bytes: bytes(form.rows.map(\.record), format))
        case .risks(let form): return AcceptedFile(path: "form2/" + name, bytes: bytes(form.rows.map(\.record), format))
        case .tally(let figures): return AcceptedFile(path: "form3/" + name, bytes: bytes(lines(of: figures), format))
        case .progress(let submission):
            let version = submission.version > 1 ? "-\(submission.version)" : ""
            let text = SubmissionText(submission, unitName: form.unitName)
            // A line of CSV has no room for cases.
            let isCSV = format == .csv && submission.cases.isEmpty
            return AcceptedFile(
                path: "submissions/\(FileName.safe([unit]))-\(period)\(version).\(isCSV ? "csv" : "json")",
                bytes: isCSV ? text.csv : text.json)
        }
    }

    private static func bytes<Record: FormRecord>(_ records: [Record], _ format: RecordFormat) -> [UInt8] {
        format == .csv ? RecordTable<Record>.csv(records) : RecordTable<Record>.json(records)
    }

    static func lines(of figures: [TypedFigure]) -> [TypedTallyLine] {
        TallyFigure.allCases.map { figure in
            var line = TypedTallyLine()
            line.figure = figure.label
            for typed in figures where typed.figure == figure {
                if typed.row == .increase { line.increase = text(typed.value) } else { line.total = text(typed.value) }
            }
            return line
        }
    }

    private static func text(_ value: FieldValue) -> String {
        switch value {
        case .integer(let number): String(number)
        case .ratio(let ratio), .decimal(let ratio): percent(ratio)
        case .absent(let absence): absence.shown
        case .text(let text): text
        default: ""
        }
    }

    /// In hundredths of a percent, far finer than rates are compared.
    private static func percent(_ ratio: Double) -> String {
        guard ratio.isFinite, abs(ratio) < 1e9 else { return "" }
        let hundredths = Int((ratio * 10_000).rounded())
        let digits = String(abs(hundredths) % 100 + 100).dropFirst()
        return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(digits)%"
    }
}
