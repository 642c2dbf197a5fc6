import Sheets
import TestSupport
import Testing

@testable import FormatXLSX

@Suite(
    "openpyxl reads what was written", .enabled(if: Openpyxl.isAvailable, "HUXIAO_PYTHON names no Python with openpyxl")
)
struct OpenpyxlTests {
    private static let everything = Result { try XLSXWriter.xlsx.bytes(of: SampleWorkbooks.everything) }

    private func run(_ script: String) throws -> [String] { try Openpyxl.run(script, on: Self.everything.get()) }

    @Test("Values keep their types")
    func values() throws {
        let lines = try run(
            "for row in wb['值'].iter_rows(min_row=1, max_row=9, min_col=2, max_col=2):\n  print(repr(row[0].value))")
        #expect(
            lines == [
                "'东风小学'", "1234.5", "-3", "0.855", "datetime.datetime(2017, 5, 31, 0, 0)",
                "datetime.datetime(2017, 5, 31, 14, 30)",
                "datetime.timedelta(days=1, seconds=7384)", "True", "'001'",
            ])
    }

    @Test("Formulas are in the A1 notation and carry their results")
    func formulas() throws {
        #expect(
            try run("print(wb['值']['B10'].value)\nprint(wb['值']['B11'].value)") == [
                "=SUM(B2:$B$3,'进展报表'!C4)*1", "=\"合计：\"&B1",
            ])
        let results = try run(
            "v = openpyxl.load_workbook(sys.argv[1], data_only=True)['值']\nprint(v['B10'].value, v['B11'].value)")
        #expect(results == ["1234 合计：东风小学"])
    }

    @Test("Rich text keeps its runs and their fonts")
    func richText() throws {
        let lines = try run(
            "for r in wb['值']['B12'].value:\n  print(repr(str(r)), getattr(getattr(r, 'font', None), 'rFont', None))")
        #expect(lines == ["'配备 ' None", "'保安' 黑体", "' 12 m' None", "'2' 宋体", "'\\n第二行' None"])
    }

    @Test("Merges, print area, titles, breaks and protection")
    func form() throws {
        let lines = try run(
            """
            s = wb['进展报表']
            print(sorted(str(m) for m in s.merged_cells.ranges))
            print(s.print_area, s.print_title_rows, s.print_title_cols)
            print([b.id for b in s.row_breaks.brk], s.protection.sheet, s.row_dimensions[5].hidden)
            """)
        #expect(
            lines == ["['A1:E1', 'A2:B3', 'A4:A6']", "'进展报表'!$A$1:$E$6 $1:$3 $A:$B", "[5] True True"])
    }

    @Test("Page set-up, header and footer")
    func page() throws {
        let lines = try run(
            """
            s = wb['进展报表']
            p = s.page_setup
            print(p.paperSize, p.orientation, p.fitToWidth, p.fitToHeight, p.firstPageNumber, s.sheet_properties.pageSetUpPr.fitToPage)
            print(round(s.page_margins.top * 72), s.print_options.horizontalCentered, s.print_options.gridLines)
            print(s.oddHeader.left.text, s.oddHeader.left.font, s.oddHeader.right.text, s.oddFooter.center.text)
            """)
        #expect(lines == ["8 landscape 1 0 3 True", "60 True True", "某市教育局 楷体,Regular &A 第 &P 页 共 &N 页"])
    }

    @Test("Data validation")
    func validations() throws {
        let lines = try run(
            """
            for v in wb['进展报表'].data_validations.dataValidation:
              print(v.type, v.operator, v.formula1, v.formula2, v.sqref, v.allowBlank, v.errorStyle, repr(v.prompt))
            """)
        #expect(
            lines == [
                "whole None 0 99999 C4:C6 False None '本月增加的数\\n没有填 0'",
                "decimal greaterThanOrEqual 0.5 None D4 True warning None",
                "date None 42826 43131 D5 True information None",
                "textLength lessThanOrEqual 20 None D6 True None None",
                "list None \"正在整改中,已整改,说\"\"不\"\"；的\" None E4:E5 True None None",
                "None None None None E6 True None '随便填'",
            ])
    }

    @Test("Notes with their authors")
    func notes() throws {
        let lines = try run("for c in ('E2', 'E3'):\n  n = wb['值'][c].comment\n  print(repr(n.text), repr(n.author))")
        #expect(lines == ["'请核实\\n再报' '审核员'", "'常显' 'None'"])
    }

    @Test("Styles: font, fill, lines, alignment, number format")
    func styles() throws {
        let lines = try run(
            """
            s = wb['值']
            f = s['D1'].font
            print(f.name, f.sz, f.b, f.charset)
            print(s['D4'].fill.fgColor.rgb, s['D5'].border.left.style, s['D6'].border.left.style, s['D6'].border.top.style)
            print(s['D7'].alignment.horizontal, s['D7'].alignment.wrap_text, s['D9'].alignment.indent, s['D14'].alignment.textRotation)
            print(s['B5'].number_format, s['B9'].number_format, s['D16'].protection.locked)
            """)
        #expect(
            lines == [
                "方正小标宋简体 22.0 True 134", "FFFFE699 thin double mediumDashed", "center True 2.0 135",
                "yyyy\"年\"m\"月\"d\"日\" @ False",
            ])
    }

    @Test("Properties, names and hidden sheets")
    func rest() throws {
        let lines = try run(
            """
            print(wb.properties.title, wb.properties.creator, wb.properties.created)
            print([(p.name, p.value) for p in wb.custom_doc_props])
            print([(n, d.attr_text) for n, d in wb.defined_names.items()])
            print([s.sheet_state for s in wb])
            """)
        #expect(lines.first == "校园安全工作进展报表 某市教育局 2017-05-02 00:00:00")
        #expect(lines.dropFirst().first == "[('huxiao.form', 'zhengzhou-progress'), ('huxiao.期间', '2017-05')]")
        #expect(lines.dropFirst(2).first == "[('填报区', \"'进展报表'!$C$4:$D$6\"), ('合计格', \"'值'!$B$10\")]")
        #expect(lines.last == "['visible', 'visible', 'hidden']")
    }
}

@Suite("LibreOffice reads what was written", .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"))
struct OfficeTests {
    private func resaved(_ workbook: Workbook, as format: String = "fods") throws -> String {
        let folder = try TemporaryFolder()
        let file = try folder.write(try XLSXWriter.xlsx.bytes(of: workbook), to: "a.xlsx")
        _ = try OfficeSuite.convert(file, to: format, in: folder.path)
        return String(decoding: try folder.read("a." + format.prefix { $0 != ":" }), as: UTF8.self)
    }

    @Test("Awkward texts come back as they were")
    func texts() throws {
        var workbook = SampleWorkbooks.empty
        let texts =
            SampleWorkbooks.awkward.filter { !$0.isEmpty && !$0.contains("\n") && !$0.contains("\t") } + [
                "a\u{7}b", "_x0041_",
            ]
        for (row, text) in texts.enumerated() { workbook.sheets[0][row, 0] = Cell(.text(text)) }
        let csv = try resaved(workbook, as: "csv:Text - txt - csv (StarCalc):9,0,76")
        let shown = texts.map { $0.replacing("\u{7}", with: "") }
        #expect(
            csv.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
                String($0).replacing("\u{7}", with: "")
            } == shown)
    }

    private static let hasMetrics: Bool = {
        let font = (try? CommandRun.run("fc-match", ["Arial"]))?.stdout ?? ""
        return font.contains("Liberation") || font.contains("Arial")
    }()

    @Test(
        "Column widths come back within two hundredths",
        .enabled(if: hasMetrics, "neither Arial nor Liberation Sans is installed"))
    func widths() throws {
        var workbook = SampleWorkbooks.small
        workbook.sheets[0].columns = [Column(widthInPoints: 30), Column(widthInPoints: 64), Column(widthInPoints: 200)]
        let fods = try resaved(workbook)
        let inches = fods.split(separator: "style:column-width=\"").dropFirst().compactMap {
            Double($0.prefix { $0 != "i" })
        }
        for width in [30.0, 64, 200] {
            #expect(inches.contains { abs($0 * 72 - width) < width * 0.02 }, "\(width): \(inches.map { $0 * 72 })")
        }
    }

    @Test("Row heights come back", arguments: [12.8, 33, 120.5])
    func heights(height: Double) throws {
        var workbook = SampleWorkbooks.small
        workbook.sheets[0].rows[0].height = .fixed(height)
        let fods = try resaved(workbook)
        let inches = fods.split(separator: "style:row-height=\"").dropFirst().compactMap {
            Double($0.prefix { $0 != "i" })
        }
        #expect(inches.contains { abs($0 * 72 - height) < 0.2 })
    }

    @Test("The form prints on one A3 page across")
    func pages() throws {
        let folder = try TemporaryFolder()
        var workbook = SampleWorkbooks.everything
        workbook.sheets[0].isHidden = true
        workbook.sheets[1].rowBreaks = []
        let file = try folder.write(try XLSXWriter.xlsx.bytes(of: workbook), to: "a.xlsx")
        let pdf = try OfficeSuite.convert(file, to: "pdf", in: folder.path)
        #expect(try PDFPages.count(of: pdf) == 1)
        let size = try PDFPages.size(of: pdf)
        #expect(abs(size.width - 1190.6) < 2 && abs(size.height - 841.9) < 2)
    }
}
