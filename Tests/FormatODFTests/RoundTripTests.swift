import Diagnostics
import FormatODF
import Sheets
import TestSupport
import Testing

@Suite("read(write(w)) == w")
struct RoundTripTests {
    static let names = ["everything", "small", "empty", "awkward"]

    static func sample(_ name: String) -> Workbook {
        switch name {
        case "everything": SampleWorkbooks.everything
        case "small": SampleWorkbooks.small
        case "awkward": SampleWorkbooks.awkwardTexts
        default: SampleWorkbooks.empty
        }
    }

    @Test("One file", arguments: names)
    func flat(name: String) throws {
        let workbook = Self.sample(name)
        try expectSame(ODFReader().read(FODSWriter().bytes(of: workbook)), workbook)
    }

    @Test("A package", arguments: names)
    func package(name: String) throws {
        let workbook = Self.sample(name)
        try expectSame(ODFReader().read(ODSWriter().bytes(of: workbook)), workbook)
    }

    @Test("Writing twice gives the same bytes")
    func deterministic() throws {
        #expect(
            try ODSWriter().bytes(of: SampleWorkbooks.everything) == ODSWriter().bytes(of: SampleWorkbooks.everything))
    }
}

/// Compares piece by piece, so that a failure names the piece.
func expectSame(_ read: Checked<Workbook>, _ written: Workbook, _ comment: Comment? = nil) throws {
    let found = try #require(read.value).canonical
    let wanted = written.canonical
    #expect(read.findings == [], comment)
    #expect(found.properties == wanted.properties, comment)
    #expect(found.names == wanted.names, comment)
    #expect(found.styles.standard == wanted.styles.standard, comment)
    try #require(found.sheets.map(\.name) == wanted.sheets.map(\.name), comment)
    for (a, b) in zip(found.sheets, wanted.sheets) {
        #expect(a.columns.count == b.columns.count, comment)
        #expect(a.rows.map(\.cells.count) == b.rows.map(\.cells.count), comment)
        #expect(a.rows.map(\.height) == b.rows.map(\.height), comment)
        for row in 0..<min(a.rows.count, b.rows.count) {
            for column in 0..<max(a.rows[row].cells.count, b.rows[row].cells.count) {
                #expect(a[row, column].value == b[row, column].value, comment)
                #expect(
                    found.style(of: a[row, column]) == wanted.style(of: b[row, column]), "\(b.name) \(row) \(column)")
            }
        }
        #expect(a.page == b.page, comment)
        #expect(a.merges == b.merges, comment)
        #expect(a.validations == b.validations, comment)
        #expect(a.pictures == b.pictures, comment)
        #expect(a.conditionalFormats.map(\.ranges) == b.conditionalFormats.map(\.ranges), comment)
        let conditions = (
            a.conditionalFormats.flatMap(\.rules).map(\.condition),
            b.conditionalFormats.flatMap(\.rules).map(\.condition)
        )
        #expect(conditions.0 == conditions.1, comment)
        #expect([a.headerRows, a.headerColumns] == [b.headerRows, b.headerColumns], comment)
        #expect(a.rowBreaks == b.rowBreaks, comment)
        #expect(a.printRange == b.printRange, comment)
    }
    #expect(found.renumbered == wanted.renumbered, comment)
}

extension Workbook {
    /// Styles replaced by what they say, so that their order does not matter.
    var renumbered: Workbook {
        var copy = self
        var table = StyleTable(standard: styles.standard)
        for sheet in copy.sheets.indices {
            for row in copy.sheets[sheet].rows.indices {
                for column in copy.sheets[sheet].rows[row].cells.indices {
                    let style = styles[copy.sheets[sheet].rows[row].cells[column].style]
                    copy.sheets[sheet].rows[row].cells[column].style = table.id(of: style)
                }
            }
            for column in copy.sheets[sheet].columns.indices {
                copy.sheets[sheet].columns[column].style = table.id(
                    of: styles[copy.sheets[sheet].columns[column].style])
            }
            for format in copy.sheets[sheet].conditionalFormats.indices {
                for rule in copy.sheets[sheet].conditionalFormats[format].rules.indices {
                    let old = copy.sheets[sheet].conditionalFormats[format].rules[rule].style
                    copy.sheets[sheet].conditionalFormats[format].rules[rule].style = table.id(of: styles[old])
                }
            }
        }
        copy.styles = table
        return copy
    }
}
