import ByteIO
import Diagnostics
import Forms
import Foundation

/// What a campaign folder says of the campaign itself, without what units handed in.
struct CampaignBasics: Sendable {
    let head: CampaignHead
    let periods: ClosedRange<Period>
    let kind: Kind

    /// Which forms the campaign has, and what they need beside the units.
    enum Kind: Sendable {
        case progress(IndicatorSet)
        /// The three forms of Changzhou's plan.
        case safety([School])
    }

    /// - Parameter templates: Folders with `<form>.csv`, tried after the campaign's own `templates`.
    /// - Returns: No value when the months or the indicators cannot be made out.
    /// - Throws: ``Failure`` of kind `.system` when `campaign.yaml` cannot be read.
    static func load(_ files: inout CampaignFiles, _ templates: TemplateFolders) throws -> CampaignBasics? {
        guard let head = try files.head(), let periods = head.periods else { return nil }
        if head.form == SafetyCampaignFolder.form {
            return CampaignBasics(head: head, periods: periods, kind: .safety(files.schools()))
        }
        return files.indicators(head, templates.paths).map {
            CampaignBasics(head: head, periods: periods, kind: .progress($0))
        }
    }
}

extension CampaignFiles {
    /// The campuses of `schools.csv`; none without the file.
    mutating func schools() -> [School] {
        let file = path("schools.csv")
        guard access(file, F_OK) == 0 else { return [] }
        let rows: [Located<School>] = rows(of: file)
        return rows.map(\.record)
    }

    /// The records of a CSV or JSON file; none, with a finding, of one that cannot be used.
    mutating func rows<Record: FormRecord>(of file: String) -> [Located<Record>] {
        guard let bytes = within(file, { try FileBytes.read(file) }) else { return [] }
        let read = RecordTable<Record>.read(bytes, file: file)
        findings += read.findings
        return read.value ?? []
    }
}
