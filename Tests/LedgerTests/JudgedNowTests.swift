import Diagnostics
import Forms
import Ledger
import TestSupport
import Testing

@Suite("Versions are judged with what counts now")
struct JudgedNowTests {
    private let folder: TemporaryFolder
    private let ledger: ReportLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Lake.ledger(folder).judging(by: VersionRules(indicators: .lakeTown))
        _ = try ledger.setOpenings(
            [OpeningBalance(unit: "92", indicator: "buses", level: 10)]
                + [OpeningBalance(unit: "92", indicator: "busesChecked", level: 8)], .officer)
    }

    private func receive(_ month: Int, _ values: [ReportedFigure.Value], findings: [Finding] = []) throws {
        try ledger.receive(Lake.file("92", month, values, findings: findings), .officer)
    }

    private func refusal(_ month: Int, _ version: Int? = nil) -> String? {
        do {
            try ledger.decide(.accept, on: LedgerSlot(.progress, "92", .m(month)), version: version, .officer)
            return nil
        } catch { return "\(error)" }
    }

    private func may() throws -> SlotHistory { try ledger.history(of: LedgerSlot(.progress, "92", .m(5))) }

    /// April has a wrong figure, which shows in May alone.
    private func wrongApril() throws {
        try ledger.take("92", 4, 0, 2, 9, 1, 0)
        let stored = Finding(
            "progress.relation.busesChecked<=buses", .mandatory, at: Place(file: "92-5.xlsx"), "收到时不符", remedy: "请核对")
        try receive(5, Lake.increases(0, 1, 9, 1, 0), findings: [stored])
    }

    @Test("A month that was wrong only because an earlier one was is accepted after that one's correction")
    func earlierMonth() throws {
        try wrongApril()
        #expect(
            refusal(5)
                == "西滩所 2017年5月进展报表第 1 版：有 1 条强制性（A 类）问题，不能采用（“02 已检校车数”合计应不大于“01 校车数”合计，前者为 11，后者为 10）。请退回该单位更正后重报。"
        )
        try receive(4, [.blank, .increase(0), .blank, .blank, .blank])
        #expect(refusal(5) != nil, "April's correction does not count yet")
        #expect(refusal(4) == nil)
        #expect(try may().versions[0].findings.map(\.statement) == ["收到时不符"])
        #expect(try may().versions[0].judged.filter { $0.severity <= .explain } == [])
        #expect(refusal(5) == nil)
    }

    @Test("Many at a time: what has become clean is accepted, and the status knows it")
    func bulk() throws {
        try wrongApril()
        let before = try ledger.status(of: .progress, .m(5))
        let call = try #require(before.leaves.first { $0.unit.code == "92" })
        #expect(call.trouble == .mandatory)
        #expect(
            call.uncounted?.words
                == "已收到但未采用：第 1 版有 1 条 A 类问题，待退回（“02 已检校车数”合计应不大于“01 校车数”合计，前者为 11，后者为 10）")
        #expect(before.rows[0].counts.mandatory == 1)
        #expect(try ledger.decideAll(.accept, .progress, period: .m(5), .officer).count == 0)
        try receive(4, [.blank, .increase(0), .blank, .blank, .blank])
        #expect(refusal(4) == nil)
        let after = try ledger.status(of: .progress, .m(5)).leaves.filter { $0.unit.code == "92" }
        #expect(after.map(\.trouble) == [], "\(after)")
        #expect(try ledger.decideAll(.accept, .progress, period: .m(5), .officer).count == 1)
    }

    @Test("The other way round: an earlier month's correction makes a month wrong that came without findings")
    func laterWrong() throws {
        try ledger.take("92", 4, 0, 0, 9, 1, 0)
        try receive(5, Lake.increases(0, 2, 9, 1, 0))
        #expect(try may().versions[0].judged.filter { $0.severity <= .explain } == [])
        try receive(4, [.blank, .increase(1), .blank, .blank, .blank])
        #expect(refusal(4) == nil)
        #expect(refusal(5)?.contains("前者为 11，后者为 10") == true)
    }

    @Test("A month that was accepted and became wrong is told, and called about")
    func acceptedWrong() throws {
        try ledger.take("92", 4, 0, 0, 9, 1, 0)
        try ledger.take("92", 5, 0, 2, 9, 1, 0)
        #expect(try ledger.acceptedWrong(of: ["92", "nowhere"]) == [])
        try receive(4, [.blank, .increase(1), .blank, .blank, .blank])
        #expect(try ledger.acceptedWrong(of: ["92"]) == [], "April's correction does not count yet")
        #expect(refusal(4) == nil)
        let wrong = try ledger.acceptedWrong(of: ["92"])
        #expect(wrong.map(\.slot) == [LedgerSlot(.progress, "92", .m(5))])
        #expect(wrong[0].findings.map(\.statement) == ["“02 已检校车数”合计应不大于“01 校车数”合计，前者为 11，后者为 10"])
        let call = try #require(try ledger.status(of: .progress, .m(5)).leaves.first { $0.unit.code == "92" })
        #expect(call.trouble == .wrong)
        #expect(call.wrong == "“02 已检校车数”合计应不大于“01 校车数”合计，前者为 11，后者为 10")
        #expect(try ledger.acceptedWrong(of: ["92"], except: [JudgedSlot(wrong[0].slot, 1)]) == [])
    }

    @Test("Opening balances that are put right make the month right")
    func openings() throws {
        try receive(4, Lake.increases(0, 3, 9, 1, 0))
        #expect(refusal(4) != nil)
        _ = try ledger.setOpenings([OpeningBalance(unit: "92", indicator: "busesChecked", level: 7)], .officer)
        #expect(refusal(4) == nil)
    }

    @Test("What cannot be read stays as it was found; a correction that leaves it open does not mend it")
    func unreadable() throws {
        let found = Finding("progress.not-a-number", .mandatory, at: Place(file: "a"), "应填整数，实填“九”", remedy: "请改成整数")
        try receive(4, [.increase(0), .increase(0), .refused, .increase(1), .increase(0)], findings: [found])
        #expect(refusal(4)?.contains("应填整数，实填“九”") == true)
        try receive(4, [.blank, .increase(1), .blank, .blank, .blank])
        #expect(refusal(4)?.contains("以前的版本填的不是数，这一版没有更正") == true)
        try receive(4, [.blank, .blank, .increase(9), .blank, .blank])
        #expect(refusal(4) == nil)
    }

    @Test("A unit that is moved out of the month by the list of units is no longer expected")
    func unitsChange() throws {
        try receive(4, Lake.increases(0, 0, 9, 1, 0))
        var units = Lake.units
        units[2].reportsFrom = .m(5)
        try ledger.configure(Lake.setup(units), .officer)
        #expect(refusal(4)?.contains("从 2017年5月 起才填报") == true)
    }

    @Test("A correction follows the version before it, whatever became of that one", arguments: [true, false])
    func partial(isReturned: Bool) throws {
        try receive(4, Lake.increases(0, 1, 9, 1, 0))
        if isReturned { try ledger.decide(.returnIt, on: LedgerSlot(.progress, "92", .m(4)), .officer("偏大")) }
        try receive(4, [.blank, .blank, .increase(7), .blank, .blank])
        #expect(refusal(4) == nil)
        let report = try ledger.progressReport(of: "92", period: .m(4), .lakeTown)
        #expect(report["trips"]?.increase == .known(7))
        #expect(report["busesChecked"]?.increase == .known(1))
        #expect(report["complaints"]?.increase == .known(0))
        #expect(try ledger.campaign(.lakeTown).report(for: "92", period: .m(4)).incomplete == [])
        #expect(try ledger.rollUp(.lakeTown, through: .m(4)).submissionCount == 1)
        let history = try ledger.history(of: LedgerSlot(.progress, "92", .m(4)))
        #expect(history.versions[1].differences.map { "\($0.key) \($0.before)→\($0.after)" } == ["trips 9→7"])
        #expect(
            history.versions[1].judged.map(\.rule).contains("progress.carried-returned") == isReturned)
        #expect(try ledger.verify(.lakeTown).findings == [])
    }

    @Test("A correction of a correction that waits has both")
    func chain() throws {
        try ledger.take("92", 4, 0, 1, 9, 1, 0)
        try receive(4, [.blank, .blank, .increase(7), .blank, .blank])
        try receive(4, [.blank, .blank, .blank, .blank, .increase(3)])
        #expect(refusal(4, 3)?.contains("05 投诉") == nil)
        let report = try ledger.progressReport(of: "92", period: .m(4), .lakeTown)
        #expect(report["trips"]?.increase == .known(7))
        #expect(report["complaints"]?.increase == .known(3))
    }

    @Test("A 合计 that a form shows is compared with what follows from all months, each time")
    func shownTotal() throws {
        try ledger.take("92", 4, 0, 1, 9, 1, 0)
        var file = Lake.file("92", 5, Lake.increases(0, 0, 9, 1, 0))
        file.forms[0].shownTotals = ["busesChecked": 8]
        try ledger.receive(file, .officer)
        #expect(
            refusal(5)
                == "西滩所 2017年5月进展报表第 1 版：有 1 条准强制性（B 类）问题没有说明，不能采用（表中合计 8，按期初数和各月新增推算为 9）。请先写明该单位的说明。")
        try receive(4, [.blank, .increase(0), .blank, .blank, .blank])
        #expect(refusal(4) == nil)
        #expect(refusal(5) == nil)
        #expect(try ledger.verify(.lakeTown).findings == [])
    }

    @Test("Figures far above what is usual are told with the version, and rules that were skipped too")
    func overTime() throws {
        for month in 4...6 { try ledger.take("92", month, 0, 0, 10 + month, 1, 0) }
        try receive(7, Lake.increases(0, 0, 150, 9, 0))
        let judged = try ledger.history(of: LedgerSlot(.progress, "92", .m(7))).versions[0].judged
        #expect(
            judged.map(\.description) == [
                "92-7.xlsx 西滩所 2017年7月（出车次数）：“03 出车次数”本月新增 150，以往各月的中位数为 15，超过 5 倍。请核实是否多填了位数。",
                "92-7.xlsx 西滩所 2017年7月：“本月新增与上年同月相差不超过 5 倍”有 5 项指标没有检查：没有上年同月的数。补齐数据后再检查。",
            ])
        #expect(refusal(7) == nil)
    }
}
