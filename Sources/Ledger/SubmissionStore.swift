import Diagnostics
import Forms
import GRDB

/// Writes submissions within one transaction.
final class SubmissionStore {
    private let db: Database
    private let view: LedgerView
    private let unitNumber: SQLStatement
    private let versions: SQLStatement
    /// How many forms of the present file have taken each place.
    private var taken: [[Int]: Int] = [:]
    /// The places of which the present file brought a version already.
    private var storedNow: Set<[Int]> = []
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
        versions = try SQLStatement(
            db,
            """
            SELECT s.version, s.content, t.totals FROM submission s LEFT JOIN shown_total t
            ON t.form = s.form AND t.unit = s.unit AND t.period = s.period AND t.version = s.version
            WHERE s.form = ? AND s.unit = ? AND s.period = ? ORDER BY s.version DESC
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
        storedNow = []
        return try file.forms.map { form in
            let placed: (unit: Int, form: LedgerForm)
            switch try place(form) {
            case .success(let found): placed = found
            case .failure(let refusal): return .refused(refusal.finding)
            }
            let content = form.content.bytes(set: view.set)
            if isKnown, !file.isAgain, let version = try known(placed, form.period, file.sha256) {
                return .known(version: version)
            }
            let earlier = try earlier(form, placed, content)
            if earlier.same == earlier.last, earlier.last > 0 { return .known(version: earlier.last) }
            if !file.isAgain, let outcome = outdated(form, placed, earlier) { return outcome }
            let received = form.received ?? file.received
            let change = try changes[received] ?? begin(file, received, note)
            changes[received] = change
            storedNow.insert(key(form, placed))
            return try .stored(version: store(form, placed, content, earlier.last + 1, change, note))
        }
    }

    /// What says the same as an earlier version, or calls itself one, does not take back what came after that in passing.
    private func outdated(
        _ form: IncomingForm, _ placed: (unit: Int, form: LedgerForm), _ earlier: (last: Int, same: Int?)
    ) -> ReceiptOutcome? {
        // One file that brings a correction and takes it back says so in its own order.
        if storedNow.contains(key(form, placed)) { return nil }
        let stated = form.statedVersion ?? 0
        if let same = earlier.same, stated <= earlier.last { return .known(version: same) }
        guard stated > 1, stated < earlier.last else { return nil }
        let place = Place(record: "\(form.unit) \(form.period.chinese)\(form.content.form.label)")
        return .refused(
            Finding(
                "ledger.earlier-version", .mandatory, at: place,
                "文件写明是第 \(stated) 版，台账已登记到第 \(earlier.last) 版，内容与各版都不同，没有登记",
                remedy: "请核对是不是旧文件；确实是最新的更正，请把版本改为 \(earlier.last + 1)，或加 --again"))
    }

    private func key(_ form: IncomingForm, _ placed: (unit: Int, form: LedgerForm)) -> [Int] {
        [placed.form.rawValue, placed.unit, form.period.stored]
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

    /// The highest version, 0 for none, and the latest that says the same: `nil` when none does.
    private func earlier(
        _ form: IncomingForm, _ placed: (unit: Int, form: LedgerForm), _ content: [UInt8]
    ) throws -> (last: Int, same: Int?) {
        for (place, number) in key(form, placed).enumerated() { try versions.bind(number, at: Int32(place + 1)) }
        defer { versions.reset() }
        var last = 0
        while try versions.step() {
            last = max(last, versions.int(0))
            if versions.blob(1).elementsEqual(content), shows(form.shownTotals, versions.text(2)) {
                return (last, versions.int(0))
            }
        }
        return (last, nil)
    }

    /// Whether what a form shows as 合计 is what an earlier version showed; a form that shows none says nothing against it.
    private func shows(_ totals: [String: Int], _ stored: String) -> Bool {
        totals.isEmpty || StoredJSON.text(totals) == stored
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
        _ form: IncomingForm, _ placed: (unit: Int, form: LedgerForm), _ content: [UInt8], _ version: Int,
        _ change: Int, _ note: ChangeNote
    ) throws -> Int {
        let key = key(form, placed) + [version]
        let findings = form.findings + leap(form, version) + future(form, note)
        for (place, number) in key.enumerated() { try insert.bind(number, at: Int32(place + 1)) }
        try insert.bind(change, at: 5)
        try insert.bind(form.content.completeness.rawValue, at: 6)
        for (place, severity) in Severity.allCases.enumerated() {
            let count = findings.count { $0.severity == severity }
            try insert.bind(count, at: Int32(place + 7))
        }
        try insert.bind(Digest.row(key, content), at: 11)
        try insert.bind(content, at: 12)
        try insert.run()
        if !findings.isEmpty {
            for (place, number) in key.enumerated() { try insertFindings.bind(number, at: Int32(place + 1)) }
            try insertFindings.bind(StoredFinding.json(findings), at: 5)
            try insertFindings.run()
        }
        if !form.shownTotals.isEmpty {
            for (place, number) in key.enumerated() { try insertTotals.bind(number, at: Int32(place + 1)) }
            try insertTotals.bind(StoredJSON.text(form.shownTotals), at: 5)
            try insertTotals.run()
        }
        return version
    }

    /// What says that it was received after it was recorded.
    private func future(_ form: IncomingForm, _ note: ChangeNote) -> [Finding] {
        guard let received = form.received, received.day > note.at.day else { return [] }
        let place = Place(record: "\(form.unit) \(form.period.chinese)\(form.content.form.label)")
        return [
            Finding(
                "ledger.received-later", .verify, at: place,
                "收到日期 \(received.day) 晚于登记日期 \(note.at.day)", remedy: "请核对收到日期，它决定是否迟报")
        ]
    }

    /// A correction whose number says that one before it did not come.
    private func leap(_ form: IncomingForm, _ version: Int) -> [Finding] {
        guard let stated = form.statedVersion, stated > version else { return [] }
        let place = Place(record: "\(form.unit) \(form.period.chinese)\(form.content.form.label)")
        return [
            Finding(
                "ledger.version-leap", .verify, at: place,
                "文件写明是第 \(stated) 版，以前只收到 \(version - 1) 版，登记为第 \(version) 版",
                remedy: "请核对中间的版本是不是没有收到，或版本写错")
        ]
    }
}
