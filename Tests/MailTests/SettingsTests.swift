import ByteIO
import Diagnostics
import Foundation
import Mail
import TestSupport
import Testing

@Suite("Servers and passwords")
struct SettingsTests {
    @Test("The usual ports", arguments: [(SMTPServer.Security.tls, 465), (.startTLS, 587), (.none, 25)])
    func ports(security: SMTPServer.Security, port: Int) throws {
        #expect(try SMTPServer(host: "smtp.example.org", security: security).port == port)
    }

    @Test(
        "What is no server's name",
        arguments: ["", "smtp.example.org/x", "a b", "user:pw@host", "smtp.例.org", "a\r\nb"])
    func wrongHost(host: String) {
        #expect(throws: Failure.self) { try SMTPServer(host: host) }
    }

    @Test("The sentences for a wrong name and a wrong port")
    func sentences() {
        let host = #expect(throws: Failure.self) { try SMTPServer(host: "https://x") }
        #expect(host?.description == "应为邮件服务器的名称，实写“https://x”。请写成 smtp.example.org 的样子。")
        let port = #expect(throws: Failure.self) { try SMTPServer(host: "x", port: 70_000) }
        #expect(port?.description == "邮件服务器的端口应为 1 到 65535，实为 70000。请改正，通常是 465 或 587。")
    }

    @Test("A letter to nobody is not sent")
    func nobody() throws {
        let letter = Letter(from: try EmailAddress("a@example.org"), to: [], bytes: [])
        let transport = SMTPTransport(try SMTPServer(host: "localhost"))
        let trouble = #expect(throws: DeliveryTrouble.self) { try transport.send(letter) }
        #expect(trouble?.failure.description == "localhost:465：邮件不能发送（没有收件人）。请改正后再发。")
    }

    @Test("A password is shown nowhere")
    func secret() {
        let login = SMTPLogin(user: "u", password: Secret("hunter2"))
        var dumped = ""
        dump(login, to: &dumped)
        #expect(!"\(login) \(String(reflecting: login)) \(dumped)".contains("hunter2"))
    }

    @Test("A password comes from the first line of a file that only its owner reads")
    func secretFile() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Array("授权码 \r\nmore".utf8), to: "password")
        chmod(file, 0o600)
        #expect(try Secret(fileAt: file).reveal() == "授权码 ")
    }

    @Test("A password that others may read is refused")
    func openSecret() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([65], to: "password")
        chmod(file, 0o644)
        let failure = #expect(throws: Failure.self) { try Secret(fileAt: file) }
        #expect(failure?.description == "\(file)：口令文件应只有本人能读，实际其他用户也能读。请执行 chmod 600，或换一个文件。")
    }

    @Test("An empty password is refused", arguments: ["", "\n", "\r\nx"])
    func emptySecret(text: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Array(text.utf8), to: "password")
        chmod(file, 0o600)
        let failure = #expect(throws: Failure.self) { try Secret(fileAt: file) }
        #expect(failure?.rule == "secret.empty")
    }
}
