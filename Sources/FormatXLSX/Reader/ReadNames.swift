/// The prefixes by which the reader calls namespaces, Transitional and Strict alike. Elements of the main one have
/// none.
enum ReadNames {
    static func name(_ local: String, _ address: String?) -> String {
        guard let address else { return local }
        guard let prefix = prefixes[address] else { return "{\(address)}\(local)" }
        return prefix.isEmpty ? local : "\(prefix):\(local)"
    }

    static let alternatives = "http://schemas.openxmlformats.org/markup-compatibility/2006"

    private static let prefixes: [String: String] = [
        Names.main: "", Names.strictMain: "", Names.packageRelations: "", Names.contentTypes: "",
        Names.relations: "r", Names.strictRelations: "r", Names.drawing: "a", Names.strictDrawing: "a",
        Names.sheetDrawing: "xdr", Names.strictSheetDrawing: "xdr", alternatives: "mc",
        Names.coreProperties: "cp", Names.dublinCore: "dc", Names.dublinCoreTerms: "dcterms",
        Names.customProperties: "custom", "http://purl.oclc.org/ooxml/officeDocument/customProperties": "custom",
        Names.variantTypes: "vt", "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes": "vt",
        Names.vml: "v", Names.excel: "x", "http://www.w3.org/XML/1998/namespace": "xml",
        "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main": "x14",
        "http://schemas.microsoft.com/office/excel/2006/main": "xm",
    ]
}
