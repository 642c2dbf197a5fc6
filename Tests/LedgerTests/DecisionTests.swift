import Diagnostics
import Forms
import Ledger
import TestSupport
import Testing

@Suite("States of a unit's month")
struct DecisionTests {
    private let folder: TemporaryFolder
    private let ledger: ReportLedger
    private let slot = LedgerSlot(.progress, "92", .m(4))

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Lake.ledger(folder)
    }

    private func receive(_ findings: [Finding] = []) throws {
        try ledger.receive(Lake.file("92", 4, Lake.increases(1, 1, 9, 1, 0), findings: findings), .officer)
    }

    private func refusal(_ action: DecisionAction, _ why: String = "理由") -> String? {
        do {
            try ledger.decide(action, on: slot, .officer(why))
            return nil
        } catch { return "\(error)" }
    }

    @Test("Received, accepted, locked, and all the way back")
    func roundTrip() throws {
        try receive()
        let way: [(DecisionAction, SubmissionState)] = [
            (.explain, .explained), (.accept, .accepted), (.lock, .locked), (.undoLock, .accepted),
            (.undoAccept, .explained), (.undoExplain, .received), (.returnIt, .returned), (.undoReturn, .received),
        ]
        for (action, state) in way {
            #expect(try ledger.decide(action, on: slot, .officer("理由")) == state, "\(action)")
        }
        #expect(try ledger.history(of: slot).decisions.map(\.action) == way.map(\.0))
        #expect(try ledger.verify(.lakeTown).findings == [])
    }

    @Test("A decision that cannot be made says why, and changes nothing")
    func refused() throws {
        #expect(refusal(.accept) == "西滩所 2017年4月进展报表：还没有收到。请核对单位、期间和版本。")
        try receive()
        #expect(refusal(.lock) == "西滩所 2017年4月进展报表第 1 版：目前“已收到”，不能锁定。请先采用。")
        #expect(refusal(.returnIt, "") == "退回要写明理由。请给出理由。")
        #expect(refusal(.returnIt) == nil)
        #expect(refusal(.accept) == "西滩所 2017年4月进展报表第 1 版：目前“已退回”，不能采用。请先撤销退回，或等新版本。")
        #expect(try ledger.history(of: slot).decisions.count == 1)
        #expect(try ledger.lastChange() == 3)
    }

    @Test("What is of class A is not accepted, what is of class B only when explained")
    func classes() throws {
        try receive([Finding("x", .mandatory, "错")])
        #expect(refusal(.accept) == "西滩所 2017年4月进展报表第 1 版：有 1 条强制性（A 类）问题，不能采用（错）。请退回该单位更正后重报。")
        try ledger.receive(
            Lake.file("92", 4, Lake.increases(2, 1, 9, 1, 0), findings: [Finding("y", .explain, "疑")]), .officer)
        #expect(refusal(.accept) == "西滩所 2017年4月进展报表第 2 版：有 1 条准强制性（B 类）问题没有说明，不能采用（疑）。请先写明该单位的说明。")
        #expect(refusal(.explain) == nil)
        #expect(refusal(.accept) == nil)
    }

    @Test("A locked month takes in a new version, but does not accept it")
    func locked() throws {
        try receive()
        for action in [DecisionAction.accept, .lock] { try ledger.decide(action, on: slot, .officer) }
        try ledger.receive(Lake.file("92", 4, Lake.increases(5, 1, 9, 1, 0)), .officer)
        #expect(refusal(.accept) == "西滩所 2017年4月进展报表：该月已锁定，不能再采用其他版本。请先解锁。")
    }

    @Test("Locking and unlocking all finds the accepted version below a correction that waits")
    func lockAllBelow() throws {
        try receive()
        try ledger.decide(.accept, on: slot, .officer)
        try ledger.receive(Lake.file("92", 4, Lake.increases(5, 1, 9, 1, 0)), .officer)
        func all(_ action: DecisionAction) throws -> DecisionOutcome {
            try ledger.decideAll(action, .progress, under: "92", period: .m(4), .officer)
        }
        #expect(try all(.lock).count == 1)
        #expect(try ledger.history(of: slot).versions.map(\.version.state) == [.locked, .received])
        #expect(try all(.undoLock).count == 1)
        #expect(try ledger.history(of: slot).versions.map(\.version.state) == [.accepted, .received])
    }

    @Test("A correction that waits beside a version that counts is 待审, and the one that counts is named")
    func waitingCorrection() throws {
        try receive()
        for action in [DecisionAction.accept, .lock] { try ledger.decide(action, on: slot, .officer) }
        try ledger.receive(Lake.file("92", 4, Lake.increases(5, 1, 9, 1, 0)), .officer)
        let clean = try ledger.status(of: .progress, .m(4), under: "92", listing: .everybody)
        #expect(clean.rows[0].counts.waiting == 1)
        #expect(clean.rows[0].counts.accepted == 1)
        #expect(clean.leaves[0].uncounted?.standing == "第 2 版待解锁后采用；仍计入第 1 版（已锁定）")
        try ledger.receive(
            Lake.file("92", 4, Lake.increases(6, 1, 9, 1, 0), findings: [Finding("x", .mandatory, "错")]), .officer)
        let bent = try ledger.status(of: .progress, .m(4), under: "92")
        #expect(bent.leaves[0].uncounted?.standing == "第 3 版有 1 条 A 类问题，待退回（错）；仍计入第 1 版（已锁定）")
    }

    @Test("The status says who sent back or released, when and why")
    func decided() throws {
        try receive()
        try ledger.decide(.returnIt, on: slot, .officer("偏大"))
        try ledger.decide(.exempt, on: LedgerSlot(.progress, "911", .m(4)), .officer("停课"))
        let leaves = try ledger.status(of: .progress, .m(4), listing: .everybody).leaves
        let returned = try #require(leaves.first { $0.unit.code == "92" })
        let note = ChangeNote.officer("偏大").words
        #expect(note.hasSuffix("：偏大"))
        #expect(returned.uncounted?.standing == "第 1 版已退回，待重报（\(note)）")
        #expect(leaves.first { $0.unit.code == "911" }?.decided?.why == "停课")
    }

    @Test("What lacks an explanation is of class B when all are accepted")
    func bulkExplain() throws {
        try ledger.receive(
            Lake.file("92", 4, Lake.increases(2, 1, 9, 1, 0), findings: [Finding("y", .explain, "疑")]), .officer)
        let outcome = try ledger.decideAll(.accept, .progress, under: "92", period: .m(4), .officer)
        #expect(outcome.refused.map(\.severity) == [.explain])
    }

    @Test("An exempt month is not expected, and cannot be accepted")
    func exempt() throws {
        #expect(try ledger.decide(.exempt, on: slot, .officer("停课")) == .exempt)
        #expect(refusal(.exempt) == "西滩所 2017年4月进展报表：已经免报。请查看该月的历史。")
        try receive()
        #expect(refusal(.accept) == "西滩所 2017年4月进展报表：该月已免报，不能采用。请先撤销免报。")
        let status = try ledger.status(of: .progress, .m(4))
        #expect(status.rows[0].counts.expected == 2)
        #expect(status.rows[0].counts.exempt == 1)
        #expect(status.rows[0].counts.unexpected == 1)
        #expect(try ledger.campaign(.lakeTown).report(for: "92", period: .m(4)).missing == [])
        #expect(try ledger.progressReport(of: "92", period: .m(4), .lakeTown).missing == [])
    }

    @Test("Who owes nothing for the month cannot be exempt, and nothing is written")
    func notOwed() throws {
        func refusal(_ unit: String, _ month: Int, _ form: LedgerForm = .progress) -> String? {
            do {
                try ledger.decide(.exempt, on: LedgerSlot(form, unit, .m(month)), .officer("停课"))
                return nil
            } catch { return "\(error)" }
        }
        let before = try ledger.lastChange()
        #expect(refusal("91", 4) == "东岭区 2017年4月进展报表：该单位由下级单位汇总，自己不填报，不能免报。请对不用报的下级单位逐个办理。")
        #expect(refusal("931", 5) == "石桥所 2017年5月进展报表：该月尚未开办（首报期间 2017年6月），本来不用报，不用免报。请核对单位和期间。")
        #expect(refusal("931", 9) == "石桥所 2017年9月进展报表：该月已经撤并（末报期间 2017年8月），本来不用报，不用免报。请核对单位和期间。")
        #expect(refusal("92", 4, .form3) == "西滩所 2017年4月附件3：附件3该月不用报送，不用免报。请核对报表和期间。")
        #expect(refusal("92", 10) == "2017年10月：期间应在 2017年4月 至 2017年9月 之间，实为 2017年10月。请改正期间。")
        #expect(try ledger.lastChange() == before)
        #expect(refusal("931", 6) == nil)
    }

    @Test("Many units at a time: those that can be are accepted, the others are told")
    func bulk() throws {
        try receive()
        try ledger.receive(
            Lake.file("911", 4, Lake.increases(1, 1, 1, 1, 1), findings: [Finding("x", .mandatory, "错")]), .officer)
        let outcome = try ledger.decideAll(.accept, .progress, period: .m(4), .officer)
        #expect(outcome.count == 1)
        #expect(outcome.refused.map(\.description) == ["北岸所 2017年4月进展报表：有 1 条强制性（A 类）问题，不能采用（错）。请退回该单位更正后重报。"])
        #expect(try ledger.decideAll(.accept, .progress, period: .m(4), .officer).count == 0)
    }

    @Test("What was returned does not count, also where all that was received does; the version before it does again")
    func returned() throws {
        let all = LedgerReporting(counting: .allReceived)
        func trips(_ how: LedgerReporting) throws -> Figure? {
            let report = try ledger.progressReport(of: "92", period: .m(4), .lakeTown, how)["trips"]?.total
            #expect(try ledger.campaign(.lakeTown, how).report(for: "92", period: .m(4))["trips"]?.total == report)
            return report
        }
        try receive()
        let before = try ledger.lastChange()
        #expect(try trips(all) == .known(9))
        try ledger.decide(.returnIt, on: slot, .officer("偏大"))
        #expect(try trips(all) == .absent(.notReported))
        #expect(try trips(LedgerReporting(counting: .allReceived, asOf: before)) == .known(9))
        try ledger.decide(.undoReturn, on: slot, .officer)
        try ledger.receive(Lake.file("92", 4, Lake.increases(1, 1, 900, 1, 0)), .officer)
        #expect(try trips(all) == .known(900))
        try ledger.decide(.returnIt, on: slot, .officer("多填了位数"))
        #expect(try trips(all) == .known(9))
        #expect(Counting.allReceived.word == "收到而未退回的都计入")
    }
}
