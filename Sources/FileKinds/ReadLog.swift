import Diagnostics

/// Gathers what a file holds that the workbook cannot: each kind once a sheet, so that ten thousand links give one
/// line.
public final class ReadLog {
    /// In the order in which they were met.
    public private(set) var findings: [Finding] = []
    private var seen: Set<String> = []
    /// The sheet that is being read.
    public var sheet: String?

    /// Nothing is noted yet.
    public init() {}

    /// Adds the finding unless the sheet has one of that rule.
    public func note(
        _ rule: String, _ severity: Severity, at cell: CellRef? = nil, _ statement: String, remedy: String = ""
    ) {
        guard seen.insert("\(rule)\u{0}\(sheet ?? "")").inserted else { return }
        findings.append(Finding(rule, severity, at: Place(sheet: sheet, cell: cell), statement, remedy: remedy))
    }
}
