import Archive
import ByteIO
import Diagnostics
import FormatODF
import Sheets
import TestSupport
import Testing

@Suite("Hostile and damaged files")
struct HostileTests {
    // MARK: Wrong kinds

    static let kinds: [(String, [UInt8], String)] = [
        ("nothing", [], "文件是空的。请对方重新发送。"),
        (
            "xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
            "这是旧版 .xls 或 WPS .et 文件，不是 OpenDocument 表格。请用 LibreOffice 或 WPS 打开，另存为 .ods 后再试。"
        ),
        ("pdf", Array("%PDF-1.7".utf8), "这是 PDF，不是 OpenDocument 表格。请发送可编辑的表格文件。"),
        (
            "html", Array("\u{FEFF}\n<!DOCTYPE html><html></html>".utf8),
            "这是网页（HTML），不是 OpenDocument 表格。请用 LibreOffice 或 WPS 打开，另存为 .ods 后再试。"
        ),
        (
            "csv", Array("学校,人数\n东风小学,3\n".utf8),
            "这是文本或 CSV 文件，不是 OpenDocument 表格。请用 LibreOffice 或 WPS 打开，另存为 .ods 后再试。"
        ),
        (
            "xml2003", Array("<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>".utf8),
            "这是 Excel 2003 XML 表格，不是 OpenDocument 表格。请用 LibreOffice 或 WPS 打开，另存为 .ods 后再试。"
        ),
        ("png", SampleWorkbooks.png, "这是图片，不是 OpenDocument 表格。请发送可编辑的表格文件。"),
    ]

    @Test("A file of another kind is refused with what it is", arguments: kinds.map(\.0))
    func kind(name: String) throws {
        let (_, bytes, sentence) = try #require(Self.kinds.first { $0.0 == name })
        #expect(failure(bytes)?.description == sentence)
    }

    @Test(
        "A package of another kind is refused with what it is",
        arguments: [
            ("xl/workbook.xml", "这是 XLSX 表格，不是 OpenDocument 表格"), ("word/document.xml", "这是 Word 文档（DOCX），不是表格"),
            ("OFD.xml", "这是 OFD 版式文件，不是表格"), ("上报/表.ods", "这是装有表格的压缩包，不是 OpenDocument 表格"),
            ("a.txt", "压缩包中缺少 content.xml，不是 OpenDocument 表格"),
        ])
    func packageKind(name: String, statement: String) throws {
        #expect(failure(try package([PackageEntry(name: name, bytes: [65])]))?.statement == statement)
    }

    @Test("A text document is refused")
    func textDocument() {
        let xml = String(decoding: FlatXML.document(""), as: UTF8.self).replacing(
            "office:spreadsheet", with: "office:text")
        #expect(failure(Array(xml.utf8))?.description == "这是 OpenDocument 文字文档，不是表格。请发送表格文件。")
    }

    @Test("An encrypted package is refused")
    func encrypted() throws {
        let manifest = """
            <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry
            manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>
            """
        let bytes = try package([
            PackageEntry(name: "content.xml", bytes: [1, 2, 3]),
            PackageEntry(name: "META-INF/manifest.xml", bytes: Array(manifest.utf8)),
        ])
        #expect(failure(bytes)?.description == "文件已加密，无法读取。请用 LibreOffice 打开，去掉密码后另存。")
    }

    private func package(_ entries: [PackageEntry]) throws -> [UInt8] {
        var sink = MemorySink()
        try PackageWriter.write(entries, to: &sink)
        return sink.bytes
    }

    // MARK: XML

    @Test("A DTD is refused")
    func dtd() {
        let xml = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
        let bytes = Array(xml.utf8) + FlatXML.table(FlatXML.row(FlatXML.cell("&a;"))).drop { $0 != 0x0A }
        #expect(failure(bytes)?.statement == "XML 带有 DTD 或实体定义，出于安全不予读取")
    }

    @Test("Endless nesting is refused")
    func nesting() {
        let spans = String(repeating: "<text:span>", count: 200) + String(repeating: "</text:span>", count: 200)
        let bytes = FlatXML.table(FlatXML.row(FlatXML.cell(spans)))
        #expect(failure(bytes) { $0.xml.depth = 100 }?.statement == "XML 的嵌套层数超过上限 100")
        #expect(failure(bytes) == nil)
    }

    @Test("A bomb inside a package is refused while it is unpacked")
    func bomb() throws {
        let bytes = try package([PackageEntry(name: "content.xml", bytes: Array(repeating: 0x20, count: 16 << 20))])
        #expect(failure(bytes)?.statement == "压缩包中的 content.xml 的压缩比超过上限 400")
    }

    // MARK: Counts

    @Test("A billion blank rows and columns cost nothing")
    func blankRepeats() throws {
        let row = FlatXML.row(
            "<table:table-cell table:number-columns-repeated=\"1000000000\"/>",
            "table:number-rows-repeated=\"1000000000\"")
        let columns = "<table:table-column table:number-columns-repeated=\"1000000000\"/>"
        let workbook = try #require(
            try ODFReader().read(FlatXML.table(FlatXML.row(FlatXML.cell("a")) + row, columns: columns)).value)
        #expect(workbook.sheets[0].rows.count == 1)
        #expect(workbook.sheets[0].columns.isEmpty)
    }

    @Test("A value in a billion rows is refused")
    func filledRows() {
        let bytes = FlatXML.table(FlatXML.row(FlatXML.cell("a"), "table:number-rows-repeated=\"1000000000\""))
        #expect(failure(bytes)?.description == "表：行数超过上限 1048576。请删去多余的内容，或拆分文件。")
    }

    @Test("A value in a billion columns is refused")
    func filledColumns() {
        let bytes = FlatXML.table(
            FlatXML.row(FlatXML.cell("a", "table:number-columns-repeated=\"99999999999999999999\"")))
        #expect(failure(bytes)?.description == "表 A1：列数超过上限 16384。请删去多余的内容，或拆分文件。")
    }

    @Test("A value below a billion blank rows is refused")
    func gap() {
        let gap = FlatXML.row(FlatXML.blank, "table:number-rows-repeated=\"1000000000\"")
        #expect(failure(FlatXML.table(gap + FlatXML.row(FlatXML.cell("a"))))?.statement == "行数超过上限 1048576")
    }

    @Test("More cells than allowed are refused")
    func cells() {
        let cell = FlatXML.cell("a", "table:number-columns-repeated=\"1000\"")
        let bytes = FlatXML.table(FlatXML.row(cell, "table:number-rows-repeated=\"1000\""))
        #expect(failure(bytes) { $0.cells = 999_999 }?.statement == "单元格个数超过上限 999999")
        #expect(failure(bytes) { $0.cells = 1_000_000 } == nil)
    }

    @Test("Two thousand million spaces are refused", arguments: ["2000000000", "99999999999999999999"])
    func spaces(count: String) {
        let bytes = FlatXML.table(FlatXML.row(FlatXML.cell("<text:s text:c=\"\(count)\"/>")))
        #expect(failure(bytes)?.statement == "连续空格个数（text:s）超过上限 4096")
    }

    @Test("A merge over the whole sheet is refused, one that overlaps another is left out")
    func merges() throws {
        let huge = FlatXML.cell(
            "a", "table:number-columns-spanned=\"2000000000\" table:number-rows-spanned=\"2000000000\"")
        #expect(failure(FlatXML.table(FlatXML.row(huge)))?.description == "表 A1：合并区域的单元格个数超过上限 1048576。请删去多余的内容，或拆分文件。")
        let two =
            FlatXML.cell("a", "table:number-columns-spanned=\"2\"")
            + FlatXML.cell("b", "table:number-columns-spanned=\"2\"")
        let read = try ODFReader().read(FlatXML.table(FlatXML.row(two)))
        #expect(read.value?.sheets[0].merges == [CellRange(rows: 0..<1, columns: 0..<2)])
        #expect(
            read.findings.map(\.description) == [
                "表 B1：合并区域与前面的合并区域重叠，已略去。请核对表格的合并。", "表 B1：被合并遮住的单元格另有内容，已略去。请核对合并单元格。",
            ])
    }

    @Test("Styles that inherit from each other in a circle end")
    func circle() throws {
        let styles = """
            <style:style style:name="a" style:family="table-cell" style:parent-style-name="b"/>
            <style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/>
            """
        #expect(failure(FlatXML.table(FlatXML.row(FlatXML.cell("x", "table:style-name=\"a\"")), styles: styles)) == nil)
    }

    @Test("Numbers beyond all bounds in attributes never trap")
    func wildNumbers() {
        let wild = ["1e400", "-1", "nan", "0x10", "999999999999999999999", "", "１２"]
        for value in wild {
            let style = """
                <style:style style:name="a" style:family="table-cell"><style:table-cell-properties style:rotation-angle="\(value)"
                fo:border="\(value)pt solid #12345g"/><style:paragraph-properties fo:margin-left="\(value)pt"/>
                <style:text-properties fo:font-size="\(value)pt" fo:font-weight="\(value)"/></style:style>
                <number:number-style style:name="N"><number:number number:decimal-places="\(value)" number:min-decimal-places="\(value)"
                number:min-integer-digits="\(value)"/></number:number-style>
                """
            let cell = """
                <table:table-cell table:style-name="a" office:value-type="float" office:value="\(value)"
                table:number-columns-spanned="\(value)" table:number-rows-spanned="\(value)"><text:p>\(value)</text:p></table:table-cell>
                <table:table-cell office:value-type="date" office:date-value="\(value)"/>
                <table:table-cell office:value-type="time" office:time-value="PT\(value)H"/>
                """
            let bytes = FlatXML.table(FlatXML.row(cell, "table:number-rows-repeated=\"\(value)\""), automatic: style)
            #expect([nil, "odf.over-limit"].contains(failure(bytes)?.rule), "\(value)")
        }
    }

    // MARK: Damage

    @Test("Cut short anywhere, a file is refused or read, but never traps", arguments: Fixture.names)
    func truncated(name: String) throws {
        let bytes = try Fixture.bytes(name)
        let step = max(bytes.count / 60, 1)
        // A package whose last two bytes are missing can still be read whole.
        for length in stride(from: 0, to: bytes.count - 4, by: step) {
            #expect(failure(Array(bytes[..<length])) != nil, "\(length)")
        }
    }

    @Test("With bytes changed, a file is refused or read, but never traps", arguments: Fixture.names)
    func flipped(name: String) throws {
        let bytes = try Fixture.bytes(name)
        for seed in 0..<60 {
            var random = SeededRandom(seed: UInt64(seed))
            var copy = bytes
            for _ in 0..<(1 + seed % 8) {
                copy[Int.random(in: copy.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = failure(copy)
        }
    }

    @Test("With numbers in attributes enlarged, a file is refused or read within its limits")
    func enlarged() throws {
        let text = String(decoding: try Fixture.bytes("libreoffice.fods"), as: UTF8.self)
        for attribute in [
            "number-columns-repeated", "number-rows-repeated", "number-columns-spanned", "decimal-places", "value",
        ] {
            let parts = text.split(separator: "\(attribute)=\"", omittingEmptySubsequences: false)
            _ = failure(Array(parts.joined(separator: "\(attribute)=\"99999999").utf8)) { $0.cells = 100_000 }
        }
    }
}
