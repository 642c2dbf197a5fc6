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
    /// The same file was stored before, or the latest version says the same, as that version; nothing was done.
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

/// Writes submissions within one transaction.
final class SubmissionStore {
    private let db: Database
    private let view: LedgerView
    private let unitNumber: SQLStatement
    private let lastVersion: SQLStatement
    /// How many forms of the present file have taken each place.
    private var taken: [[Int]: Int] = [:]
    private let knownVersion: SQLStatement
    private let insert: SQLStatement
    private let insertFindings: SQLStatement
    private let insertTotals: SQLStatement
    private var nextChange: Int

    init(_ db: Database) throws {
        self.db = db
        view = try LedgerView(db, asOf: nil)
        nextChange = try ReportLedger.lastChange(db) + 1
        unitNumber = try SQLStatement(db, "SELECT id FROM unit WHERE code = ?")
        lastVersion = try SQLStatement(
            db,
            """
            SELECT version, content FROM submission WHERE form = ? AND unit = ? AND period = ?
            ORDER BY version DESC LIMIT 1
            """)
        knownVersion = try SQLStatement(
            db,
            """
            SELECT s.version FROM submission s JOIN receipt r ON r.change = s.change
            WHERE s.form = ? AND s.unit = ? AND s.period = ? AND r.sha256 = ? ORDER BY s.version
            """)
        insert = try SQLStatement(db, "INSERT INTO submission VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)")
        insertFindings = try SQLStatement(db, "INSERT INTO finding VALUES (?, ?, ?, ?, ?)")
        insertTotals = try SQLStatement(db, "INSERT INTO shown_total VALUES (?, ?, ?, ?, ?)")
    }

    func take(_ file: IncomingFile, _ note: ChangeNote) throws -> [ReceiptOutcome] {
        let isKnown =
            try Int.fetchOne(
                try db.cachedStatement(sql: "SELECT 1 FROM receipt WHERE sha256 = ? LIMIT 1"),
                arguments: [StoredBytes(file.sha256)]) != nil
        // Forms that came at different moments, one a moment; otherwise one for the whole file.
        var changes: [Moment: Int] = [:]
        taken = [:]
        return try file.forms.map { form in
            let placed: (unit: Int, form: LedgerForm)
            switch try place(form) {
            case .success(let found): placed = found
            case .failure(let refusal): return .refused(refusal.finding)
            }
            let content = form.content.bytes(set: view.set)
            if isKnown, !file.isAgain {
                let version = try known(placed, form.period, file.sha256) ?? same(placed, form.period, content)
                if let version { return .known(version: version) }
            }
            let last = try last(placed, form.period, content)
            if last.isSame { return .known(version: last.version) }
            let received = form.received ?? file.received
            let change = try changes[received] ?? begin(file, received, note)
            changes[received] = change
            return try .stored(version: store(form, placed, content, last.version + 1, change))
        }
    }

    private struct Refusal: Error {
        var finding: Finding
    }

    private func place(_ form: IncomingForm) throws -> Result<(unit: Int, form: LedgerForm), Refusal> {
        try unitNumber.bind(form.unit, at: 1)
        guard let unit = try unitNumber.number() else {
            let place = Place(record: "\(form.unit) \(form.period.chinese)\(form.content.form.label)")
            let finding = Finding(
                "ledger.unknown-unit", .mandatory, at: place, "单位代码“\(form.unit)”不在台账的单位表中，没有登记",
                remedy: "请改正单位代码，或先登记该单位")
            return .failure(Refusal(finding: finding))
        }
        guard view.periods.contains(form.period) else {
            let place = Place(record: "\(form.unit) \(form.period.chinese)\(form.content.form.label)")
            let finding = Finding(
                "ledger.month-outside", .mandatory, at: place,
                "期间应在 \(view.periods.lowerBound.chinese) 至 \(view.periods.upperBound.chinese) 之间，没有登记", remedy: "请改正期间")
            return .failure(Refusal(finding: finding))
        }
        return .success((unit, form.content.form))
    }

    private func known(_ placed: (unit: Int, form: LedgerForm), _ period: Period, _ sha256: [UInt8]) throws -> Int? {
        try knownVersion.bind(placed.form.rawValue, at: 1)
        try knownVersion.bind(placed.unit, at: 2)
        try knownVersion.bind(period.stored, at: 3)
        try knownVersion.bind(sha256, at: 4)
        defer { knownVersion.reset() }
        // A file with a first version and its correction gave one version each.
        let key = [placed.form.rawValue, placed.unit, period.stored]
        let earlier = taken[key, default: 0]
        var version: Int?
        for _ in 0...earlier {
            guard try knownVersion.step() else { break }
            version = knownVersion.int(0)
        }
        taken[key] = earlier + 1
        return version
    }

    /// The latest version that says the same: what came with a file that was known already gave no version of its own then.
    private func same(
        _ placed: (unit: Int, form: LedgerForm), _ period: Period, _ content: [UInt8]
    ) throws -> Int? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT max(version) FROM submission WHERE form = ? AND unit = ? AND period = ? AND content = ?
                """)
        return try Int.fetchOne(
            statement, arguments: [placed.form.rawValue, placed.unit, period.stored, StoredBytes(content)])
    }

    /// The highest version, 0 for none, and whether it says just that.
    private func last(
        _ placed: (unit: Int, form: LedgerForm), _ period: Period, _ content: [UInt8]
    ) throws -> (version: Int, isSame: Bool) {
        try lastVersion.bind(placed.form.rawValue, at: 1)
        try lastVersion.bind(placed.unit, at: 2)
        try lastVersion.bind(period.stored, at: 3)
        defer { lastVersion.reset() }
        guard try lastVersion.step() else { return (0, false) }
        return (lastVersion.int(0), lastVersion.blob(1).elementsEqual(content))
    }

    private func begin(_ file: IncomingFile, _ received: Moment, _ note: ChangeNote) throws -> Int {
        guard !note.by.isEmpty else {
            throw Failure(.content, "ledger.nobody", "台账的每次改动都要写明经办人", remedy: "请给出经办人")
        }
        let change = nextChange
        nextChange += 1
        try db.cachedStatement(sql: "INSERT INTO change VALUES (?, 'received', ?, ?, ?)").execute(
            arguments: [change, note.at.description, note.by, note.why])
        try db.cachedStatement(sql: "INSERT INTO receipt VALUES (?, ?, ?, ?)").execute(
            arguments: [change, file.source, StoredBytes(file.sha256), received.description])
        return change
    }

    private func store(
        _ form: IncomingForm, _ placed: (unit: Int, form: LedgerForm), _ content: [UInt8], _ version: Int, _ change: Int
    ) throws -> Int {
        let key = [placed.form.rawValue, placed.unit, form.period.stored, version]
        for (place, number) in key.enumerated() { try insert.bind(number, at: Int32(place + 1)) }
        try insert.bind(change, at: 5)
        try insert.bind(form.content.completeness.rawValue, at: 6)
        for (place, severity) in Severity.allCases.enumerated() {
            let count = form.findings.isEmpty ? 0 : form.findings.count { $0.severity == severity }
            try insert.bind(count, at: Int32(place + 7))
        }
        try insert.bind(Digest.row(key, content), at: 11)
        try insert.bind(content, at: 12)
        try insert.run()
        if !form.findings.isEmpty {
            for (place, number) in key.enumerated() { try insertFindings.bind(number, at: Int32(place + 1)) }
            try insertFindings.bind(StoredFinding.json(form.findings), at: 5)
            try insertFindings.run()
        }
        if !form.shownTotals.isEmpty {
            for (place, number) in key.enumerated() { try insertTotals.bind(number, at: Int32(place + 1)) }
            try insertTotals.bind(StoredJSON.text(form.shownTotals), at: 5)
            try insertTotals.run()
        }
        return version
    }
}
