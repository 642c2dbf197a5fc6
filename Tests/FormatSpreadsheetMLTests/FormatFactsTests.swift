import Sheets
import TestSupport
import Testing

@testable import FormatSpreadsheetML

/// What Excel and LibreOffice need of an Excel 2003 XML file, one fact a test.
@Suite("Excel 2003 XML as its readers want it")
struct FormatFactsTests {
    private static func written() throws -> String {
        String(decoding: try SpreadsheetMLWriter().bytes(of: SampleWorkbooks.everything), as: UTF8.self)
    }

    @Test("The program is named before the first element")
    func program() throws {
        let text = try Self.written()
        let head = try #require(text.range(of: "<Workbook"))
        #expect(text[..<head.lowerBound].contains("<?mso-application progid=\"Excel.Sheet\"?>"))
    }

    @Test("Dates are written with a time to the millisecond, and there is no Boolean")
    func types() throws {
        let text = try Self.written()
        #expect(try text.contains(Regex("ss:Type=\"DateTime\">\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.000<")))
        #expect(!text.contains("ss:Type=\"Boolean\""))
    }
}
