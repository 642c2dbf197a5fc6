import ByteIO
import Diagnostics
import Foundation

/// Where templates are looked for, in this order: a campaign's own ones override the shipped ones.
public struct TemplateFolders: Hashable, Sendable {
    /// The folder to look in first comes first.
    public var paths: [String]

    /// The folders in the order in which they are looked through.
    public init(_ paths: [String]) { self.paths = paths }

    /// Folders for a campaign: its own `templates` first.
    public func overridden(by campaignFolder: String) -> TemplateFolders {
        TemplateFolders([campaignFolder + "/templates"] + paths)
    }

    /// The files that belong to a form: the first folder that holds its template wins, with all files beside it.
    ///
    /// - Parameter form: For example `zhengzhou-progress`: letters, digits, `-` and `_` only, since it names a file.
    /// - Throws: ``Failure`` of kind `.system` when no folder holds it.
    public func template(for form: String) throws -> String {
        guard !form.isEmpty, form.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) else {
            throw Failure(.content, "template.form-name", "表格代号“\(form)”含有不能用作文件名的字符", remedy: "只能用字母、数字、- 和 _")
        }
        for folder in paths {
            for suffix in ["fods", "ods"] {
                let path = "\(folder)/\(form).\(suffix)"
                if FileManager.default.fileExists(atPath: path) { return path }
            }
        }
        let searched = paths.isEmpty ? "没有任何模板文件夹" : "已查找：" + paths.joined(separator: "、")
        throw Failure(
            .system, "template.not-found", "找不到模板 \(form).fods（\(searched)）",
            remedy: "请重新安装，或用 --templates 指定模板文件夹")
    }

    /// All forms that can be found, in order of name.
    public var forms: [String] {
        let names = paths.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
        let forms = names.filter { $0.hasSuffix(".fods") || $0.hasSuffix(".ods") }.map { name in
            name.split(separator: ".").dropLast().joined(separator: ".")
        }
        return Set(forms).sorted()
    }
}
