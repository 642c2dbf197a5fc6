import Foundation
import TestSupport
import Testing

/// The shipped template of the Zhengzhou progress table (校园安全工作进展报表).
@Suite("The shipped progress template")
struct ProgressTemplateTests {
    @Test("Every indicator has its increase and its total exactly once, and nothing else is asked of an indicator")
    func indicators() throws {
        let expected = (1...46).flatMap { number in
            let two = number < 10 ? "0\(number)" : "\(number)"
            return ["{{指标.\(two).新增}}", "{{指标.\(two).合计}}"]
        }
        let found = try placeholders(in: Checkout.text(Checkout.progressTemplate)).filter { $0.hasPrefix("{{指标") }
        #expect(found.sorted() == expected.sorted())
    }

    @Test("Head, remark, foot and identity are there, each once")
    func surroundings() throws {
        let found = try placeholders(in: Checkout.text(Checkout.progressTemplate)).filter { !$0.hasPrefix("{{指标") }
        #expect(
            found == [
                "{{填表单位}}", "{{报表期间 ; yyyy年M月}}", "{{具体情况}}", "{{审核人}}", "{{填表人}}", "{{联系电话}}",
                "{{填表日期 ; yyyy年M月d日}}", "{{=遮盖说明}}", "{{=表单标识}}",
            ])
    }

    @Test("Headings are the official titles, whatever line breaks make them fit")
    func headings() throws {
        let catalogue = try Checkout.text(Checkout.root + "/Templates/zhengzhou-progress.csv")
        let titles = catalogue.matches(of: /(?m)^\d+,\w+,\d,[^,]*,([^,]+),/).map { String($0.1) }
        let cells = try cellTexts(in: Checkout.text(Checkout.progressTemplate))
        #expect(titles.count == 46)
        #expect(titles.filter { !cells.contains($0) } == [])
    }

    @Test("No line of a heading is longer than its column takes")
    func headingLines() throws {
        let text = try Checkout.text(Checkout.progressTemplate)
        let cells = text.matches(of: /table:style-name="项目[^"]*"[^>]*>(.*)<\/table:table-cell>/)
        let lines = cells.flatMap { $0.1.matches(of: /<text:p>([^<]*)/).map(\.1) }
        #expect(cells.count == 45)
        #expect(lines.filter { $0.count > 5 } == [])
    }

    @Test("It is valid OpenDocument 1.3", .enabled(if: SchemaJudge.isAvailable, "jing or HUXIAO_SCHEMAS is missing"))
    func schema() throws {
        #expect(try SchemaJudge.odf(Array(Checkout.text(Checkout.progressTemplate).utf8)) == [])
    }

    @Test(
        "It prints on one page of A3 landscape",
        .enabled(if: OfficeSuite.isInstalled && PDFPages.isInstalled, "soffice or pdfinfo is missing"))
    func onePage() throws {
        let folder = try TemporaryFolder()
        let pdf = try OfficeSuite.convert(Checkout.progressTemplate, to: "pdf", in: folder.path)
        #expect(try PDFPages.count(of: pdf) == 1)
        let size = try PDFPages.size(of: pdf)
        #expect(abs(size.width - 1190.55) < 1 && abs(size.height - 841.89) < 1)
    }

    @Test(
        "LibreOffice saves it with every placeholder and merge, and it prints the same",
        .enabled(if: OfficeSuite.isInstalled && PDFPages.isInstalled, "soffice or pdfinfo is missing"))
    func savedAgain() throws {
        let folder = try TemporaryFolder()
        let saved = try OfficeSuite.convert(Checkout.progressTemplate, to: "fods", in: folder.path)
        let before = try Checkout.text(Checkout.progressTemplate)
        let after = try Checkout.text(saved)
        #expect(placeholders(in: after) == placeholders(in: before))
        #expect(spans(in: after) == spans(in: before))
        #expect(try printed(saved) == printed(Checkout.progressTemplate))
    }

    /// The text on paper, where it stands.
    private func printed(_ file: String) throws -> String {
        let folder = try TemporaryFolder()
        return try PDFPages.text(of: OfficeSuite.convert(file, to: "pdf", in: folder.path))
    }

    private func placeholders(in text: String) -> [String] {
        let body = text.range(of: "<office:body>").map { text[$0.lowerBound...] } ?? ""
        return body.matches(of: /\{\{[^}]*\}\}/).map { String($0.0) }
    }

    /// The texts of all cells, lines joined.
    private func cellTexts(in text: String) -> Set<String> {
        Set(
            text.matches(of: /<table:table-cell [^>]*>(<text:p>.*<\/text:p>)<\/table:table-cell>/).map {
                String($0.1.replacing(/<[^>]*>/, with: ""))
            })
    }

    /// How many columns and rows each merge covers, in order.
    private func spans(in text: String) -> [String] {
        text.matches(of: /number-columns-spanned="(\d+)" table:number-rows-spanned="(\d+)"/).map { "\($0.1)×\($0.2)" }
    }
}
