import CivilTime
import Foundation
import Mail
import TestSupport
import Testing

@Suite("Messages, read by Python's email package", .enabled(if: MailJudge.isAvailable, "HUXIAO_PYTHON names no Python"))
struct MessageTests {
    @Test("Text, page and files come out as they went in")
    func roundTrip() throws {
        let message = try Samples.full()
        let read = try ReadMessage.of(message.bytes(for: .sending))
        #expect(read.text == "请查收附件。")
        #expect(read.html == message.html)
        #expect(read.files.map(\.name) == message.attachments.map(\.name))
        #expect(read.files.map { [UInt8]($0.bytes) } == message.attachments.map(\.bytes))
        #expect(read.defects == [])
    }

    @Test("Old programs find the file's name as encoded words")
    func oldNames() throws {
        let read = try ReadMessage.of(try Samples.full().bytes(for: .sending))
        #expect(read.files.map(\.oldName) == read.files.map(\.name))
    }

    @Test("Parts stand in the order that mail programs expect")
    func types() throws {
        let read = try ReadMessage.of(try Samples.full().bytes(for: .sending))
        #expect(
            read.types == [
                "multipart/mixed", "multipart/alternative", "text/plain", "text/html",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.oasis.opendocument.spreadsheet", "text/html",
            ])
    }

    @Test("A message of text alone has no parts")
    func textAlone() throws {
        let read = try ReadMessage.of(try Samples.message(text: "一\n二\r三\r\n四").bytes(for: .sending))
        #expect(read.types == ["text/plain"])
        #expect(read.text == "一\n二\n三\n四")
    }

    @Test("Names, subject and date are read as they were given")
    func header() throws {
        let read = try ReadMessage.of(try Samples.full().bytes(for: .sending))
        #expect(read.addresses["From"] == [["示例市公安局东岭区分局", "dongling@example.org"]])
        #expect(read.addresses["To"] == [["示例市公安局", "office@example.org"]])
        #expect(read.addresses["Cc"] == [["", "office2@example.org"]])
        #expect(read.field("Subject") == "2017年5月校园安全工作进展报表")
        #expect(read.date == "2017-06-01T12:00:00+08:00")
        #expect(read.field("Message-ID") == "<2017-05.990102@example.org>")
    }

    @Test("Lines are ASCII, short, and end in CRLF alone", arguments: [1, 30, 200])
    func lines(length: Int) throws {
        var message = try Samples.full()
        message.subject = HeaderText(String(repeating: "关于报送的通知", count: length))
        message.from.name = HeaderText(String(repeating: "示例市", count: length))
        let read = try ReadMessage.of(message.bytes(for: .sending))
        #expect(read.isASCII)
        #expect(read.longestLine <= 78)
        #expect(read.loneLineEnds == 0)
        #expect(read.field("Subject") == message.subject.description)
        #expect(read.addresses["From"]?.first?.first == message.from.name.description)
    }

    @Test(
        "Subjects of every kind survive",
        arguments: [
            "Report", "", "=?UTF-8?B?5oql6KGo?=", "a  b", "、", "👨‍👩‍👧‍👦家校", "Re: 报表 (5月) <草稿>", "\"报表\", 附件",
            String(repeating: "x", count: 500), String(repeating: "word ", count: 40) + "end",
        ])
    func subjects(subject: String) throws {
        let message = try Samples.message(subject: HeaderText(subject))
        let read = try ReadMessage.of(message.bytes(for: .sending))
        #expect(read.field("Subject") == subject)
        #expect(read.longestLine <= 78)
    }

    @Test(
        "File names of every kind survive",
        arguments: [
            "报表.xlsx", "form (1).ods", "a;b\"c'd%20.xlsx", "100%.csv", "👨‍👩‍👧‍👦.html",
            String(repeating: "很长的名字", count: 20) + ".xlsx", "a b  c.zip", "UTF-8''x.zip",
        ])
    func fileNames(name: String) throws {
        var message = try Samples.message()
        message.attachments = [Attachment(name: name, bytes: [1, 2, 3])]
        let read = try ReadMessage.of(message.bytes(for: .sending))
        #expect(read.files.map(\.name) == [name])
        #expect(read.files.map(\.oldName) == [name])
        #expect(read.defects == [])
        #expect(read.longestLine <= 78)
    }

    @Test("Many recipients with long names")
    func manyRecipients() throws {
        var message = try Samples.message()
        message.to = try (0..<40).map { try Mailbox("示例市第\($0)实验学校（南校区），总务处 <school\($0)@mail.example.org>") }
        let read = try ReadMessage.of(message.bytes(for: .sending))
        #expect(read.addresses["To"]?.map(\.last) == message.to.map(\.address.description))
        #expect(read.addresses["To"]?.map(\.first) == message.to.map(\.name.description))
        #expect(read.longestLine <= 78)
    }

    @Test("What must not be mistaken for a boundary is not")
    func boundaries() throws {
        let first = try Samples.full()
        let text = String(decoding: first.bytes(for: .sending), as: UTF8.self)
        let boundaries = text.matches(of: /boundary="(.*?)"/).map { "--" + $0.1 }
        var message = first
        message.text = boundaries.joined(separator: "\n")
        message.attachments[1].bytes = Array(text.utf8)
        let read = try ReadMessage.of(message.bytes(for: .sending))
        #expect(read.text == message.text)
        #expect(read.files.map { [UInt8]($0.bytes) } == message.attachments.map(\.bytes))
    }

    @Test("A draft opens for writing; what is sent says nothing of it")
    func draft() throws {
        let message = try Samples.full()
        #expect(try ReadMessage.of(message.bytes(for: .draft)).field("X-Unsent") == "1")
        #expect(try ReadMessage.of(message.bytes(for: .sending)).field("X-Unsent") == nil)
    }

    @Test("A program's own message says so, so that nobody's holiday note answers it")
    func automatic() throws {
        var message = try Samples.message()
        message.isAutomatic = true
        message.replyTo = try Mailbox("联系人 <desk@example.org>")
        let read = try ReadMessage.of(message.bytes(for: .sending))
        #expect(read.field("Auto-Submitted") == "auto-generated")
        #expect(read.addresses["Reply-To"] == [["联系人", "desk@example.org"]])
    }
}

@Suite("The bytes of messages")
struct MessageBytesTests {
    @Test("The same message gives the same bytes")
    func sameBytes() throws {
        #expect(try Samples.full().bytes(for: .sending) == Samples.full().bytes(for: .sending))
    }

    @Test("Another content gives other boundaries")
    func otherBoundaries() throws {
        var other = try Samples.full()
        other.attachments[1].bytes = [1]
        let boundaries = [try Samples.full(), other].map { message in
            String(decoding: message.bytes(for: .sending), as: UTF8.self).matches(of: /boundary="(.*?)"/).map(\.1)
        }
        #expect(boundaries[0] != boundaries[1])
    }

    @Test("Whom a server is to bring it to: to and cc, each once")
    func letter() throws {
        var message = try Samples.full()
        message.cc.append(try Mailbox("Office <OFFICE@example.org>"))
        let letter = message.letter
        #expect(letter.from.description == "dongling@example.org")
        #expect(letter.to.map(\.description) == ["office@example.org", "office2@example.org"])
        #expect(letter.bytes == message.bytes(for: .sending))
    }

    @Test("A whole message, byte for byte")
    func golden() throws {
        var message = try Samples.message()
        message.attachments = [Attachment(name: "报表.zip", bytes: [80, 75])]
        let expected = """
            Date: Thu, 01 Jun 2017 12:00:00 +0800
            From: =?UTF-8?B?56S65L6L5biC5YWs5a6J5bGA5Lic5bKt5Yy65YiG5bGA?=
             <dongling@example.org>
            To: =?UTF-8?B?56S65L6L5biC5YWs5a6J5bGA?= <office@example.org>
            Subject: =?UTF-8?B?MjAxN+W5tDXmnIjmoKHlm63lronlhajlt6XkvZzov5vlsZXmiqU=?=
             =?UTF-8?B?6KGo?=
            Message-ID: <2017-05.990102@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/mixed;
             boundary="=_m_MARK"

            --=_m_MARK
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            6K+35p+l5pS26ZmE5Lu244CC
            --=_m_MARK
            Content-Type: application/zip;
             name="=?UTF-8?B?5oql6KGoLnppcA==?="
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment;
             filename*=UTF-8''%E6%8A%A5%E8%A1%A8.zip

            UEs=
            --=_m_MARK--

            """
        let text = String(decoding: message.bytes(for: .sending), as: UTF8.self)
        let mark = try #require(text.firstMatch(of: /=_m_([0-9a-f]{16})"/)).1
        #expect(text.replacing(mark, with: "MARK").replacing("\r\n", with: "\n") == expected)
    }

    @Test("Clocks east and west of Greenwich, and the end of a day")
    func dates() throws {
        #expect(MessageDate(secondsSince1970: 0)?.description == "Thu, 01 Jan 1970 08:00:00 +0800")
        #expect(MessageDate(secondsSince1970: -1, minutesAhead: 0)?.description == "Wed, 31 Dec 1969 23:59:59 +0000")
        #expect(MessageDate(secondsSince1970: 0, minutesAhead: -210)?.description == "Wed, 31 Dec 1969 20:30:00 -0330")
        #expect(MessageDate(secondsSince1970: .max) == nil)
        #expect(MessageDate(secondsSince1970: 0, minutesAhead: .max)?.minutesAhead == 840)
    }

    @Test(
        "Identities hold nothing that a header could not",
        arguments: [
            ("2017-05.990102", "<2017-05.990102@example.org>"), ("a\r\nBcc: x@y", "<a--Bcc--x-y@example.org>"),
            ("报表", "<------@example.org>"), ("..a..", "<-.a.-@example.org>"), ("", "<message@example.org>"),
        ])
    func identities(left: String, expected: String) {
        #expect(MessageID(left, domain: "example.org").description == expected)
    }
}
