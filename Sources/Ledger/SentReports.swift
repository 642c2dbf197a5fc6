import Diagnostics
import Forms
import GRDB

/// A report that was sent (已报送), as far as the ledger keeps it: not its bytes, but what they were made of.
public struct SentReport: Hashable, Sendable {
    /// Whose figures it told.
    public var unit: String
    /// Which form.
    public var form: LedgerForm
    /// 报表期间
    public var period: Period
    /// How it was made; its `change` is the number of the last change that it counted.
    public var how: LedgerReporting
    /// For example `xlsx`.
    public var format: String
    /// The file's own name, without a folder.
    public var fileName: String
    /// SHA-256 of the bytes that were sent, 32 bytes.
    public var sha256: [UInt8]
    /// To whom.
    public var recipients: [String]
    /// How the file was laid out, in the words of whoever made it: what it takes to make the same bytes again.
    public var options: [String: String] = [:]
    /// The number of the change that wrote it down; 0 before that.
    public var change = 0
    /// Who sent it, and when.
    public var note: ChangeNote?

    /// What was sent, before the ledger knows of it.
    ///
    /// - Parameter change: The number of the last change that it counted; see ``ReportLedger/lastChange()``.
    public init(
        unit: String, form: LedgerForm, period: Period, policy: MissingPolicy = .strict, counting: Counting = .accepted,
        madeAt change: Int, format: String, fileName: String, bytes: [UInt8], recipients: [String] = []
    ) {
        self.unit = unit
        self.form = form
        self.period = period
        how = LedgerReporting(policy: policy, counting: counting, asOf: change)
        self.format = format
        self.fileName = fileName
        sha256 = Digest.sha256(bytes)
        self.recipients = recipients
    }

    fileprivate init?(_ row: Row) {
        guard let form = LedgerForm(rawValue: row.int(2)), let period = Period(stored: row.int(4)),
            let policy = MissingPolicy(rawValue: row.text(5)), let counting = Counting(rawValue: row.text(6)),
            let at = Moment(row.text(11))
        else { return nil }
        change = row.int(0)
        how = LedgerReporting(policy: policy, counting: counting, asOf: row.int(1))
        (self.form, self.period) = (form, period)
        unit = row.text(3)
        format = row.text(7)
        fileName = row.text(8)
        sha256 = Array(row.bytes(9))
        recipients = StoredJSON.texts(row.text(10))
        note = ChangeNote(at: at, by: row.text(12), why: row.text(13))
        options = StoredJSON.dictionary(row.text(14))
    }
}

extension ReportLedger {
    /// Writes down that a report was sent.
    ///
    /// - Returns: The number of the change.
    /// - Throws: ``Failure`` of kind `.content` for an unknown unit, or a change that the ledger has not seen.
    @discardableResult
    public func recordSent(_ report: SentReport, _ note: ChangeNote) throws -> Int {
        try write { db in
            let unit = try LedgerUnits.find(db, report.unit, .max)
            let change = try Self.begin(.sent, note, db)
            guard let madeAt = report.how.change, (1..<change).contains(madeAt) else {
                throw Failure(
                    .content, "ledger.unknown-change", "报表依据的变更号 \(report.how.change ?? 0) 不在台账中", remedy: "请重新生成报表")
            }
            try db.execute(
                sql: "INSERT INTO sent_report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    change, madeAt, report.form.rawValue, unit, report.period.stored, report.how.policy.rawValue,
                    report.how.counting.rawValue, report.format, report.fileName, StoredBytes(report.sha256),
                    StoredJSON.text(report.recipients), StoredJSON.text(report.options),
                ])
            return change
        }
    }

    /// Every report that was sent, in the order in which they were written down.
    public func sentReports() throws -> [SentReport] {
        try read { try Self.sentReports($0) }
    }

    static func sentReports(_ db: Database) throws -> [SentReport] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT s.change, s.made_at, s.form, u.code, s.period, s.policy, s.counting, s.format, s.file_name, s.sha256,
                    s.recipients, c.at, c.who, c.why, s.options
                FROM sent_report s JOIN unit u ON u.id = s.unit JOIN change c ON c.number = s.change ORDER BY s.change
                """
        ).compactMap(SentReport.init)
    }
}
