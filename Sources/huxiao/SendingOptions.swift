import ArgumentParser
import ByteIO
import Diagnostics
import Foundation
import Ledger
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

    func sender(_ settings: MailSettings) throws -> Mailbox {
        if let from { return try Mailbox(from) }
        if let from = settings.from { return from }
        throw ValidationError("没有发件人。请用 --from 写明，或写在 campaign.yaml 的 mail: from: 里")
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
        }
        return SMTPTransport(server)
    }
}

/// A message that is ready, and what is to be written down when it has gone out.
struct PreparedMail {
    var message: Message
    /// See ``Mail/Outbox``.
    var name: String
    var whenSent: (Message) throws -> Void = { _ in }
}

/// Lists, writes or sends messages, and tells what became of each.
struct Mailing {
    let options: SendingOptions
    let settings: MailSettings
    /// The campaign's own.
    let folder: String
    let isJSON: Bool

    struct Told: Encodable {
        var to: [String]
        var subject: String
        var attachments: [String]
        var bytes: Int
        /// `listed`, `written`, `sent`, `sent-before`, `failed`.
        var state: String
        var path: String?
        var message: String?
    }

    func run(_ mails: [PreparedMail], findings: [Finding] = []) throws {
        var told: [Told] = []
        if options.dryRun {
            told = mails.map { tell($0, outbox.wasSent($0.name) ? "sent-before" : "listed") }
        } else if options.send {
            let sender = MailSender(try options.transport(settings))
            for mail in mails { told.append(try send(mail, sender)) }
        } else {
            for mail in mails { told.append(try write(mail)) }
        }
        try finish(told, findings)
    }

    private var outbox: Outbox { Outbox(folder.hasSuffix("/") ? folder + "outbox" : folder + "/outbox") }

    private func write(_ mail: PreparedMail) throws -> Told {
        let folder = options.output ?? "."
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure(
                .system, "file.unwritable", at: Place(file: folder), "无法建立文件夹", remedy: "请检查权限和路径，或用 -o 换一个位置")
        }
        let path = folder == "." ? mail.name + ".eml" : "\(folder)/\(mail.name).eml"
        var sink = try FileSink(path: path, ownerOnly: true)
        try sink.write(mail.message.bytes(for: .draft))
        try sink.commit()
        return tell(mail, "written", path)
    }

    private func send(_ mail: PreparedMail, _ sender: MailSender<SMTPTransport>) throws -> Told {
        let name = mail.name
        do {
            let outcome = try outbox.send(mail.message.letter, named: name) { letter throws(DeliveryTrouble) in
                try sender.send(letter) { seconds, trouble in
                    Console.printError("\(trouble.failure.statement)。\(seconds) 秒后再试。")
                    Thread.sleep(forTimeInterval: Double(seconds))
                }
            }
            guard case .sent(let path) = outcome else { return tell(mail, "sent-before") }
            return noted(mail, path)
        } catch let trouble as DeliveryTrouble {
            return failed(mail, trouble.failure, again: trouble.kind != .unknown)
        } catch let failure as Failure where failure.rule == "mail.in-doubt" {
            return failed(mail, failure, again: false)
        }
    }

    /// What went out has gone, whether or not it could be written down.
    private func noted(_ mail: PreparedMail, _ path: String) -> Told {
        var told = tell(mail, "sent", path)
        do {
            try mail.whenSent(mail.message)
        } catch {
            told.message = "邮件已发出，但没有记入台账：\(error)请用 huxiao report … --sent 补记。"
        }
        return told
    }

    /// One that fails does not keep the others back.
    private func failed(_ mail: PreparedMail, _ failure: Failure, again: Bool) -> Told {
        let path = outbox.waitingPath(mail.name)
        let advice =
            again
            ? "邮件留在 \(path)。再执行同一条命令就会重发，已发出的不会重复；也可以用邮件软件打开它发送。"
            : "邮件留在 \(path)。确认没有收到后，删除 \(outbox.claimPath(mail.name))，再执行同一条命令。"
        var told = tell(mail, "failed", path)
        told.message = "\(failure)\(advice)"
        return told
    }

    private func tell(_ mail: PreparedMail, _ state: String, _ path: String? = nil) -> Told {
        let bytes = mail.message.attachments.map { "\($0.name)（\(Self.size($0.bytes.count))）" }
        return Told(
            to: (mail.message.to + mail.message.cc).map(\.description), subject: mail.message.subject.description,
            attachments: bytes, bytes: mail.message.bytes(for: .sending).count, state: state, path: path)
    }

    private static func size(_ bytes: Int) -> String {
        bytes < 1 << 20 ? "\((bytes + 1023) >> 10) KiB" : "\((bytes >> 20) + 1) MiB"
    }

    // MARK: - Telling

    private struct Outcome: Encodable {
        var status: Int32
        var messages: [Told]
        var findings: [FindingJSON]
    }

    private static let words = [
        "listed": "将发送", "written": "已写出，尚未发送", "sent": "已发送", "sent-before": "以前已发送，没有重发", "failed": "没有发出",
    ]

    private func finish(_ told: [Told], _ findings: [Finding]) throws {
        let status = told.contains { $0.state == "failed" } ? ExitStatus.failure : ExitStatus.done
        if isJSON {
            Console.printJSON(Outcome(status: status, messages: told, findings: findings.map(FindingJSON.init)))
        } else {
            for mail in told {
                Console.print("\(Self.words[mail.state] ?? mail.state)：\(mail.subject)")
                Console.print("  收件人：\(mail.to.isEmpty ? "（未写）" : mail.to.joined(separator: "、"))")
                for file in mail.attachments { Console.print("  附件：\(file)") }
                if let path = mail.path, mail.state != "failed" { Console.print("  文件：\(path)") }
                if let message = mail.message { Console.printError(message) }
            }
            if told.isEmpty { Console.print("没有要发的邮件。") }
        }
        if status != ExitStatus.done { throw ExitCode(status) }
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
