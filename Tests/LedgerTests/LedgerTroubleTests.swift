import GRDB
import Testing

@testable import Ledger

@Suite("What the database could not do, in Chinese")
struct LedgerTroubleTests {
    private func sentence(_ code: ResultCode, isFull: Bool) -> String {
        LedgerTrouble.failure(DatabaseError(resultCode: code, message: "m"), "l.sqlite", isFull: { _ in isFull })
            .description
    }

    @Test("An error of a disk that is full says so, whatever SQLite calls it")
    func full() {
        let sentence = "l.sqlite：磁盘空间不足，本次操作已撤销，台账保持原样。请清理磁盘后重试。"
        #expect(self.sentence(.SQLITE_FULL, isFull: false) == sentence)
        #expect(self.sentence(.SQLITE_IOERR_SHMSIZE, isFull: true) == sentence)
        #expect(self.sentence(.SQLITE_CANTOPEN, isFull: true) == sentence)
    }

    @Test("With room on the disk it stays an error of the disk; other errors do not ask for room")
    func room() {
        #expect(
            sentence(.SQLITE_IOERR_SHMSIZE, isFull: false) == "l.sqlite：读写磁盘出错（SQLite 4874：m），台账没有改动。请检查磁盘后重试。")
        #expect(sentence(.SQLITE_BUSY, isFull: true) == "l.sqlite：另一个命令正在使用台账，等待已超时，台账没有改动。请等它结束后重试。")
    }
}
