import Diagnostics
import Foundation
import Mail
import TestSupport
import Testing

/// Answers of a server, one an attempt; it notes who was tried.
private final class ScriptedTransport: MailTransport, @unchecked Sendable {
    private var answers: [DeliveryTrouble.Kind?]
    private let trouble: DeliveryTrouble
    private(set) var tried: [String] = []

    init(_ answers: [DeliveryTrouble.Kind?], step: String = "MAIL FROM") throws {
        self.answers = answers
        let letter = Letter(from: try EmailAddress("a@example.org"), to: [], bytes: [])
        let transport = SMTPTransport(try SMTPServer(host: "localhost"))
        var trouble = try #require(#expect(throws: DeliveryTrouble.self) { try transport.send(letter) })
        trouble.step = step
        self.trouble = trouble
    }

    func send(_ letter: Letter, beginning begin: () throws -> Void) throws(DeliveryTrouble) {
        tried.append(String(decoding: letter.bytes, as: UTF8.self))
        guard !answers.isEmpty, let kind = answers.removeFirst() else { return }
        var trouble = trouble
        trouble.kind = kind
        throw trouble
    }
}

@Suite("Many letters")
struct DispatchTests {
    private let folder: TemporaryFolder
    private let outbox: Outbox
    private let items: [Dispatch<ScriptedTransport>.Item]

    init() throws {
        folder = try TemporaryFolder()
        outbox = Outbox(folder.path + "/outbox")
        let address = try EmailAddress("a@example.org")
        items = ["a", "b", "c"].map {
            Dispatch.Item(letter: Letter(from: address, to: [address], bytes: Array($0.utf8)), name: $0)
        }
    }

    /// - Returns: Seconds waited and letters left, one a round; what became of each letter, in the order of knowing.
    private func run(
        _ transport: ScriptedTransport, delays: [Int] = [10, 60], whileWaiting: () throws -> Void = {}
    ) throws -> (waits: [[Int]], settled: [String]) {
        var (waits, settled): ([[Int]], [String]) = ([], [])
        try Dispatch(outbox, through: transport, policy: RetryPolicy(delays: delays)).send(items) { seconds, left, _ in
            waits.append([seconds, left])
            do { try whileWaiting() } catch { Issue.record(error) }
        } settled: { place, result in
            switch result {
            case .success(.sent): settled.append("\(items[place].name) sent")
            case .success(.sentBefore): settled.append("\(items[place].name) before")
            case .failure(let error):
                settled.append("\(items[place].name) \((error as? DeliveryTrouble)?.kind.rawValue ?? "")")
            }
        }
        return (waits, settled)
    }

    @Test("One that is postponed waits until the others had their turn, and no longer than alone")
    func rounds() throws {
        let transport = try ScriptedTransport([.postponed, nil, .postponed, nil, .postponed, nil])
        let run = try run(transport)
        #expect(transport.tried == ["a", "b", "c", "a", "c", "c"])
        #expect(run.waits == [[10, 2], [60, 1]])
        #expect(run.settled == ["b sent", "a sent", "c sent"])
    }

    @Test("A wrong login, or a server that cannot be reached, is not tried again with every letter")
    func common() throws {
        let wrong = try ScriptedTransport([.login])
        #expect(try run(wrong).settled == ["a login", "b login", "c login"])
        #expect(wrong.tried == ["a"])
        let away = try ScriptedTransport([.unreachable, .unreachable, .unreachable], step: "")
        #expect(try run(away).settled == ["a unreachable", "b unreachable", "c unreachable"])
        #expect(away.tried == ["a", "a", "a"])
        #expect(outbox.waiting() == ["a", "b", "c"])
    }

    @Test("What one recipient's server refuses keeps nobody else back")
    func refused() throws {
        #expect(try run(ScriptedTransport([.refused])).settled == ["a refused", "b sent", "c sent"])
    }

    @Test("While it waits nothing is in doubt, and all that is left waits in the outbox for the next command")
    func waiting() throws {
        let transport = try ScriptedTransport([nil, .postponed, .postponed, nil, nil])
        _ = try run(transport) {
            #expect(outbox.waiting() == ["b", "c"])
            #expect(["b", "c"].allSatisfy { !outbox.isInDoubt($0) })
            // Another command sends one of them meanwhile.
            _ = try outbox.send(items[1].letter, named: "b") { _, _ throws(DeliveryTrouble) in }
        }
        #expect(transport.tried == ["a", "b", "c", "c"])
    }
}
