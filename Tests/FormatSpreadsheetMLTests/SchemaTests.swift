import FormatSpreadsheetML
import Sheets
import TestSupport
import Testing

@Suite("What is written is valid by Microsoft's schema")
struct SchemaTests {
    static let samples = [
        ("empty", SampleWorkbooks.empty), ("small", SampleWorkbooks.small), ("awkward", SampleWorkbooks.awkwardTexts),
        ("everything", SampleWorkbooks.everything), ("long lists", Examples.longLists), ("no sheet", Workbook()),
        ("out of bounds", Examples.outOfBounds),
    ]

    @Test(
        "Valid", .enabled(if: SchemaJudge.isAvailable, "HUXIAO_SCHEMAS is not set, or xmllint is missing"),
        arguments: samples)
    func valid(name: String, workbook: Workbook) throws {
        let bytes = try SpreadsheetMLWriter().bytes(of: workbook)
        #expect(try SchemaJudge.spreadsheetML2003(bytes) == [], "\(name)")
    }

    @Test("The same workbook gives the same bytes", arguments: samples)
    func same(name: String, workbook: Workbook) throws {
        #expect(try SpreadsheetMLWriter().bytes(of: workbook) == SpreadsheetMLWriter().bytes(of: workbook))
    }
}
