import ByteIO
import Diagnostics
import Foundation
import Mail

/// The two kinds of messages, each with its template in `mail/` of the template folders.
public enum MailKind: String, Hashable, Sendable, CaseIterable {
    /// 报送
    case report
    /// 催报
    case reminder

    /// What its template may name.
    public var names: Set<String> {
        switch self {
        case .report:
            [
                "unit", "period", "titles", "reports", "recipient", "files", "number", "name", "encrypted", "masked",
                "warnings",
                "warning", "sender", "campaign",
            ]
        case .reminder:
            [
                "unit", "period", "titles", "due", "campaign", "forms", "number", "title", "trouble", "delay", "why",
                "by", "returnedOn", "returned", "overdue", "attached", "files", "name", "blank", "marked", "list",
                "encrypted", "sender",
            ]
        }
    }
}

extension TemplateFolders {
    /// The words of a message: the first folder that holds `mail/report.txt` or `mail/reminder.txt` wins.
    ///
    /// - Throws: ``Failure`` of kind `.system` when there is none, of kind `.content` for unknown names in it.
    public func words(of kind: MailKind) throws -> MessageTemplate {
        let name = "mail/\(kind.rawValue).txt"
        guard let path = paths.lazy.map({ $0 + "/" + name }).first(where: { access($0, F_OK) == 0 }) else {
            throw Failure(.system, "template.not-found", "找不到邮件模板 \(name)", remedy: "请重新安装，或用 --templates 指定模板文件夹")
        }
        let source = try String(decoding: FileBytes.read(path, limit: 1 << 20), as: UTF8.self)
        do {
            return try MessageTemplate(source, names: kind.names)
        } catch {
            throw error.within(Place(file: path))
        }
    }
}
