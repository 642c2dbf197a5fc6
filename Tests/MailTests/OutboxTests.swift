import Diagnostics
import Foundation
import Mail
import TestSupport
import Testing

@Suite("The outbox")
struct OutboxTests {
    private let folder: TemporaryFolder
    private let outbox: Outbox
    private let message: Message

    init() throws {
        folder = try TemporaryFolder()
        outbox = Outbox(folder.path + "/outbox")
        message = try Samples.full()
    }

    /// Tells a trouble of any kind, by way of a real attempt.
    private func trouble() throws -> DeliveryTrouble {
        let letter = Letter(from: try EmailAddress("a@example.org"), to: [], bytes: [])
        let transport = SMTPTransport(try SMTPServer(host: "localhost"))
        return try #require(#expect(throws: DeliveryTrouble.self) { try transport.send(letter) })
    }

    @Test("What was sent is kept, for its owner alone, and not sent again")
    func once() throws {
        var count = 0
        let name = message.outboxName()
        let first = try outbox.send(message.letter, named: name) { _, _ throws(DeliveryTrouble) in count += 1 }
        let second = try outbox.send(message.letter, named: name) { _, _ throws(DeliveryTrouble) in count += 1 }
        let path = "\(outbox.folder)/sent/\(name).eml"
        #expect(first == .sent(path))
        #expect(second == .sentBefore(path))
        #expect(count == 1)
        #expect(try folder.read("outbox/sent/\(name).eml") == message.letter.bytes)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("What was not sent waits, and can be sent later")
    func waits() throws {
        let trouble = try trouble()
        #expect(throws: DeliveryTrouble.self) {
            try outbox.send(message.letter, named: "m") { _, _ throws(DeliveryTrouble) in throw trouble }
        }
        #expect(try folder.read("outbox/m.eml") == Array("X-Unsent: 1\r\n".utf8) + message.letter.bytes)
        #expect(!outbox.wasSent("m"))
        #expect(
            try outbox.send(message.letter, named: "m") { _, _ throws(DeliveryTrouble) in }
                == .sent(outbox.folder + "/sent/m.eml"))
        #expect(!FileManager.default.fileExists(atPath: outbox.waitingPath("m")))
    }

    @Test("Where nobody knows whether it arrived, it is not sent again")
    func doubt() throws {
        var unknown = try trouble()
        unknown.kind = .unknown
        let trouble = unknown
        #expect(throws: DeliveryTrouble.self) {
            try outbox.send(message.letter, named: "m") { _, _ throws(DeliveryTrouble) in throw trouble }
        }
        let failure = #expect(throws: Failure.self) {
            try outbox.send(message.letter, named: "m") { _, _ throws(DeliveryTrouble) in
                Issue.record("it must not be sent")
            }
        }
        #expect(
            failure?.description
                == "\(outbox.claimPath("m"))：这封邮件上次发送到一半中断，不知道是否送达。"
                + "请先问收件人是否收到：收到的，把 \(outbox.waitingPath("m")) 移到 \(outbox.folder)/sent；没有收到的，删除这个 .sending 文件后再发。")
    }

    @Test("While one command sends, another does not")
    func claimed() throws {
        _ = try outbox.send(message.letter, named: "m") { letter, _ throws(DeliveryTrouble) in
            var failure: (any Error)?
            do {
                _ = try outbox.send(letter, named: "m") { _, _ throws(DeliveryTrouble) in Issue.record("twice") }
            } catch {
                failure = error
            }
            #expect((failure as? Failure)?.description == "\(outbox.waitingPath("m"))：另一条命令正在发送这封邮件。请等它结束。")
        }
        #expect(try folder.names().contains { $0.hasSuffix(".lock") } == false)
    }

    @Test("Only from the letter's first byte to its end is its fate in doubt")
    func doubtBegins() throws {
        let trouble = try trouble()
        var doubts: [Bool] = []
        #expect(throws: DeliveryTrouble.self) {
            try outbox.send(message.letter, named: "m") { _, begin throws(DeliveryTrouble) in
                let before = outbox.isInDoubt("m")
                try? begin()
                doubts = [before, outbox.isInDoubt("m")]
                throw trouble
            }
        }
        #expect(doubts == [false, true])
        #expect(!outbox.isInDoubt("m"))
    }

    @Test("The same message made on another day has the same name; another one has not")
    func names() throws {
        var later = message
        later.date = try #require(MessageDate(secondsSince1970: 1_500_000_000))
        later.id = MessageID("other", domain: "example.org")
        #expect(later.outboxName() == message.outboxName())
        var other = message
        other.to.append(try Mailbox("c@example.org"))
        #expect(other.outboxName() != message.outboxName())
        other = message
        other.attachments[0].bytes[0] = 9
        #expect(other.outboxName() != message.outboxName())
        #expect(other.outboxName(files: message.attachments) == message.outboxName())
    }

    @Test(
        "A subject from data leads into no folder",
        arguments: ["../../x", "a/b", "..", "\r\n", String(repeating: "长", count: 300)])
    func safeNames(subject: String) throws {
        var message = message
        message.subject = HeaderText(subject)
        let name = message.outboxName()
        #expect(!name.contains("/") && !name.hasPrefix(".") && name.utf8.count < 200)
    }
}
