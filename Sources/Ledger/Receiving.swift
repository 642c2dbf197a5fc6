import CivilTime
import Diagnostics
import Forms
import GRDB

/// A file that came in, as far as the ledger keeps it: its name, its hash and when it came, not its bytes.
public struct IncomingFile: Hashable, Sendable {
    /// As the user named it.
    public var source: String
    /// SHA-256 of the whole file, 32 bytes.
    public var sha256: [UInt8]
    /// 收到时间
    public var received: Moment
    /// What it says, of one unit or of many.
    public var forms: [IncomingForm]
    /// Whether a file that came before is to become a new version on purpose (再次登记).
    public var isAgain = false

    /// Takes the hash of the file's bytes.
    public init(source: String, bytes: [UInt8], received: Moment, forms: [IncomingForm]) {
        self.init(source: source, sha256: Digest.sha256(bytes), received: received, forms: forms)
    }

    /// With a hash that is already known.
    public init(source: String, sha256: [UInt8], received: Moment, forms: [IncomingForm]) {
        self.source = source
        self.sha256 = sha256
        self.received = received
        self.forms = forms
    }
}

/// One unit's form in a file that came in.
public struct IncomingForm: Hashable, Sendable {
    /// The unit's code.
    public var unit: String
    /// 报表期间
    public var period: Period
    /// What it says.
    public var content: SubmissionContent
    /// What was found in it; kept with it.
    public var findings: [Finding]
    /// 收到时间, for a file that says it of each form; `nil`: the file's.
    public var received: Moment?
    /// 合计 as a progress table shows it, by the indicator's key; compared with what follows from all months. Empty where it shows
    /// none.
    public var shownTotals: [String: Int] = [:]
    /// 版本, from 1, where the file itself says that it is a correction; `nil` where it says nothing.
    public var statedVersion: Int?

    /// Without findings, unless they are given, and received with the file.
    public init(
        unit: String, period: Period, content: SubmissionContent, findings: [Finding] = [], received: Moment? = nil
    ) {
        self.unit = unit
        self.period = period
        self.content = content
        self.findings = findings
        self.received = received
    }
}

/// What became of one form of a file.
public enum ReceiptOutcome: Hashable, Sendable {
    /// It is a new version, from 1.
    case stored(version: Int)
    /// The same file was stored before, or that version says the same; nothing was done.
    case known(version: Int)
    /// The ledger has no place for it, class A.
    case refused(Finding)
}

extension ReportLedger {
    /// Stores what a file says: all of it, or, when it is killed or fails, nothing. A file that is stored already changes
    /// nothing, so that a command that was broken off can be run again.
    ///
    /// - Returns: One outcome a form, in their order.
    /// - Throws: ``Failure`` of kind `.system` when the ledger refuses; it is then as it was.
    @discardableResult
    public func receive(_ file: IncomingFile, _ note: ChangeNote) throws -> [ReceiptOutcome] {
        try receive([file], note)[0]
    }

    /// Stores many files, or none: one transaction, which is far quicker than a transaction for each.
    ///
    /// - Returns: The outcomes of each file.
    /// - Throws: As ``receive(_:_:)``.
    @discardableResult
    public func receive(_ files: [IncomingFile], _ note: ChangeNote) throws -> [[ReceiptOutcome]] {
        try write { db in
            let store = try SubmissionStore(db)
            return try files.map { try store.take($0, note) }
        }
    }

    /// Stores opening balances (期初数). What is given replaces what was given before; what is not stays.
    ///
    /// - Returns: Findings of class A for units and indicators that the ledger lacks; nothing of those is stored.
    public func setOpenings(_ openings: [OpeningBalance], _ note: ChangeNote) throws -> [Finding] {
        try write { db in
            var store = try OpeningStore(db, note, rules)
            return try store.take(openings)
        }
    }

    /// Stores the opening balances of a file, which is remembered. One that came before, and that newer ones have replaced, is
    /// not taken back unless it is said to be on purpose.
    ///
    /// - Parameters:
    ///   - file: Its forms are not looked at.
    ///   - openings: What it says.
    /// - Returns: Findings: of class A as ``setOpenings(_:_:)``, of class C what was replaced, or why nothing was done.
    /// - Throws: ``Failure`` of kind `.system` when the ledger refuses; it is then as it was.
    public func receiveOpenings(
        _ openings: [OpeningBalance], of file: IncomingFile, _ note: ChangeNote
    ) throws -> [Finding] {
        try write { db in
            var store = try OpeningStore(db, note, rules)
            return try store.take(openings, of: file)
        }
    }
}
