import Diagnostics
import Forms
import GRDB

/// A summary that was sent (已报出的总结), with its figures, so that it can be told which of them later corrections changed.
public struct SentSummary: Hashable, Sendable {
    /// The code of the unit whose summary it was.
    public var unit: String
    /// 统计期间, with its name.
    public var span: SummarySpan
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
    /// What each cell of its tables showed, by a key of whoever made it.
    public var figures: [String: String]
    /// The number of the change that wrote it down; 0 before that.
    public var change = 0
    /// Who sent it, and when.
    public var note: ChangeNote?

    /// What was sent, before the ledger knows of it.
    ///
    /// - Parameter how: Its `change` is the number of the last change that it counted; see ``ReportLedger/lastChange()``.
    public init(
        unit: String, span: SummarySpan, how: LedgerReporting, format: String, fileName: String, bytes: [UInt8],
        recipients: [String] = [], figures: [String: String]
    ) {
        (self.unit, self.span, self.how, self.format) = (unit, span, how, format)
        (self.fileName, self.recipients, self.figures) = (fileName, recipients, figures)
        sha256 = Digest.sha256(bytes)
    }

    fileprivate init?(_ row: Row) {
        guard let first = Period(stored: row.int(3)), let last = Period(stored: row.int(4)), first <= last,
            let policy = MissingPolicy(rawValue: row.text(6)), let counting = Counting(rawValue: row.text(7)),
            let at = Moment(row.text(13))
        else { return nil }
        change = row.int(0)
        how = LedgerReporting(policy: policy, counting: counting, asOf: row.int(1))
        unit = row.text(2)
        span = SummarySpan(name: row.text(5), periods: first...last)
        (format, fileName, sha256) = (row.text(8), row.text(9), Array(row.bytes(10)))
        recipients = StoredJSON.texts(row.text(11))
        figures = StoredJSON.dictionary(row.text(12))
        note = ChangeNote(at: at, by: row.text(14), why: row.text(15))
    }
}

extension ReportLedger {
    /// Writes down that a summary was sent.
    ///
    /// - Returns: The number of the change.
    /// - Throws: ``Failure`` of kind `.content` for an unknown unit, or a change that the ledger has not seen.
    @discardableResult
    public func recordSent(_ summary: SentSummary, _ note: ChangeNote) throws -> Int {
        try write { db in
            let unit = try LedgerUnits.find(db, summary.unit, .max)
            let change = try Self.begin(.sent, note, db)
            guard let madeAt = summary.how.change, (1..<change).contains(madeAt) else {
                throw Failure(
                    .content, "ledger.unknown-change", "总结依据的变更号 \(summary.how.change ?? 0) 不在台账中", remedy: "请重新生成")
            }
            try db.execute(
                sql: "INSERT INTO sent_summary VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    change, madeAt, unit, summary.span.periods.lowerBound.stored,
                    summary.span.periods.upperBound.stored,
                    summary.span.name, summary.how.policy.rawValue, summary.how.counting.rawValue, summary.format,
                    summary.fileName, StoredBytes(summary.sha256), StoredJSON.text(summary.recipients),
                    StoredJSON.text(summary.figures),
                ])
            return change
        }
    }

    /// Every summary that was sent, in the order in which they were written down.
    public func sentSummaries() throws -> [SentSummary] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT s.change, s.made_at, u.code, s.first, s.last, s.span, s.policy, s.counting, s.format, s.file_name,
                        s.sha256, s.recipients, s.figures, c.at, c.who, c.why
                    FROM sent_summary s JOIN unit u ON u.id = s.unit JOIN change c ON c.number = s.change ORDER BY s.change
                    """
            ).compactMap(SentSummary.init)
        }
    }
}
