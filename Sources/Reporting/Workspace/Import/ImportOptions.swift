import CivilTime
import Diagnostics
import Forms
import Ledger

/// How files are brought into a ledger.
public struct ImportOptions: Sendable {
    /// Who brings them, and when.
    public var note: ChangeNote
    /// When they were received; what a file says of itself goes before. `nil` asks ``fileMoment``.
    public var received: Moment?
    /// When the file of that path was last changed; `nil` when nobody knows: the moment of ``note`` is taken then.
    public var fileMoment: @Sendable (_ path: String) -> Moment?
    /// Whether forms without findings of class A and B are accepted at once (同时采用).
    public var accepts = false
    /// Whether files that came before become new versions on purpose (再次登记).
    public var isAgain = false

    /// Without accepting anything.
    public init(
        note: ChangeNote, received: Moment? = nil,
        fileMoment: @escaping @Sendable (_ path: String) -> Moment? = { _ in nil }
    ) {
        self.note = note
        self.received = received
        self.fileMoment = fileMoment
    }

    func moment(of path: String) -> Moment { received ?? fileMoment(path) ?? note.at }
}

/// What became of one unit's form in a file.
public struct ImportedForm: Sendable {
    /// Which form; `nil` for a file that is none.
    public var form: LedgerForm?
    /// The unit's code, or what the file calls it.
    public var unit: String
    /// What lists call the unit.
    public var unitName: String
    /// 报表期间; `nil` when the file does not say it.
    public var period: Period?
    /// A new version, one that was known, or why the ledger has no place for it; `nil` when it could not be read.
    public var outcome: ReceiptOutcome?
    /// Where it stands after this command; `nil` for one that is not in the ledger.
    public var state: SubmissionState?
    /// All that was found in it; for one that is in the ledger, as it stands when all has been recorded.
    public var findings: [Finding] = []
    /// For one that was known: the latest version, where that came later and with another file.
    var newer: Receipt.NewerVersion?
    /// The locked version of the month, beside which this one cannot be accepted; `nil` when none is locked.
    var locked: Int?
    /// False for one that is only kept: another file of the same collection counts instead.
    var mayBeAccepted = true

    /// How many findings are of that class.
    public func count(of severity: Severity) -> Int { findings.count { $0.severity == severity } }

    /// 登记第 1 版, 已有第 1 版, 没有登记.
    public var outcomeText: String {
        switch outcome {
        case .stored(let version): "登记第 \(version) 版"
        case .known(let version): "已有第 \(version) 版"
        case .refused, nil: "没有登记"
        }
    }

    /// Whether it counts (已采用、已锁定).
    public var isAccepted: Bool { state == .accepted || state == .locked }

    /// Whether somebody has to look after it: not in the ledger, returned, or with findings that keep it from counting.
    public var needsCare: Bool {
        guard let state else { return true }
        // An old file that newer versions have replaced is nobody's work.
        if newer != nil { return false }
        return state == .returned || (!isAccepted && (locked != nil || findings.contains { $0.severity <= .explain }))
    }

    /// 已采用, 已退回…; for one that nobody has decided on 待退回, 待说明 or 待采用; empty for one that is not in the ledger.
    public var standingText: String {
        guard let state else { return "" }
        if state != .received { return state.word }
        if newer != nil { return "已有新版" }
        if locked != nil, count(of: .mandatory) == 0 { return "待解锁" }
        return count(of: .mandatory) > 0 ? "待退回" : count(of: .explain) > 0 ? "待说明" : "待采用"
    }
}

/// What became of one file.
public struct ImportedFile: Sendable {
    /// As the user named it.
    public var path: String
    /// In the order of the file.
    public var forms: [ImportedForm] = []
    /// How many opening balances it held (期初数).
    public var openings = 0
    /// The units whose opening balances it held, by their codes.
    var openingUnits: Set<String> = []
    /// About the file as a whole.
    public var findings: [Finding] = []

    /// How many forms became new versions.
    public var storedCount: Int { forms.count { if case .stored = $0.outcome { true } else { false } } }

    /// How many were there already.
    public var knownCount: Int { forms.count { if case .known = $0.outcome { true } else { false } } }
}

/// What became of all files that were brought to a ledger.
public struct ImportResult: Sendable {
    /// In the order in which they were taken.
    public var files: [ImportedFile] = []
    /// About no single file.
    public var findings: [Finding] = []

    /// Nothing was brought.
    public init() {}

    /// Every finding, those of single files first.
    public var allFindings: [Finding] {
        Finding.unique(files.flatMap { $0.forms.flatMap(\.findings) + $0.findings } + findings)
    }

    /// How many forms became new versions.
    public var storedCount: Int { files.reduce(0) { $0 + $1.storedCount } }

    /// How many were there already.
    public var knownCount: Int { files.reduce(0) { $0 + $1.knownCount } }

    /// How many count now.
    public var acceptedCount: Int { files.reduce(0) { $0 + $1.forms.count(where: \.isAccepted) } }
}
