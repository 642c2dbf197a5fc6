import Sheets
import Testing

/// The quick answer about a cell's height never differs from the closer look.
@Suite("Heights of streamed rows")
struct BlockFittingTests {
    private static let texts = [
        "", "东风小学", "a b c", "wwwwwwwwww", "WWWWWWWWWW", "第一行\n第二行", "制\t表", "😀😀😀", "桐柏路校区（东）", "e\u{301}",
        String(repeating: "长", count: 40), String(repeating: "i", count: 60), "\r", "12345678", "1234567，",
    ]

    private func expectAgreement(_ style: CellStyle, width: Double) throws {
        var styles = StyleTable()
        let id = styles.id(of: style)
        let row = Row([Cell(.text("x"), style: id)])
        let fitting = BlockFitting(columns: [Column(widthInPoints: width)], merges: [], styles: styles)
        let quick = try #require(fitting.quickHeight(of: row, column: 0, style: id))
        for text in Self.texts {
            var buffer = RowBuffer()
            buffer.append(text, style: id)
            let holds = quick.surelyHolds(buffer.text(of: buffer.slot(0)))
            let height = fitting.height(of: .text(text), style: id, quick)
            #expect(!holds || height == quick.oneLine, "\(text) in \(width)")
        }
    }

    @Test("A text that surely fits has one line", arguments: [5.0, 20, 37.5, 60, 105, 400])
    func oneLine(width: Double) throws {
        try expectAgreement(CellStyle(), width: width)
        try expectAgreement(CellStyle(wraps: true), width: width)
        try expectAgreement(CellStyle(font: Font(sizeInPoints: 22, isBold: true), wraps: true), width: width)
        try expectAgreement(CellStyle(horizontal: .justify, indentInPoints: 18), width: width)
    }

    @Test("Short texts need no closer look")
    func quick() throws {
        var styles = StyleTable()
        let id = styles.id(of: CellStyle(wraps: true))
        let row = Row([Cell(.text("x"), style: id)])
        let fitting = BlockFitting(columns: [Column(widthInPoints: 120)], merges: [], styles: styles)
        let quick = try #require(fitting.quickHeight(of: row, column: 0, style: id))
        var buffer = RowBuffer()
        buffer.append("桐柏路校区12", style: id)
        #expect(quick.surelyHolds(buffer.text(of: buffer.slot(0))))
    }

    @Test("A turned cell takes a closer look")
    func turned() {
        var styles = StyleTable()
        let id = styles.id(of: CellStyle(rotation: .degrees(90)))
        let row = Row([Cell(.text("x"), style: id)])
        let fitting = BlockFitting(columns: [Column()], merges: [], styles: styles)
        #expect(fitting.quickHeight(of: row, column: 0, style: id) == nil)
    }
}
