import ByteIO
import Diagnostics
import Forms
import Foundation

extension CampaignFolder {
    /// A campaign folder, with files of submissions that do not lie in it; or such files alone.
    ///
    /// Files alone make a campaign of their own: its units are those that the files name, added up where there are
    /// several, and its months reach from the first to the last. A CSV without a column 期间 holds opening balances
    /// (期初数).
    ///
    /// - Parameters:
    ///   - paths: One folder (or its `campaign.yaml`) and any number of files, in any order.
    ///   - form: Which indicators files alone are read with.
    ///   - templates: As for ``load(_:templates:)``.
    /// - Throws: ``Failure`` of kind `.system` as ``load(_:templates:)``, for a path that does not exist, and for
    ///   several folders.
    public static func load(
        paths: [String], form: String = "zhengzhou-progress", templates: [String] = []
    ) throws -> Checked<Campaign> {
        let paths = paths.map { $0.hasSuffix("/campaign.yaml") ? String($0.dropLast("/campaign.yaml".count)) : $0 }
        let folders = paths.filter { isFolder($0) }
        let files = paths.filter { !folders.contains($0) }
        if folders.count > 1 {
            throw Failure(
                .content, "campaign.several-folders",
                "一次只能处理一个专项工作文件夹，给了 \(folders.count) 个：\(folders.joined(separator: "、"))",
                remedy: "请分别执行")
        }
        guard let folder = folders.first else { return try LooseFiles(form: form, templates: templates).load(files) }
        let loaded = try load(folder, templates: templates)
        guard var campaign = loaded.value, !files.isEmpty else { return loaded }
        var reader = SubmissionFiles(units: campaign.units, indicators: campaign.indicators)
        campaign.submissions += files.flatMap { reader.read($0) }
        return Checked(campaign, loaded.findings + reader.findings)
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

/// Submissions and opening balances without a campaign folder.
private struct LooseFiles {
    let form: String
    let templates: [String]

    func load(_ files: [String]) throws -> Checked<Campaign> {
        let indicators = try ProgressForm.indicators(of: form, in: TemplateFolders(templates))
        guard let set = indicators.value else { return Checked(nil, indicators.findings) }
        // A file that is not there is the user's slip of the pen, not a bad submission.
        for file in files where access(file, R_OK) != 0 { _ = try FileBytes.read(file, limit: 1 << 30) }
        let openingFiles = files.filter { isOpening($0) }
        let submissionFiles = files.filter { !openingFiles.contains($0) }
        // Without a tree the units keep the names that the files give them.
        var names = SubmissionFiles(units: .empty, indicators: set)
        let named = submissionFiles.flatMap { names.read($0) }
        guard let tree = tree(of: named).value, let first = named.map(\.period).min(),
            let last = named.map(\.period).max()
        else {
            let nothing = Finding("campaign.nothing-reported", .mandatory, "所给的文件中没有一份可用的月报", remedy: "请检查文件内容")
            return Checked(nil, indicators.findings + names.findings + [nothing])
        }
        var reader = SubmissionFiles(units: tree, indicators: set)
        var campaign = Campaign(name: "", indicators: set, periods: first...last, units: tree)
        campaign.submissions = submissionFiles.flatMap { reader.read($0) }
        var findings = indicators.findings + reader.findings
        for file in openingFiles { campaign.openings += openings(file, campaign, &findings) }
        return Checked(campaign, findings)
    }

    /// The units that are named, in order, below one that adds them up where there are several.
    private func tree(of submissions: [MonthlySubmission]) -> Checked<UnitTree> {
        var codes: [String] = []
        for submission in submissions where !codes.contains(submission.unit) { codes.append(submission.unit) }
        let sum = codes.count > 1 ? ReportingUnit(code: "合计", name: "全部单位合计") : nil
        let units = codes.map { ReportingUnit(code: $0, name: $0, parent: sum?.code) }
        return UnitTree.join([sum].compactMap { $0 } + units)
    }

    private func isOpening(_ file: String) -> Bool {
        guard file.lowercased().hasSuffix(".csv"), let bytes = try? FileBytes.read(file),
            let text = try? TextEncoding.decode(bytes).text, let table = HeadedTable.parse(text).value
        else { return false }
        return !table.header.cells.contains { SubmissionTableInput.period.isCalled($0.text) }
    }

    private func openings(_ file: String, _ campaign: Campaign, _ findings: inout [Finding]) -> [OpeningBalance] {
        do {
            var input = OpeningInput(units: campaign.units, indicators: campaign.indicators)
            let openings = input.read(try TextEncoding.decode(try FileBytes.read(file)).text)
            findings += input.findings.map { $0.within(Place(file: file)) }
            return openings
        } catch let failure as Failure {
            findings.append(failure.within(Place(file: file)).finding)
        } catch {
            findings.append(Finding("file.unreadable", .mandatory, at: Place(file: file), "无法读取（\(error)）"))
        }
        return []
    }
}
