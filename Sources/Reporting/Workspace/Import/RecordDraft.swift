import CivilTime
import Diagnostics
import Forms
import Ledger

/// One unit's form of one month, read from a file and not yet in the ledger.
struct RecordDraft: Sendable {
    /// The unit's code, or the name that the file gives when it is not in the list of units.
    var unit: String
    var period: Period
    /// 收到日期 as the file itself says; `nil` leaves it to whoever brings the file.
    var received: CalendarDay?
    var record: CollectedRecord
    var findings: [Finding] = []

    /// 版本; `nil` for a first version, which files seldom number, and for forms that have none.
    var statedVersion: Int? {
        guard case .progress(let submission) = record, submission.version > 1 else { return nil }
        return submission.version
    }

    /// What the ledger stores of it.
    ///
    /// - Parameter set: The campaign's indicators; `nil` for a campaign of the three forms.
    func content(_ set: IndicatorSet?) -> SubmissionContent { record.content(set) }
}

extension CollectedRecord {
    var ledgerForm: LedgerForm {
        switch self {
        case .progress: .progress
        case .checkups: .form1
        case .risks: .form2
        case .tally: .form3
        }
    }

    func content(_ set: IndicatorSet?) -> SubmissionContent {
        switch self {
        case .progress(let submission):
            .progress(set.map { ProgressContent(submission, of: $0) } ?? ProgressContent([]))
        case .checkups(let form): .checkups(form.rows.map(\.record))
        case .risks(let form): .risks(form.rows.map(\.record))
        case .tally(let figures): .tally(AcceptedFile.lines(of: figures))
        }
    }
}

/// One file of records, read.
struct RecordFile: Sendable {
    var path: String
    /// What it is called in the ledger, which names every file that its records come from.
    var source: String
    var bytes: [UInt8]
    var drafts: [RecordDraft] = []
    var openings: [OpeningBalance] = []
    /// 汇总文件, of an office below; it is stored by its own rules.
    var rollUp: RollUpFile?
    /// About the file as a whole, or about what is no form.
    var findings: [Finding] = []

    init(path: String, bytes: [UInt8]) {
        self.path = path
        source = path
        self.bytes = bytes
    }

    /// A file of opening balances is taken whole or not at all: with findings of class A nothing of it is stored.
    mutating func refuseOpenings() {
        let count = Set(findings.filter { $0.severity == .mandatory && $0.place.file == path }).count
        if openings.isEmpty || count == 0 { return }
        openings = []
        findings.append(
            Finding(
                "import.openings-refused", .verify, at: Place(file: path), "有 \(count) 条 A 类问题，这个文件的期初数一项也没有登记",
                remedy: "请改正后再登记整个文件"))
    }

    /// Sorts findings to the forms that they are about. What concerns the whole file concerns every form in it.
    ///
    /// - Parameter owner: The places of the forms that a finding is about; `nil` for one about the whole file.
    mutating func take(_ more: [Finding], owner: (Finding) -> [Int]?) {
        for finding in more.map({ $0.within(Place(file: path)) }) {
            let places = owner(finding) ?? Array(drafts.indices)
            if places.isEmpty { findings.append(finding) }
            for place in places { drafts[place].findings.append(finding) }
        }
    }
}
