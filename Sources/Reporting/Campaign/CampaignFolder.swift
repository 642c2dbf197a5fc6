import ByteIO
import Diagnostics
import Forms
import Foundation

/// A campaign as a folder: `campaign.yaml`, `units.csv`, `opening.csv`, `cases.csv`, and `submissions` with CSV and JSON files.
///
///     let campaign = try CampaignFolder.load("Examples/zhengzhou-2017", templates: ["Templates"])
public enum CampaignFolder {
    /// Reads all files of the folder; everything that is wrong with any of them is a finding, with file, line and column.
    ///
    /// What is wrong with the figures themselves is found by ``Forms/Campaign/check(_:through:rollUps:)``.
    /// - Parameter templates: Folders with `<form>.csv`, tried after the campaign's own `templates`.
    /// - Returns: No value when the tree, the months or the indicators cannot be made out. A file that cannot be read is left out,
    ///   with a finding of class A.
    /// - Throws: ``Failure`` of kind `.system` when `campaign.yaml` itself cannot be read.
    public static func load(_ path: String, templates: [String] = []) throws -> Checked<Campaign> {
        var loader = CampaignLoader(folder: path, templates: templates)
        return try loader.load()
    }
}

/// One reading of one folder.
private struct CampaignLoader {
    let folder: String
    let templates: [String]
    private var findings: [Finding] = []

    init(folder: String, templates: [String]) {
        self.folder = folder
        self.templates = templates
    }

    mutating func load() throws -> Checked<Campaign> {
        let file = path("campaign.yaml")
        let bytes = try FileBytes.read(file, limit: 16 << 20)
        guard let root = within(file, { try YAMLInput.parse(try TextEncoding.decode(bytes).text) }) else {
            return Checked(nil, findings)
        }
        var noted: [Finding] = []
        let head = CampaignHead.read(root, &noted)
        take(noted, from: file)
        let units = loadUnits(head)
        let indicators = loadIndicators(head)
        guard let units, let indicators, let periods = head.periods else { return Checked(nil, findings) }
        var campaign = Campaign(
            name: head.name, indicators: indicators, periods: periods, due: head.due, units: units,
            signatures: head.signatures)
        campaign.openings = loadOpenings(head, campaign)
        campaign.submissions = loadSubmissions(campaign)
        loadCases(head, &campaign)
        return Checked(campaign, findings)
    }

    private func path(_ name: String) -> String { folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)" }

    private mutating func take(_ more: [Finding], from file: String) {
        findings += more.map { $0.within(Place(file: file)) }
    }

    /// A file that cannot be used is a finding, so that the others are still read.
    private mutating func within<Value>(_ file: String, _ body: () throws -> Value) -> Value? {
        do {
            return try body()
        } catch let failure as Failure {
            findings.append(failure.within(Place(file: file)).finding)
        } catch {
            findings.append(Finding("file.unreadable", .mandatory, at: Place(file: file), "无法读取（\(error)）"))
        }
        return nil
    }

    private mutating func text(of file: String) -> String? {
        within(file) { try TextEncoding.decode(try FileBytes.read(file)).text }
    }

    /// Names from data never lead out of the folder.
    private mutating func inside(_ name: String, _ place: Place) -> String? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." } && !name.contains("\\") && !name.contains("\0")
        if isPlain, !leavesFolder(path(name)) { return path(name) }
        let finding = Finding(
            "campaign.path-outside", .mandatory, at: place, "文件应在活动文件夹中，实写“\(name.prefix(60))”", remedy: "请把文件放进活动文件夹，只写文件名")
        take([finding], from: path("campaign.yaml"))
        return nil
    }

    /// True for a link that leads elsewhere.
    private func leavesFolder(_ file: String) -> Bool {
        guard let root = realPath(folder), let real = realPath(file) else { return false }
        return !real.hasPrefix(root.hasSuffix("/") ? root : root + "/")
    }

    /// `nil` when there is no such file.
    private func realPath(_ path: String) -> String? {
        guard let real = Foundation.realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    // MARK: - Files

    private mutating func loadUnits(_ head: CampaignHead) -> UnitTree? {
        var input = UnitsInput()
        switch head.units {
        case .list(let nodes):
            let tree = input.read(nodes)
            take(input.findings, from: path("campaign.yaml"))
            return tree
        case .file(let name, let place):
            guard let file = inside(name, place), let text = text(of: file) else { return nil }
            let tree = input.read(csv: text)
            take(input.findings, from: file)
            return tree
        }
    }

    private mutating func loadIndicators(_ head: CampaignHead) -> IndicatorSet? {
        guard let form = head.form else { return nil }
        let isName = !form.isEmpty && form.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 != 0 } && !form.hasPrefix(".")
        let folders = [path("templates")] + templates
        let candidates: [String] = folders.map { $0.hasSuffix("/") ? "\($0)\(form).csv" : "\($0)/\(form).csv" }
        let file = isName ? candidates.first { access($0, F_OK) == 0 } : nil
        guard let file else {
            let finding = Finding(
                "campaign.unknown-form", .mandatory, at: head.formPlace,
                "找不到表单“\(form.prefix(60))”的指标文件", remedy: "请检查表单名；自定义表单请把 .csv 和 .fods 放进活动文件夹的 templates")
            take([finding], from: path("campaign.yaml"))
            return nil
        }
        guard let bytes = within(file, { try FileBytes.read(file, limit: 16 << 20) }) else { return nil }
        let set = IndicatorSet.read(bytes, key: form)
        take(set.findings, from: file)
        return set.value
    }

    /// `nil` for a file that is not named in `campaign.yaml` and does not exist.
    private mutating func optionalFile(_ named: (name: String, place: Place)?, or usual: String) -> String? {
        if let named { return inside(named.name, named.place) }
        return access(path(usual), F_OK) == 0 ? path(usual) : nil
    }

    private mutating func loadOpenings(_ head: CampaignHead, _ campaign: Campaign) -> [OpeningBalance] {
        guard let file = optionalFile(head.opening, or: "opening.csv"), let text = text(of: file) else { return [] }
        var input = OpeningInput(units: campaign.units, indicators: campaign.indicators)
        let openings = input.read(text)
        take(input.findings, from: file)
        return openings.map { opening in
            var opening = opening
            opening.place = opening.place.within(Place(file: file))
            return opening
        }
    }

    private mutating func loadCases(_ head: CampaignHead, _ campaign: inout Campaign) {
        guard let file = optionalFile(head.cases, or: "cases.csv"), let text = text(of: file) else { return }
        var input = CasesInput(units: campaign.units)
        let details = input.read(text).map { detail in
            var detail = detail
            detail.place = detail.place.within(Place(file: file))
            return detail
        }
        input.attach(details, to: &campaign.submissions)
        take(input.findings, from: file)
    }

    private mutating func loadSubmissions(_ campaign: Campaign) -> [MonthlySubmission] {
        let folder = path("submissions")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            findings.append(
                Finding(
                    "campaign.no-submissions", .hint, at: Place(file: folder), "还没有 submissions 文件夹，没有读到任何月报",
                    remedy: "请把收到的 CSV、JSON 放进这个文件夹"))
            return []
        }
        var reader = SubmissionFiles(units: campaign.units, indicators: campaign.indicators)
        // Hidden files and locks of open documents are not submissions.
        let files = names.filter { !$0.hasPrefix(".") && !$0.hasPrefix("~$") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let submissions = files.flatMap { reader.read("\(folder)/\($0)") }
        findings += reader.findings
        return submissions
    }
}
