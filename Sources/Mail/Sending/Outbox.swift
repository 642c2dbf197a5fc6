import ByteIO
import Diagnostics
import Foundation

/// A folder with what is to be sent and what was sent (发件箱), so that no message goes out twice.
///
/// `NAME.eml` waits, as a draft that may be sent by hand and is then moved to `sent/`; `sent/NAME.eml` was taken by the
/// server; `NAME.sending` beside a waiting one says that handing it over has begun and nobody knows how that ended. A message's name follows from what it says and to whom, so the same
/// message made again is known. Broken off at any moment, the folder says how far it came.
public struct Outbox: Sendable {
    /// As the user named it.
    public let folder: String

    /// The folder is made when something is put into it.
    public init(_ folder: String) { self.folder = folder }

    /// What became of a message.
    public enum Outcome: Hashable, Sendable {
        /// The server took it; the file that is kept.
        case sent(String)
        /// It had been sent before and was not sent again; the file that was kept then.
        case sentBefore(String)
    }

    /// Hands a letter to a server; it calls the second parameter before the letter itself goes out.
    public typealias Handing = (Letter, () throws -> Void) throws(DeliveryTrouble) -> Void

    /// Whether a message went out already.
    public func wasSent(_ name: String) -> Bool { access(sentPath(name), F_OK) == 0 }

    /// Whether a message of a series went out already; see ``Message/series``.
    public func wasSent(of series: MessageID) -> Bool {
        let mark = Data(series.description.utf8)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/sent")) ?? []
        return names.contains { name in
            // It stands in the header.
            let file = name.hasSuffix(".eml") ? FileHandle(forReadingAtPath: "\(folder)/sent/\(name)") : nil
            return (try? file?.read(upToCount: 32 << 10))?.range(of: mark) != nil
        }
    }

    /// Whether nobody knows if a message arrived, because handing it over was broken off.
    public func isInDoubt(_ name: String) -> Bool { access(claimPath(name), F_OK) == 0 }

    /// What is said of a message of which nobody knows whether it arrived.
    public func doubt(of name: String) -> Failure {
        Failure(
            .system, "mail.in-doubt", at: Place(file: claimPath(name)), "这封邮件上次发送到一半中断，不知道是否送达",
            remedy: "请先问收件人是否收到：收到的，把 \(waitingPath(name)) 移到 \(folder)/sent；没有收到的，删除这个 .sending 文件后再发")
    }

    /// Puts a message where it waits to be sent, unless it was sent before.
    ///
    /// - Throws: ``Diagnostics/Failure`` of kind `.system` when the folder cannot be written.
    public func keep(_ letter: Letter, named name: String) throws {
        if wasSent(name) { return }
        try makeFolders()
        try write(letter.draft, to: waitingPath(name))
    }

    /// Puts a message into the outbox and makes one attempt to send it, unless it was sent before.
    ///
    /// - Parameters:
    ///   - name: Without an ending; see ``Message/outboxName(files:)``.
    ///   - send: As ``MailTransport/send(_:beginning:)``.
    /// - Throws: What `send` throws, with the message waiting in the outbox; ``Diagnostics/Failure`` of kind `.system` when
    ///   the folder cannot be written, or another command is sending the same message, or was and never finished.
    public func send(_ letter: Letter, named name: String, through send: Handing) throws -> Outcome {
        if wasSent(name) {
            settle(name)
            return .sentBefore(sentPath(name))
        }
        try makeFolders()
        guard let lock = try FolderLock("\(folder)/.\(name).lock") else { throw isBeingSent(name) }
        defer { lock.release() }
        // Another command may have finished between the look and the lock.
        if wasSent(name) { return .sentBefore(sentPath(name)) }
        if isInDoubt(name) { throw doubt(of: name) }
        try write(letter.draft, to: waitingPath(name))
        do {
            try send(letter) { try markDoubt(name) }
        } catch {
            // Where nobody knows whether it arrived, the mark stays.
            if error.kind == .unknown { try markDoubt(name) } else { clearDoubt(name) }
            throw error
        }
        do {
            try write(letter.bytes, to: sentPath(name))
        } catch {
            // A full disk takes no second file, but lets the one that waits be moved.
            guard rename(waitingPath(name), sentPath(name)) == 0 else { throw cannotNote(name) }
        }
        settle(name)
        return .sent(sentPath(name))
    }

    /// Names of messages that were not sent, in order; those of unknown fate too.
    public func waiting() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let messages = names.filter { $0.hasSuffix(".eml") && !$0.hasPrefix(".") }.map { String($0.dropLast(4)) }
        return messages.filter { !wasSent($0) }.sorted()
    }

    /// Where a message waits that was not sent.
    public func waitingPath(_ name: String) -> String { "\(folder)/\(name).eml" }

    /// The mark of a message whose fate is not known.
    public func claimPath(_ name: String) -> String { "\(folder)/\(name).sending" }

    private func sentPath(_ name: String) -> String { "\(folder)/sent/\(name).eml" }

    private func makeFolders() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder + "/sent", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(.system, "file.unwritable", at: Place(file: folder), "无法建立文件夹", remedy: "请检查权限和路径")
        }
    }

    private func markDoubt(_ name: String) throws { try write([], to: claimPath(name)) }

    private func clearDoubt(_ name: String) { unlink(claimPath(name)) }

    /// What was sent waits no longer, and is in doubt no longer.
    private func settle(_ name: String) {
        unlink(waitingPath(name))
        clearDoubt(name)
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        var sink = try FileSink(path: path, ownerOnly: true)
        try sink.write(bytes)
        try sink.commit()
    }

    private func isBeingSent(_ name: String) -> Failure {
        Failure(
            .system, "mail.being-sent", at: Place(file: waitingPath(name)), "另一条命令正在发送这封邮件", remedy: "请等它结束")
    }

    private func cannotNote(_ name: String) -> Failure {
        Failure(
            .system, "mail.sent-not-noted", at: Place(file: waitingPath(name)), "邮件已经发出，但没能移入 sent 文件夹",
            remedy: "请把它移入 sent，并删除 .sending 文件，以免重发")
    }
}

extension Message {
    /// A name that follows from what the message says and to whom, not from when: the same message made on another day
    /// has the same.
    ///
    /// - Parameters:
    ///   - files: The attachments as they were before they were encrypted, since that differs from time to time.
    ///   - label: What the name begins with, so that a person can tell messages with the same subject apart.
    public func outboxName(files: [Attachment]? = nil, label: String = "") -> String {
        let title = label.isEmpty ? subject.description : "\(label)_\(subject)"
        var words = Attachment(name: title, bytes: []).name.map { character in
            " :*?\"<>|".contains(character) ? "_" : character
        }
        while String(words).utf8.count > 150 { words.removeLast() }
        return String(words) + "." + contentName(files: files)
    }

    /// Sixteen digits that follow from what the message says and to whom.
    public func contentName(files: [Attachment]? = nil) -> String {
        var hash = ContentHash()
        for mailbox in [from] + to { hash.take(mailbox.address.description.lowercased()) }
        hash.take("cc")
        for mailbox in cc { hash.take(mailbox.address.description.lowercased()) }
        hash.take(subject.description)
        hash.take(text)
        hash.take(html ?? "")
        for file in files ?? attachments {
            hash.take(file.name)
            hash.take(file.bytes)
        }
        return hash.text
    }
}
