import Forms
import GRDB

/// Finds what came of a month, unit after unit.
struct StatusFinding {
    /// What is known of one unit.
    struct Found {
        var id: Int
        /// The latest; 0 when nothing came.
        var version = 0
        /// Of the latest version.
        var state: SubmissionState?
        /// When something came first.
        var received: Moment?
        /// Of what the latest version says with what it takes over.
        var completeness = Completeness.empty
        /// The latest version that counts; 0 for none.
        var counting = 0
        /// Whether ``counting`` is locked: it has to be unlocked before another version can count.
        var isLocked = false
        var isExempt = false

        /// Whether any version counts.
        var isAccepted: Bool { counting > 0 }
        /// Whether the latest version may still be accepted, whether or not an earlier one counts.
        var waits: Bool { state == .received || state == .explained }
    }

    private let view: LedgerView
    private let form: LedgerForm
    private let period: Period
    private let versions: SQLStatement
    private let receipt: SQLStatement
    private let exemptions: Set<Int>
    private var lastReceipt: (change: Int, moment: Moment?) = (0, nil)

    init(_ db: Database, _ view: LedgerView, _ form: LedgerForm, _ period: Period) throws {
        (self.view, self.form, self.period) = (view, form, period)
        exemptions = try Exemptions.keys(db, form, asOf: nil)
        versions = try SQLStatement(
            db,
            """
            SELECT version, state, change, completeness, content FROM submission
            WHERE form = ? AND unit = ? AND period = ? ORDER BY version
            """)
        try versions.bind(form.rawValue, at: 1)
        try versions.bind(period.stored, at: 3)
        receipt = try SQLStatement(db, "SELECT received FROM receipt WHERE change = ?")
    }

    mutating func find(_ id: Int) throws -> Found {
        var found = Found(id: id)
        found.isExempt = exemptions.contains(Exemptions.key(id, period.stored))
        try versions.bind(id, at: 2)
        defer { versions.reset() }
        var content: ProgressContent?
        while try versions.step() {
            if found.version == 0 { found.received = try received(versions.int(2)) }
            found.version = versions.int(0)
            let state = SubmissionState(rawValue: versions.int(1)) ?? .received
            found.state = state
            if Counting.accepted.counts(state) {
                found.counting = found.version
                found.isLocked = state == .locked
            }
            let own = Completeness(rawValue: versions.int(3)) ?? .empty
            // Forms made of rows are handed in whole; a correction of a table may hold only what changed.
            found.completeness = form == .progress ? max(found.completeness, own) : own
            if form == .progress, own == .partial { content = merged(content, versions.blob(4)) }
        }
        if let content { found.completeness = max(found.completeness, content.completeness) }
        return found
    }

    private func merged(_ earlier: ProgressContent?, _ bytes: UnsafeRawBufferPointer) -> ProgressContent? {
        guard let next = ProgressContent.read(bytes, places: view.places, unit: "", period: period) else {
            return earlier
        }
        return earlier.map { next.over($0) } ?? next
    }

    private mutating func received(_ change: Int) throws -> Moment? {
        if lastReceipt.change == change { return lastReceipt.moment }
        try receipt.bind(change, at: 1)
        defer { receipt.reset() }
        lastReceipt = (change, try receipt.step() ? Moment(receipt.text(0)) : nil)
        return lastReceipt.moment
    }
}
