import Diagnostics
import Forms
import Testing

@Suite("CSV")
struct DelimitedTextTests {
    private func values(_ text: String) -> [[String]] {
        DelimitedText.parse(text).value?.rows.map { $0.cells.map(\.text) } ?? []
    }

    @Test("Quotes, doubled quotes, delimiters and line breaks in a value")
    func quotes() {
        #expect(values("a,\"b,c\",\"d\"\"e\"\n\"f\r\ng\",,\"\"\n") == [["a", "b,c", "d\"e"], ["f\ng", "", ""]])
    }

    @Test("LF, CRLF and CR end a line", arguments: ["\n", "\r\n", "\r"])
    func lineBreaks(ending: String) {
        let text = ["a,b", "c,d"].joined(separator: ending) + ending
        #expect(values(text) == [["a", "b"], ["c", "d"]])
        #expect(DelimitedText.parse(text).value?.rows.map(\.line) == [1, 2])
    }

    @Test("Comma, tab or semicolon", arguments: [",", "\t", ";"])
    func delimiters(delimiter: String) {
        #expect(values("a\(delimiter)b\(delimiter)\n") == [["a", "b", ""]])
    }

    @Test("Lines and columns count as editors do, through quoted line breaks and Chinese")
    func positions() {
        let cells = DelimitedText.parse("单位,\"两\n行\",x\n甲,乙,丙").value?.rows.flatMap(\.cells) ?? []
        #expect(
            cells.map(\.position) == [
                TextPosition(line: 1, column: 1), TextPosition(line: 1, column: 4), TextPosition(line: 2, column: 4),
                TextPosition(line: 3, column: 1), TextPosition(line: 3, column: 3), TextPosition(line: 3, column: 5),
            ])
        #expect(cells.map(\.cell.description) == ["A1", "B1", "C1", "A2", "B2", "C2"])
    }

    @Test("The last value may be empty, the last line need not end")
    func ends() {
        #expect(values("a,") == [["a", ""]])
        #expect(values("") == [])
        #expect(values("\n") == [[""]])
        #expect(values("a\n\nb") == [["a"], [""], ["b"]])
    }

    @Test("A quote that never closes names where it began")
    func openQuote() {
        #expect(
            DelimitedText.parse("a,b\nc,\"d\ne,f\n").findings.map(\.description) == [
                "第 2 行第 3 列：引号没有配对，一直到文件末尾都被当作同一个值。请在值的末尾补上英文双引号，值里面的双引号写两遍。"
            ])
    }

    @Test("Text after a closing quote")
    func afterQuote() {
        #expect(
            DelimitedText.parse("\"a\"b,c").findings.map(\.description) == [
                "第 1 行第 4 列：引号结束后应为分隔符或换行，实为其他文字。值里面的双引号请写两遍，或把整个值放在一对双引号中。"
            ])
        #expect(DelimitedText.parse("\"a\" ,c").findings == [])
    }

    @Test("Ragged lines are findings; empty values at the end are not")
    func ragged() {
        let table = HeadedTable.parse("甲,乙\n1,2,,\n1\n1,2,3\n,\n")
        #expect(table.value?.rows.map { $0.cells.map(\.text) } == [["1", "2"], ["1", ""], ["1", "2"]])
        #expect(
            table.findings.map(\.description) == [
                "第 3 行：这一行只有 1 个值，列名有 2 个。请补齐这一行，空着的值也要留分隔符。",
                "第 4 行 C4：这一行有 3 个值，列名只有 2 个。请检查这一行是否多了分隔符，含分隔符的值要放在双引号中。",
            ])
    }

    @Test("A file without a heading")
    func empty() {
        #expect(HeadedTable.parse("\n\n").findings.map(\.description) == ["应有一行列名，文件却是空的。请检查文件是否正确。"])
    }
}

@Suite("Encodings")
struct TextEncodingTests {
    /// 护校安园
    private static let gbk: [UInt8] = [0xBB, 0xA4, 0xD0, 0xA3, 0xB0, 0xB2, 0xD4, 0xB0]

    @Test("UTF-8 with and without a mark, UTF-16 and GBK are told apart by content")
    func all() throws {
        let utf8 = Array("护校安园".utf8)
        let units = Array("护校安园".utf16)
        let cases: [([UInt8], TextEncoding)] = [
            (utf8, .utf8), ([0xEF, 0xBB, 0xBF] + utf8, .utf8), (Self.gbk, .gb18030),
            ([0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, .utf16LittleEndian),
            ([0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, .utf16BigEndian),
        ]
        for (bytes, encoding) in cases {
            let decoded = try TextEncoding.decode(bytes)
            #expect(decoded.text == "护校安园")
            #expect(decoded.encoding == encoding)
        }
    }

    @Test("The four-byte characters of GB18030")
    func fourBytes() throws {
        #expect(try TextEncoding.decode([0x95, 0x32, 0x82, 0x36, 0xB0, 0xB2]).text == "\u{20000}安")
    }

    @Test("A long GBK file")
    func long() throws {
        let bytes = Array(repeating: Self.gbk, count: 20_000).flatMap { $0 }
        #expect(try TextEncoding.decode(bytes).text == String(repeating: "护校安园", count: 20_000))
    }

    @Test("Bytes that are no text name the line")
    func broken() {
        let failure = #expect(throws: Failure.self) {
            try TextEncoding.decode(Array("a\nb".utf8) + [0xFF, 0x80, 0x80])
        }
        #expect(
            failure?.description
                == "第 2 行：应为 UTF-8、UTF-16（带 BOM）或 GBK/GB18030 编码的文本，实际不是其中任何一种。请用 WPS 或 Excel 打开原表，另存为“CSV UTF-8”后重试。")
    }

    @Test(
        "A workbook under the name of a CSV",
        arguments: [[0x50, 0x4B, 0x03, 0x04, 0], [0xD0, 0xCF, 0x11, 0xE0, 0]] as [[UInt8]])
    func workbook(bytes: [UInt8]) {
        let failure = #expect(throws: Failure.self) { try TextEncoding.decode(bytes) }
        #expect(failure?.description == "应为文本文件（CSV、JSON、YAML），实为电子表格或压缩包。请在 WPS 或 Excel 中打开，另存为 CSV 后重试。")
    }
}
