import ByteIO
import Diagnostics
import Foundation
import Mail
import TextTemplates

/// The two kinds of messages, each with its template in `mail/` of the template folders.
public enum MailKind: String, Hashable, Sendable, CaseIterable {
    /// 报送
    case report
    /// 催报
    case reminder

    /// What its template may name.
    public var names: [String: TextTemplate.Name] {
        let files = TextTemplate.Name.list(["number": .text, "name": .text])
        return switch self {
        case .report:
            [
                "unit": .text, "period": .text, "titles": .text, "reports": .text, "recipient": .text, "files": files,
                "encrypted": .text, "masked": .text, "correction": .text, "warnings": .list(["warning": .text]),
                "sender": .text,
                "campaign": .text,
            ]
        case .reminder:
            [
                "unit": .text, "period": .text, "titles": .text, "due": .text, "campaign": .text,
                "forms": .list([
                    "number": .text, "title": .text, "period": .text, "due": .text, "trouble": .text, "delay": .text,
                    "why": .text, "by": .text, "returnedOn": .text,
                ]),
                "returned": .text, "several": .text, "overdue": .text, "attached": .text, "files": files,
                "blank": .text, "marked": .text,
                "list": .text, "encrypted": .text, "sender": .text,
            ]
        }
    }
}

extension TemplateFolders {
    /// The words of a message: the first folder that holds `mail/report.txt` or `mail/reminder.txt` wins.
    ///
    /// - Throws: ``Failure`` of kind `.system` when there is none, of kind `.content` for unknown names in it.
    public func words(of kind: MailKind) throws -> MessageTemplate {
        let (source, path) = try text("mail/\(kind.rawValue).txt", called: "邮件模板")
        let parsed = MessageTemplate.parse(source, names: kind.names)
        if let words = parsed.value { return words }
        throw Failure.all(parsed.findings).within(Place(file: path))
    }

    /// A text template: the first folder that holds it wins.
    ///
    /// - Parameter word: What messages call it.
    /// - Throws: ``Failure`` of kind `.system` when there is none.
    func text(_ name: String, called word: String) throws -> (source: String, path: String) {
        guard let path = paths.lazy.map({ $0 + "/" + name }).first(where: { access($0, F_OK) == 0 }) else {
            throw Failure(.system, "template.not-found", "找不到\(word) \(name)", remedy: "请重新安装，或用 --templates 指定模板文件夹")
        }
        return (try String(decoding: FileBytes.read(path, limit: 1 << 20), as: UTF8.self), path)
    }
}

extension Failure {
    /// What is wrong with something that cannot be used at all: the first finding, and how many there are besides.
    static func all(_ findings: [Finding]) -> Failure {
        guard let first = findings.first else { return Failure(.content, "template.unusable", "不能使用") }
        let others =
            findings.count > 1
            ? "（另有 \(findings.count - 1) 处：\(findings.dropFirst().map(\.statement).joined(separator: "；"))）" : ""
        return Failure(.content, first.rule, at: first.place, first.statement + others, remedy: first.remedy)
    }
}
