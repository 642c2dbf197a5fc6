import Archive
import ByteIO
import Diagnostics
import FormatODF
import Foundation
import Sheets
import TestSupport
import Testing

/// What readers that are not ours need of OpenDocument files, one fact a test.
@Suite("ODS and FODS as strict readers want them")
struct WrittenFactsTests {
    private static func part(_ name: String, of workbook: Workbook = SampleWorkbooks.everything) throws -> String {
        let package = try PackageReader(ODSWriter().bytes(of: workbook))
        return String(decoding: try #require(try package.bytes(of: name)), as: UTF8.self)
    }

    private static func matches(_ pattern: String, in text: String) throws -> [String] {
        let expression = try NSRegularExpression(pattern: pattern, options: [.dotMatchesLineSeparators])
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap { match in
            Range(match.range(at: match.numberOfRanges - 1), in: text).map { String(text[$0]) }
        }
    }

    @Test("No white space stands between elements of a package's content")
    func whiteSpace() throws {
        let content = try Self.part("content.xml")
        // Spaces in texts and in number formats are content.
        let outside = content.replacing(
            try Regex("<(text:p|number:text)[ >].*?</(text:p|number:text)>").dotMatchesNewlines(), with: "")
        #expect(try Self.matches(">(\\s+)<", in: String(outside.drop { $0 != "\n" }.dropFirst())) == [])
    }

    @Test("Every part says version 1.3, and only standard names are used")
    func version() throws {
        for name in ["content.xml", "styles.xml", "meta.xml"] {
            let text = try Self.part(name)
            #expect(text.contains("office:version=\"1.3\""), "\(name)")
            for prefix in ["calcext:", "loext:", "css3t:"] { #expect(!text.contains(prefix), "\(name)") }
        }
        #expect(try Self.part("META-INF/manifest.xml").contains("manifest:version=\"1.3\""))
        let flat = String(decoding: try FODSWriter().bytes(of: SampleWorkbooks.everything), as: UTF8.self)
        #expect(flat.contains("office:version=\"1.3\""))
        #expect(!flat.contains("calcext:") && !flat.contains("loext:"))
    }

    @Test("Every number, date and truth value is also written as it is shown")
    func shown() throws {
        let content = try Self.part("content.xml").replacing(
            try Regex("<office:annotation.*?</office:annotation>").dotMatchesNewlines(), with: "")
        let cells = try Self.matches(
            "(<table:table-cell[^>]*office:value-type=\"(?:float|percentage|date|time|boolean)\"[^>]*>(?:<text:p>[^<]+)?)",
            in: content)
        #expect(cells.count > 5)
        #expect(cells.filter { !$0.contains("<text:p>") } == [])
    }

    @Test("Each font name has its Asian twin and a face")
    func fonts() throws {
        let text = try Self.part("styles.xml") + Self.part("content.xml")
        let names = Set(try Self.matches("style:font-name=\"([^\"]+)\"", in: text))
        #expect(!names.isEmpty)
        #expect(Set(try Self.matches("style:font-name-asian=\"([^\"]+)\"", in: text)) == names)
        #expect(Set(try Self.matches("<style:font-face style:name=\"([^\"]+)\"", in: text)).isSuperset(of: names))
        let sizes = try Self.matches("fo:font-size=\"([^\"]+)\"", in: text)
        #expect(try Self.matches("style:font-size-asian=\"([^\"]+)\"", in: text) == sizes)
    }

    @Test("A formula carries its result")
    func formulas() throws {
        let cells = try Self.matches("<table:table-cell([^>]*table:formula=[^>]*)>", in: try Self.part("content.xml"))
        #expect(!cells.isEmpty)
        #expect(cells.filter { !$0.contains("office:value-type=") } == [])
    }

    @Test(
        "calamine reads every sheet", .enabled(if: Calamine.isInstalled, "HUXIAO_PYTHON names no Python with calamine"))
    func calamine() throws {
        let folder = try TemporaryFolder()
        let workbook = SampleWorkbooks.everything
        let file = try folder.write(ODSWriter().bytes(of: workbook), to: "a.ods")
        let script = """
            import sys
            from python_calamine import CalamineWorkbook
            book = CalamineWorkbook.from_path(sys.argv[1])
            for name in book.sheet_names: print(name, sum(1 for r in book.get_sheet_by_name(name).to_python() for c in r if c != ""))
            """
        let run = try CommandRun.run(Calamine.python, ["-c", script, file], environment: ["PYTHONIOENCODING": "utf-8"])
        let counts = workbook.sheets.map { sheet in
            sheet.rows.reduce(0) { $0 + $1.cells.count { !["", nil].contains(Self.shown($0)) } }
        }
        #expect(
            run.stdout.split(separator: "\n").map(String.init)
                == zip(workbook.sheets, counts).map { "\($0.name) \($1)" })
    }

    private static func shown(_ cell: Cell) -> String? {
        cell.value == .empty ? nil : cell.value.plainText ?? "number"
    }
}

enum Calamine {
    static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"] ?? "python3"
    static let isInstalled: Bool = (try? CommandRun.run(python, ["-c", "import python_calamine"]).status) == 0
}

/// What other programs write, one oddity a test.
@Suite("ODS and FODS that are odd but right")
struct ReadFactsTests {
    private func sheet(_ bytes: [UInt8]) throws -> Sheet {
        try #require(try ODFReader().read(bytes).value?.sheets.first)
    }

    /// Our own package with each part changed; `nil` leaves one out.
    private func package(_ workbook: Workbook, _ change: (String, String) -> String?) throws -> [UInt8] {
        let package = try PackageReader(ODSWriter().bytes(of: workbook))
        var sink = MemorySink()
        var entries: [PackageEntry] = []
        for entry in package.entries {
            let text = String(decoding: try package.bytes(of: entry.name) ?? [], as: UTF8.self)
            if let changed = change(entry.name, text) {
                entries.append(PackageEntry(name: entry.name, bytes: Array(changed.utf8)))
            }
        }
        try PackageWriter.write(entries, to: &sink)
        return sink.bytes
    }

    @Test("An indented package holds the same")
    func indented() throws {
        let bytes = try package(SampleWorkbooks.small) { name, text in
            name == "content.xml" ? text.replacing("><table:", with: ">\n    <table:") : text
        }
        #expect(
            try sheet(bytes).rows.map { $0.cells.map(\.value) }
                == SampleWorkbooks.small.sheets[0].rows.map { $0.cells.map(\.value) })
    }

    @Test("A package without mimetype is recognised by its content")
    func noMimetype() throws {
        let bytes = try package(SampleWorkbooks.small) { name, text in name == "mimetype" ? nil : text }
        #expect(
            try sheet(bytes).rows.map { $0.cells.map(\.value) }
                == SampleWorkbooks.small.sheets[0].rows.map { $0.cells.map(\.value) })
    }

    @Test("Broken properties never stop a read")
    func brokenMeta() throws {
        let bytes = try package(SampleWorkbooks.small) { name, text in name == "meta.xml" ? "<broken" : text }
        #expect(
            try sheet(bytes).rows.map { $0.cells.map(\.value) }
                == SampleWorkbooks.small.sheets[0].rows.map { $0.cells.map(\.value) })
    }

    @Test("CDATA is text")
    func cdata() throws {
        let bytes = FlatXML.table(FlatXML.row(FlatXML.cell("a<![CDATA[<b>&amp;]]>")))
        #expect(try sheet(bytes)[0, 0].value == .text("a<b>&amp;"))
    }

    @Test("UTF-16 with a mark")
    func utf16() throws {
        let text = String(decoding: FlatXML.table(FlatXML.row(FlatXML.cell("东风小学"))), as: UTF8.self)
            .replacing("encoding=\"UTF-8\"", with: "encoding=\"UTF-16\"")
        let bytes: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try sheet(bytes)[0, 0].value == .text("东风小学"))
    }

    @Test("A number that was typed as text stays text")
    func numberAsText() throws {
        #expect(try sheet(FlatXML.table(FlatXML.row(FlatXML.cell("1.00"))))[0, 0].value == .text("1.00"))
    }

    @Test("Hidden and filtered rows, and hidden sheets, are read and known as such", arguments: ["collapse", "filter"])
    func hidden(visibility: String) throws {
        let row = FlatXML.row(FlatXML.cell("藏"), "table:visibility=\"\(visibility)\"")
        let found = try sheet(FlatXML.table(row))
        #expect(found[0, 0].value == .text("藏"))
        #expect(found.rows[0].isHidden)
        var workbook = SampleWorkbooks.small
        workbook.sheets.append(workbook.sheets[0])
        workbook.sheets[1].name = "藏"
        workbook.sheets[1].isHidden = true
        let read = try #require(try ODFReader().read(ODSWriter().bytes(of: workbook)).value)
        #expect(read.sheets.map(\.isHidden) == [false, true])
    }

    @Test("More attributes in one element than any program writes are refused before a parser compares them")
    func attributes() {
        let many = (0..<20_000).map { "a\($0)='>'" }.joined(separator: " ")
        let failure = failure(FlatXML.table("<table:table-row \(many)/>"))
        #expect(failure?.statement == "XML 的属性个数超过上限 512")
    }

    @Test("Long text with any signs is no element")
    func longText() throws {
        let text = String(repeating: "a=\"1\" '", count: 20_000)
        #expect(try sheet(FlatXML.table(FlatXML.row(FlatXML.cell(text))))[0, 0].value.plainText?.count == text.count)
    }
}
