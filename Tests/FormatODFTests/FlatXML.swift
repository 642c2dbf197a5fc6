import Diagnostics
import FileKinds
import FormatODF
import Sheets

/// Builds small flat files for tests of single elements.
enum FlatXML {
    /// A document with what stands inside `office:spreadsheet` and, before it, styles.
    static func document(_ spreadsheet: String, styles: String = "", automatic: String = "", master: String = "")
        -> [UInt8]
    {
        let namespaces = [
            "office": "office:1.0", "style": "style:1.0", "text": "text:1.0", "table": "table:1.0",
            "draw": "drawing:1.0",
            "fo": "xsl-fo-compatible:1.0", "svg": "svg-compatible:1.0", "number": "datastyle:1.0", "meta": "meta:1.0",
            "script": "script:1.0", "form": "form:1.0",
        ].sorted { $0.key < $1.key }.map { "xmlns:\($0.key)=\"urn:oasis:names:tc:opendocument:xmlns:\($0.value)\"" }
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <office:document \(namespaces.joined(separator: " ")) xmlns:xlink="http://www.w3.org/1999/xlink"
              office:mimetype="application/vnd.oasis.opendocument.spreadsheet" office:version="1.3">
            <office:styles>\(styles)</office:styles><office:automatic-styles>\(automatic)</office:automatic-styles>
            <office:master-styles>\(master)</office:master-styles>
            <office:body><office:spreadsheet>\(spreadsheet)</office:spreadsheet></office:body></office:document>
            """.utf8)
    }

    /// A document with one sheet `表` of these rows.
    static func table(
        _ rows: String, columns: String = "<table:table-column/>", automatic: String = "", styles: String = ""
    ) -> [UInt8] {
        document("<table:table table:name=\"表\">\(columns)\(rows)</table:table>", styles: styles, automatic: automatic)
    }

    static func row(_ cells: String, _ attributes: String = "") -> String {
        "<table:table-row \(attributes)>\(cells)</table:table-row>"
    }

    static func cell(_ paragraph: String, _ attributes: String = "") -> String {
        "<table:table-cell office:value-type=\"string\" \(attributes)><text:p>\(paragraph)</text:p></table:table-cell>"
    }

    static let blank = "<table:table-cell/>"
}

/// What reading `bytes` fails with; `nil` when it does not.
func failure(_ bytes: [UInt8], _ change: (inout ReadLimits) -> Void = { _ in }) -> Failure? {
    var limits = ReadLimits()
    change(&limits)
    do {
        _ = try ODFReader(limits: limits).read(bytes)
        return nil
    } catch {
        return error as? Failure
    }
}
