import CivilTime
import Mail
import TestSupport
import Testing

enum Samples {
    static func mailbox(_ text: String) throws -> Mailbox { try Mailbox(text) }

    static let noon = ClockTime(secondsSinceMidnight: 12 * 3600)

    static func message(text: String = "请查收附件。", subject: HeaderText = "2017年5月校园安全工作进展报表") throws -> Message {
        let day = try #require(CalendarDay(year: 2017, month: 6, day: 1))
        return Message(
            from: try Mailbox("示例市公安局东岭区分局 <dongling@example.org>"),
            to: [try Mailbox("示例市公安局 <office@example.org>")], subject: subject,
            date: MessageDate(day: day, time: noon), id: MessageID("2017-05.990102", domain: "example.org"), text: text)
    }

    /// With a page and files of every byte.
    static func full() throws -> Message {
        var message = try message()
        message.html = "<!DOCTYPE html><html lang=\"zh-Hans\"><body><p>请查收附件。</p></body></html>"
        message.cc = [try Mailbox("office2@example.org")]
        message.attachments = [
            Attachment(name: "2017年5月_示例市公安局东岭区分局_校园安全工作进展报表.xlsx", bytes: everyByte),
            Attachment(name: "form.ods", bytes: [0]), Attachment(name: "空.html", bytes: []),
        ]
        return message
    }

    static let everyByte = (0..<300).flatMap { _ in (0...255).map { UInt8($0) } }
}

extension MailServer {
    /// A transport to it that gives up soon.
    func transport(
        _ security: SMTPServer.Security = .none, host: String = "127.0.0.1", authority: String? = nil,
        login: SMTPLogin? = nil, seconds: Int = 20
    ) throws -> SMTPTransport {
        var server = try SMTPServer(host: host, port: port, security: security)
        server.login = login
        server.authorities = try authority.map { try MailCertificates.authority($0) }
        server.limits.connecting = seconds
        server.limits.silence = seconds
        server.limits.total = seconds
        return SMTPTransport(server)
    }
}
