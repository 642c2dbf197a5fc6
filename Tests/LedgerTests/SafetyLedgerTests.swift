import CivilTime
import Diagnostics
import Forms
import Ledger
import TestSupport
import Testing

@Suite("Forms made of rows, from the ledger")
struct SafetyLedgerTests {
    private let folder: TemporaryFolder
    private let ledger: ReportLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Lake.ledger(folder)
    }

    private func risk(_ school: String, _ state: String) -> RiskRecord {
        let json = #"[{"school":"\#(school)","hazard":"灭火器过期","state":"\#(state)"}]"#
        return RecordTable<RiskRecord>.read(Array(json.utf8)).value?.first?.record ?? RiskRecord()
    }

    private func receive(_ unit: String, _ month: Int, _ content: SubmissionContent, _ name: String) throws {
        let form = IncomingForm(unit: unit, period: .m(month), content: content)
        try ledger.receive(
            IncomingFile(source: name, bytes: Array(name.utf8), received: .on(month, 20), forms: [form]), .officer)
    }

    @Test("The latest accepted version of each form counts, at any level")
    func campaign() throws {
        try receive("92", 4, .risks([risk("示例小学", "正在整改中")]), "a")
        try ledger.decide(.accept, on: LedgerSlot(.form2, "92", .m(4)), .officer)
        try receive("92", 4, .risks([risk("示例小学", "已完成"), risk("示例中学", "正在整改中")]), "b")
        #expect(try ledger.safetyCampaign().tally(of: "9", period: .m(4))[.risksFound].count == 1)
        let all = try ledger.safetyCampaign(LedgerReporting(counting: .allReceived))
        #expect(all.tally(of: "9", period: .m(4))[.risksFound].count == 2)
        #expect(try ledger.safetyCampaign(under: "91").tally(of: "91", period: .m(4))[.risksFound].count == 0)
    }

    @Test("A sent 附件3 tells which figures a later version changed")
    func changes() throws {
        try receive("92", 4, .risks([risk("示例小学", "正在整改中")]), "a")
        try ledger.decide(.accept, on: LedgerSlot(.form2, "92", .m(4)), .officer)
        let report = SentReport(
            unit: "9", form: .form3, period: .m(4), madeAt: try ledger.lastChange(), format: "ods", fileName: "附件3.ods",
            bytes: [1])
        try ledger.recordSent(report, .officer)
        try receive("92", 4, .risks([risk("示例小学", "已完成")]), "b")
        try ledger.decide(.accept, on: LedgerSlot(.form2, "92", .m(4)), .officer)
        let figures = try ledger.changes(nil).flatMap(\.figures)
        #expect(
            figures.map { "\($0.key) \($0.row) \($0.before)→\($0.after)" } == [
                "risksCompleted increase 0→1", "risksCompleted total 0→1", "risksInProgress increase 1→0",
                "risksInProgress total 1→0", "completionRate total 0.0→1.0",
            ])
    }

    @Test("A form that is not owed for a month is not missing")
    func exempt() throws {
        #expect(try ledger.safetyCampaign().missing(under: "92", .m(4)).count == 1)
        try ledger.decide(.exempt, on: LedgerSlot(.form1, "92", .m(4)), .officer("停课"))
        #expect(try ledger.safetyCampaign().missing(under: "92", .m(4)).count == 1)
        try ledger.decide(.exempt, on: LedgerSlot(.form2, "92", .m(4)), .officer("停课"))
        #expect(try ledger.safetyCampaign().missing(under: "92", .m(4)).count == 0)
    }
}
