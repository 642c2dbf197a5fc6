import Diagnostics
import Forms
import Ledger
import TestSupport
import Testing

@Suite("What summaries take from a ledger, and write into it")
struct SummaryLedgerTests {
    private let folder: TemporaryFolder
    private let ledger: ReportLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Lake.ledger(folder)
        for unit in ["92", "911", "912"] {
            try ledger.take(unit, 4, 1, 1, 100, 3, 0)
            try ledger.take(unit, 5, 0, 1, 50, 0, 1)
        }
    }

    private func sent(madeAt change: Int) -> SentSummary {
        SentSummary(
            unit: "9", span: SummarySpan(name: "第二季度", periods: .m(4)...Period.m(6)),
            how: LedgerReporting(policy: .carryForward, asOf: change), format: "html", fileName: "总结.html",
            bytes: [1, 2],
            recipients: ["省厅"], figures: ["t/r/c": "12＊"])
    }

    @Test("The course of a unit and of those below it is, month by month, what their tables print")
    func course() throws {
        for policy in MissingPolicy.allCases {
            let how = LedgerReporting(policy: policy)
            let course = try ledger.progressCourse(of: "9", through: .m(6), .lakeTown, how)
            #expect(course.children.map(\.unit.code) == ["91", "92", "93"])
            for month in 4...6 {
                let report = try ledger.progressReport(of: "9", period: .m(month), .lakeTown, how)
                #expect(course.own.months[month - 4] == report.figures)
                #expect(course.children.map { $0.months[month - 4] } == report.children.map(\.figures))
            }
        }
    }

    @Test("A unit that fills in forms itself has its own course and nobody below it")
    func leaf() throws {
        let course = try ledger.progressCourse(of: "北岸所", through: .m(5), .lakeTown)
        #expect(course.own.figures(1, 2).increase == .known(50))
        #expect(course.children.isEmpty)
    }

    @Test("Sending something is no change of the data")
    func dataDate() throws {
        let before = try #require(try ledger.lastDataChange())
        try ledger.recordSent(sent(madeAt: try ledger.lastChange()), .officer("报出"))
        let after = try #require(try ledger.lastDataChange())
        #expect(before.number == after.number && before.note == after.note)
        #expect(try ledger.lastChange() == before.number + 1)
        #expect(try ledger.lastDataChange(asOf: 0) == nil)
    }

    @Test("A sent summary comes back as it was written down")
    func record() throws {
        let change = try ledger.lastChange()
        let number = try ledger.recordSent(sent(madeAt: change), .officer)
        var expected = sent(madeAt: change)
        (expected.change, expected.note) = (number, .officer)
        #expect(try ledger.sentSummaries() == [expected])
    }

    @Test("A summary of a change that the ledger has not seen, or of an unknown unit, is refused and not written down")
    func refused() throws {
        let change = try ledger.lastChange()
        #expect(throws: Failure.self) { try ledger.recordSent(sent(madeAt: change + 1), .officer) }
        var stranger = sent(madeAt: change)
        stranger.unit = "77"
        #expect(throws: Failure.self) { try ledger.recordSent(stranger, .officer) }
        #expect(try ledger.sentSummaries() == [])
        #expect(try ledger.lastChange() == change)
    }
}
