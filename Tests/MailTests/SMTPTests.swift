import ByteIO
import Foundation
import Mail
import TestSupport
import Testing

@Suite(
    "Sending, to aiosmtpd on loopback",
    .enabled(if: MailServer.isAvailable, "HUXIAO_PYTHON names no Python with aiosmtpd"))
struct SMTPTests {
    private let login = SMTPLogin(user: "dongling", password: Secret("授权码 a\"b"))

    private func trouble(_ transport: SMTPTransport, _ letter: Letter) -> DeliveryTrouble? {
        do {
            try transport.send(letter)
            return nil
        } catch {
            return error
        }
    }

    @Test("What arrives is what was sent, byte for byte, and Python gets the files back")
    func arrives() throws {
        let server = try MailServer()
        let message = try Samples.full()
        try server.transport().send(message.letter)
        let received = try #require(try server.messages().first)
        #expect(received == message.letter.bytes)
        #expect(try ReadMessage.of(received).files.map { [UInt8]($0.bytes) } == message.attachments.map(\.bytes))
    }

    @Test("The envelope names sender and recipients; the greeting names the sender's domain, not this machine")
    func envelope() throws {
        let server = try MailServer()
        try server.transport().send(try Samples.full().letter)
        let expected = MailServer.Envelope(
            from: "dongling@example.org", to: ["office@example.org", "office2@example.org"], hello: "example.org",
            isEncrypted: false)
        #expect(try server.envelopes() == [expected])
    }

    @Test("Lines that begin with a dot, and a letter of several megabytes")
    func dotsAndSize() throws {
        let server = try MailServer()
        var letter = try Samples.message().letter
        letter.bytes +=
            Array(".\r\n..\r\n.a\r\n".utf8)
            + Array(repeating: Array("0123456789abcdef\r\n".utf8), count: 200_000).joined()
        try server.transport().send(letter)
        #expect(try server.messages() == [letter.bytes])
    }

    @Test("TLS from the first byte, and after STARTTLS", arguments: [SMTPServer.Security.tls, .startTLS])
    func encrypted(security: SMTPServer.Security) throws {
        let server = try MailServer(["--tls", security.rawValue], certificate: "own")
        try server.transport(security, host: "localhost", authority: "own").send(try Samples.message().letter)
        #expect(try server.envelopes().map(\.isEncrypted) == [true])
    }

    @Test(
        "A certificate of an unknown authority, or for another name, is not accepted",
        arguments: [("own", nil), ("own", "other"), ("elsewhere", "own")], [SMTPServer.Security.tls, .startTLS])
    func untrusted(names: (certificate: String, authority: String?), security: SMTPServer.Security) throws {
        let server = try MailServer(["--tls", security.rawValue], certificate: names.certificate)
        let transport = try server.transport(security, host: "localhost", authority: names.authority)
        let trouble = try #require(trouble(transport, try Samples.message().letter))
        #expect(trouble.kind == .untrusted)
        #expect(!trouble.mayTryAgain)
        #expect(
            trouble.failure.remedy
                == "请核对设置（mail:）中的 server、port 和 security（tls 通常用 465，starttls 通常用 587）；"
                + "本单位自建的证书，请用 authorities 写明证书文件")
        #expect(try server.messages() == [])
    }

    @Test("Where STARTTLS is asked for and the server has none, nothing is sent in clear")
    func noStartTLS() throws {
        let server = try MailServer()
        let trouble = trouble(try server.transport(.startTLS), try Samples.message().letter)
        #expect(trouble?.kind == .untrusted)
        #expect(try server.messages() == [])
    }

    @Test("The right login", arguments: [SMTPServer.Security.tls, .startTLS])
    func rightLogin(security: SMTPServer.Security) throws {
        let server = try MailServer(
            ["--tls", security.rawValue, "--login", "dongling:\(login.password.reveal())"], certificate: "own")
        try server.transport(security, host: "localhost", authority: "own", login: login).send(
            try Samples.message().letter)
        #expect(try server.messages().count == 1)
    }

    @Test("A wrong login: the sentence says what to do and holds no password")
    func wrongLogin() throws {
        let server = try MailServer(["--tls", "tls", "--login", "dongling:other"], certificate: "own")
        let transport = try server.transport(.tls, host: "localhost", authority: "own", login: login)
        let trouble = try #require(trouble(transport, try Samples.message().letter))
        #expect(trouble.kind == .login)
        #expect(
            trouble.failure.description
                == "localhost:\(server.port)：邮件服务器不认可用户名或口令（AUTH 答复“535 5.7.8 Authentication credentials invalid”）。"
                + "请核对设置（mail:）中的 user 和口令文件；许多邮箱要用“授权码”，不是登录网页的口令。")
        #expect(!"\(trouble) \(login)".contains(login.password.reveal()))
    }

    @Test("No login leaves over a line in clear")
    func loginInClear() throws {
        let server = try MailServer(["--login", "dongling:x"])
        let trouble = trouble(try server.transport(login: login), try Samples.message().letter)
        #expect(trouble?.failure.description == "127.0.0.1:\(server.port)：邮件不能发送（不加密的连接上不发送口令）。请改正后再发。")
    }

    @Test(
        "4xx, then 250: the second attempt brings it, once",
        arguments: [["--answers", "451 4.3.0 busy|250 OK"], ["--postpone", "1"]])
    func postponed(behaviour: [String]) throws {
        let server = try MailServer(behaviour)
        let tried = try Retrying(server, [7, 9]).send(try Samples.message().letter)
        #expect(tried.trouble == nil)
        #expect(tried.waits == [7])
        #expect(try server.messages().count == 1)
    }

    @Test("4xx for ever: given up after the last attempt, with the server's words")
    func postponedForEver() throws {
        let server = try MailServer(["--answers", "452 4.3.1 insufficient storage"])
        let tried = try Retrying(server, [1, 2]).send(try Samples.message().letter)
        #expect(tried.waits == [1, 2])
        #expect(
            tried.trouble?.failure.description
                == "127.0.0.1:\(server.port)：邮件服务器暂时不收（DATA 答复“452 4.3.1 insufficient storage”）。请过一段时间再发。")
    }

    @Test("5xx: not tried again", arguments: ["554 5.7.1 refused"])
    func refused(answer: String) throws {
        let server = try MailServer(["--answers", answer])
        let tried = try Retrying(server, [1, 2]).send(try Samples.message().letter)
        #expect(tried.waits == [])
        #expect(
            tried.trouble?.failure.description
                == "127.0.0.1:\(server.port)：邮件服务器拒收（DATA 答复“554 5.7.1 refused”）。请按答复核对收件人地址和附件大小，改正后再发。")
    }

    @Test("One recipient is refused: he is named, and nobody gets it")
    func refusedRecipient() throws {
        let server = try MailServer(["--refuse", "office2@example.org"])
        let trouble = try #require(trouble(try server.transport(), try Samples.full().letter))
        #expect(trouble.kind == .refused)
        #expect(trouble.step == "RCPT TO <office2@example.org>")
        #expect(trouble.answer == "550 5.1.1 no such mailbox")
        #expect(try server.messages() == [])
    }

    @Test("A letter over the server's limit is refused before it is under way")
    func tooLarge() throws {
        let server = try MailServer(["--limit", "1000"])
        let trouble = try #require(trouble(try server.transport(), try Samples.full().letter))
        #expect(trouble.kind == .refused)
        #expect(trouble.step == "MAIL FROM")
    }

    @Test("The line breaks in the middle of DATA: surely not taken, so it is tried again and brought once")
    func broken() throws {
        let server = try MailServer(["--drop-after", "100000", "--drops", "1"])
        var letter = try Samples.message().letter
        letter.bytes += Array(repeating: Array("0123456789abcdef\r\n".utf8), count: 1_500_000).joined()
        let tried = try Retrying(server, [0]).send(letter)
        #expect(tried.kinds == [.unreachable])
        #expect(tried.trouble == nil)
        #expect(try server.messages() == [letter.bytes])
    }

    @Test("The line breaks behind the whole letter: nobody knows, so it is not sent a second time")
    func unknown() throws {
        let server = try MailServer(["--mute"])
        let tried = try Retrying(server, [0]).send(try Samples.message().letter)
        #expect(tried.waits == [])
        #expect(tried.trouble?.kind == .unknown)
        #expect(tried.trouble?.failure.remedy == "请先问收件人是否收到，没有收到再发")
    }

    @Test("A slow server: within the limit it is waited for")
    func slowEnough() throws {
        let server = try MailServer(["--slow", "1"])
        try server.transport().send(try Samples.message().letter)
        #expect(try server.messages().count == 1)
    }

    @Test("A slow server: beyond the limit it is given up, and tried again")
    func tooSlow() throws {
        let server = try MailServer(["--slow", "30"])
        let trouble = try #require(trouble(try server.transport(seconds: 2), try Samples.message().letter))
        #expect(trouble.kind == .slow)
        #expect(trouble.mayTryAgain)
        #expect(
            trouble.failure.description
                == "127.0.0.1:\(server.port)：邮件服务器太久没有回应，邮件没有送出（报发件人以后，超过时限）。"
                + "请检查网络后再发；附件很大时可以放宽时限。")
    }

    @Test("Nobody listens")
    func nobody() throws {
        var server: MailServer? = try MailServer()
        let transport = try #require(try server?.transport())
        server = nil
        #expect(trouble(transport, try Samples.message().letter)?.kind == .unreachable)
    }
}

/// Sends one letter by way of an outbox, with further attempts, without waiting.
private struct Retrying {
    private let folder: TemporaryFolder
    private let dispatch: Dispatch<SMTPTransport>

    struct Tried {
        /// Seconds before each further attempt.
        var waits: [Int] = []
        /// Why each was necessary.
        var kinds: [DeliveryTrouble.Kind] = []
        /// Why it was given up; `nil` when it arrived.
        var trouble: DeliveryTrouble?
    }

    init(_ server: MailServer, _ delays: [Int]) throws {
        folder = try TemporaryFolder()
        dispatch = Dispatch(
            Outbox(folder.path), through: try server.transport(), policy: RetryPolicy(delays: delays))
    }

    func send(_ letter: Letter) throws -> Tried {
        var tried = Tried()
        try dispatch.send([Dispatch.Item(letter: letter, name: "m")]) { seconds, _, trouble in
            tried.waits.append(seconds)
            tried.kinds.append(trouble.kind)
        } settled: { _, result in
            do { _ = try result.get() } catch { tried.trouble = error as? DeliveryTrouble }
        }
        return tried
    }
}
