import Foundation

/// Validates written files against their published schemas.
///
/// The schemas lie where the environment variable `HUXIAO_SCHEMAS` says: `odf1.3/…`, `ooxml/…`, `sml2003/…`,
/// `catalog.xml`.
public enum SchemaJudge {
    /// Which of the two schemas a part follows.
    public enum ODFPart: Sendable { case document, manifest }

    /// `nil` when the variable is not set.
    public static let folder = ProcessInfo.processInfo.environment["HUXIAO_SCHEMAS"]

    /// For `.enabled(if:)`: the schemas and both programs are there.
    public static let isAvailable = folder != nil && CommandRun.isInstalled("jing") && CommandRun.isInstalled("xmllint")

    /// - Returns: One line an error; none when the part is valid OpenDocument 1.3.
    public static func odf(_ bytes: [UInt8], part: ODFPart = .document) throws -> [String] {
        let schemas = try existingFolder()
        let scratch = try TemporaryFolder()
        let file = try scratch.write(bytes, to: "part.xml")
        let arguments =
            switch part {
            // Without -i the ID/IDREF pass of jing refuses the schema itself.
            case .document: ["-i", "\(schemas)/odf1.3/OpenDocument-v1.3-schema.rng", file]
            case .manifest: ["\(schemas)/odf1.3/OpenDocument-v1.3-manifest-schema.rng", file]
            }
        let run = try CommandRun.run("jing", arguments, timeout: 180)
        let lines = complaints(run.stdout + run.stderr).filter { !$0.contains("[warning]") }
        return lines.isEmpty && run.status != 0 ? ["jing ended with status \(run.status)"] : lines
    }

    /// - Returns: One line an error; none when the document is valid Excel 2003 XML.
    public static func spreadsheetML2003(_ bytes: [UInt8]) throws -> [String] {
        let schemas = try existingFolder()
        let scratch = try TemporaryFolder()
        let file = try scratch.write(bytes, to: "part.xml")
        let run = try CommandRun.run(
            "xmllint", ["--nonet", "--noout", "--schema", "\(schemas)/sml2003/excelss.xsd", file],
            environment: ["XML_CATALOG_FILES": "\(schemas)/catalog.xml"], timeout: 180)
        return run.status == 0 ? [] : complaints(run.stderr)
    }

    /// Parts of an XLSX package, by the schema that describes them.
    public enum OOXMLPart: String, Sendable {
        /// Workbook, sheets, styles, strings, comments.
        case spreadsheet = "29500T/sml.xsd"
        case drawing = "29500T/dml-spreadsheetDrawing.xsd"
        case chart = "29500T/dml-chart.xsd"
        case extendedProperties = "29500T/shared-documentPropertiesExtended.xsd"
        case customProperties = "29500T/shared-documentPropertiesCustom.xsd"
        case coreProperties = "OPC/opc-coreProperties.xsd"
        case contentTypes = "OPC/opc-contentTypes.xsd"
        case relations = "OPC/opc-relationships.xsd"
    }

    /// - Returns: One line an error; none when the part is valid Office Open XML, Transitional.
    public static func ooxml(_ bytes: [UInt8], part: OOXMLPart) throws -> [String] {
        let schemas = try existingFolder()
        let scratch = try TemporaryFolder()
        // The schema does not know `xml:space` on text, which every program writes.
        let text = String(decoding: bytes, as: UTF8.self).replacing(" xml:space=\"preserve\"", with: "")
        let file = try scratch.write(Array(text.utf8), to: "part.xml")
        let run = try CommandRun.run(
            "xmllint", ["--nonet", "--noout", "--schema", "\(schemas)/ooxml/\(part.rawValue)", file],
            environment: ["XML_CATALOG_FILES": "\(schemas)/catalog.xml"], timeout: 180)
        return run.status == 0 ? [] : complaints(run.stderr)
    }

    private static func existingFolder() throws -> String {
        guard let folder else { throw CommandRun.Trouble("HUXIAO_SCHEMAS is not set") }
        return folder
    }

    private static func complaints(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { !$0.trimmingCharacters(in: .whitespaces).isEmpty }
    }
}
