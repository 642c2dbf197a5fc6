import Diagnostics
import Foundation

/// Folders of messages as mail servers and fetchers keep them on a disk: Maildir with `cur` and `new`, its subfolders
/// beside them, named `.名称` (Maildir++) or without the dot.
enum MailFolder {
    /// Whether `path` is one.
    static func isOne(_ path: String) -> Bool { isFolder(path + "/cur") && isFolder(path + "/new") }

    /// Whether what is called `name` in such a folder is to be looked at: not what is half delivered, and not the lists
    /// that servers keep for themselves.
    static func isContent(_ name: String) -> Bool {
        name != "tmp" && !indexes.contains { name.lowercased().hasPrefix($0) }
    }

    /// Whether a folder's name says that it holds what the office wrote itself, or threw away: nothing that was handed in,
    /// but perhaps the blank forms that went out.
    static func isOwn(_ name: String) -> Bool {
        let last = name.split(separator: ".").last ?? name[...]
        return own.contains(String(last).lowercased())
    }

    /// Whether the name of a message in `cur` says that it was thrown away or never sent (flags T and D).
    static func isDiscarded(_ name: String) -> Bool {
        guard let flags = name.range(of: ":2,", options: .backwards) else { return false }
        return name[flags.upperBound...].contains { $0 == "T" || $0 == "D" }
    }

    /// - Parameter number: Of messages in one folder that were left out.
    static func discarded(_ number: Int, in path: String) -> Finding {
        Finding(
            "collect.discarded-mail", .hint, at: Place(file: path), "有 \(number) 封已删除的邮件或草稿，没有读", remedy: "要收的请在邮件软件里恢复"
        )
    }

    static func notRead(_ path: String) -> Finding {
        Finding(
            "collect.own-mail", .hint, at: Place(file: path), "这是已发送、草稿或已删除邮件的文件夹，没有读", remedy: "要收的请直接写出这个文件夹")
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static let indexes = ["dovecot", "courier", "maildir", "subscriptions", "uidvalidity"]

    /// In lower case; Chinese names also as IMAP writes them (RFC 3501, 5.1.3): 已发送、已发送邮件、已发邮件、草稿箱、草稿、草稿夹、
    /// 已删除、已删除邮件、垃圾邮件、垃圾箱、发件箱.
    private static let own = Set([
        "sent", "sent messages", "sent items", "sent mail", "drafts", "trash", "deleted messages", "deleted items",
        "junk", "junk e-mail", "spam", "templates", "outbox", "unsent messages", "已发送", "已发送邮件", "已发邮件", "草稿箱", "草稿",
        "草稿夹", "已删除", "已删除邮件", "垃圾邮件", "垃圾箱", "发件箱", "&xfjt0zab-", "&xfjt0zabkk5o9g-", "&xfjt0zcutvy-", "&g0l6p3ux-",
        "&g0l6pw-", "&g0l6p1k5-", "&xfjsijzk-", "&xfjsijzkkk5o9g-", "&v4nxppcutvy-", "&v4nxpnux-", "&u9fo9nux-",
    ])
}
