import ByteIO
import Diagnostics
import Forms
import Foundation
import Ledger

extension Workspace {
    /// What preparing a folder came to.
    public struct Prepared: Sendable {
        /// The workspace; `nil` when a finding of class A stands, and then nothing was written.
        public var workspace: Workspace?
        /// Files that were made, as paths.
        public var made: [String] = []
        /// What of the units the ledger did not know; empty for a new ledger.
        public var changes: [UnitChange] = []
        /// How many units the campaign has.
        public var unitCount = 0
        /// How many of them fill in forms.
        public var leafCount = 0
        /// Everything that is wrong with the folder's own files.
        public var findings: [Finding] = []
    }

    /// Makes a folder into a workspace, or takes up what is new in its list of units. Nothing is overwritten.
    ///
    /// - Parameters:
    ///   - draft: What a new `campaign.yaml` says; `nil` takes the one that is there.
    ///   - units: A list of units, CSV or YAML, for a folder that has none.
    ///   - note: Who does it, and when.
    /// - Throws: ``Failure`` of kind `.system` when a file cannot be read or written, of kind `.content` when `draft` or
    ///   `units` is given for a folder that has its own already, or is missing.
    public static func prepare(
        _ folder: String, draft: CampaignDraft?, units: String?, templates: TemplateFolders, _ note: ChangeNote
    ) throws -> Prepared {
        var preparing = Preparing(folder: plain(folder), templates: templates, note: note)
        try preparing.writeHead(draft, units)
        do {
            let prepared = try preparing.run()
            return prepared.workspace == nil ? preparing.takenBack() : prepared
        } catch {
            _ = preparing.takenBack()
            throw error
        }
    }
}

/// One `huxiao init`.
private struct Preparing {
    let folder: String
    let templates: TemplateFolders
    let note: ChangeNote
    private let hadFolder: Bool
    private var prepared = Workspace.Prepared()

    init(folder: String, templates: TemplateFolders, note: ChangeNote) {
        self.folder = folder
        hadFolder = access(folder, F_OK) == 0
        self.templates = templates
        self.note = note
    }

    private func path(_ name: String) -> String { "\(folder)/\(name)" }

    private func exists(_ name: String) -> Bool { access(path(name), F_OK) == 0 }

    /// `campaign.yaml` and `units.csv`, where the folder has none. Both appear, or neither.
    mutating func writeHead(_ draft: CampaignDraft?, _ units: String?) throws {
        var files = OutputFiles()
        if let units {
            try refuseExisting("units.csv", "请直接修改这个文件，再执行 huxiao init")
            let tree = try UnitsFile.read(units)
            prepared.findings += tree.findings
            guard let tree = tree.value else { return }
            try files.add(UnitsFile.csv(tree), at: path("units.csv"))
        }
        if let draft {
            try refuseExisting("campaign.yaml", "请直接修改这个文件")
            try files.add(draft.yaml, at: path("campaign.yaml"))
        } else if !exists("campaign.yaml") {
            throw Failure(
                .content, "workspace.no-campaign", at: Place(file: folder), "文件夹中没有 campaign.yaml",
                remedy: "新建专项工作请写 --units、--form、--name、--from、--to")
        }
        prepared.made += files.paths
        try files.commit()
    }

    private func refuseExisting(_ name: String, _ remedy: String) throws {
        guard exists(name) else { return }
        throw Failure(.content, "workspace.exists", at: Place(file: path(name)), "已经有了，没有改动", remedy: remedy)
    }

    /// Removes what was made, so that the command can be repeated with what was wrong put right.
    mutating func takenBack() -> Workspace.Prepared {
        for path in prepared.made { unlink(path) }
        if !hadFolder { rmdir(folder) }
        prepared.made = []
        return prepared
    }

    mutating func run() throws -> Workspace.Prepared {
        if prepared.findings.contains(where: { $0.severity == .mandatory }) { return prepared }
        var files = CampaignFiles(folder: folder)
        let basics = try CampaignBasics.load(&files, templates)
        let units = basics.flatMap { files.units($0.head) }
        prepared.findings += files.findings
        guard let basics, let units else { return prepared }
        prepared.unitCount = units.units.count
        prepared.leafCount = units.units.count { units.isLeaf($0.code) }
        let ledger = try Workspace.hasLedger(folder) ? update(basics, units) : create(basics, units)
        prepared.workspace = Workspace(
            folder: folder, ledger: ledger, templates: templates.overridden(by: folder), basics: basics)
        return prepared
    }

    private mutating func create(_ basics: CampaignBasics, _ units: UnitTree) throws -> ReportLedger {
        let path = Workspace.ledgerPath(folder)
        let ledger = try ReportLedger.create(at: path, basics.setup(units, summaries: []), note)
        prepared.made.append(path)
        return ledger
    }

    /// Only what is new is written, so that doing it again changes nothing.
    private mutating func update(_ basics: CampaignBasics, _ units: UnitTree) throws -> ReportLedger {
        let ledger = try ReportLedger.open(Workspace.ledgerPath(folder))
        prepared.changes = UnitChange.between(try ledger.units(), units)
        try ledger.configure(basics.setup(units, summaries: []), note)
        return ledger
    }
}
