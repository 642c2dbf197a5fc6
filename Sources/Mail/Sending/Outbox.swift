import ByteIO
import Diagnostics
import Foundation

/// A folder with what is to be sent and what was sent (发件箱), so that no message goes out twice.
///
/// `NAME.eml` waits; `sent/NAME.eml` was taken by the server; `NAME.sending` beside a waiting one says that sending has
/// begun and nobody knows how it ended. A message's name follows from what it says and to whom, so the same message made
/// again is known.
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

    /// Whether a message went out already.
    public func wasSent(_ name: String) -> Bool { access(sentPath(name), F_OK) == 0 }

    /// Puts a message into the outbox and sends it, unless it was sent before.
    ///
    /// - Parameters:
    ///   - name: Without an ending; see ``Message/outboxName(files:)``.
    ///   - send: Hands it to a server.
    /// - Throws: What `send` throws, with the message waiting in the outbox; ``Diagnostics/Failure`` of kind `.system` when
    ///   the folder cannot be written, or another command is sending the same message, or was and never finished.
    public func send(
        _ letter: Letter, named name: String, through send: (Letter) throws(DeliveryTrouble) -> Void
    ) throws -> Outcome {
        if wasSent(name) { return .sentBefore(sentPath(name)) }
        try makeFolders()
        try claim(name)
        do {
            // Another command may have finished between the look and the claim.
            if wasSent(name) {
                release(name)
                return .sentBefore(sentPath(name))
            }
            try write(letter.bytes, to: waitingPath(name))
            try send(letter)
        } catch let trouble as DeliveryTrouble {
            // Where nobody knows whether it arrived, the claim stays.
            if trouble.kind != .unknown { release(name) }
            throw trouble
        } catch {
            release(name)
            throw error
        }
        if rename(waitingPath(name), sentPath(name)) != 0 { throw cannotNote(name) }
        release(name)
        return .sent(sentPath(name))
    }

    /// Where a message waits that was not sent.
    public func waitingPath(_ name: String) -> String { "\(folder)/\(name).eml" }

    /// The claim of a message whose fate is not known.
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

    /// Only one command at a time gets past here with the same message.
    private func claim(_ name: String) throws {
        let descriptor = open(claimPath(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
            return
        }
        guard errno == EEXIST else {
            throw Failure(.system, "file.unwritable", at: Place(file: claimPath(name)), "没有写入权限", remedy: "请更改文件夹权限")
        }
        throw Failure(
            .system, "mail.in-doubt", at: Place(file: claimPath(name)), "这封邮件正在发送，或上次发送中断，不知道是否送达",
            remedy: "请先问收件人是否收到；没有收到的，删除这个 .sending 文件后再发")
    }

    private func release(_ name: String) { unlink(claimPath(name)) }

    private func write(_ bytes: [UInt8], to path: String) throws {
        var sink = try FileSink(path: path, ownerOnly: true)
        try sink.write(bytes)
        try sink.commit()
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
    /// - Parameter files: The attachments as they were before they were encrypted, since that differs from time to time.
    public func outboxName(files: [Attachment]? = nil) -> String {
        var words = Attachment(name: subject.description, bytes: []).name.map { character in
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
