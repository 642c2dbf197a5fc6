import ByteIO
import Diagnostics
import FormatODF
import Forms
import Sheets
import Templating

/// A template on the disk.
public enum TemplateFile {
    /// Reads a template and binds it to a record type.
    ///
    /// - Returns: No value when a finding of class A stands.
    /// - Throws: ``Failure`` when the file cannot be read or is no spreadsheet.
    public static func load(_ path: String, for type: RecordType) throws -> Checked<FormTemplate> {
        let read = try read(path)
        guard let workbook = read.value else { return Checked(nil, read.findings) }
        let compiled = compile(workbook, at: path, for: type)
        return Checked(compiled.value, read.findings + compiled.findings)
    }

    /// The template's workbook, its placeholders not yet looked at.
    static func read(_ path: String) throws -> Checked<Workbook> {
        let place = Place(file: path)
        do {
            let read = try ODFReader().read(FileBytes.read(path))
            return Checked(read.value, read.findings.map { $0.within(place) })
        } catch let failure as Failure {
            throw failure.within(place)
        }
    }

    static func compile(_ workbook: Workbook, at path: String, for type: RecordType) -> Checked<FormTemplate> {
        let compiled = FormTemplate.compile(workbook, for: type)
        return Checked(compiled.value, compiled.findings.map { $0.within(Place(file: path)) })
    }
}
