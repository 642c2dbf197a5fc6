import ArgumentParser
import ByteIO
import Diagnostics
import Foundation
import Mail
import Reporting

/// A message that is ready, and what a ledger knows of it.
struct PreparedMail {
    var message: Message
    /// See ``Mail/Outbox``.
    var name: String
    /// What stands in an encrypted package.
    var inside: [String] = []
    /// What has to be decided or mended before it goes out.
    var questions: [Failure] = []
    /// Whether it was written down that it went out.
    var isNoted: () throws -> Bool = { false }
    /// Writes down that it has gone out, where that has not been done.
    var note: (Message) throws -> Void = { _ in }
}

/// Lists, writes or sends messages, and tells what became of each.
struct Mailing {
    let options: SendingOptions
    let settings: MailSettings
    /// The campaign's own.
    let folder: String
    let isJSON: Bool
    /// Why nothing would go out, for a dry run.
    var obstacle: String?
    /// What stands in the way of all of them, for a dry run.
    var hindrances: [Failure] = []

    func run(_ mails: [PreparedMail], findings: [Finding] = []) throws {
        let report: MailingReport
        if options.dryRun {
            report = MailingReport(
                try mails.map(list), findings: findings,
                questions: hindrances + mails.flatMap(\.questions), obstacle: obstacle)
        } else if options.send {
            report = MailingReport(try send(mails), findings: findings, left: left(but: mails))
        } else {
            report = MailingReport(try mails.map(write), findings: findings)
        }
        try report.finish(isJSON: isJSON)
    }

    /// A campaign's own.
    static func outbox(of folder: String) -> Outbox {
        Outbox(folder.hasSuffix("/") ? folder + "outbox" : folder + "/outbox")
    }

    private var outbox: Outbox { Self.outbox(of: folder) }

    private func wasSent(_ mail: PreparedMail) throws -> Bool { try outbox.wasSent(mail.name) || mail.isNoted() }

    private func list(_ mail: PreparedMail) throws -> ToldMail {
        if try wasSent(mail) { return tell(mail, .sentBefore) }
        guard outbox.isInDoubt(mail.name) else { return tell(mail, .listed) }
        var told = tell(mail, .inDoubt)
        told.message = "\(outbox.doubt(of: mail.name))"
        return told
    }

    // MARK: - Writing

    private func write(_ mail: PreparedMail) throws -> ToldMail {
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
        return tell(mail, .written, path)
    }

    // MARK: - Sending

    private func send(_ mails: [PreparedMail]) throws -> [ToldMail] {
        var told = [ToldMail?](repeating: nil, count: mails.count)
        // What a ledger knows to be sent is not sent again, whatever became of the outbox.
        for place in mails.indices where try !outbox.wasSent(mails[place].name) && mails[place].isNoted() {
            told[place] = tell(mails[place], .sentBefore)
        }
        let places = mails.indices.filter { told[$0] == nil }
        let items = places.map { Dispatch<SMTPTransport>.Item(letter: mails[$0].message.letter, name: mails[$0].name) }
        let dispatch = Dispatch(outbox, through: try options.transport(settings))
        try dispatch.send(items, wait: wait) { number, result in
            told[places[number]] = settled(mails[places[number]], result)
        }
        return told.compactMap { $0 }
    }

    private func wait(_ seconds: Int, _ count: Int, _ trouble: DeliveryTrouble) {
        Console.printError(
            "\(trouble.failure.statement)。还有 \(count) 封没有发出，\(seconds) 秒后再试；"
                + "现在中断也不要紧，邮件在 \(outbox.folder) 里，再执行同一条命令就会发出。")
        Thread.sleep(forTimeInterval: Double(seconds))
    }

    private func settled(_ mail: PreparedMail, _ result: Result<Outbox.Outcome, any Error>) -> ToldMail {
        switch result {
        case .success(.sent(let path)): return noted(mail, .sent, path)
        case .success(.sentBefore(let path)): return noted(mail, .sentBefore, path)
        case .failure(let error):
            let sentence = (error as? DeliveryTrouble).map { "\($0.failure)" } ?? "\(error)"
            return outbox.isInDoubt(mail.name) ? inDoubt(mail, sentence) : failed(mail, sentence)
        }
    }

    /// What went out has gone, whether or not it could be written down.
    private func noted(_ mail: PreparedMail, _ state: ToldMail.State, _ path: String) -> ToldMail {
        var told = tell(mail, state, path)
        do {
            if try !mail.isNoted() { try mail.note(mail.message) }
        } catch {
            told.message = "邮件已发出，但没有记入台账：\(error)再执行同一条命令就会补记，不会重发。"
        }
        return told
    }

    /// One that fails does not keep the others back.
    private func failed(_ mail: PreparedMail, _ sentence: String) -> ToldMail {
        let path = outbox.waitingPath(mail.name)
        var told = tell(mail, .failed, path)
        told.message =
            "\(sentence)邮件留在 \(path)。再执行同一条命令就会重发，已发出的不会重复；"
            + "也可以用邮件软件打开它发送，发送后请把它移到 \(outbox.folder)/sent，以免再发一次。"
        return told
    }

    private func inDoubt(_ mail: PreparedMail, _ sentence: String) -> ToldMail {
        let path = outbox.waitingPath(mail.name)
        var told = tell(mail, .inDoubt, path)
        told.message =
            "\(sentence)邮件留在 \(path)。收件人收到了的，把它移到 \(outbox.folder)/sent；"
            + "没有收到的，删除 \(outbox.claimPath(mail.name))，再执行同一条命令。"
        return told
    }

    /// Earlier messages that never went out.
    private func left(but mails: [PreparedMail]) -> [String] {
        let names = Set(mails.map(\.name))
        return outbox.waiting().filter { !names.contains($0) }.map(outbox.waitingPath)
    }

    private func tell(_ mail: PreparedMail, _ state: ToldMail.State, _ path: String? = nil) -> ToldMail {
        let attachments = mail.message.attachments.map { ToldMail.File(name: $0.name, bytes: $0.bytes.count) }
        return ToldMail(
            to: mail.message.to.map(\.description), cc: mail.message.cc.map(\.description),
            subject: mail.message.subject.description, attachments: attachments, inside: mail.inside,
            bytes: mail.message.bytes(for: .sending).count, state: state, path: path)
    }
}
