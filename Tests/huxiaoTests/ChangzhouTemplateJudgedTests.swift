import Foundation
import Sheets
import Templating
import TestSupport
import Testing

/// What programs that are not ours make of the Changzhou templates.
@Suite("The shipped Changzhou templates, judged")
struct ChangzhouTemplateJudgedTests {
    @Test(
        "Valid OpenDocument 1.3", .enabled(if: SchemaJudge.isAvailable, "jing or HUXIAO_SCHEMAS is missing"),
        arguments: ChangzhouForm.allCases)
    func schema(_ form: ChangzhouForm) throws {
        #expect(try SchemaJudge.odf(Array(Checkout.text(form.path).utf8)) == [])
    }

    @Test(
        "LibreOffice saves it with every placeholder, merge, row height and heading row",
        .enabled(if: OfficeSuite.isInstalled, "soffice is missing"), arguments: ChangzhouForm.allCases)
    func savedAgain(_ form: ChangzhouForm) throws {
        let folder = try TemporaryFolder()
        let saved = try OfficeSuite.convert(form.path, to: "fods", in: folder.path)
        let after = try #require(try form.compiled(from: saved).value)
        let before = try form.template()
        #expect(after.bindings == before.bindings)
        #expect(after.identity == before.identity)
        let (old, new) = (before.workbook.sheets[0], after.workbook.sheets[0])
        #expect(Set(new.merges) == Set(old.merges))
        #expect(new.headerRows == old.headerRows && new.printRange == old.printRange)
        #expect(new.page.scaling == old.page.scaling && new.page.footer?.center == old.page.footer?.center)
        let heights = [before, after].map { $0.workbook.fittedHeights(ofSheet: 0) }
        #expect(heights[0].count == heights[1].count)
        #expect(zip(heights[0], heights[1]).allSatisfy { abs($0 - $1) < 0.5 })
    }

    @Test(
        "An empty form is one page of the right paper",
        .enabled(if: OfficeSuite.isInstalled && PDFPages.isInstalled, "soffice or pdfinfo is missing"),
        arguments: zip(ChangzhouForm.allCases, [(1190.55, 841.89), (1190.55, 841.89), (841.89, 595.28)]))
    func onePage(_ form: ChangzhouForm, size: (Double, Double)) throws {
        let folder = try TemporaryFolder()
        let pdf = try ChangzhouForm.print(form.filled(try form.empty()), in: folder)
        #expect(try PDFPages.count(of: pdf) == 1)
        let found = try PDFPages.size(of: pdf)
        #expect(abs(found.width - size.0) < 1 && abs(found.height - size.1) < 1)
    }

    @Test(
        "A long list prints on three pages, each with the headings and its number",
        .enabled(if: OfficeSuite.isInstalled && PDFPages.isInstalled, "soffice or pdfinfo is missing"),
        arguments: [(ChangzhouForm.form1, 40, "属地派出所"), (.form2, 30, "督办单位")])
    func threePages(_ form: ChangzhouForm, rows: Int, heading: String) throws {
        let folder = try TemporaryFolder()
        let pdf = try ChangzhouForm.print(form.filled(try form.report(rows: rows)), in: folder)
        let pages = try PDFPages.text(of: pdf).split(separator: "\u{0C}").map { $0.filter { !$0.isWhitespace } }
        #expect(pages.count == 3)
        for (index, page) in pages.enumerated() {
            #expect(page.contains(heading) && page.contains("第\(index + 1)页共3页"))
        }
    }
}
