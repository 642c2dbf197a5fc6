import FormatODF
import Foundation
import TestSupport
import Testing

@testable import Sheets

/// LibreOffice measures the same text in the same cells: no row of ours may be lower than its own, or text is cut off.
@Suite("Heights are enough for LibreOffice", .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"))
struct OfficeHeightTests {
    private static let texts = [
        "东风小学", "全市中小学幼儿园要按照“护校安园”专项工作方案的要求，认真开展校园安全隐患排查整治工作，落实防范措施；对排查出的问题建立台账（见附件1）。",
        "School safety report 2017-04-01/2018-01-31, contact: WWW.EXAMPLE.ORG (Zhengzhou) MMMM",
        "配备率100%，合计123456789起，其中“重点”（A类）3起", "第一行\n第二行\n\n第四行",
        "，。、；：？！）》”（《“", "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "12345678901234567890123456789012345678901234567890",
    ]

    private static let fonts = [
        Font(families: ["宋体"], sizeInPoints: 10), Font(families: ["仿宋_GB2312"], sizeInPoints: 12),
        Font(families: ["Noto Serif CJK SC"], sizeInPoints: 16), Font(families: ["黑体"], sizeInPoints: 9, isBold: true),
        Font(families: ["方正小标宋简体"], sizeInPoints: 22),
    ]

    /// A row for each text and font, in columns of four widths.
    private func sample() -> Workbook {
        var workbook = Workbook()
        var sheet = Sheet(name: "表", columns: [40, 75, 120, 300].map { Column(widthInPoints: $0) })
        for font in Self.fonts {
            let style = workbook.styles.id(of: CellStyle(font: font, wraps: true))
            for text in Self.texts {
                for column in 0..<4 {
                    var row = Row(height: .fitted(minimum: 5))
                    row.cells = Array(repeating: .blank, count: column) + [Cell(.text(text), style: style)]
                    sheet.rows.append(row)
                }
            }
        }
        workbook.sheets = [sheet]
        return workbook
    }

    @Test("No row is lower than LibreOffice would make it")
    func highEnough() throws {
        let workbook = sample()
        let ours = workbook.fittedHeights(ofSheet: 0)
        // Heights are left to LibreOffice.
        let text = String(decoding: try FODSWriter().bytes(of: workbook), as: UTF8.self)
            .replacing(/style:row-height="[^"]*"/, with: "")
            .replacing("style:use-optimal-row-height=\"false\"", with: "style:use-optimal-row-height=\"true\"")
        let folder = try TemporaryFolder()
        let file = try folder.write(Array(text.utf8), to: "a.fods")
        let path = try OfficeSuite.convert(file, to: "ods", in: folder.path)
        let read = try #require(try ODFReader().read([UInt8](Data(contentsOf: URL(fileURLWithPath: path)))).value)
        var excess = 0.0
        for (row, own) in ours.enumerated() where own < RowFitting.highest {
            let theirs =
                switch read.sheets[0].rows[row].height {
                case .fixed(let height), .fitted(let height): height
                }
            #expect(own >= theirs - 0.1, "row \(row + 1): \(Self.texts[row / 4 % Self.texts.count]), column \(row % 4)")
            excess += own / theirs
        }
        // Nor are they much higher: a form keeps to its page.
        #expect(excess / Double(ours.count) < 1.35)
    }
}
