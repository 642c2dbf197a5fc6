import Diagnostics
import Forms
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Ledger

@Suite("Verification finds what cannot be")
struct VerifyTests {
    private let folder: TemporaryFolder
    private let ledger: ReportLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Lake.ledger(folder)
        try ledger.take("92", 4, 1, 1, 7, 1, 1)
    }

    private func sentences() throws -> [String] {
        try ledger.verify(.lakeTown).findings.map { $0.description.replacing(folder.path + "/", with: "") }
    }

    private func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return "\(error)".replacing(folder.path + "/", with: "") }
    }

    @Test("A whole ledger")
    func whole() throws {
        let result = try ledger.verify(.lakeTown)
        #expect(result == LedgerVerification(findings: [], submissions: 1, decisions: 1, sums: 15))
    }

    @Test("Content that is not what was received")
    func content() throws {
        try ledger.tamper("UPDATE submission SET content = x'010503040506'")
        #expect(try sentences() == ["ledger.sqlite：单位 92 201704 第 1 版的内容与登记时不同。请用备份恢复。"])
    }

    @Test("A state that does not follow from the decisions")
    func state() throws {
        try ledger.tamper("UPDATE submission SET state = 4")
        #expect(try sentences() == ["ledger.sqlite：单位 92 201704 第 1 版记为“已锁定”，按审核记录应为“已采用”。请用备份恢复。"])
    }

    @Test("A change that was taken out")
    func gap() throws {
        try ledger.recordSent(
            SentReport(
                unit: "9", form: .progress, period: .m(4), madeAt: 1, format: "xlsx", fileName: "a.xlsx", bytes: []),
            .officer)
        try ledger.tamper("DELETE FROM sent_report; DELETE FROM change WHERE number = 2; DELETE FROM receipt")
        #expect(try sentences().contains("ledger.sqlite：变更号应连续到 4，实有 3 条。请用备份恢复。"))
        #expect(try sentences().contains("ledger.sqlite：表 submission 有一行引用了表 receipt 中没有的内容。请用备份恢复。"))
    }

    @Test("Whoever opens the file cannot change what history needs")
    func kept() throws {
        for sql in [
            "UPDATE submission SET content = x'00'", "DELETE FROM submission", "DELETE FROM decision",
            "UPDATE change SET who = 'x'", "DELETE FROM receipt", "UPDATE unit_state SET name = 'x'",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") {
                try ledger.pool.write { try $0.execute(sql: sql) }
            }
        }
    }

    @Test("The schema holds the rules")
    func schema() throws {
        for sql in [
            "INSERT INTO change VALUES (99, 'nonsense', '2017-05-02T00:00:00', 'x', '')",
            "INSERT INTO change VALUES (99, 'sent', '2017-05-02T00:00:00', '', '')",
            "INSERT INTO exemption VALUES (1, 1, 201713)", "INSERT INTO exemption VALUES (1, 999, 201704)",
            "INSERT INTO exemption VALUES (9, 1, 201704)", "INSERT INTO unit VALUES (99, '')",
            "INSERT INTO unit VALUES (99, '92')", "INSERT INTO exemption VALUES (1, 1, 'x')",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") {
                try ledger.pool.write { try $0.execute(sql: sql) }
            }
        }
    }

    @Test("A damaged page is told, and a backup restores")
    func damage() throws {
        for month in 5...9 { for unit in ["911", "912"] { try ledger.take(unit, month, 1, 1, 1, 1, 1) } }
        try ledger.backUp(to: folder.path(of: "copy.sqlite"))
        let path = folder.path(of: "damaged.sqlite")
        try ledger.backUp(to: path)
        let pages = try ledger.read { try GRDBRows.number($0, "PRAGMA page_count") }
        let handle = try #require(FileHandle(forWritingAtPath: path))
        for page in 2..<pages {
            try handle.seek(toOffset: UInt64(page) * 4096)
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 512))
        }
        try handle.close()
        let said = message {
            try ReportLedger.open(path).verify(.lakeTown).findings.first.map {
                throw Failure(.content, $0.rule, at: $0.place, $0.statement, remedy: $0.remedy)
            }
        }
        #expect(said?.hasPrefix("damaged.sqlite：台账文件已损坏（") == true, "\(said ?? "nothing")")
        #expect(said?.hasSuffix("用备份恢复。") == true, "\(said ?? "nothing")")
        let restored = try ReportLedger.open(folder.path(of: "copy.sqlite"))
        #expect(try restored.verify(.lakeTown).findings == [])
    }

    private func damaged() throws -> String {
        for month in 5...9 { for unit in ["911", "912"] { try ledger.take(unit, month, 1, 1, 1, 1, 1) } }
        let path = folder.path(of: "damaged.sqlite")
        try ledger.backUp(to: path)
        // A page that nobody needs to open the ledger.
        let page = try ReportLedger.open(path, isReading: true).read {
            try GRDBRows.number($0, "SELECT rootpage FROM sqlite_master WHERE name = 'signer'")
        }
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seek(toOffset: UInt64(page - 1) * 4096)
        try handle.write(contentsOf: Data(repeating: 0xA5, count: 512))
        try handle.close()
        return path
    }

    @Test("A damaged ledger gives no backup")
    func noBackup() throws {
        let broken = try ReportLedger.open(damaged(), isReading: true)
        let said = message { try broken.backUp(to: folder.path(of: "b.sqlite")) }
        #expect(said?.hasPrefix("damaged.sqlite：台账文件已损坏（") == true, "\(said ?? "nothing")")
        #expect(said?.hasSuffix("），没有改动。请用以前的备份恢复，再用 huxiao verify 核验。") == true, "\(said ?? "nothing")")
        #expect(!FileManager.default.fileExists(atPath: folder.path(of: "b.sqlite")))
    }

    @Test("Nothing is written into a damaged ledger")
    func noWrite() throws {
        let broken = try ReportLedger.open(damaged())
        // A copy is set to keep a log beside it when it is first opened for writing.
        let before = try folder.read("damaged.sqlite")
        let said = message { try broken.receive(Lake.file("92", 5, Lake.increases(1, 1, 1, 1, 1)), .officer) }
        #expect(said?.hasPrefix("damaged.sqlite：台账文件已损坏（") == true, "\(said ?? "nothing")")
        #expect(try folder.read("damaged.sqlite") == before)
    }

    @Test("Before a report is recorded as sent, content that is not what was received is told")
    func contentCheck() throws {
        try ledger.checkContent()
        try ledger.tamper("UPDATE submission SET content = x'010503040506'")
        #expect(
            message { try ledger.checkContent() }
                == "ledger.sqlite：单位 92 201704 第 1 版的内容与登记时不同。没有报出；请用备份恢复，再用 huxiao verify 核验。")
    }

    @Test("A ledger of the first layout is brought to the present one, with all that it has")
    func older() throws {
        let path = folder.path(of: "copy.sqlite")
        let change = try ledger.lastChange()
        try ledger.tamper("ALTER TABLE sent_report DROP COLUMN options")
        try ledger.tamper("DROP TABLE sent_summary")
        try ledger.tamper("DROP TABLE shown_total")
        try ledger.tamper("DELETE FROM grdb_migrations WHERE identifier <> '1'")
        try ledger.backUp(to: path)
        let copy = try ReportLedger.open(path)
        #expect(try copy.lastChange() == change)
        var report = SentReport(
            unit: "9", form: .progress, period: .m(4), madeAt: change, format: "html", fileName: "a.html", bytes: [])
        report.options = ["mask": "true"]
        try copy.recordSent(report, .officer)
        #expect(try copy.sentReports().last?.options == ["mask": "true"])
    }

    @Test("A ledger of a newer program is refused, and stays as it is")
    func newer() throws {
        let path = folder.path(of: "copy.sqlite")
        try ledger.tamper("INSERT INTO grdb_migrations VALUES ('999')")
        try ledger.backUp(to: path)
        let before = try folder.read("copy.sqlite")
        #expect(
            message { _ = try ReportLedger.open(path) } == "copy.sqlite：台账由更新版本的程序写成，本程序不能打开，台账没有改动。请升级 huxiao 后再用。")
        #expect(try folder.read("copy.sqlite") == before)
    }
}
