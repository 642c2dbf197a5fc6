import ByteIO
import Diagnostics
import FormatODF
import Forms
import Templating

/// A template on the disk.
public enum TemplateFile {
    /// Reads a template and binds it to a record type.
    ///
    /// - Returns: No value when a finding of class A stands.
    /// - Throws: ``Failure`` when the file cannot be read or is no spreadsheet.
    public static func load(_ path: String, for type: RecordType) throws -> Checked<FormTemplate> {
        let place = Place(file: path)
        do {
            let read = try ODFReader().read(FileBytes.read(path))
            guard let workbook = read.value else { return Checked(nil, read.findings.map { $0.within(place) }) }
            let compiled = FormTemplate.compile(workbook, for: type)
            return Checked(compiled.value, (read.findings + compiled.findings).map { $0.within(place) })
        } catch let failure as Failure {
            throw failure.within(place)
        }
    }
}
