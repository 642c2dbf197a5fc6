import Diagnostics
import Forms
import Templating

/// Tells what is wrong with a template, of whichever form it says it is.
public enum TemplateCheck {
    /// - Parameter folders: Where a progress table's indicators are looked for, when they do not lie beside the template.
    /// - Throws: ``Failure`` when the file cannot be read, or is no spreadsheet.
    public static func findings(of path: String, in folders: TemplateFolders = TemplateFolders([])) throws -> [Finding]
    {
        let name = try TemplateFile.read(path).value?.properties[custom: FormTemplate.Identity.formProperty]
        if let form = SafetyForm.allCases.first(where: { $0.template == name }) {
            return try TemplateFile.load(path, for: form.recordType).findings
        }
        return try ProgressForm.load(templateAt: path, folders: folders).findings
    }
}
