import Foundation
import Sheets
import TestSupport
import Testing

@testable import FormatXLSX

/// What Excel, WPS and the common libraries need of a written file, one fact a test.
@Suite("XLSX as strict readers want it")
struct FormatFactsTests {
    private static func matches(_ pattern: String, in text: String) throws -> [String] {
        let expression = try NSRegularExpression(pattern: pattern)
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap { match in
            Range(match.range, in: text).map { String(text[$0]) }
        }
    }

    @Test("Fills 0 and 1 are none and gray125")
    func fills() throws {
        let styles = try Written(SampleWorkbooks.everything).part("xl/styles.xml")
        let first = try Self.matches("patternType=\"[a-zA-Z0-9]+\"", in: styles).prefix(2)
        #expect(Array(first) == ["patternType=\"none\"", "patternType=\"gray125\""])
    }

    @Test("Main elements have no prefix, and every cell says where it stands")
    func cells() throws {
        let sheet = try Written(SampleWorkbooks.everything).part("xl/worksheets/sheet1.xml")
        #expect(try Self.matches("<[a-z]+:(worksheet|sheetData|row|c|v)[ >]", in: sheet) == [])
        let cells = try Self.matches("<c[ />][^>]*>", in: sheet)
        #expect(cells.count > 5)
        #expect(cells.filter { !$0.hasPrefix("<c r=\"") } == [])
    }

    @Test("A formula carries its result")
    func formulas() throws {
        let written = try Written(SampleWorkbooks.everything)
        let sheets = try written.names.filter { $0.hasPrefix("xl/worksheets/sheet") }.map(written.part).joined()
        let formulas = try Self.matches("<f>[^<]*</f>", in: sheets)
        #expect(!formulas.isEmpty)
        #expect(try Self.matches("<f>[^<]*</f><v>", in: sheets).count == formulas.count)
    }

    @Test("Relationships, content types and namespaces are transitional")
    func transitional() throws {
        let written = try Written(SampleWorkbooks.everything)
        for name in written.names where name.hasSuffix(".xml") || name.hasSuffix(".rels") {
            #expect(try !written.part(name).contains("purl.oclc.org"), "\(name)")
        }
    }
}
