import Archive
import ByteIO
import Diagnostics
import FormatXLSX
import Sheets
import TestSupport
import Testing

@Suite("Hostile and damaged XLSX files")
struct ReaderHostileTests {
    static let resave = "请用原程序打开后重新保存，再试一次。"

    private func failure(_ bytes: [UInt8]) -> Failure? {
        do {
            _ = try XLSXReader().read(bytes)
            return nil
        } catch {
            return error as? Failure
        }
    }

    private func package(_ entries: [PackageEntry]) throws -> [UInt8] {
        var sink = MemorySink()
        try PackageWriter.write(entries, to: &sink)
        return sink.bytes
    }

    /// A workbook whose one sheet has this part.
    private func book(_ sheet: String, styles: String = "", strings: String = "") throws -> [UInt8] {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        func part(_ tag: String, _ inner: String) -> [UInt8] {
            Array("<\(tag) xmlns=\"\(main)\" xmlns:r=\"\(relations)\">\(inner)</\(tag)>".utf8)
        }
        let rels = ["worksheet": "sheet.xml", "styles": "styles.xml", "sharedStrings": "strings.xml"].sorted {
            $0.key < $1.key
        }
        .map { "<Relationship Id=\"\($0.key)\" Type=\"\(relations)/\($0.key)\" Target=\"\($0.value)\"/>" }.joined()
        return try package([
            PackageEntry(
                name: "xl/workbook.xml",
                bytes: part("workbook", "<sheets><sheet name=\"表\" r:id=\"worksheet\"/></sheets>")),
            PackageEntry(
                name: "xl/_rels/workbook.xml.rels",
                bytes: Array(
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(rels)</Relationships>"
                        .utf8)),
            PackageEntry(name: "xl/sheet.xml", bytes: part("worksheet", sheet)),
            PackageEntry(name: "xl/styles.xml", bytes: part("styleSheet", styles)),
            PackageEntry(name: "xl/strings.xml", bytes: part("sst", strings)),
        ])
    }

    // MARK: Wrong kinds

    @Test(
        "Another kind of file is refused with what it is",
        arguments: [
            ([], "文件是空的。请对方重新发送。"),
            (
                [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0],
                "这是旧版 .xls 或 WPS .et 文件，不是 XLSX 表格。请用 WPS、Excel 或 LibreOffice 打开，另存为 .xlsx 后再试。"
            ), (Array("%PDF-1.7".utf8), "这是 PDF，不是 XLSX 表格。请发送可编辑的表格文件。"),
            (SampleWorkbooks.png, "这是图片，不是 XLSX 表格。请发送可编辑的表格文件。"),
            (
                Array("<html><table></table></html>".utf8),
                "这是网页（HTML），不是 XLSX 表格。请用 WPS、Excel 或 LibreOffice 打开，另存为 .xlsx 后再试。"
            ), (Array("学校,人数\n".utf8), "这是文本或 CSV 文件，不是 XLSX 表格。请用 WPS、Excel 或 LibreOffice 打开，另存为 .xlsx 后再试。"),
            (
                Array("<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>".utf8),
                "这是 Excel 2003 XML 表格，不是 XLSX 表格。请用 WPS、Excel 或 LibreOffice 打开，另存为 .xlsx 后再试。"
            ),
        ] as [([UInt8], String)])
    func kind(bytes: [UInt8], sentence: String) {
        #expect(failure(bytes)?.description == sentence)
    }

    @Test(
        "A package of another kind is refused with what it is",
        arguments: [
            (["word/document.xml"], "这是 Word 文档（DOCX），不是表格"),
            (["content.xml", "META-INF/manifest.xml"], "这是 OpenDocument 文件（.ods 等），不是 XLSX 表格"),
            (["xl/workbook.bin"], "这是二进制表格（.xlsb），不是 XLSX 表格"), (["上报/表.xlsx"], "这是装有表格的压缩包，不是 XLSX 表格"),
            (["a.txt"], "压缩包中缺少 xl/workbook.xml，不是 XLSX 表格"),
        ])
    func packageKind(names: [String], statement: String) throws {
        let bytes = try package(names.map { PackageEntry(name: $0, bytes: [65]) })
        #expect(failure(bytes)?.statement == statement)
    }

    // MARK: Content

    @Test("DTDs are refused whole", arguments: ["billion-laughs", "external-entity"])
    func dtd(name: String) throws {
        let failure = try #require(try Fixture.failure(name))
        #expect(failure.rule == "xml.dtd")
        #expect(failure.statement == "XML 带有 DTD 或实体定义，出于安全不予读取")
        #expect(failure.place.sheet == "表")
    }

    @Test(
        "Places past the sheet's edge",
        arguments: [
            ("row-past-end", "表：行数超过上限 1048576。请删去多余的内容，或拆分文件。"), ("column-past-end", "表：列数超过上限 16384。请删去多余的内容，或拆分文件。"),
        ])
    func edges(name: String, sentence: String) throws {
        #expect(try Fixture.failure(name)?.description == sentence)
    }

    @Test("Elements inside each other without end")
    func depth() throws {
        #expect(try Fixture.failure("deep")?.statement == "XML 的嵌套层数超过上限 256")
    }

    @Test("A target outside the package is no part")
    func traversal() throws {
        #expect(
            try Fixture.read("traversal").findings.map(\.description) == [
                "表：工作表的内容在文件中找不到。请用原程序打开后重新保存，或请对方重新发送。"
            ])
    }

    @Test("A text that is missing is a finding of class A")
    func missingString() throws {
        let (book, findings) = try Fixture.read("missing-string")
        #expect(book.sheets[0][0, 0].value == .empty)
        #expect(findings.map(\.severity) == [.mandatory])
        #expect(findings[0].description == "表 A1：文字（共享字符串 99）在文件中找不到，内容缺失。请用原程序打开后重新保存，或请对方重新发送。")
    }

    @Test("Numbers past every limit trap nowhere")
    func overflow() throws {
        let book = try Fixture.read("overflow").book
        #expect(book.sheets[0].page.scaling == .factor(1))
        #expect(book.sheets[0].rowBreaks == [])
        #expect(book.sheets[0].merges.map(\.description) == ["A1:C3"])
    }

    @Test("Ten gigabytes of zeros in a small entry")
    func bomb() throws {
        let sheet = "<sheetData><row><c><v>" + String(repeating: "0", count: 8 << 20) + "</v></c></row></sheetData>"
        let found = failure(try book(sheet))
        let rules = ["xml.over-limit", "archive.over-limit", "xlsx.over-limit"]
        #expect(rules.contains(found?.rule ?? ""))
    }

    @Test("A hundred thousand styles")
    func styles() throws {
        let xfs = "<cellXfs>" + String(repeating: "<xf/>", count: 100_000) + "</cellXfs>"
        #expect(
            failure(try book("<sheetData/>", styles: xfs))?.description
                == "样式个数超过上限 65536。请在新表中重新粘贴内容（只粘贴数值），或请对方重新发送。")
    }

    @Test("Attributes without end")
    func attributes() throws {
        let attributes = (0..<60_000).map { "a\($0)=\"\"" }.joined(separator: " ")
        #expect(failure(try book("<sheetData><row \(attributes)/></sheetData>"))?.rule == "xml.over-limit")
    }

    @Test("Single cells far out do not fill the memory between")
    func sparse() throws {
        let rows = (1...400).map { "<row r=\"\($0 * 2000)\"><c r=\"XFD\($0 * 2000)\"><v>1</v></c></row>" }.joined()
        #expect(failure(try book("<sheetData>\(rows)</sheetData>"))?.statement == "表格内容占用的内存超过上限 200 MiB")
    }

    @Test("A file cut short, at every length")
    func truncated() throws {
        let bytes = try Fixture.bytes("texts")
        for count in stride(from: 1, to: bytes.count, by: 37) {
            #expect(failure(Array(bytes[..<count])) != nil, "\(count)")
        }
    }

    @Test("A sheet cut short")
    func brokenSheet() throws {
        let found = failure(try book("<sheetData><row><c>"))
        #expect(found?.rule == "xml.broken")
        #expect(found?.place.sheet == "表")
    }

    @Test("Changed bytes never trap", arguments: Fixture.names)
    func fuzz(name: String) throws {
        let original = try Fixture.bytes(name)
        var random = SplitMix(seed: 7)
        let package = try PackageReader(original)
        let entries = try package.entries.map {
            PackageEntry(name: $0.name, bytes: try package.bytes(of: $0.name) ?? [])
        }
        for _ in 0..<12 {
            // Inside the parts, because a changed package rarely gets past its checksums.
            var changed = entries
            for _ in 0..<4 {
                let entry = Int(random.next() % UInt64(changed.count))
                if changed[entry].bytes.isEmpty { continue }
                let place = Int(random.next() % UInt64(changed[entry].bytes.count))
                changed[entry].bytes[place] = Self.bytes[Int(random.next() % UInt64(Self.bytes.count))]
            }
            _ = failure(try self.package(changed))
        }
    }

    private static let bytes: [UInt8] = Array("0123456789-.eA<>\"/ \u{0}".utf8) + [0xFF]
}

private struct SplitMix {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
