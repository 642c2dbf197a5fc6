import Archive
import ByteIO
import Diagnostics
import Foundation
import Sheets
import TestSupport
import Testing

@testable import FormatODF

@Suite("Charts")
struct ChartTests {
    private func content(_ number: Int, _ workbook: Workbook = SampleWorkbooks.charts) throws -> String {
        let package = try PackageReader(ODSWriter.ods.bytes(of: workbook))
        let bytes = try #require(try package.bytes(of: "Object \(number)/content.xml"))
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("Every series names its cells, with the sheet's name quoted")
    func cells() throws {
        let chart = try content(1)
        let sheet = "$'年终 总结''s'."
        #expect(chart.contains("chart:values-cell-range-address=\"\(sheet)$C$2:\(sheet)$C$10\""))
        #expect(chart.contains("chart:label-cell-address=\"\(sheet)$C$1\""))
        #expect(chart.contains("<chart:categories table:cell-range-address=\"\(sheet)$A$2:\(sheet)$A$10\"/>"))
    }

    @Test("The local table holds the numbers, and an empty cell at the gap")
    func localTable() throws {
        let rows = try content(1).split(separator: "<table:table-row>").map(String.init)
        #expect(rows.count == 11)
        #expect(rows[2].contains("<text:p>4月</text:p>"))
        #expect(rows[2].contains("office:value=\"12\"><text:p>12</text:p>"))
        #expect(
            rows[5].hasPrefix(
                "<table:table-cell office:value-type=\"string\"><text:p>7月</text:p></table:table-cell>"
                    + "<table:table-cell><text:p/></table:table-cell><table:table-cell><text:p/></table:table-cell>"))
    }

    @Test("Gaps stay gaps, and the value axis begins at zero, but where a number is negative")
    func axis() throws {
        var workbook = SampleWorkbooks.charts
        #expect(try content(1, workbook).contains("chart:treat-empty-cells=\"leave-gap\""))
        #expect(try content(1, workbook).contains("chart:minimum=\"0\""))
        #expect(try content(2, workbook).contains("chart:maximum=\"1\""))
        workbook.sheets[0][1, 1] = Cell(.number(-1))
        #expect(try !content(1, workbook).contains("chart:minimum"))
        workbook.sheets[0].charts[1].maximum = 0.5
        #expect(try !content(2, workbook).contains("chart:maximum"))
    }

    @Test("Labels that find room stand upright; where they do not, the program may slant or thin them")
    func labels() throws {
        var workbook = SampleWorkbooks.charts
        let upright = "chart:label-arrangement=\"side-by-side\" style:rotation-angle=\"0\""
        #expect(try content(3, workbook).contains("chart:text-overlap=\"true\" text:line-break=\"true\" " + upright))
        workbook.sheets[0].charts[2].width = 150
        #expect(try !content(3, workbook).contains(upright))
        #expect(try content(3, workbook).contains("chart:text-overlap=\"false\""))
    }

    @Test("A hatch has the same angle, whether its number is read as degrees or as tenths of degrees")
    func hatches() throws {
        let package = try PackageReader(ODSWriter.ods.bytes(of: SampleWorkbooks.manyCharts))
        let styles = String(decoding: try #require(try package.bytes(of: "Object 4/styles.xml")), as: UTF8.self)
        let angles = styles.components(separatedBy: "draw:rotation=\"").dropFirst().compactMap { part in
            Int(part.prefix { $0 != "\"" })
        }
        #expect(angles.count == 4)
        for angle in angles { #expect(angle % 180 == angle / 10 % 180) }
    }

    @Test("The manifest lists every chart and its parts, numbered through the workbook")
    func manifest() throws {
        let package = try PackageReader(ODSWriter.ods.bytes(of: SampleWorkbooks.manyCharts))
        let manifest = String(decoding: try #require(try package.bytes(of: "META-INF/manifest.xml")), as: UTF8.self)
        for number in 1...7 {
            #expect(
                manifest.contains(
                    "full-path=\"Object \(number)/\" manifest:media-type=\"application/vnd.oasis.opendocument.chart\""))
            for part in ["content.xml", "styles.xml"] {
                let path = "Object \(number)/\(part)"
                #expect(manifest.contains("full-path=\"\(path)\" manifest:media-type=\"text/xml\""))
                #expect(try package.bytes(of: path) != nil)
            }
        }
        let sheets = String(decoding: try #require(try package.bytes(of: "content.xml")), as: UTF8.self)
        #expect(sheets.split(separator: "xlink:href=\"./Object ").count == 8)
    }

    @Test("A file with charts is read without them and without trouble")
    func reading() throws {
        for bytes in [
            try ODSWriter.ods.bytes(of: SampleWorkbooks.charts), try FODSWriter.fods.bytes(of: SampleWorkbooks.charts),
        ] {
            let read = try ODFReader().read(bytes)
            var expected = SampleWorkbooks.charts
            for sheet in expected.sheets.indices { expected.sheets[sheet].charts = [] }
            #expect(
                read.value?.sheets[0].rows.prefix(10).map(\.cells) == expected.canonical.sheets[0].rows.map(\.cells))
            #expect(read.value?.sheets.map(\.charts) == [[], []])
            #expect(read.findings.filter { $0.severity != .hint } == [])
        }
    }

    @Test(
        "A chart takes its place wherever the spooled bytes are parted",
        arguments: [0, 131_070, 131_071, 131_072, 1_200_000])
    func places(before: Int) throws {
        var spool = Spool()
        let (head, tail) = (String(repeating: "a", count: before), String(repeating: "b", count: 1_100_000))
        for piece in [head, ChartPlaces.mark(12), "-", ChartPlaces.mark(3), tail] { try spool.write(Array(piece.utf8)) }
        var sink = MemorySink()
        try ChartPlaces.read(spool, to: &sink) { Array("<\($0)>".utf8) }
        #expect(String(decoding: sink.bytes, as: UTF8.self) == head + "<12>-<3>" + tail)
    }

    @Test("What a chart would show wrongly is a finding")
    func findings() {
        var workbook = SampleWorkbooks.charts
        workbook.sheets[0].charts[0].series[1].values = CellRange(rows: 1..<9, columns: 2..<3)
        #expect(
            ODSWriter.ods.limits(of: workbook).map(\.description) == [
                "年终 总结's C2：图表“各月发现与整改的隐患”的系列“整改”的数据应与分类标签一样多（9 个），实有 8 个。请改正图表的数据区域。"
            ])
        #expect(FODSWriter.fods.limits(of: workbook) == ODSWriter.ods.limits(of: workbook))
    }
}

@Suite("What others make of charts")
struct ChartJudgeTests {
    @Test(
        "Charts are valid OpenDocument",
        .enabled(if: SchemaJudge.isAvailable, "HUXIAO_SCHEMAS, jing or xmllint is missing"))
    func schema() throws {
        let workbook = SampleWorkbooks.manyCharts
        #expect(try SchemaJudge.odf(FODSWriter.fods.bytes(of: workbook)) == [])
        let package = try PackageReader(ODSWriter.ods.bytes(of: workbook))
        let objects = [1, 4, 5, 6].flatMap { ["Object \($0)/content.xml", "Object \($0)/styles.xml"] }
        for part in ["content.xml"] + objects {
            #expect(try SchemaJudge.odf(try #require(try package.bytes(of: part))) == [], "\(part)")
        }
        let manifest = try #require(try package.bytes(of: "META-INF/manifest.xml"))
        #expect(try SchemaJudge.odf(manifest, part: .manifest) == [])
    }

    @Test(
        "LibreOffice keeps them: cells, zero, gaps",
        .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"),
        arguments: ["ods", "fods"])
    func office(format: String) throws {
        let folder = try TemporaryFolder()
        let workbook = SampleWorkbooks.charts
        let bytes = format == "ods" ? try ODSWriter.ods.bytes(of: workbook) : try FODSWriter.fods.bytes(of: workbook)
        let file = try folder.write(bytes, to: "a.\(format)")
        let other = try TemporaryFolder()
        _ = try OfficeSuite.convert(file, to: "fods", in: other.path)
        let saved = SavedCharts(String(decoding: try other.read("a.fods"), as: UTF8.self))
        #expect(saved.series == SavedCharts.expectedSeries)
        #expect(saved.categories == SavedCharts.expectedCategories)
        #expect(saved.minimums == ["0", "0", "0"])
        #expect(saved.gaps == ["leave-gap", "leave-gap", "leave-gap"])
    }
}
