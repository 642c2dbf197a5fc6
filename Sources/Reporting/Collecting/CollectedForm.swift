import CivilTime
import Diagnostics
import Forms
import Ledger
import Sheets

/// Which official form was received.
public enum CollectedKind: Hashable, Sendable {
    /// A progress table; its name, for example `zhengzhou-progress`.
    case progress(String)
    case safety(SafetyForm)

    /// As the identity of the form says it: `changzhou-form1`.
    public var name: String {
        switch self {
        case .progress(let name): name
        case .safety(let form): form.template
        }
    }

    /// In lists: 附件1, 进展报表.
    public var label: String {
        switch self {
        case .progress: "进展报表"
        case .safety(.form1): "附件1"
        case .safety(.form2): "附件2"
        case .safety(.form3): "附件3"
        }
    }
}

/// What one received file came to.
public struct CollectedForm: Sendable {
    /// The file on the disk that it came in: the form itself, a message or a ZIP package.
    public var path: String
    /// SHA-256 of the form's own file, 32 bytes; empty when it could not be opened.
    public var sha256: [UInt8] = []
    /// When the message that it came with was sent; `nil` outside a message.
    public var sent: Moment?
    /// As the user named it; inside a message or a ZIP package the names on the way: `回信.eml › 附件1.xlsx`.
    public var file: String
    /// `nil` when it could not be recognised.
    public var kind: CollectedKind?
    /// The unit's code; `nil` when the form does not say it.
    public var unit: String?
    /// What lists call the unit; empty when nothing is known.
    public var unitName = ""
    /// 报表期间; `nil` when the form does not say it.
    public var period: Period?
    /// Rows of a list, or figures of a table, that are filled in; `nil` when nothing was read.
    public var rowCount: Int?
    /// In order of place.
    public var findings: [Finding] = []
    /// What the form says; `nil` when it could not be read. Whether it may be used: ``accepted``.
    public var record: CollectedRecord?
    /// False when another file of the same unit, form and month counts instead.
    public var counts = true
    /// Whether the file holds other units' forms too.
    var isPart = false
    /// The received file, for the marked copy; `nil` when it is no form.
    var source: ReceivedWorkbook?
    /// 填报时间; `nil` when the form does not say it.
    var filledInOn: CalendarDay?
    /// When a program last saved the file; `nil` when the file does not say.
    var savedAt: CalendarMoment?
    /// 合计 as a progress table shows them, to be compared with what they should be.
    var shownTotals: [ShownTotal] = []
    /// A progress table of a unit with units below it: compared with their sum, never counted.
    var isSum = false

    struct ShownTotal: Sendable {
        var indicator: IndicatorKey
        var number: Int
        var place: Place
    }

    init(file: String) {
        self.file = file
        path = file
    }

    init(of file: ReceivedFile) {
        self.file = file.shownPath
        path = file.path
        sha256 = file.sha256
        sent = file.sent
    }

    /// True when a finding must be mended before the form can be used.
    public var isRefused: Bool { findings.contains { $0.severity == .mandatory } }

    /// The records of a form without findings of class A that counts.
    public var accepted: CollectedRecord? { isRefused || !counts ? nil : record }

    /// How many findings are of that class.
    public func count(of severity: Severity) -> Int { findings.count { $0.severity == severity } }

    /// Whether it says of which unit and month it is, so that it can be compared with others.
    var slot: Slot? {
        guard let kind, let unit, let period else { return nil }
        return Slot(kind: kind, unit: unit, period: period)
    }

    struct Slot: Hashable {
        var kind: CollectedKind
        var unit: String
        var period: Period
    }
}

/// What a received form says, typed.
public enum CollectedRecord: Sendable {
    /// 附件1
    case checkups(MonthlyForm<SecurityCheckup>)
    /// 附件2
    case risks(MonthlyForm<RiskRecord>)
    /// 附件3 as typed, to be compared with the two others.
    case tally([TypedFigure])
    /// 进展报表
    case progress(MonthlySubmission)
}

/// All that was received.
public struct CollectedForms: Sendable {
    /// In the order of the files.
    public var forms: [CollectedForm] = []
    /// About no single file: units that sent nothing, rules that could not be checked.
    public var findings: [Finding] = []

    /// Nothing received.
    public init() {}

    /// Every finding, those of single files first.
    public var allFindings: [Finding] { forms.flatMap(\.findings) + findings }
}

/// What received forms are compared with.
public enum CollectCampaign: Sendable {
    case progress(Campaign)
    case safety(SafetyCampaign)

    var units: UnitTree {
        switch self {
        case .progress(let campaign): campaign.units
        case .safety(let campaign): campaign.units
        }
    }

    var periods: ClosedRange<Period> {
        switch self {
        case .progress(let campaign): campaign.periods
        case .safety(let campaign): campaign.periods
        }
    }

    func expects(_ kind: CollectedKind) -> Bool {
        switch (self, kind) {
        case (.progress(let campaign), .progress(let name)): campaign.indicators.key == name
        case (.safety, .safety): true
        default: false
        }
    }
}
