import Diagnostics
import Forms
import Sheets
import Templating

/// The forms that can be read, loaded when the first of each arrives.
struct KnownForms {
    /// A form with all that reading it takes.
    enum Form: Sendable {
        case safety(SafetyForm, FormTemplate)
        case progress(ProgressForm)

        var template: FormTemplate {
            switch self {
            case .safety(_, let template): template
            case .progress(let form): form.template
            }
        }

        var kind: CollectedKind {
            switch self {
            case .safety(let form, _): .safety(form)
            case .progress(let form): .progress(form.name)
            }
        }
    }

    private let folders: TemplateFolders
    private var loaded: [String: Result<Form, Failure>] = [:]

    init(folders: TemplateFolders) { self.folders = folders }

    /// - Parameter name: From the received file's identity.
    /// - Throws: ``Failure`` of kind `.content` when no template has that name, or it cannot be used.
    mutating func form(named name: String) throws -> Form {
        if let known = loaded[name] { return try known.get() }
        let result: Result<Form, Failure>
        do throws(Failure) {
            result = .success(try load(name))
        } catch {
            result = .failure(error)
        }
        // Names come from hostile files; a handful are forms.
        if loaded.count < 100 { loaded[name] = result }
        return try result.get()
    }

    private func load(_ name: String) throws(Failure) -> Form {
        let unknown = Failure(
            .content, "collect.unknown-form", "表单标识是“\(ReceivedFile.shownName(String(name.prefix(40))))”，没有这张表的模板",
            remedy: "请核对是否收错了文件；自定义的表请用 --templates 或 --campaign 指明模板所在的文件夹")
        guard name.utf8.count <= 100, folders.forms.contains(name) else { throw unknown }
        do {
            if let safety = SafetyForm.allCases.first(where: { $0.template == name }) {
                let checked = try TemplateFile.load(folders.template(for: name), for: safety.recordType)
                if let template = checked.value { return .safety(safety, template) }
            } else if let form = try ProgressForm.load(name, from: folders).value {
                return .progress(form)
            }
        } catch let failure as Failure {
            throw Failure(.content, failure.rule, failure.statement + "（模板 \(name)）", remedy: failure.remedy)
        } catch {
            throw unknown
        }
        throw Failure(.content, "collect.broken-template", "模板 \(name) 有错误，读不了这张表", remedy: "请用 huxiao check 检查模板")
    }

    /// The form whose official title stands in the head of a sheet, for a file that lost its identity.
    static func name(byTitleOf workbook: Workbook) -> String? {
        let titles =
            SafetyForm.allCases.map { ($0.template, FieldText.folded($0.title)) }
            + [("zhengzhou-progress", FieldText.folded("校园安全工作进展报表"))]
        for sheet in workbook.sheets {
            for row in sheet.rows.prefix(20) {
                for cell in row.cells.prefix(100) {
                    guard let text = cell.value.plainText, text.utf8.count <= 300 else { continue }
                    let folded = FieldText.folded(text)
                    if let match = titles.first(where: { folded.hasSuffix($0.1) }) { return match.0 }
                }
            }
        }
        return nil
    }
}
