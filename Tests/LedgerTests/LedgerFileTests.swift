import Diagnostics
import Forms
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Ledger

@Suite("The ledger's file")
struct LedgerFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return "\(error)".replacing(folder.path + "/", with: "") }
    }

    @Test("Only its owner can read it and its log")
    func mode() throws {
        let ledger = try Lake.ledger(folder)
        try ledger.take("92", 4, 1, 1, 1, 1, 1)
        for name in try folder.names() {
            let mode = try FileManager.default.attributesOfItem(atPath: folder.path(of: name))[.posixPermissions]
            #expect(mode as? Int == 0o600, "\(name)")
        }
    }

    @Test("Opened again, it is what it was")
    func reopen() throws {
        try Lake.ledger(folder).take("92", 4, 1, 1, 7, 1, 1)
        let ledger = try ReportLedger.open(folder.path(of: "ledger.sqlite"))
        #expect(try ledger.progressReport(of: "西滩所", period: .m(4), .lakeTown)["trips"]?.total == .known(7))
    }

    @Test("A file that is there, is no ledger, or is not there: a sentence")
    func refusals() throws {
        _ = try Lake.ledger(folder)
        #expect(message { _ = try Lake.ledger(folder) } == "ledger.sqlite：台账已经存在，没有改动。请换一个文件夹，或直接使用现有台账。")
        #expect(
            message { _ = try ReportLedger.open(folder.path(of: "no.sqlite")) }
                == "no.sqlite：找不到台账。请检查路径，或先用 huxiao init 建立。")
        try folder.write(Array("not a database, but long enough to look at".utf8), to: "text.sqlite")
        #expect(
            message { _ = try ReportLedger.open(folder.path(of: "text.sqlite")) }
                == "text.sqlite：这不是护校的台账文件。请检查路径，或用备份恢复。")
    }

    @Test("The same file again is no new version")
    func known() throws {
        let ledger = try Lake.ledger(folder)
        let file = Lake.file("92", 4, Lake.increases(1, 1, 1, 1, 1))
        #expect(try ledger.receive(file, .officer) == [.stored(version: 1)])
        let change = try ledger.lastChange()
        #expect(try ledger.receive(file, .officer) == [.known(version: 1)])
        #expect(try ledger.lastChange() == change)
    }

    @Test("A form of an unknown unit or month is refused, the rest of its file is stored")
    func strangers() throws {
        let ledger = try Lake.ledger(folder)
        var file = Lake.file("92", 4, Lake.increases(1, 1, 1, 1, 1))
        file.forms.append(IncomingForm(unit: "77", period: .m(4), content: .progress(ProgressContent([]))))
        file.forms.append(IncomingForm(unit: "92", period: .m(3), content: .progress(ProgressContent([]))))
        let outcomes = try ledger.receive(file, .officer)
        #expect(outcomes[0] == .stored(version: 1))
        let sentences = outcomes.dropFirst().map { outcome in
            if case .refused(let finding) = outcome { finding.description } else { "" }
        }
        #expect(
            sentences == [
                "77 2017年4月进展报表：单位代码“77”不在台账的单位表中，没有登记。请改正单位代码，或先登记该单位。",
                "92 2017年3月进展报表：期间应在 2017年4月 至 2017年9月 之间，没有登记。请改正期间。",
            ])
    }

    @Test("A backup is a ledger, and says the same")
    func backup() throws {
        let ledger = try Lake.ledger(folder)
        try ledger.take("92", 4, 1, 1, 7, 1, 1)
        try ledger.backUp(to: folder.path(of: "copy.sqlite"))
        #expect(try folder.names().filter { $0.hasPrefix("copy") } == ["copy.sqlite"])
        let copy = try ReportLedger.open(folder.path(of: "copy.sqlite"))
        #expect(
            try copy.rollUp(.lakeTown, through: .m(4)).figures(of: "9", in: .m(4))
                == ledger.rollUp(.lakeTown, through: .m(4)).figures(of: "9", in: .m(4)))
        #expect(try copy.verify(.lakeTown).findings == [])
        #expect(
            message { try ledger.backUp(to: folder.path(of: "copy.sqlite")) } == "copy.sqlite：备份文件已经存在，没有改动。请换一个文件名。")
    }

    @Test("A second command waits, then says that the ledger is in use")
    func busy() throws {
        let first = try Lake.ledger(folder)
        let second = try ReportLedger.open(folder.path(of: "ledger.sqlite"), patience: 0.2)
        try first.pool.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                #expect(
                    message { try second.take("92", 4, 1, 1, 1, 1, 1) }
                        == "ledger.sqlite：另一个命令正在使用台账，等待已超时，台账没有改动。请等它结束后重试。")
                return .commit
            }
        }
        try second.take("92", 4, 1, 1, 1, 1, 1)
    }
}
