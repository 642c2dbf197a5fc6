import Diagnostics
import Forms
import Ledger
import TestSupport
import Testing

@Suite("Files that came before")
struct KnownFileTests {
    private let folder: TemporaryFolder
    private let ledger: ReportLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Lake.ledger(folder)
    }

    private func file(_ name: String, _ forms: [IncomingForm] = []) -> IncomingFile {
        IncomingFile(source: name, bytes: Array(name.utf8), received: .on(4, 20), forms: forms)
    }

    private func openings(_ level: Int) -> [OpeningBalance] {
        [OpeningBalance(unit: "92", indicator: "buses", level: level)]
    }

    private func level() throws -> Int? {
        try ledger.campaign(.lakeTown, under: "92").openings.first { $0.indicator == "buses" }?.level
    }

    @Test("Old opening balances are not taken back; on purpose they are")
    func openingsAgain() throws {
        #expect(try ledger.receiveOpenings(openings(10), of: file("old.csv"), .officer) == [])
        #expect(
            try ledger.receiveOpenings(openings(12), of: file("new.csv"), .officer).map(\.description) == [
                "new.csv：改动了 1 项已登记的期初数，例如 西滩所“buses”10 → 12，以前各月的合计随之改变。请核对；已报出的报表用 huxiao changes 查看。"
            ])
        let change = try ledger.lastChange()
        #expect(
            try ledger.receiveOpenings(openings(10), of: file("old.csv"), .officer).map(\.description) == [
                "old.csv：这个期初数文件以前登记过（第 2 号变更，2017-05-02），后来又登记了新的期初数，这次没有登记。确实要恢复成这个文件的数，请加 --again。"
            ])
        #expect(try ledger.lastChange() == change)
        #expect(try level() == 12)
        #expect(try ledger.receiveOpenings(openings(12), of: file("new.csv"), .officer) == [])
        var again = file("old.csv")
        again.isAgain = true
        _ = try ledger.receiveOpenings(openings(10), of: again, .officer)
        #expect(try level() == 10)
        #expect(try ledger.verify(.lakeTown).findings == [])
    }

    private func form(_ trips: Int) -> IncomingForm {
        IncomingForm(
            unit: "92", period: .m(4), content: .progress(ProgressContent(Lake.increases(0, 0, trips, 1, 0))))
    }

    @Test("An old file is no new version, whatever it gave when it came; on purpose it is")
    func submissionsAgain() throws {
        #expect(try ledger.receive(file("a", [form(9)]), .officer) == [.stored(version: 1)])
        // It says what is known, so that nothing of it was stored.
        #expect(try ledger.receive(file("b", [form(9), other]), .officer)[0] == .known(version: 1))
        #expect(try ledger.receive(file("c", [form(7)]), .officer) == [.stored(version: 2)])
        #expect(try ledger.receive(file("b", [form(9), other]), .officer) == [.known(version: 1), .known(version: 1)])
        let receipt = try ledger.receive(file("a", [form(9)]), accepting: true, .officer)[0]
        #expect(receipt.outcome == .known(version: 1))
        #expect(receipt.newer?.version == 2)
        #expect(receipt.state == .received, "an old version is not accepted in passing")
        var again = file("a", [form(9)])
        again.isAgain = true
        #expect(try ledger.receive(again, .officer) == [.stored(version: 3)])
    }

    private func stated(_ trips: Int, _ version: Int?) -> IncomingForm {
        var form = form(trips)
        form.statedVersion = version
        return form
    }

    @Test("The same content in a file with other bytes is not a new version, unless it calls itself a later one")
    func savedAgain() throws {
        try ledger.receive([file("a", [form(9)]), file("b", [stated(7, 2)]), file("c", [stated(8, 3)])], .officer)
        let saved = try ledger.receive(file("b with a mark", [stated(7, 2)]), accepting: true, .officer)[0]
        #expect(saved.outcome == .known(version: 2))
        #expect(saved.newer?.version == 3)
        #expect(saved.state == .received)
        #expect(try ledger.receive(file("back to b", [stated(7, 4)]), .officer) == [.stored(version: 4)])
        var again = file("b once more", [form(8)])
        again.isAgain = true
        #expect(try ledger.receive(again, .officer) == [.stored(version: 5)])
    }

    @Test("What calls itself an earlier version with figures of its own is refused")
    func statedEarlier() throws {
        try ledger.receive([file("a", [form(9)]), file("b", [stated(7, 2)]), file("c", [stated(8, 3)])], .officer)
        let late = file("d", [stated(6, 2)])
        guard case .refused(let finding) = try ledger.receive(late, .officer)[0] else {
            Issue.record("it was stored")
            return
        }
        #expect(
            finding.description
                == "92 2017年4月进展报表：文件写明是第 2 版，台账已登记到第 3 版，内容与各版都不同，没有登记。请核对是不是旧文件；确实是最新的更正，请把版本改为 4，或加 --again。"
        )
        var again = late
        again.isAgain = true
        #expect(try ledger.receive(again, .officer) == [.stored(version: 4)])
    }

    @Test("A version whose number leaps is stored, and the leap is told with it")
    func leap() throws {
        try ledger.receive([file("a", [form(9)]), file("b", [stated(7, 7)])], .officer)
        let history = try ledger.history(of: LedgerSlot(.progress, "92", .m(4)))
        #expect(
            history.versions[1].findings.map(\.statement) == ["文件写明是第 7 版，以前只收到 1 版，登记为第 2 版"])
    }

    @Test("One file that brings a correction and takes it back has all three versions")
    func backInOneFile() throws {
        let all = file("a", [form(9), form(7), form(9)])
        #expect(
            try ledger.receive(all, .officer) == [.stored(version: 1), .stored(version: 2), .stored(version: 3)])
        #expect(try ledger.receive(all, .officer) == [.known(version: 1), .known(version: 2), .known(version: 3)])
    }

    @Test("What says that it was received after it was recorded is told")
    func future() throws {
        var late = form(9)
        late.received = .on(12, 30)
        try ledger.receive(file("a", [late]), .officer)
        let history = try ledger.history(of: LedgerSlot(.progress, "92", .m(4)))
        #expect(history.versions[0].findings.map(\.statement) == ["收到日期 2017-12-30 晚于登记日期 2017-05-02"])
    }

    private func showing(_ total: Int?) -> IncomingForm {
        var form = form(9)
        if let total { form.shownTotals = ["buses": total] }
        return form
    }

    @Test("The same figures with another 合计 are another version; a form without 合计 says nothing against it")
    func otherTotals() throws {
        #expect(try ledger.receive(file("a", [showing(24)]), .officer) == [.stored(version: 1)])
        #expect(try ledger.receive(file("b", [showing(nil)]), .officer) == [.known(version: 1)])
        #expect(try ledger.receive(file("c", [showing(28)]), .officer) == [.stored(version: 2)])
        #expect(try ledger.receive(file("d", [showing(28)]), .officer) == [.known(version: 2)])
    }

    private var other: IncomingForm {
        IncomingForm(
            unit: "911", period: .m(4), content: .progress(ProgressContent(Lake.increases(0, 0, 1, 1, 0))))
    }
}
