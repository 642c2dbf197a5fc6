import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Reporting

/// Messages as Python's email package writes them, and as mailers in use write them.
enum Mails {
    static let isAvailable = CommandRun.isInstalled("python3")

    /// Runs `body`, which makes `message`, and gives what was written of it.
    static func made(_ body: String, policy: String = "SMTP") throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let script = """
            import sys, email.policy
            from email.message import EmailMessage
            from email.mime.multipart import MIMEMultipart
            from email.mime.application import MIMEApplication
            from email.mime.text import MIMEText
            message = EmailMessage(policy=email.policy.\(policy))
            message["From"] = "a@example.org"
            message["To"] = "b@example.org"
            message["Subject"] = "十月报表"
            message.set_content("请查收。")
            \(body.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n"))
            open(sys.argv[1], "wb").write(message.as_bytes())
            """
        let run = try CommandRun.run(
            "python3", ["-c", script, folder.path(of: "m.eml")], environment: ["PYTHONIOENCODING": "utf-8"])
        if run.status != 0 { throw CommandRun.Trouble(run.stderr) }
        return try folder.read("m.eml")
    }

    static func attach(_ name: String, _ bytes: String = "bytes(range(256)) * 40") -> String {
        "message.add_attachment(\(bytes), maintype='application', subtype='octet-stream', filename='\(name)')"
    }

    static let someBytes: [UInt8] = (0..<40).flatMap { _ in (0...255).map { UInt8($0) } }
}

@Suite("Attachments of mails")
struct CollectMailTests {
    @Test(
        "Chinese names as RFC 2231 writes them, content as base64",
        .enabled(if: Mails.isAvailable, "python3 is missing"))
    func extendedName() throws {
        let name = "云溪区2019年10月中小学幼儿园安防体检表（最终版，已盖章，请以此为准）.xlsx"
        let found = try MailMessage.attachments(of: Mails.made(Mails.attach(name)))
        #expect(found == [MailAttachment(name: name, bytes: Mails.someBytes)])
    }

    @Test(
        "Names as encoded words in quotation marks, as mailers in use write them",
        .enabled(if: Mails.isAvailable, "python3 is missing"))
    func encodedWordName() throws {
        let body = """
            from email.header import Header
            message = MIMEMultipart()
            message["From"] = "a@example.org"
            message["Subject"] = Header("十月", "gb18030")
            part = MIMEApplication(b"abc", "octet-stream")
            part["Content-Disposition"] = 'attachment; filename="%s"' % Header("附件1（竹亭区）.xlsx", "gb18030").encode()
            message.attach(part)
            """
        let found = try MailMessage.attachments(of: Mails.made(body))
        #expect(found == [MailAttachment(name: "附件1（竹亭区）.xlsx", bytes: Array("abc".utf8))])
    }

    @Test("Content as quoted-printable", .enabled(if: Mails.isAvailable, "python3 is missing"))
    func quotedPrintable() throws {
        let body = """
            text = '学校名称,备注\\r\\n' + '一二三四五六七八九十' * 20 + '= \\r\\n'
            message.add_attachment(text, subtype='csv', filename='a.csv', cte='quoted-printable')
            """
        let found = try MailMessage.attachments(of: Mails.made(body))
        #expect(found.map(\.name) == ["a.csv"])
        let text = "学校名称,备注\r\n" + String(repeating: "一二三四五六七八九十", count: 20) + "= \r\n"
        #expect(found.first.map { String(decoding: $0.bytes, as: UTF8.self) } == text)
    }

    @Test("A forwarded message inside a message", .enabled(if: Mails.isAvailable, "python3 is missing"))
    func forwarded() throws {
        let body = """
            inner = message
            \(Mails.attach("内.ods", "b'x'"))
            message = EmailMessage(policy=email.policy.SMTP)
            message["From"] = "c@example.org"
            message.set_content("转发")
            message.add_attachment(inner)
            \(Mails.attach("外.ods", "b'y'"))
            """
        #expect(try MailMessage.attachments(of: Mails.made(body)).map(\.name) == ["内.ods", "外.ods"])
    }

    @Test(
        "Bodies and the pictures of a signature are no attachments",
        .enabled(if: Mails.isAvailable, "python3 is missing"))
    func bodies() throws {
        let body = """
            message.add_alternative("<p>请查收</p><img src='cid:logo'>", subtype="html")
            message.get_payload()[1].add_related(b"png", "image", "png", cid="<logo>", filename="logo.png", disposition="inline")
            """
        #expect(try MailMessage.attachments(of: Mails.made(body)) == [])
    }

    @Test("Names in raw GBK, without any encoding")
    func rawName() throws {
        let gbk: [UInt8] = [0xB8, 0xBD, 0xBC, 0xFE]
        let mail =
            Array("From: a@example.org\nMIME-Version: 1.0\nContent-Type: application/octet-stream;\n name=\"".utf8)
            + gbk + Array(".xls\"\nContent-Transfer-Encoding: base64\n\nYWJj\n".utf8)
        #expect(try MailMessage.attachments(of: mail) == [MailAttachment(name: "附件.xls", bytes: Array("abc".utf8))])
    }

    @Test("A character cut in two by neighbouring encoded words")
    func cutCharacter() {
        let header = Array("=?UTF-8?B?6ZmE5A==?=\t=?UTF-8?B?u7Yx?= a".utf8)
        #expect(EncodedWords.text(header) == "附件1 a")
    }

    @Test("What only looks like an encoded word stays")
    func noEncodedWord() {
        for text in ["=?", "=?x?y?z", "a=?b", "=?utf-8?x?abc?=", "=?utf-8?B?6ZmE"] {
            #expect(EncodedWords.text(Array(text.utf8)) == text)
        }
    }

    @Test("A message that was cut short gives what there is")
    func cutShort() throws {
        let mail = """
            From: a@example.org
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Disposition: attachment; filename=a.bin
            Content-Transfer-Encoding: base64

            YWJjZGVm
            """
        #expect(
            try MailMessage.attachments(of: Array(mail.utf8)) == [
                MailAttachment(name: "a.bin", bytes: Array("abcdef".utf8))
            ])
    }

    @Test("Every message cut anywhere, and with any byte changed, is read without a trap")
    func hostile() throws {
        let mail = Array(
            """
            From: =?gbk?Q?=B8=BD?= <a@example.org>
            Content-Type: multipart/mixed; boundary="b;\\"c"

            --b;"c
            Content-Type: text/plain; name*0*=gbk''%B8%BD; name*1="\\"x"
            Content-Transfer-Encoding: quoted-printable

            =E9=99=84=
            =
            --b;"c--
            """.utf8)
        for end in mail.indices {
            _ = try MailMessage.attachments(of: Array(mail[..<end]))
            for byte: UInt8 in [0, 0x3D, 0x22, 0xFF, 0x0A] {
                var changed = mail
                changed[end] = byte
                _ = try MailMessage.attachments(of: changed)
            }
        }
    }

    @Test("Parts inside parts without end are refused")
    func depth() {
        var mail = "From: a\n"
        for level in 0..<20 { mail += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
        let failure = #expect(throws: Failure.self) { try MailMessage.attachments(of: Array(mail.utf8)) }
        #expect(failure?.description == "邮件中一层套一层的层数超过上限 8。邮件可能有害或已损坏，请确认来源，并把附件另存后再试。")
    }

    @Test("A thousand empty parts are refused")
    func parts() {
        let mail = "From: a\nContent-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\n", count: 1000)
        let failure = #expect(throws: Failure.self) { try MailMessage.attachments(of: Array(mail.utf8)) }
        #expect(failure?.statement == "邮件的段数超过上限 500")
    }

    @Test("A table is not taken for a message")
    func notMail() {
        #expect(!MailMessage.recognises(Array("学校名称,类别\n东风小学,小学\n".utf8)))
        #expect(!MailMessage.recognises(Array("Note: this\nis not\n".utf8)))
        #expect(MailMessage.recognises(Array("Received: by x\nFrom: a\n\n".utf8)))
    }
}
