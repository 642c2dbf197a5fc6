import Diagnostics
import Foundation
import Sheets
import TestSupport
import Testing

@testable import FormatXLSX

@Suite("What stands in the parts")
struct PartTests {
    private let sheet = "xl/worksheets/sheet1.xml"

    private func text(_ text: String, _ strings: XLSXWriter.Strings) throws -> String {
        var workbook = SampleWorkbooks.empty
        workbook.sheets[0][0, 0] = Cell(.text(text))
        let written = try Written(workbook, XLSXWriter(strings: strings))
        return try written.part(strings == .inline ? sheet : "xl/sharedStrings.xml")
    }

    @Test(
        "Texts are escaped alike in their cells and in the table",
        arguments: [
            ("a\rb", "<t>a_x000D_b</t>"), ("_x0041_", "<t>_x005F_x0041_</t>"), ("a_xyz_", "<t>a_xyz_</t>"),
            (" 前", "<t xml:space=\"preserve\"> 前</t>"), ("<&>", "<t>&lt;&amp;&gt;</t>"), ("\u{7}", "<t>_x0007_</t>"),
            ("行\n行", "<t>行\n行</t>"), ("，\u{FFFE}", "<t>，_xFFFE_</t>"),
            ("0123456789abcdef_x0041_", "<t>0123456789abcdef_x005F_x0041_</t>"),
        ], [XLSXWriter.Strings.inline, .shared(cap: 10)])
    func escapes(pair: (String, String), strings: XLSXWriter.Strings) throws {
        #expect(try text(pair.0, strings).contains(pair.1))
    }

    private static let shortest: [(Double, String)] = [
        (0.0, "0"), (-3, "-3"), (727234.44, "727234.44"), (0.1, "0.1"), (-0.05, "-0.05"), (1e15, "1000000000000000"),
        (1.0 / 3, "0.3333333333333333"), (1234567.5, "1234567.5"), (100, "100"), (1005, "1005"),
        (9_999_999_999_999, "9999999999999"),
        (1e-9, "0.000000001"), (12.345, "12.345"),
    ]

    @Test("A number is as short as it can be and reads back as the same", arguments: shortest)
    func numbers(number: Double, shown: String) throws {
        var workbook = SampleWorkbooks.empty
        workbook.sheets[0][0, 0] = Cell(.number(number))
        #expect(try Written(workbook).part(sheet).contains("<c r=\"A1\" s=\"0\"><v>\(shown)</v></c>"))
    }

    @Test("Past the cap texts stand in their cells")
    func cap() throws {
        let written = try Written(SampleWorkbooks.small, XLSXWriter(strings: .shared(cap: 1)))
        #expect(try written.part("xl/sharedStrings.xml").contains("uniqueCount=\"1\"><si><t>学校</t></si></sst>"))
        #expect(try written.part(sheet).contains("<c r=\"B1\" s=\"0\" t=\"inlineStr\"><is><t>人数</t></is></c>"))
    }

    @Test("A code among texts gets the format that keeps its digits", arguments: ["001", "123456789012345678"])
    func codes(code: String) throws {
        var workbook = SampleWorkbooks.empty
        workbook.sheets[0][0, 0] = Cell(.text(code))
        let written = try Written(workbook)
        #expect(try written.part(sheet).contains("<c r=\"A1\" s=\"1\" t=\"s\">"))
        #expect(try written.part("xl/styles.xml").contains("<xf numFmtId=\"49\""))
    }

    @Test("A long list stands on a hidden sheet, a short one in its rule")
    func lists() throws {
        var workbook = SampleWorkbooks.small
        let words = (1...60).map { "第\($0)项整改措施" }
        let ranges = [CellRange(rows: 0..<9, columns: 0..<1)]
        workbook.sheets[0].validations = [
            DataValidation(ranges: ranges, rule: .list(words)),
            DataValidation(ranges: ranges, rule: .list(["有", "无"])),
        ]
        let written = try Written(workbook)
        #expect(try written.part(sheet).contains("<formula1>选项_1</formula1>"))
        #expect(try written.part(sheet).contains("<formula1>\"有,无\"</formula1>"))
        let book = try written.part("xl/workbook.xml")
        #expect(book.contains("<definedName name=\"选项_1\" hidden=\"1\">'下拉选项'!$A$1:$A$60</definedName>"))
        #expect(book.contains("<sheet name=\"下拉选项\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/>"))
    }

    @Test("The lines around a merge are spread over its cells")
    func merges() throws {
        var workbook = SampleWorkbooks.empty
        let style = workbook.styles.id(of: CellStyle(borders: .all(.thin)))
        workbook.sheets[0][0, 0] = Cell(.text("题"), style: style)
        workbook.sheets[0].merges = [CellRange(rows: 0..<1, columns: 0..<3)]
        let written = try Written(workbook)
        let row = try written.part(sheet)
        #expect(
            row.contains("<c r=\"A1\" s=\"2\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"3\"/><c r=\"C1\" s=\"4\"/></row>"))
    }

    @Test("A picture hangs on its cell, in its size, and its data is stored once")
    func pictures() throws {
        var workbook = SampleWorkbooks.small
        let picture = Picture(
            name: "公章", anchor: CellRef(row: 1, column: 0), offsetX: 70, offsetY: 2, width: 20, height: 10,
            mediaType: "image/png",
            data: SampleWorkbooks.png, alternativeText: "红色方块")
        workbook.sheets[0].pictures = [picture, picture]
        let written = try Written(workbook)
        let drawing = try written.part("xl/drawings/drawing1.xml")
        // 70 points from A's left edge are 6 points from that of B.
        let from =
            "<xdr:col>1</xdr:col><xdr:colOff>76200</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>25400</xdr:rowOff>"
        #expect(drawing.contains(from))
        #expect(drawing.contains("<xdr:ext cx=\"254000\" cy=\"127000\"/>"))
        #expect(drawing.contains("<xdr:cNvPr id=\"2\" name=\"公章\" descr=\"红色方块\"/>"))
        #expect(written.names.filter { $0.hasPrefix("xl/media/") } == ["xl/media/image1.png"])
        #expect(try written.data("xl/media/image1.png") == SampleWorkbooks.png)
    }

    @Test("Every relationship points at a part, and every part has a type")
    func package() throws {
        let written = try Written(SampleWorkbooks.everything)
        let types = try written.part("[Content_Types].xml")
        for name in written.names where name != "[Content_Types].xml" {
            let ending = name.split(separator: ".").last.map(String.init) ?? ""
            #expect(
                types.contains("PartName=\"/\(name)\"") || ending != "xml" && types.contains("Extension=\"\(ending)\""),
                "\(name)")
        }
        for name in written.names where name.hasSuffix(".rels") {
            let folder = name.split(separator: "/").dropLast(2).map(String.init)
            for piece in try written.part(name).components(separatedBy: "Target=\"").dropFirst() {
                var path = folder
                for step in piece.prefix(while: { $0 != "\"" }).split(separator: "/") {
                    if step == ".." { path.removeLast() } else { path.append(String(step)) }
                }
                #expect(written.names.contains(path.joined(separator: "/")), "\(name): \(path)")
            }
        }
        #expect(Set(written.names).count == written.names.count)
    }

    @Test("Writing twice gives the same bytes", arguments: 0..<2)
    func repeatable(index: Int) throws {
        let writer = [XLSXWriter.xlsx, .fastXLSX][index]
        #expect(try writer.bytes(of: SampleWorkbooks.everything) == writer.bytes(of: SampleWorkbooks.everything))
    }
}
