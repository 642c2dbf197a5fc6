import ArgumentParser
import ByteIO
import Diagnostics
import Foundation
import Mail
import Reporting

/// Whether and how messages go out: options of every command that makes some.
struct SendingOptions: ParsableArguments {
    @Flag(name: .long, help: "真正发送；不写则只写出 .eml 文件，用邮件软件打开后再发。")
    var send = false

    @Flag(name: .customLong("dry-run"), help: "只列出谁会收到什么，不写文件，也不发送。")
    var dryRun = false

    @Option(name: .long, help: ArgumentHelp("发件人，如“示例市公安局 <a@example.org>”；不写则用 campaign.yaml 中的。", valueName: "邮箱"))
    var from: String?

    @Option(
        name: .customLong("login-file"),
        help: ArgumentHelp("发信口令（授权码）的文件，第一行是口令，只有本人能读；不写则用环境变量 HUXIAO_SMTP_PASSWORD。", valueName: "文件"))
    var loginFile: String?

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("把 .eml 写到这个文件夹。", valueName: "文件夹"))
    var output: String?

    func validate() throws {
        if send, dryRun { throw ValidationError("--send 和 --dry-run 只能写一个") }
        if send, output != nil { throw ValidationError("--send 时邮件存在专项工作文件夹的 outbox 里，不用写 -o") }
    }

    /// - Parameter hindrances: Takes a missing sender in a dry run.
    func sender(_ settings: MailSettings, _ hindrances: inout Hindrances) throws -> Mailbox {
        if let from = try from.map({ try Mailbox.argument("--from", $0) })?.first { return from }
        return try hindrances.attempt(or: Mailbox(EmailAddress("unknown@localhost"))) {
            if let from = settings.from { return from }
            throw Failure(
                .content, "mail.no-sender", "没有发件人", remedy: "请用 --from 写明，或写在 campaign.yaml 的 mail: from: 里")
        }
    }

    /// - Throws: `ValidationError` when there is no server to send through.
    func transport(_ settings: MailSettings) throws -> SMTPTransport {
        guard var server = settings.server else {
            throw ValidationError("没有发信服务器。请写在 campaign.yaml 的 mail: server: 里；不加 --send 则只写出 .eml 文件")
        }
        let environment = ProcessInfo.processInfo.environment
        let password =
            try loginFile.map { try Secret(fileAt: $0) } ?? environment["HUXIAO_SMTP_PASSWORD"].map(Secret.init)
        if let user = environment["HUXIAO_SMTP_USER"] ?? settings.user {
            guard let password, !password.isEmpty else {
                throw ValidationError("服务器要用户名，但没有口令。请用 --login-file 给出口令文件，或设环境变量 HUXIAO_SMTP_PASSWORD")
            }
            server.login = SMTPLogin(user: user, password: password)
        } else if loginFile != nil {
            throw ValidationError("有发信口令，但没有用户名。请写在 campaign.yaml 的 mail: user: 里，或设环境变量 HUXIAO_SMTP_USER")
        }
        return SMTPTransport(server)
    }
}

extension Mailbox {
    /// What an option says.
    ///
    /// - Throws: `ValidationError` for what is no address.
    static func argument(_ option: String, _ text: String) throws -> [Mailbox] {
        do {
            return try list(text)
        } catch {
            throw ValidationError("\(option) \(error)")
        }
    }
}

extension SystemClock {
    /// The moment as a message's header says it, with this machine's distance from Greenwich.
    static var messageDate: MessageDate {
        var seconds = time(nil)
        var local = tm()
        localtime_r(&seconds, &local)
        guard let date = MessageDate(secondsSince1970: Int(seconds), minutesAhead: Int(local.tm_gmtoff) / 60) else {
            preconditionFailure("the clock stands outside the years 1 to 9999")
        }
        return date
    }
}
