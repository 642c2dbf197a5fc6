import Diagnostics
import Forms
import Foundation
import Ledger

/// A campaign's folder with its ledger (工作区): `campaign.yaml`, `units.csv`, `ledger.sqlite`, optional `templates/`.
///
/// The ledger holds the units and all that they handed in; `campaign.yaml` and the templates say how reports look.
///
///     let workspace = try Workspace.open("2019", templates: TemplateFolders(["Templates"]))
///     let board = try workspace.status(period: nil, day: today)
public struct Workspace: Sendable {
    /// As the user named it.
    public let folder: String
    /// All that was handed in, decided and sent.
    public let ledger: ReportLedger
    /// Where templates are looked for; the folder's own come first.
    public let templates: TemplateFolders
    let basics: CampaignBasics

    /// The ledger's file in every workspace.
    public static let ledgerName = "ledger.sqlite"

    /// True when the folder has a ledger, whether or not it can be opened.
    public static func hasLedger(_ folder: String) -> Bool { access(ledgerPath(folder), F_OK) == 0 }

    /// Opens the ledger of a campaign folder.
    ///
    /// - Parameters:
    ///   - templates: Looked through after the folder's own.
    ///   - patience: How many seconds to wait while another command writes.
    ///   - isReading: Whether the ledger is only read: it then stays byte for byte as it is.
    /// - Throws: ``Failure`` of kind `.system` when there is no ledger or it cannot be used, of kind `.content` when
    ///   `campaign.yaml` or the indicators are wrong.
    public static func open(
        _ folder: String, templates: TemplateFolders, patience: Double = 10, isReading: Bool = false
    ) throws -> Workspace {
        let folder = plain(folder)
        var files = CampaignFiles(folder: folder)
        guard let basics = try CampaignBasics.load(&files, templates) else {
            throw files.findings.first { $0.severity == .mandatory }.map(Failure.init) ?? unusable(folder)
        }
        let ledger = try ReportLedger.open(ledgerPath(folder), patience: patience, isReading: isReading)
        return Workspace(
            folder: folder, ledger: ledger, templates: templates.overridden(by: folder), basics: basics)
    }

    init(folder: String, ledger: ReportLedger, templates: TemplateFolders, basics: CampaignBasics) {
        self.folder = folder
        self.ledger = ledger.judging(by: VersionRules(indicators: basics.indicators))
        self.templates = templates
        self.basics = basics
    }

    /// 活动名称
    public var name: String { basics.head.name }

    /// The months that the campaign covers.
    public var periods: ClosedRange<Period> { basics.periods }

    /// The indicators of the progress table; `nil` for a campaign of the three forms.
    public var indicators: IndicatorSet? { basics.indicators }

    /// The forms that units owe each month.
    public var forms: [LedgerForm] { basics.owed }

    /// The form that a command is about.
    ///
    /// - Parameter wanted: `nil` takes the only form that is owed.
    /// - Throws: ``Failure`` of kind `.content` for a form of another campaign, and when there are several to choose from.
    public func form(_ wanted: LedgerForm?) throws -> LedgerForm {
        let all = indicators == nil ? [LedgerForm.form1, .form2, .form3] : [.progress]
        let names = all.map { "\($0.key)（\($0.label)）" }.joined(separator: "、")
        if let wanted {
            if all.contains(wanted) { return wanted }
            throw Failure(.content, "workspace.other-form", "这个专项工作没有\(wanted.label)", remedy: "可用的报表：\(names)")
        }
        if all.count == 1 { return all[0] }
        throw Failure(.content, "workspace.which-form", "这个专项工作有几张报表", remedy: "请用 --form 写明哪一张：\(names)")
    }

    static func plain(_ folder: String) -> String {
        let folder = folder.hasSuffix("/campaign.yaml") ? String(folder.dropLast("/campaign.yaml".count)) : folder
        return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }

    static func ledgerPath(_ folder: String) -> String {
        let folder = plain(folder)
        return folder == "/" ? "/\(ledgerName)" : "\(folder)/\(ledgerName)"
    }

    static func unusable(_ folder: String) -> Failure {
        Failure(
            .content, "campaign.unusable", at: Place(file: folder + "/campaign.yaml"), "不能使用",
            remedy: "请用 huxiao check 核对")
    }
}

extension CampaignBasics {
    var owed: [LedgerForm] {
        switch kind {
        case .progress: [.progress]
        // 附件3 is counted from the other two.
        case .safety: [.form1, .form2]
        }
    }

    /// `nil` for a campaign of the three forms.
    var indicators: IndicatorSet? {
        if case .progress(let set) = kind { set } else { nil }
    }

    /// What the ledger is told of the campaign.
    func setup(_ units: UnitTree, summaries: Set<String>) -> LedgerSetup {
        LedgerSetup(
            campaign: head.name, periods: periods, indicators: indicators, units: units, summaries: summaries,
            obligations: owed.map { Obligation($0, due: head.due) })
    }
}

extension Failure {
    /// A finding that keeps the work from being done at all.
    init(_ finding: Finding) {
        self.init(.content, finding.rule, at: finding.place, finding.statement, remedy: finding.remedy)
    }
}
