/// The namespaces of OpenDocument 1.3 and the prefixes by which this module calls them.
enum Names {
    static let version = "1.3"
    static let spreadsheetMediaType = "application/vnd.oasis.opendocument.spreadsheet"

    /// In the order in which they are declared in written files.
    static let written: [(prefix: String, address: String)] = [
        ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
        ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
        ("fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
        ("svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
        ("number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"),
        ("meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"), ("dc", "http://purl.org/dc/elements/1.1/"),
        ("xlink", "http://www.w3.org/1999/xlink"), ("of", "urn:oasis:names:tc:opendocument:xmlns:of:1.2"),
    ]

    /// Of chart objects only.
    static let chart = "urn:oasis:names:tc:opendocument:xmlns:chart:1.0"
    static let manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"

    /// Address to prefix, with those that are only read: LibreOffice keeps conditional formats in a namespace of its
    /// own.
    static let read: [String: String] = {
        var prefixes: [String: String] = [:]
        for (prefix, address) in written { prefixes[address] = prefix }
        prefixes[manifest] = "manifest"
        prefixes["urn:oasis:names:tc:opendocument:xmlns:script:1.0"] = "script"
        prefixes["urn:oasis:names:tc:opendocument:xmlns:form:1.0"] = "form"
        prefixes["urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"] = "calcext"
        prefixes["urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"] = "loext"
        prefixes["http://www.w3.org/TR/css3-text/"] = "css3t"
        return prefixes
    }()
}
