import Forms
import Ledger
import TestSupport
import Testing

@Suite("Reports that were sent, and what changed since")
struct LedgerChangesTests {
    private let folder: TemporaryFolder
    private let ledger: ReportLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Lake.ledger(folder)
        _ = try ledger.setOpenings(
            ["92", "911", "912"].flatMap { unit in
                [
                    OpeningBalance(unit: unit, indicator: "buses", level: 10),
                    OpeningBalance(unit: unit, indicator: "busesChecked", level: 5),
                ]
            }, .officer)
        for unit in ["92", "911", "912"] {
            try ledger.take(unit, 4, 1, 1, 100, 3, 0)
            try ledger.take(unit, 5, 0, 1, 50, 0, 1)
        }
        for month in [4, 5] {
            let report = SentReport(
                unit: "9", form: .progress, period: .m(month), madeAt: try ledger.lastChange(), format: "xlsx",
                fileName: "湖县-\(month).xlsx", bytes: [1, 2, 3], recipients: ["上级"])
            try ledger.recordSent(report, .officer)
        }
    }

    @Test("Nothing changed: nothing to tell")
    func none() throws {
        #expect(try ledger.changes(.lakeTown) == [])
        #expect(try ledger.sentReports().map(\.fileName) == ["湖县-4.xlsx", "湖县-5.xlsx"])
    }

    @Test("A late correction of April changes April's figures, and May's 合计")
    func correction() throws {
        var values = [ReportedFigure.Value](repeating: .blank, count: 5)
        values[2] = .increase(130)
        try ledger.receive(Lake.file("911", 4, values), .officer)
        #expect(try ledger.changes(.lakeTown) == [])
        try ledger.decide(.accept, on: LedgerSlot(.progress, "911", .m(4)), .officer)
        let changes = try ledger.changes(.lakeTown)
        #expect(changes.map(\.report.period) == [.m(4), .m(5)])
        #expect(
            changes[0].figures.map { "\($0.unit) \($0.key) \($0.row) \($0.before)→\($0.after) \($0.causes)" } == [
                "9 trips increase 300→330 [0]", "9 trips total 300→330 [0]", "91 trips increase 200→230 [0]",
                "91 trips total 200→230 [0]",
            ])
        #expect(
            changes[1].figures.map { "\($0.unit) \($0.key) \($0.row) \($0.before)→\($0.after) \($0.causes)" }
                == ["9 trips total 450→480 [0]", "91 trips total 300→330 [0]"])
        #expect(changes[0].causes.map(\.slot) == [LedgerSlot(.progress, "911", .m(4))])
        #expect(changes[0].causes.map { [$0.versionBefore, $0.version] } == [[1, 2]])
        let asSent = try ledger.progressReport(of: "9", period: .m(4), .lakeTown, changes[0].report.how)
        #expect(asSent["trips"]?.total == .known(300))
    }
}
