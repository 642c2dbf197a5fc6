import Diagnostics
import FormatHTML
import Foundation
import Sheets
import TestSupport
import Testing

/// Chromium prints what we write; poppler reads the paper.
@Suite(
    "A browser prints what is written",
    .enabled(
        if: CommandRun.isInstalled("chromium") && PDFPages.isInstalled, "Chromium or poppler-utils is not installed"))
struct PrintTests {
    private func printed(_ workbook: Workbook, in folder: TemporaryFolder) throws -> String {
        let page = try folder.write(HTMLWriter().bytes(of: workbook), to: "a.html")
        let pdf = folder.path(of: "a.pdf")
        let run = try CommandRun.run(
            "chromium",
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                "--user-data-dir=\(folder.path(of: "profile"))", "--print-to-pdf=\(pdf)", "file://\(page)",
            ])
        guard FileManager.default.fileExists(atPath: pdf) else { throw CommandRun.Trouble(run.stderr) }
        return pdf
    }

    /// 200 lines of text under one heading row.
    private func list(_ page: PageSetup) -> Workbook {
        var workbook = Workbook()
        let wrapped = workbook.styles.id(of: CellStyle(borders: .all(.thin), wraps: true))
        let columns = [Column(widthInPoints: 60), Column(widthInPoints: 300), Column(widthInPoints: 300)]
        var sheet = Sheet(name: "隐患清单", columns: columns, headerRows: 0..<1, page: page)
        for (column, word) in ["序号", "隐患", "措施"].enumerated() { sheet[0, column] = Cell(.text(word), style: wrapped) }
        for row in 1...200 {
            sheet[row, 0] = Cell(.number(Double(row)), style: wrapped)
            sheet[row, 1] = Cell(.text("第\(row)处：校门口硬质防冲撞设施尚未安装到位，需要由属地派出所会同学校限期整改"), style: wrapped)
            sheet[row, 2] = Cell(.text("已整改"), style: wrapped)
        }
        workbook.sheets = [sheet]
        return workbook
    }

    @Test("Fit to the page's width: every page has the heading row, and nothing is lost")
    func repeatedHeading() throws {
        let footer = HeaderFooter(center: [.text("第 "), .pageNumber, .text(" 页 共 "), .pageCount, .text(" 页")])
        let page = PageSetup(scaling: .fit(pagesWide: 1, pagesHigh: nil), footer: footer, firstPageNumber: 5)
        let folder = try TemporaryFolder()
        let pdf = try printed(list(page), in: folder)
        let pages = try PDFPages.text(of: pdf).split(separator: "\u{C}").map(String.init)
        #expect(try PDFPages.count(of: pdf) == pages.count && pages.count > 2)
        #expect(pages.allSatisfy { $0.contains("序号") && $0.contains("措施") })
        #expect(pages.joined().components(separatedBy: "已整改").count == 201)
        let feet = pages.map { $0.filter { !$0.isWhitespace } }
        #expect(feet[0].hasSuffix("第5页共\(pages.count)页") && feet[1].hasSuffix("第6页共\(pages.count)页"))
    }

    @Test("Fit to one page: one page of the model's size")
    func onePage() throws {
        var workbook = list(
            PageSetup(paper: .a3, orientation: .landscape, scaling: .fit(pagesWide: 1, pagesHigh: 1)))
        workbook.sheets[0].rows.removeLast(120)
        let folder = try TemporaryFolder()
        let pdf = try printed(workbook, in: folder)
        #expect(try PDFPages.count(of: pdf) == 1)
        let size = try PDFPages.size(of: pdf)
        #expect(abs(size.width - 1190.55) < 1 && abs(size.height - 841.89) < 1)
    }

    @Test("Sheets of different pages, and a break above a row")
    func severalSheets() throws {
        var workbook = list(PageSetup(scaling: .fit(pagesWide: 1, pagesHigh: nil)))
        workbook.sheets[0].rows.removeLast(190)
        workbook.sheets[0].rowBreaks = [5]
        var second = workbook.sheets[0]
        second.name = "第二张"
        second.rowBreaks = []
        second.page = PageSetup(paper: .a3, orientation: .landscape, header: HeaderFooter(right: [.sheetName]))
        workbook.sheets.append(second)
        let folder = try TemporaryFolder()
        let pages = try PDFPages.text(of: printed(workbook, in: folder)).split(separator: "\u{C}").map(String.init)
        #expect(pages.count == 3)
        #expect(pages[0].contains("第4处") && pages[1].contains("第5处") && !pages[0].contains("第5处"))
        #expect(pages[2].contains("第二张") && !pages[1].contains("第二张"))
    }
}
