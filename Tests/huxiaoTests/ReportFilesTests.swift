import Foundation
import TestSupport
import Testing

/// What the command wrote, judged by programs that are not ours.
@Suite("Files of huxiao report")
struct ReportFilesTests {
    /// The rows 新增 and 合计 of the three bands in the small campaign's May: a label and 19 (or 8) figures.
    private let figures = [
        ["新增", "0", "0", "0", "4", "0", "0", "0", "0", "12", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0"],
        [
            "合计", "60", "36", "24", "128", "50", "80", "50", "56", "624", "48", "20", "16", "18", "14", "1000", "58",
            "40", "30",
            "44",
        ],
        ["新增", "6", "2", "4", "2", "2", "0", "10", "8", "0", "0", "0", "0", "0", "0", "0", "0", "2", "0", "0"],
        [
            "合计", "12", "4", "8", "4", "4", "0", "20", "16", "60", "200", "0", "20", "10", "24", "30", "120", "4", "0",
            "0",
        ],
        ["新增", "8", "6", "0", "0", "0", "0", "0", "0"],
        ["合计", "16", "12", "0", "0", "0", "0", "0", "0"],
    ]

    @Test(
        "LibreOffice reads the same figures from ODS, FODS and Excel 2003 XML",
        .enabled(if: OfficeSuite.isInstalled, "soffice is missing"), arguments: ["ods", "fods", "xml"])
    func figuresInOffice(format: String) throws {
        let folder = try TemporaryFolder()
        let csv = try OfficeSuite.convert(
            report(format, in: folder), to: "csv:Text - txt - csv (StarCalc):44,34,76", in: folder.path)
        let rows = try Checkout.text(csv).split(separator: "\n", omittingEmptySubsequences: false)
        // Cells with line breaks are quoted over several lines, so rows are found by their label, not by their number.
        let found = rows.filter { $0.hasPrefix("新增,") || $0.hasPrefix("合计,") }.map { row in
            Array(row.split(separator: ",", omittingEmptySubsequences: false).map(String.init).prefix(20))
        }
        #expect(found.count == 6)
        for (row, wanted) in zip(found, figures) { #expect(Array(row.prefix(wanted.count)) == wanted) }
    }

    @Test(
        "It prints on one page of A3 landscape from ODS and FODS",
        .enabled(if: OfficeSuite.isInstalled && PDFPages.isInstalled, "soffice or pdfinfo is missing"),
        arguments: ["ods", "fods"])
    func onePageInOffice(format: String) throws {
        let folder = try TemporaryFolder()
        let pdf = try OfficeSuite.convert(report(format, in: folder), to: "pdf", in: folder.path)
        try expectOnePageOfA3(pdf)
    }

    @Test(
        "It prints on one page of A3 landscape from HTML",
        .enabled(if: Browser.name != nil && PDFPages.isInstalled, "no Chromium or pdfinfo is missing"))
    func onePageInBrowser() throws {
        let folder = try TemporaryFolder()
        let pdf = folder.path(of: "page.pdf")
        let run = try CommandRun.run(
            Browser.name ?? "",
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + folder.path(of: "profile"),
                "--no-pdf-header-footer", "--print-to-pdf=" + pdf, "file://" + report("html", in: folder),
            ], timeout: 120)
        #expect(run.status == 0)
        try expectOnePageOfA3(pdf)
        #expect(try PDFPages.text(of: pdf).contains("破获一起在校园周边敲诈勒索学生的案件"))
    }

    @Test("FODS is valid OpenDocument 1.3", .enabled(if: SchemaJudge.isAvailable, "jing or HUXIAO_SCHEMAS is missing"))
    func validODF() throws {
        let folder = try TemporaryFolder()
        #expect(try SchemaJudge.odf(bytes("fods", in: folder)) == [])
    }

    @Test("XML is valid Excel 2003 XML", .enabled(if: SchemaJudge.isAvailable, "xmllint or HUXIAO_SCHEMAS is missing"))
    func validExcel2003() throws {
        let folder = try TemporaryFolder()
        #expect(try SchemaJudge.spreadsheetML2003(bytes("xml", in: folder)) == [])
    }

    @Test("The fragment for mail is neither a page nor has a style sheet")
    func fragment() throws {
        let folder = try TemporaryFolder()
        let text = String(decoding: try bytes("html", in: folder, "--fragment"), as: UTF8.self)
        #expect(!text.contains("<html") && !text.contains("<style") && !text.contains("<body"))
        #expect(text.contains("<table") && text.contains("128"))
    }

    @Test("No file reaches for anything outside itself", arguments: ["html", "fods", "xml"])
    func selfContained(format: String) throws {
        let folder = try TemporaryFolder()
        let text = String(decoding: try bytes(format, in: folder), as: UTF8.self)
        #expect(text.firstMatch(of: /(src|href)="(https?:|file:|\/)/) == nil)
        #expect(!text.contains(folder.path) && !text.contains(Checkout.root))
    }

    /// - Returns: The path of the small campaign's May as one format.
    private func report(_ format: String, in folder: TemporaryFolder, _ options: [String] = []) throws -> String {
        let path = folder.path(of: "source/may.\(format)")
        let campaign = try SmallCampaign()
        let arguments = ["report", ".", "--period", "2017-05", "--format", format, "-o", path] + options
        let run = try CommandRun.run(Command.path, arguments, in: campaign.path)
        #expect(run.status == 0)
        return path
    }

    private func bytes(_ format: String, in folder: TemporaryFolder, _ options: String...) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: report(format, in: folder, options))))
    }

    private func expectOnePageOfA3(_ pdf: String) throws {
        #expect(try PDFPages.count(of: pdf) == 1)
        let size = try PDFPages.size(of: pdf)
        #expect(abs(size.width - 1190.55) < 1 && abs(size.height - 841.89) < 1)
    }
}

private enum Browser {
    static let name = ["chromium", "chromium-browser", "google-chrome"].first { CommandRun.isInstalled($0) }
}
