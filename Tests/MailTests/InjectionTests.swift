import Diagnostics
import Mail
import TestSupport
import Testing

/// What somebody might put into a name to add a field, a recipient or a part.
private let attacks = [
    "报表\r\nBcc: spy@example.org", "报表\nBcc: spy@example.org", "报表\rBcc: spy@example.org",
    "报表\u{2028}Bcc: spy@example.org", "报表\u{85}Bcc: spy@example.org", "报表\u{0B}Bcc: spy@example.org",
    "报表\u{0C}Bcc: spy@example.org", "报表\r\n\r\n<script>", "a\0b\r\n Bcc: spy@example.org", "\"\r\nBcc: spy@example.org",
    "?=\r\nBcc: spy@example.org", "a\r\n\tBcc: spy@example.org", "x\r\n--=_m_0000000000000000--\r\n",
    "Report\r\nBcc: spy@example.org", "a\\\"; filename=\"b.exe", "a\"\r\nContent-Type: text/html\r\n\r\nx",
]

@Suite("Nothing can be slipped into a header")
struct InjectionTests {
    @Test(
        "Line breaks in names, subjects and file names",
        .enabled(if: MailJudge.isAvailable, "HUXIAO_PYTHON names no Python"),
        arguments: attacks)
    func attack(text: String) throws {
        let plain = try Samples.full()
        var message = plain
        message.subject = HeaderText(text)
        message.from.name = HeaderText(text)
        message.to = [Mailbox(message.to[0].address, name: HeaderText(text))]
        message.replyTo = Mailbox(message.to[0].address, name: HeaderText(text))
        message.id = MessageID(text, domain: text)
        message.attachments[0] = Attachment(name: text, bytes: [1])
        let read = try ReadMessage.of(message.bytes(for: .sending))
        let names = ["Date", "From", "Reply-To", "To", "Cc", "Subject", "Message-ID", "MIME-Version", "Content-Type"]
        #expect(read.fieldNames == names)
        #expect(read.addresses["To"]?.map(\.last) == ["office@example.org"])
        #expect(read.addresses["From"]?.map(\.last) == ["dongling@example.org"])
        #expect(read.files.count == plain.attachments.count)
        #expect(read.files.first?.name == message.attachments[0].name)
        #expect(read.text == plain.text)
    }

    @Test("A line of a header is one line", arguments: attacks)
    func oneLine(text: String) {
        let line = HeaderText(text).description
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !$0.properties.isPatternWhitespace || $0 == " " })
    }

    @Test("The direction of writing cannot be turned, so a name ends as it seems to")
    func direction() {
        #expect(Attachment(name: "报表\u{202E}xslx.exe", bytes: []).name == "报表xslx.exe")
    }

    @Test(
        "File names lead into no folder",
        arguments: [
            ("../../.ssh/keys", "_.._.ssh_keys"), ("C:\\a\\b.xlsx", "C:_a_b.xlsx"), ("...", "附件"), ("\r\n", "附件"),
            ("", "附件"),
            (String(repeating: "长", count: 300) + ".xlsx", String(repeating: "长", count: 115) + ".xlsx"),
        ])
    func folders(name: String, expected: String) {
        #expect(Attachment(name: name, bytes: []).name == expected)
    }

    @Test(
        "What is not an address is refused",
        arguments: [
            "a@example.org\r\nBcc: spy@example.org", "a@example.org>\r\nRCPT TO:<spy@example.org", "a b@example.org",
            "a@b@example.org", "@example.org", "a@", "a@.org", "a..b@example.org", "a@-x.org", "", "a@exa mple.org",
            "王@example.org", "a@例.org", "a@[127.0.0.1]", "\"a b\"@example.org", "a@example.org,b@example.org",
            "a@x\u{2028}y",
            String(repeating: "a", count: 65) + "@example.org", "a@" + String(repeating: "a.", count: 127) + "org",
        ])
    func wrongAddresses(text: String) {
        #expect(throws: Failure.self) { try EmailAddress(text) }
    }

    @Test("The sentence for a wrong address")
    func sentence() {
        let failure = #expect(throws: Failure.self) { try EmailAddress("office.example.org\r\n") }
        #expect(failure?.description == "应为邮箱地址，实写“office.example.org”。请写成 office@example.org 的样子。")
        #expect(failure?.rule == "mail.address")
    }

    @Test(
        "Addresses as people type them",
        arguments: [
            ("office@example.org", "office@example.org"), ("　ｏｆｆｉｃｅ＠example。org ", "office@example.org"),
            ("a.b+c_d@x-y.example.org", "a.b+c_d@x-y.example.org"), ("root@localhost", "root@localhost"),
        ])
    func addresses(text: String, expected: String) throws {
        #expect(try EmailAddress(text).description == expected)
    }

    @Test(
        "Mailboxes as people type them",
        arguments: [
            ("示例市公安局 <office@example.org>", ["示例市公安局|office@example.org"]),
            ("a@example.org；b@example.org, 丙＜c@example.org＞", ["|a@example.org", "|b@example.org", "丙|c@example.org"]),
            ("\"教育局, 安全处\" <a@example.org>\n\nb@example.org", ["教育局, 安全处|a@example.org", "|b@example.org"]), (" ", []),
        ])
    func mailboxes(text: String, expected: [String]) throws {
        #expect(try Mailbox.list(text).map { "\($0.name)|\($0.address)" } == expected)
    }

    @Test("What stands behind an address belongs to nobody and is refused")
    func behind() {
        #expect(throws: Failure.self) { try Mailbox("甲 <a@example.org> 乙") }
        #expect(throws: Failure.self) { try Mailbox("甲 <a@example.org") }
    }
}
