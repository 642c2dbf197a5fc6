import ByteIO
import Diagnostics
import Forms
import Foundation

/// A campaign as a folder: `campaign.yaml`, `units.csv`, `opening.csv`, `cases.csv`, and `submissions` with CSV and
/// JSON files.
///
///     let campaign = try CampaignFolder.load("Examples/zhengzhou-2017", templates: ["Templates"])
public enum CampaignFolder {
    /// Reads all files of the folder; everything that is wrong with any of them is a finding, with file, line and
    /// column.
    ///
    /// What is wrong with the figures themselves is found by ``Forms/Campaign/check(_:through:rollUps:)``.
    /// - Parameter templates: Folders with `<form>.csv`, tried after the campaign's own `templates`.
    /// - Returns: No value when the tree, the months or the indicators cannot be made out. A file that cannot be read
    ///   is left out,
    ///   with a finding of class A.
    /// - Throws: ``Failure`` of kind `.system` when `campaign.yaml` itself cannot be read.
    public static func load(_ path: String, templates: [String] = []) throws -> Checked<Campaign> {
        var loader = CampaignLoader(folder: path, templates: templates)
        return try loader.load()
    }
}

/// One reading of one folder.
private struct CampaignLoader {
    private var files: CampaignFiles
    let templates: [String]

    init(folder: String, templates: [String]) {
        files = CampaignFiles(folder: folder)
        self.templates = templates
    }

    mutating func load() throws -> Checked<Campaign> {
        guard let head = try files.head() else { return Checked(nil, files.findings) }
        let units = files.units(head)
        let indicators = files.indicators(head, templates)
        guard let units, let indicators, let periods = head.periods else { return Checked(nil, files.findings) }
        var campaign = Campaign(
            name: head.name, indicators: indicators, periods: periods, due: head.due, units: units,
            signatures: head.signatures)
        campaign.openings = loadOpenings(head, campaign)
        campaign.submissions = loadSubmissions(campaign)
        loadCases(head, &campaign)
        return Checked(campaign, files.findings)
    }

    // MARK: - Files

    private mutating func loadOpenings(_ head: CampaignHead, _ campaign: Campaign) -> [OpeningBalance] {
        guard let file = files.optionalFile(head.opening, or: "opening.csv"), let text = files.text(of: file) else {
            return []
        }
        var input = OpeningInput(units: campaign.units, indicators: campaign.indicators)
        let openings = input.read(text)
        files.take(input.findings, from: file)
        return openings.map { opening in
            var opening = opening
            opening.place = opening.place.within(Place(file: file))
            return opening
        }
    }

    private mutating func loadCases(_ head: CampaignHead, _ campaign: inout Campaign) {
        guard let file = files.optionalFile(head.cases, or: "cases.csv"), let text = files.text(of: file) else {
            return
        }
        var input = CasesInput(units: campaign.units)
        let details = input.read(text).map { detail in
            var detail = detail
            detail.place = detail.place.within(Place(file: file))
            return detail
        }
        input.attach(details, to: &campaign.submissions)
        files.take(input.findings, from: file)
    }

    private mutating func loadSubmissions(_ campaign: Campaign) -> [MonthlySubmission] {
        let folder = files.path("submissions")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            files.findings.append(
                Finding(
                    "campaign.no-submissions", .hint, at: Place(file: folder), "还没有 submissions 文件夹，没有读到任何月报",
                    remedy: "请把收到的 CSV、JSON 放进这个文件夹"))
            return []
        }
        var reader = SubmissionFiles(units: campaign.units, indicators: campaign.indicators)
        // Hidden files and locks of open documents are not submissions.
        let submissions = names.filter { !$0.hasPrefix(".") && !$0.hasPrefix("~$") }.sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        let read = submissions.flatMap { reader.read("\(folder)/\($0)") }
        files.findings += reader.findings
        return read
    }
}
