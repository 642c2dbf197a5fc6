import Diagnostics
import Foundation
import Sheets
import TestSupport
import Testing

@testable import FormatXLSX

@Suite("Charts")
struct ChartTests {
    private func part(_ number: Int) throws -> String {
        try Written(SampleWorkbooks.charts).part("xl/charts/chart\(number).xml")
    }

    @Test("A gap is left out of the kept numbers and drawn as a gap")
    func gap() throws {
        let part = try part(1)
        #expect(part.contains("<c:ptCount val=\"9\"/><c:pt idx=\"0\"><c:v>12</c:v></c:pt>"))
        #expect(part.contains("<c:pt idx=\"2\"><c:v>48</c:v></c:pt><c:pt idx=\"4\"><c:v>60</c:v></c:pt>"))
        #expect(part.contains("<c:dispBlanksAs val=\"gap\"/>"))
    }

    @Test("The value axis begins at zero, but where a number is negative")
    func zero() throws {
        for number in 1...3 { #expect(try part(number).contains("<c:min val=\"0\"/>")) }
        #expect(try part(2).contains("<c:max val=\"1\"/><c:min val=\"0\"/>"))
        var workbook = SampleWorkbooks.charts
        workbook.sheets[0][1, 1] = Cell(.number(-1))
        #expect(try !Written(workbook).part("xl/charts/chart1.xml").contains("<c:min "))
    }

    @Test("A maximum below a number is not written")
    func maximum() throws {
        var workbook = SampleWorkbooks.charts
        workbook.sheets[0].charts[1].maximum = 0.99
        #expect(try !Written(workbook).part("xl/charts/chart2.xml").contains("<c:max "))
    }

    @Test("Columns are told apart by their filling, lines by dash and marker")
    func looks() throws {
        #expect(try part(1).contains("<a:pattFill prst=\"wdUpDiag\">"))
        let rates = try part(2)
        #expect(rates.contains("<c:marker><c:symbol val=\"circle\"/>"))
        #expect(
            rates.contains("<a:prstDash val=\"dash\"/></a:ln></c:spPr><c:marker><c:symbol val=\"none\"/></c:marker>"))
    }

    @Test("Labels that find room stand upright; where they do not, the program may slant or thin them")
    func labels() throws {
        var workbook = SampleWorkbooks.charts
        #expect(try part(3).components(separatedBy: "<a:bodyPr rot=\"0\" vert=\"horz\"/>").count == 2)
        workbook.sheets[0].charts[2].width = 150
        #expect(try !Written(workbook).part("xl/charts/chart3.xml").contains("<a:bodyPr rot=\"0\""))
    }

    @Test("Latin and Chinese letters have the same typeface")
    func fonts() throws {
        #expect(try part(1).contains("<a:latin typeface=\"微软雅黑\"/><a:ea typeface=\"微软雅黑\"/>"))
    }

    @Test("Charts are numbered through the workbook, and pictures keep their place beside them")
    func parts() throws {
        let written = try Written(SampleWorkbooks.manyCharts)
        #expect(
            written.names.filter { $0.hasPrefix("xl/charts/") } == (1...7).map { "xl/charts/chart\($0).xml" })
        let relations = try written.part("xl/drawings/_rels/drawing2.xml.rels")
        #expect(relations.contains("Target=\"../media/image1.png\""))
        #expect(relations.contains("Id=\"rId2\"") && relations.contains("Target=\"../charts/chart7.xml\""))
    }

    @Test("A file with charts is read without them and without trouble")
    func reading() throws {
        let read = try XLSXReader().read(XLSXWriter.xlsx.bytes(of: SampleWorkbooks.charts))
        #expect(read.value?.sheets[0].charts == [])
        #expect(read.value?.sheets[0][1, 1].value == .number(12))
        #expect(read.findings.map(\.severity) == [.hint])
        #expect(read.findings.map(\.rule) == ["xlsx.drawing-dropped"])
    }

    @Test("What a chart would show wrongly is a finding")
    func findings() {
        var workbook = SampleWorkbooks.charts
        workbook.sheets[0][4, 1] = Cell(.text("缺报"))
        #expect(
            XLSXWriter.xlsx.limits(of: workbook).map(\.description) == [
                "年终 总结's B5：图表“各月发现与整改的隐患”的系列“发现”的数据应为数字或空白，实为文字“缺报”，Excel 会把它画成 0。请改成数字，没有数据时留空。"
            ])
    }
}

@Suite(
    "openpyxl sees the charts", .enabled(if: Openpyxl.isAvailable, "HUXIAO_PYTHON names no Python with openpyxl"))
struct ChartPythonTests {
    private static let bytes = Result { try XLSXWriter.xlsx.bytes(of: SampleWorkbooks.charts) }

    @Test("Each with its kind, its cells and its axis")
    func charts() throws {
        let lines = try Openpyxl.run(
            """
            for c in wb.worksheets[0]._charts:
              print(type(c).__name__, c.anchor._from.row, c.anchor._from.col, c.y_axis.scaling.min, c.y_axis.scaling.max, c.display_blanks)
              for part in c._charts:
                for s in part.series:
                  print(' ', type(part).__name__, s.tx.strRef.f, s.cat.strRef.f, s.val.numRef.f, s.tx.strRef.strCache.pt[0].v, [p.v for p in s.val.numRef.numCache.pt][:4])
            """, on: Self.bytes.get())
        let sheet = "'年终 总结''s'!"
        #expect(
            lines == [
                "BarChart 11 0 0.0 None gap",
                "  BarChart \(sheet)$B$1 \(sheet)$A$2:$A$10 \(sheet)$B$2:$B$10 发现 [12.0, 35.0, 48.0, 60.0]",
                "  BarChart \(sheet)$C$1 \(sheet)$A$2:$A$10 \(sheet)$C$2:$C$10 整改 [10.0, 30.0, 41.0, 55.0]",
                "LineChart 11 7 0.0 1.0 gap",
                "  LineChart \(sheet)$D$1 \(sheet)$A$2:$A$10 \(sheet)$D$2:$D$10 整改率 "
                    + "[0.8333333333333334, 0.8571428571428571, 0.8541666666666666, 0.9166666666666666]",
                "  LineChart \(sheet)$E$1 \(sheet)$A$2:$A$10 \(sheet)$E$2:$E$10 目标 [0.95, 0.95, 0.95, 0.95]",
                "BarChart 33 0 0.0 1.0 gap",
                "  BarChart \(sheet)$G$1 \(sheet)$F$2:$F$6 \(sheet)$G$2:$G$6 整改率 [0.93, 1.0, 0.82, 0.975]",
                "  LineChart \(sheet)$H$1 \(sheet)$F$2:$F$6 \(sheet)$H$2:$H$6 目标 [0.9, 0.9, 0.9, 0.9]",
            ])
    }
}

@Suite("LibreOffice keeps the charts", .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"))
struct ChartOfficeTests {
    @Test("Saved again they still name their cells, begin at zero and leave the gap")
    func resaved() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(try XLSXWriter.xlsx.bytes(of: SampleWorkbooks.charts), to: "a.xlsx")
        _ = try OfficeSuite.convert(file, to: "fods", in: folder.path)
        let saved = SavedCharts(String(decoding: try folder.read("a.fods"), as: UTF8.self))
        #expect(saved.series == SavedCharts.expectedSeries)
        #expect(saved.categories == SavedCharts.expectedCategories)
        #expect(saved.minimums == ["0", "0", "0"])
        #expect(saved.gaps == ["leave-gap", "leave-gap", "leave-gap"])
    }
}
