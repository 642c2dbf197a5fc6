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
        let first = try outbox.send(message.letter, named: name) { _ throws(DeliveryTrouble) in count += 1 }
        let second = try outbox.send(message.letter, named: name) { _ throws(DeliveryTrouble) in count += 1 }
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
            try outbox.send(message.letter, named: "m") { _ throws(DeliveryTrouble) in throw trouble }
        }
        #expect(try folder.read("outbox/m.eml") == message.letter.bytes)
        #expect(!outbox.wasSent("m"))
        #expect(
            try outbox.send(message.letter, named: "m") { _ throws(DeliveryTrouble) in }
                == .sent(outbox.folder + "/sent/m.eml"))
        #expect(!FileManager.default.fileExists(atPath: outbox.waitingPath("m")))
    }

    @Test("Where nobody knows whether it arrived, it is not sent again")
    func doubt() throws {
        var unknown = try trouble()
        unknown.kind = .unknown
        let trouble = unknown
        #expect(throws: DeliveryTrouble.self) {
            try outbox.send(message.letter, named: "m") { _ throws(DeliveryTrouble) in throw trouble }
        }
        let failure = #expect(throws: Failure.self) {
            try outbox.send(message.letter, named: "m") { _ throws(DeliveryTrouble) in
                Issue.record("it must not be sent")
            }
        }
        #expect(
            failure?.description
                == "\(outbox.claimPath("m"))：这封邮件正在发送，或上次发送中断，不知道是否送达。"
                + "请先问收件人是否收到；没有收到的，删除这个 .sending 文件后再发。")
    }

    @Test("While one command sends, another does not")
    func claimed() throws {
        _ = try outbox.send(message.letter, named: "m") { letter throws(DeliveryTrouble) in
            #expect(throws: Failure.self) {
                try outbox.send(letter, named: "m") { _ throws(DeliveryTrouble) in Issue.record("twice") }
            }
        }
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
