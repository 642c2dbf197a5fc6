import Diagnostics
import Sheets

/// Findings in the order in which they were met; of the same trouble in the same column only so many.
struct FindingLog {
    private(set) var findings: [Finding] = []
    private var counts: [Kind: (count: Int, last: Finding)] = [:]
    private let limit = 1000

    private struct Kind: Hashable {
        var rule: String
        var sheet: String?
        var field: String?
    }

    mutating func add(_ finding: Finding) {
        let kind = Kind(rule: finding.rule, sheet: finding.place.sheet, field: finding.place.field?.key)
        let count = (counts[kind]?.count ?? 0) + 1
        counts[kind] = (count, finding)
        if count <= limit { findings.append(finding) }
    }

    /// Takes over what another log has listed and counted.
    mutating func add(_ other: FindingLog) { findings += other.all }

    /// All findings, with one that counts the rest for each kind that had too many.
    var all: [Finding] {
        findings
            + counts.values.filter { $0.count > limit }.sorted { $0.last.place < $1.last.place }.map { count, last in
                Finding(
                    last.rule, last.severity, at: Place(sheet: last.place.sheet, field: last.place.field),
                    "还有 \(count - limit) 处同样的问题，没有逐一列出", remedy: "请一并改正")
            }
    }
}
