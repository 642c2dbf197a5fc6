import Archive
import ByteIO
import Diagnostics
import Forms
import Ledger

/// Takes one file apart: a message gives its attachments, a ZIP package its entries, anything else itself.
struct ReceivedContent {
    private let limits: CollectLimits
    private var members = 0
    private var unpackedBytes = 0
    private(set) var items: [ReceivedItem] = []
    private let path: String
    /// Of the message that is being taken apart.
    private var sent: Moment?

    /// - Parameter path: On the disk.
    static func items(at path: String, limits: CollectLimits) -> [ReceivedItem] {
        var content = ReceivedContent(path: path, limits: limits)
        content.guarding(path) {
            let bytes = try FileBytes.read(path, limit: limits.fileBytes)
            let name = path.split(separator: "/").last.map(String.init) ?? path
            try $0.take(bytes, name, shownPath: path, depth: 0)
        }
        return content.items
    }

    private init(path: String, limits: CollectLimits) {
        self.path = path
        self.limits = limits
    }

    /// One bad member does not stop the others.
    private mutating func guarding(_ shownPath: String, _ work: (inout ReceivedContent) throws -> Void) {
        do {
            try work(&self)
        } catch let failure as Failure {
            items.append(.trouble(shownPath: shownPath, failure.finding))
        } catch {
            items.append(.trouble(shownPath: shownPath, Finding("file.unreadable", .mandatory, "无法读取（\(error)）")))
        }
    }

    private mutating func take(_ bytes: [UInt8], _ name: String, shownPath: String, depth: Int) throws {
        if MboxFile.recognises(bytes) {
            try nest(depth)
            return try takeMessages(of: MboxFile(bytes), shownPath, depth)
        }
        let isMail = name.lowercased().hasSuffix(".eml") || MailMessage.recognises(bytes)
        if PackageReader.recognises(bytes), let package = Self.archive(bytes, archiveLimits) {
            try nest(depth)
            takeEntries(of: package, shownPath, depth)
        } else if isMail, !PackageReader.recognises(bytes) {
            try nest(depth)
            try takeAttachments(of: bytes, shownPath, depth)
        } else {
            items.append(.file(ReceivedFile(shownPath: shownPath, name: name, bytes: bytes, path: path, sent: sent)))
        }
    }

    private func nest(_ depth: Int) throws {
        if depth < limits.nesting { return }
        throw Failure(
            .content, "collect.too-deep", "邮件和压缩包一层套一层，超过 \(limits.nesting) 层，里面的没有读", remedy: "请解压后再试")
    }

    private mutating func takeMessages(of mbox: MboxFile, _ shownPath: String, _ depth: Int) throws {
        if mbox.discarded > 0 {
            let finding = MailFolder.discarded(mbox.discarded, in: shownPath)
            items.append(.trouble(shownPath: shownPath, finding))
        }
        for (number, message) in mbox.messages.enumerated() {
            try member("第\(number + 1)封.eml", Array(message), shownPath, depth)
        }
    }

    private mutating func takeAttachments(of bytes: [UInt8], _ shownPath: String, _ depth: Int) throws {
        // A message inside another one came when the outer one did.
        let isOutermost = sent == nil
        if isOutermost { sent = MailMessage.date(of: bytes) }
        defer { if isOutermost { sent = nil } }
        var mail = MailLimits()
        mail.totalBytes = max(0, limits.unpackedBytes - unpackedBytes)
        let message = try MailMessage(bytes, limits: mail)
        if let finding = Self.note(on: message) { items.append(.trouble(shownPath: shownPath, finding)) }
        for attachment in message.attachments {
            unpackedBytes += attachment.bytes.count
            try member(attachment.name, attachment.bytes, shownPath, depth)
        }
    }

    private static func note(on message: MailMessage) -> Finding? {
        if message.isBounce {
            return Finding("collect.bounce", .verify, "这是退信，有邮件没有送达", remedy: "请打开查看收件人，核对通讯录中的邮箱")
        }
        if message.reminders > 0 {
            return Finding("collect.own-reminder", .hint, "里面有发出的催报邮件，所附的空表没有读", remedy: "不需要处理")
        }
        guard message.attachments.isEmpty else { return nil }
        return Finding("collect.no-attachment", .hint, "邮件没有附件", remedy: "表格如果在正文里，请对方以附件发送")
    }

    private mutating func takeEntries(of package: PackageReader, _ shownPath: String, _ depth: Int) {
        for entry in package.entries {
            let name = Self.name(of: entry)
            // The folders inside only show; `..` leads nowhere.
            let parts = name.split(separator: "/").filter { $0 != "." && $0 != ".." }
            guard !name.hasSuffix("/"), let last = parts.last, parts.allSatisfy({ ReceivedPaths.isContent(String($0)) })
            else {
                continue
            }
            let before = package.unpackedBytes
            guarding(ReceivedFile.shown(shownPath, name)) { content in
                // What was unpacked counts, also of an entry that then passed a limit.
                defer { content.unpackedBytes += package.unpackedBytes - before }
                guard let bytes = try package.bytes(of: entry.name) else { return }
                try content.member(String(last), bytes, shownPath, depth, shownName: name)
            }
            if members > limits.members || unpackedBytes > limits.unpackedBytes { return }
        }
    }

    private mutating func member(
        _ name: String, _ bytes: [UInt8], _ shownPath: String, _ depth: Int, shownName: String? = nil
    ) throws {
        members += 1
        if members > limits.members {
            throw Failure(
                .content, "collect.too-many-files", "里面的文件超过 \(limits.members) 个，其余的没有读", remedy: "请确认来源，或解压后再试")
        }
        let shown = ReceivedFile.shown(shownPath, shownName ?? name)
        guarding(shown) { try $0.take(bytes, name, shownPath: shown, depth: depth + 1) }
    }

    private var archiveLimits: ArchiveLimits {
        var limits = ArchiveLimits()
        limits.packageBytes = self.limits.fileBytes
        limits.entryBytes = self.limits.fileBytes
        limits.totalBytes = max(0, self.limits.unpackedBytes - unpackedBytes)
        return limits
    }

    /// `nil` for an office document, which is a package too, and for a damaged one: its reader says what is wrong.
    private static func archive(_ bytes: [UInt8], _ limits: ArchiveLimits) -> PackageReader? {
        guard let package = try? PackageReader(bytes, limits: limits) else { return nil }
        let marks = ["[Content_Types].xml", "content.xml", "mimetype", "META-INF/manifest.xml", "OFD.xml"]
        return marks.contains(where: package.contains) ? nil : package
    }

    /// Packed on Chinese Windows, names are GBK.
    private static func name(of entry: PackageReader.Entry) -> String {
        let text = String(validating: entry.rawName, as: UTF8.self) ?? TextEncoding.decode(entry.rawName, as: .gb18030)
        return (text ?? entry.name).replacing("\\", with: "/")
    }
}
