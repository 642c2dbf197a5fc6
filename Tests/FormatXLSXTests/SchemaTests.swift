import Sheets
import TestSupport
import Testing

@testable import FormatXLSX

@Suite("Parts validate against the published schemas")
struct SchemaTests {
    static let workbooks: [(String, Workbook)] = [
        ("empty", SampleWorkbooks.empty), ("small", SampleWorkbooks.small), ("awkward", SampleWorkbooks.awkwardTexts),
        ("everything", SampleWorkbooks.everything), ("charts", SampleWorkbooks.manyCharts), ("no sheet", Workbook()),
    ]

    @Test(
        "Every part is valid", .enabled(if: SchemaJudge.isAvailable, "HUXIAO_SCHEMAS, jing or xmllint is missing"),
        arguments: workbooks.indices, [XLSXWriter.Strings.inline, .shared(cap: 5), .shared(cap: 65_536)])
    func valid(index: Int, strings: XLSXWriter.Strings) throws {
        let written = try Written(Self.workbooks[index].1, XLSXWriter(strings: strings))
        for name in written.names {
            guard let part = Self.kind(of: name) else { continue }
            let complaints = try SchemaJudge.ooxml(written.data(name), part: part)
            #expect(complaints.isEmpty, "\(Self.workbooks[index].0) \(name): \(complaints.prefix(5))")
        }
    }

    private static func kind(of name: String) -> SchemaJudge.OOXMLPart? {
        if name.hasSuffix(".rels") { return .relations }
        if name == "[Content_Types].xml" { return .contentTypes }
        if name == "docProps/core.xml" { return .coreProperties }
        if name == "docProps/app.xml" { return .extendedProperties }
        if name == "docProps/custom.xml" { return .customProperties }
        if name.hasPrefix("xl/drawings/"), name.hasSuffix(".xml") { return .drawing }
        if name.hasPrefix("xl/charts/") { return .chart }
        return name.hasPrefix("xl/") && name.hasSuffix(".xml") ? .spreadsheet : nil
    }
}
