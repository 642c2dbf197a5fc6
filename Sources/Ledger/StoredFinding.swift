import Diagnostics
import Foundation
import GRDB

/// Bytes as SQLite takes them: never NULL.
typealias StoredBytes = Data

/// A finding as the ledger stores it, whole enough to be shown again.
struct StoredFinding: Codable {
    var rule: String
    var severity: Severity
    /// File, position, sheet, cell, record and field, as a person reads them.
    var place: String
    var statement: String
    var remedy: String

    static func json(_ findings: [Finding]) -> String {
        StoredJSON.text(
            findings.map {
                StoredFinding(
                    rule: $0.rule, severity: $0.severity, place: $0.place.description, statement: $0.statement,
                    remedy: $0.remedy)
            })
    }

    /// What cannot be read is left out.
    static func findings(_ json: String) -> [Finding] {
        let stored = (try? JSONDecoder().decode([StoredFinding].self, from: Data(json.utf8))) ?? []
        return stored.map {
            Finding($0.rule, $0.severity, at: Place(record: $0.place), $0.statement, remedy: $0.remedy)
        }
    }
}
