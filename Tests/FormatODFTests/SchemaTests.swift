import Archive
import FormatODF
import Sheets
import TestSupport
import Testing

@Suite(
    "Written files are valid OpenDocument 1.3",
    .enabled(if: SchemaJudge.isAvailable, "HUXIAO_SCHEMAS, jing or xmllint is missing"))
struct SchemaTests {
    static let samples: [(String, Workbook)] = [
        ("everything", SampleWorkbooks.everything), ("small", SampleWorkbooks.small), ("empty", SampleWorkbooks.empty),
        ("awkward", SampleWorkbooks.awkwardTexts),
    ]

    @Test("One file", arguments: samples.map(\.0))
    func flat(name: String) throws {
        let workbook = try #require(Self.samples.first { $0.0 == name }?.1)
        let complaints = try SchemaJudge.odf(FODSWriter().bytes(of: workbook))
        #expect(complaints == [])
    }

    @Test("Every part of a package", arguments: ["content.xml", "styles.xml", "meta.xml"])
    func parts(part: String) throws {
        let package = try PackageReader(ODSWriter().bytes(of: SampleWorkbooks.everything))
        let bytes = try #require(try package.bytes(of: part))
        let complaints = try SchemaJudge.odf(bytes)
        #expect(complaints == [])
    }

    @Test("The manifest")
    func manifest() throws {
        let package = try PackageReader(ODSWriter().bytes(of: SampleWorkbooks.everything))
        let bytes = try #require(try package.bytes(of: "META-INF/manifest.xml"))
        let complaints = try SchemaJudge.odf(bytes, part: .manifest)
        #expect(complaints == [])
    }
}
