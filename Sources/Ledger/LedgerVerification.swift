import Diagnostics
import Forms
import GRDB

/// Whether a ledger is whole (核验).
public struct LedgerVerification: Hashable, Sendable {
    /// Everything that is wrong, class A; empty when the ledger is whole.
    public var findings: [Finding]
    /// How many versions were looked at.
    public var submissions: Int
    /// How many decisions were followed.
    public var decisions: Int
    /// How many sums along the tree were compared with a second way of adding up.
    public var sums: Int
}

extension ReportLedger {
    /// Looks at the whole file: its pages, its references, the hash of every row, that every standing follows from the
    /// decisions, and that 合计(m) = 合计(m−1) + 新增(m) and every sum is the sum of its parts.
    ///
    /// - Parameter indicators: `nil` for a campaign without a progress table: the sums are then left out.
    /// - Throws: ``Failure`` of kind `.system` only when nothing can be read at all.
    public func verify(_ indicators: IndicatorSet?) throws -> LedgerVerification {
        var result = LedgerVerification(findings: [], submissions: 0, decisions: 0, sums: 0)
        do {
            try read { db in
                var check = LedgerCheck(db, path)
                try check.run()
                result = check.result
            }
            // Damaged pages would only be reported once more.
            if let indicators, result.findings.isEmpty { try checkSums(indicators, &result) }
        } catch let failure as Failure where failure.rule == "ledger.damaged" {
            result.findings.append(failure.finding)
        }
        return result
    }

    /// Compares every row with the check value that was written with it, for a report that is about to be recorded as sent.
    ///
    /// - Throws: ``Failure`` of kind `.system` with the first row that is not what was received.
    public func checkContent() throws {
        let found = try read { db in
            var check = LedgerCheck(db, path)
            try check.checkRows()
            return check.result.findings
        }
        if let first = found.first {
            throw Failure(
                .system, first.rule, at: first.place, first.statement, remedy: "没有报出；请用备份恢复，再用 huxiao verify 核验")
        }
    }

    private func checkSums(_ set: IndicatorSet, _ result: inout LedgerVerification) throws {
        let last = try read { try LedgerView($0, asOf: nil).periods.upperBound }
        let rollUp = try rollUp(set, through: last, policy: .carryForward)
        for unit in rollUp.units {
            for (place, indicator) in set.indicators.enumerated() {
                result.sums += 1
                if let finding = law(rollUp, unit, place, indicator) { result.findings.append(finding) }
            }
        }
    }

    /// 合计(m) = 合计(m−1) + 新增(m), wherever all three are known; never below 0 for a flow.
    private func law(_ rollUp: RollUp, _ unit: ReportingUnit, _ place: Int, _ indicator: Indicator) -> Finding? {
        var period = rollUp.periods.lowerBound
        while period <= rollUp.periods.upperBound {
            if let figures = rollUp.figures(of: unit.code, in: period, indicator.key),
                let increase = figures.increase.number, let before = figures.previousTotal.number,
                let total = figures.total.number, total != before &+ increase
            {
                return Finding(
                    "ledger.total-law", .mandatory, at: Place(file: path, record: "\(unit.label) \(period.chinese)"),
                    "“\(indicator.reference)”合计应为上期合计 \(before) + 新增 \(increase)，实为 \(total)", remedy: "请核对各下级单位的数据")
            }
            if period == period.next { break }
            period = period.next
        }
        return nil
    }
}

/// Looks at the rows of a ledger.
private struct LedgerCheck {
    private let db: Database
    private let path: String
    private(set) var result = LedgerVerification(findings: [], submissions: 0, decisions: 0, sums: 0)
    /// Past this many of one kind, the rest is only counted.
    private static let most = 20

    init(_ db: Database, _ path: String) {
        self.db = db
        self.path = path
    }

    mutating func run() throws {
        try checkPages()
        if !result.findings.isEmpty { return }
        try checkReferences()
        try checkRows()
        try checkStates()
        try checkExemptions()
        try checkChanges()
    }

    private mutating func note(_ rule: String, _ statement: String, _ remedy: String = "请用备份恢复") {
        result.findings.append(Finding(rule, .mandatory, at: Place(file: path), statement, remedy: remedy))
    }

    private mutating func checkPages() throws {
        let lines = try String.fetchAll(db, sql: "PRAGMA integrity_check(\(Self.most))")
        for line in lines where line != "ok" { note("ledger.damaged", "台账文件已损坏（\(line)）") }
    }

    private mutating func checkReferences() throws {
        for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(Self.most) {
            note("ledger.reference", "表 \(row.text(0)) 有一行引用了表 \(row.text(2)) 中没有的内容")
        }
    }

    mutating func checkRows() throws {
        let view = try LedgerView(db, asOf: nil)
        let rows = try SQLStatement(db, "SELECT form, unit, period, version, digest, content FROM submission")
        var broken = 0
        while try rows.step() {
            result.submissions += 1
            let key = (0..<4).map { rows.int($0) }
            let isSound =
                rows.blob(4).elementsEqual(Digest.row(key, rows.blob(5))) && Self.reads(key, rows.blob(5), view)
            if isSound { continue }
            broken += 1
            if broken <= Self.most {
                note("ledger.row-hash", "单位 \(try code(key[1])) \(key[2]) 第 \(key[3]) 版的内容与登记时不同")
            }
        }
        if broken > Self.most { note("ledger.row-hash", "另有 \(broken - Self.most) 版的内容与登记时不同") }
        let openings = try SQLStatement(db, "SELECT unit, change, digest, content FROM opening")
        while try openings.step() {
            let key = [openings.int(0), openings.int(1)]
            if openings.blob(2).elementsEqual(Digest.row(key, openings.blob(3))) { continue }
            note("ledger.row-hash", "单位 \(try code(key[0])) 的期初数与登记时不同")
        }
    }

    private static func reads(_ key: [Int], _ content: UnsafeRawBufferPointer, _ view: LedgerView) -> Bool {
        key[0] != LedgerForm.progress.rawValue || ProgressContent.read(content, places: view.places) { _, _ in }
    }

    private func code(_ unit: Int) throws -> String {
        try String.fetchOne(db, sql: "SELECT code FROM unit WHERE id = ?", arguments: [unit]) ?? "?"
    }

    /// The state of every version against its decisions, in one walk over both.
    private mutating func checkStates() throws {
        let versions = try SQLStatement(
            db, "SELECT form, unit, period, version, state FROM submission ORDER BY form, unit, period, version")
        let decisions = try SQLStatement(
            db,
            """
            SELECT form, unit, period, version, action, state FROM decision WHERE version > 0
            ORDER BY form, unit, period, version, change
            """)
        var hasDecision = try decisions.step()
        func key(_ rows: SQLStatement) -> [Int] { (0..<4).map { rows.int($0) } }
        while try versions.step() {
            let version = key(versions)
            var machine = StateMachine()
            while hasDecision {
                let decided = key(decisions)
                if version.lexicographicallyPrecedes(decided) { break }
                result.decisions += 1
                if decided != version {
                    note("ledger.decision", "单位 \(try code(decided[1])) \(decided[2]) 有一条审核记录没有对应的版本")
                } else if let action = DecisionAction(rawValue: decisions.text(4)) {
                    machine.follow(action)
                    if machine.state.rawValue != decisions.int(5) {
                        note("ledger.decision", "单位 \(try code(decided[1])) \(decided[2]) 第 \(decided[3]) 版的审核记录前后不符")
                    }
                }
                hasDecision = try decisions.step()
            }
            if machine.state.rawValue != versions.int(4) {
                let stored = SubmissionState(rawValue: versions.int(4))?.word ?? "?"
                note(
                    "ledger.standing",
                    "单位 \(try code(version[1])) \(version[2]) 第 \(version[3]) 版记为“\(stored)”，按审核记录应为“\(machine.state.word)”"
                )
            }
        }
    }

    private mutating func checkExemptions() throws {
        for form in LedgerForm.allCases {
            let last = try ReportLedger.lastChange(db)
            if try Exemptions.keys(db, form, asOf: nil) != Exemptions.keys(db, form, asOf: last) {
                note("ledger.standing", "\(form.label)的免报名单与审核记录不符")
            }
        }
    }

    /// Changes are numbered without a gap: none was taken out.
    private mutating func checkChanges() throws {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM change") ?? 0
        let last = try ReportLedger.lastChange(db)
        if count != last { note("ledger.change-gap", "变更号应连续到 \(last)，实有 \(count) 条") }
    }
}
